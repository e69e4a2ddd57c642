"""Long work tells how far it is, where somebody watches a terminal that can draw it."""

import io
import sys

import pytest

from factcheck.cli import progress


class Screen(io.StringIO):
    """A terminal that keeps what it was sent."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("terminal", "drawn"), [("xterm", True), ("dumb", False)])
def test_a_bar_is_drawn_where_the_terminal_can(monkeypatch: pytest.MonkeyPatch, terminal: str, *, drawn: bool) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(progress, "_PATIENCE", -1)
    monkeypatch.setenv("TERM", terminal)
    with progress.counting("Reading") as tell:
        tell(1, 2)
    assert ("Reading" in screen.getvalue()) == drawn
