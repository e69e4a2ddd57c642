"""A file that can be gone through twice, whether it is one or standard input."""

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
    try:
        with given.open("rb") if isinstance(given, Path) else tempfile.TemporaryFile() as file:
            if not isinstance(given, Path):
                shutil.copyfileobj(given, file)
                file.seek(0)
            if not file.seek(0, os.SEEK_END):
                raise Unreadable(f"{shown} is empty.", "Give a file that holds rows.")
            file.seek(0)
            yield file
    except FileNotFoundError:
        raise Unreadable(f"There is no file {shown}.", "Check the path; - reads standard input.") from None
    except IsADirectoryError:
        raise Unreadable(f"{shown} is a folder.", "Name one file in it.") from None
    except PermissionError:
        raise Unreadable(f"{shown} may not be read.", "Ask for permission to read it.") from None
