"""Progress on long work: on stderr, and only where a person watches."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import TypeVar

T = TypeVar("T")
_FEW = 3
_PATIENCE = 0.5
"""Seconds of work that nobody needs to be told of."""


def progress(things: Sequence[T], what: str) -> Iterator[T]:
    """The things, one after the other, counted on stderr if they are many and it is a terminal."""
    if len(things) <= _FEW or not _watched():
        yield from things
        return
    with counting(what) as tell:
        for done, thing in enumerate(things, 1):
            yield thing
            tell(done, len(things))


@contextmanager
def counting(what: str) -> Iterator[Callable[[int, int | None], None]]:
    """A function that is told how much is done, of how much if that is known."""
    if not _watched():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task, began, shown = bar.add_task(what, total=None), monotonic(), False

    def tell(done: int, total: int | None) -> None:
        nonlocal shown
        if not shown and monotonic() - began > _PATIENCE:
            bar.start()
            shown = True
        bar.update(task, completed=done, total=total)

    try:
        yield tell
    finally:
        if shown:
            bar.stop()


def _watched() -> bool:
    """Whether stderr is a terminal that can draw over what it wrote."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
