"""A file that takes its name only when it is whole: written beside it, checked, brought to the disk, renamed."""

import errno
import logging
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from factcheck.errors import DatabaseUnavailable, Refused

_NAMED: Final = ".{}.{}.partial"
_KEPT: Final = 200
"""Characters of a name, so that there is room for more."""
_SIDES: Final = ("", "-journal", "-wal", "-shm")
talk = logging.getLogger("factcheck")


@contextmanager
def partial(path: Path, *, replace: bool = False, remedy: str = "Give another file.") -> Iterator[Path]:
    """A place to write to, in the folder of `path`, which becomes `path` if the body succeeds and is gone if not.

    Raises:
        DatabaseUnavailable: it cannot be written there.
        Refused: the file is there already, and shall not be replaced.

    """
    try:
        _check(path, remedy, replace=replace)
    except OSError as error:
        raise unwritten(path, error) from error
    _tell_of_others(path)
    place = path.with_name(_NAMED.format(path.name[:_KEPT], secrets.token_hex(4)))
    try:
        try:
            os.close(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
            yield place
            _bring_to_disk(place)
            _check(path, remedy, replace=replace)  # somebody may have been faster
            place.replace(path)
            _bring_to_disk(path.parent)
        except OSError as error:
            raise unwritten(path, error) from error
    finally:
        for side in _SIDES:
            with suppress(OSError):
                place.with_name(f"{place.name}{side}").unlink(missing_ok=True)


def is_full(error: OSError) -> bool:
    """Whether there is no room left for what was to be written."""
    return error.errno in {errno.ENOSPC, errno.EDQUOT}


def unwritten(path: Path | str, error: OSError) -> DatabaseUnavailable:
    """Why a file could not be written, and what to do."""
    remedy = f"{'Free some space' if is_full(error) else 'Give another file'}; nothing was changed."
    return DatabaseUnavailable(f"{path} cannot be written: {error.strerror or error}.", remedy)


def _tell_of_others(path: Path) -> None:
    """Tell of what a program that was killed left: it takes room, and nobody sees it. Another may still be at it."""
    named = re.compile(_NAMED.format(re.escape(path.name[:_KEPT]), "[0-9a-f]{8}"))
    with suppress(OSError):
        for other in sorted(path.parent.iterdir()):
            if named.fullmatch(other.name):
                talk.warning("%s was begun and not finished: remove it, unless somebody is writing %s.", other, path)


def _check(path: Path, remedy: str, *, replace: bool) -> None:
    if path.is_dir():
        raise DatabaseUnavailable(f"{path} is a folder.", "Give the path of a file.")
    if not path.parent.is_dir():
        raise DatabaseUnavailable(f"There is no folder {path.parent}.", "Create it first, or give another file.")
    if os.path.lexists(path) and not replace:
        raise Refused(f"{path} is there already.", remedy)


def _bring_to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
