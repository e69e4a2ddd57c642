"""A file that can be gone through twice, whether it is one, a pipe or standard input."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from factcheck.errors import Unreadable


@contextmanager
def opened(given: Path | BinaryIO, shown: str) -> Iterator[BinaryIO]:
    """The file's bytes; a stream is first copied to a temporary file. `shown` is what messages call it.

    Raises:
        Unreadable: it is missing, a folder, a device, empty, or may not be read.

    """
    with _opened(given, shown) as file:
        if not _size(file, shown):
            raise Unreadable(f"{shown} is empty.", "Give a file that holds rows.")
        yield file


def _opened(given: Path | BinaryIO, shown: str) -> BinaryIO:
    try:
        if not isinstance(given, Path):
            return _copied(given)
        if given.is_file():
            return given.open("rb")
        with given.open("rb") as stream:
            if given.is_char_device() and not stream.isatty():
                raise Unreadable(f"{shown} is a device, which may never end.", "Give a file or a pipe.")
            return _copied(stream)
    except FileNotFoundError:
        raise Unreadable(f"There is no file {shown}.", "Check the path; - reads standard input.") from None
    except IsADirectoryError:
        raise Unreadable(f"{shown} is a folder.", "Name one file in it.") from None
    except PermissionError:
        raise Unreadable(f"{shown} may not be read.", "Ask for permission to read it.") from None
    except OSError as error:
        raise Unreadable(f"{shown} cannot be read: {error.strerror or error}.", "Check the path.") from None


def _size(file: BinaryIO, shown: str) -> int:
    try:
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
    except OSError as error:  # as of a process's memory, which is a file by its looks alone
        raise Unreadable(f"{shown} cannot be read: {error.strerror or error}.", "Check the path.") from None
    return size


def _copied(stream: BinaryIO) -> BinaryIO:
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- whoever asked for it closes it
    shutil.copyfileobj(stream, file)
    return file
