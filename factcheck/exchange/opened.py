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
        Unreadable: it is missing, a folder, empty, or may not be read.

    """
    with _opened(given, shown) as file:
        if not file.seek(0, os.SEEK_END):
            raise Unreadable(f"{shown} is empty.", "Give a file that holds rows.")
        file.seek(0)
        yield file


def _opened(given: Path | BinaryIO, shown: str) -> BinaryIO:
    try:
        if not isinstance(given, Path):
            return _copied(given)
        if given.is_file():
            return given.open("rb")
        with given.open("rb") as stream:
            return _copied(stream)
    except FileNotFoundError:
        raise Unreadable(f"There is no file {shown}.", "Check the path; - reads standard input.") from None
    except IsADirectoryError:
        raise Unreadable(f"{shown} is a folder.", "Name one file in it.") from None
    except PermissionError:
        raise Unreadable(f"{shown} may not be read.", "Ask for permission to read it.") from None
    except OSError as error:
        raise Unreadable(f"{shown} cannot be read: {error.strerror or error}.", "Check the path.") from None


def _copied(stream: BinaryIO) -> BinaryIO:
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- whoever asked for it closes it
    shutil.copyfileobj(stream, file)
    return file
