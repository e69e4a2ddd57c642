"""Files and standard input, byte for byte, every refusal a sentence with its remedy."""

import os
import sys
from pathlib import Path
from typing import BinaryIO, Final

from factcheck.errors import Unreadable
from factcheck.reading.inputs.original import Original

MAX_BYTES: Final = 20_000_000
STDIN: Final = "-"


def load(path: str | os.PathLike[str], *, max_bytes: int = MAX_BYTES, stdin: BinaryIO | None = None) -> Original:
    """The bytes behind a path, or of stdin for `-`. Never more than `max_bytes` + 1 of them are read.

    Raises:
        Unreadable: missing, a folder, forbidden, too large, or empty.

    """
    name = os.fspath(path)
    shown = "standard input" if name == STDIN else shown_name(name)
    data = _stdin_bytes(stdin, max_bytes, shown) if name == STDIN else _file_bytes(name, max_bytes, shown)
    if len(data) > max_bytes:
        raise Unreadable(
            f"{shown} holds more than {max_bytes:,} bytes.",
            "Split it, or raise the limit with --max-bytes or FACTCHECK_MAX_BYTES.",
        )
    if not data:
        raise Unreadable(f"{shown} is empty.", "Give a file that holds text.")
    return Original(data, shown)


def shown_name(name: str) -> str:
    """A file's name fit for one line of a message: control characters and undecodable bytes escaped."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in name)


def _file_bytes(name: str, max_bytes: int, shown: str) -> bytes:
    if not name or "\0" in name:
        raise Unreadable(
            f"{shown or 'An empty name'} is no file name.", "Give the path of a text file, or - for stdin."
        )
    try:
        with Path(name).open("rb") as stream:
            return _up_to(stream, max_bytes)
    except FileNotFoundError:
        problem, remedy = f"There is no file {shown}.", "Check the path; - reads standard input."
    except IsADirectoryError:
        problem, remedy = f"{shown} is a folder.", "Name the files in it, for instance with a pattern such as *.txt."
    except PermissionError:
        problem, remedy = f"{shown} may not be read.", "Ask for permission to read it."
    except OSError as error:
        problem, remedy = f"{shown} cannot be read: {error.strerror or error}.", "Check the path and the device."
    raise Unreadable(problem, remedy)


def _stdin_bytes(stdin: BinaryIO | None, max_bytes: int, shown: str) -> bytes:
    stream = stdin if stdin is not None else sys.stdin.buffer
    try:
        return _up_to(stream, max_bytes)
    except OSError as error:
        raise Unreadable(f"{shown} cannot be read: {error.strerror or error}.", "Pipe text into it.") from None


def _up_to(stream: BinaryIO, max_bytes: int) -> bytes:
    """At most one byte more than the cap; a pipe may give less at a time than it was asked for."""
    pieces = []
    left = max_bytes + 1
    while left > 0 and (piece := stream.read(min(left, 1 << 20))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)
