"""Text files as they are: UTF-8 decoded strictly, nothing repaired, every refusal a sentence with its remedy."""

import codecs
import os
import sys
from pathlib import Path
from typing import BinaryIO, Final

from factcheck.errors import Unreadable

MAX_BYTES: Final = 20_000_000
STDIN: Final = "-"

_BOM: Final = codecs.BOM_UTF8.decode()
_WIDE_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


def load(path: str | os.PathLike[str], *, max_bytes: int = MAX_BYTES, stdin: BinaryIO | None = None) -> str:
    """The text behind a path, or of stdin for `-`: a leading byte-order mark dropped, newlines as they were.

    Never more than `max_bytes` + 1 bytes are read.

    Raises:
        Unreadable: missing, a folder, forbidden, too large, empty, or no UTF-8 text.

    """
    name = os.fspath(path)
    shown = "standard input" if name == STDIN else shown_name(name)
    data = _stdin_bytes(stdin, max_bytes, shown) if name == STDIN else _file_bytes(name, max_bytes, shown)
    if len(data) > max_bytes:
        raise Unreadable(
            f"{shown} holds more than {max_bytes:,} bytes.",
            "Split it, or raise the limit with --max-bytes or FACTCHECK_MAX_BYTES.",
        )
    return decode(data, shown)


def decode(data: bytes, shown: str) -> str:
    """The text behind bytes; `shown` is what messages call them.

    Raises:
        Unreadable: empty, binary, or not UTF-8.

    """
    for mark, encoding in _WIDE_MARKS:
        if data.startswith(mark):
            raise Unreadable(
                f"{shown} looks like {encoding}, not UTF-8.",
                f"Convert it first: iconv -f {encoding} -t UTF-8 OLD > NEW.",
            )
    nul = data.find(0)
    if nul >= 0:
        raise Unreadable(f"{shown} holds a NUL at byte {nul}.", "Give a plain text file; this looks like binary data.")
    try:
        text = data.decode("utf-8", errors="strict")
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"{shown} is not UTF-8 text: see byte {error.start}.",
            "Convert it first, for instance: iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW.",
        ) from None
    text = text.removeprefix(_BOM)
    if not text or text.isspace():
        raise Unreadable(f"{shown} is empty.", "Give a file that holds text.")
    return text


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
