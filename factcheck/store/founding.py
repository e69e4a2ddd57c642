"""The first write into a place: one founder at a time, and nothing left behind if the founding fails."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from factcheck.settings import Location

try:
    import fcntl
except ImportError:  # Windows: nothing is locked there, and so nothing may be removed either
    fcntl = None  # type: ignore[assignment]


@contextmanager
def founding(location: Location) -> Iterator[None]:
    """Around a transaction that may have to create its file.

    A file that is missing or empty is created by one process while others wait. Were they to share the empty file, the
    one that fails could not remove it without taking the other's data along.
    """
    path = location.path
    if path is None or _holds_something(path):
        yield
        return
    if not location.explicit:
        path.parent.mkdir(parents=True, exist_ok=True)
    if fcntl is None or not os.path.isdir(path.parent):  # noqa: PTH112 -- as below
        yield
        return
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        was_there = os.path.exists(path)  # noqa: PTH110 -- Path.exists fails on a name that is too long
        if _holds_something(path):
            fcntl.flock(folder, fcntl.LOCK_UN)
        try:
            yield
        except BaseException:
            if not was_there and not _holds_something(path):
                with suppress(OSError):
                    path.unlink(missing_ok=True)
            raise
    finally:
        os.close(folder)


def _holds_something(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False
