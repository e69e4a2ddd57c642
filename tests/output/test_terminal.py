"""When there are colours, how wide an answer is, and what it costs."""

import subprocess
import sys
from io import StringIO

import pytest

from factcheck.output.claims import write_claims
from factcheck.output.terminal import terminal
from factcheck.settings import Format
from tests.output.examples import CLAIM, DENIED, written


class Screen(StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _usual(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def test_a_terminal_has_colours() -> None:
    out = Screen()
    write_claims([CLAIM], Format.TABLE, out)
    assert "\x1b[33munchecked\x1b[0m" in out.getvalue()


def test_a_file_has_none() -> None:
    out = StringIO()
    write_claims([CLAIM], Format.TABLE, out)
    assert "\x1b" not in out.getvalue()


@pytest.mark.parametrize("variable", [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_somebody_who_wants_none_gets_none(variable: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(*variable)
    out = Screen()
    write_claims([CLAIM], Format.TABLE, out)
    assert "\x1b" not in out.getvalue()


def test_an_empty_no_color_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    assert terminal(Screen()).color


def test_the_environment_forces_no_colours_on_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "CLICOLOR_FORCE"):
        monkeypatch.setenv(name, "1")
    out = StringIO()
    write_claims([CLAIM], Format.TABLE, out)
    assert "\x1b" not in out.getvalue()


def test_colours_only_repeat_what_words_say() -> None:
    coloured = written(write_claims, [CLAIM, DENIED], Format.TABLE, color=True)
    plain = written(write_claims, [CLAIM, DENIED], Format.TABLE, color=False)
    codes = coloured.split("\x1b[")
    bare = codes[0] + "".join(code.partition("m")[2] for code in codes[1:])
    assert [line.rstrip() for line in bare.splitlines()] == plain.splitlines()


def test_the_width_is_that_of_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "72")
    assert terminal(StringIO()).width == 72
    assert terminal(StringIO(), width=100).width == 100


def test_only_a_drawn_table_costs_rich() -> None:
    program = """
import io, sys
from pathlib import Path
import importlib, factcheck.output
for module in Path(factcheck.output.__path__[0]).glob("*.py"):
    importlib.import_module(f"factcheck.output.{module.stem}")
from factcheck.output.claims import write_claims
from factcheck.settings import Format
for format in Format:
    if format is not Format.TABLE:
        write_claims([], format, io.StringIO())
heavy = {"rich", "sqlalchemy", "sqlmodel", "typer", "pydantic"} & set(sys.modules)
assert not heavy, heavy
"""
    subprocess.run([sys.executable, "-c", program], check=True)
