"""A JSONL file as objects with their line numbers, and objects as lines that act on no terminal."""

import json
import os
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final, NamedTuple

from factcheck.errors import Refused
from factcheck.sanitise import replace_hidden

_SUSPECT: Final = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")
_UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")
_BOM: Final = b"\xef\xbb\xbf"


class Line(NamedTuple):
    """One line that is not empty. Of these a load reads millions."""

    number: int
    bytes: bytes

    def text(self) -> str:
        """The line as it stands, but for bytes that are not UTF-8, which are spelled out."""
        return self.bytes.decode("utf-8", "backslashreplace")

    def parsed(self) -> dict[str, Any]:
        """The object on the line.

        Raises:
            Refused: it is none, or holds what no database can store.

        """
        try:
            found = _decode(self.bytes.decode("utf-8"))
        except UnicodeDecodeError as error:
            raise Refused(f"Byte {error.start} of the line is not UTF-8.", "Save the file as UTF-8.") from None
        except json.JSONDecodeError as error:
            raise Refused(f"It is no JSON: {error.msg} at character {error.pos + 1}.") from None
        except (RecursionError, ValueError):
            raise Refused("It is no JSON that anybody could use: too deep, or with numbers that are none.") from None
        if not isinstance(found, dict):
            raise Refused("It is no JSON object.")
        if _SUSPECT.search(self.bytes) and _UNSTORABLE.search(json.dumps(found, ensure_ascii=False)):
            raise Refused("It holds half a character (a lone surrogate).")
        if b"\\u0000" in self.bytes and _holds_nul(found):
            raise Refused("It holds a NUL.")
        return found


def lines(file: BinaryIO) -> Iterator[Line]:
    """The lines that are not empty, counted from 1, from the file's start."""
    file.seek(0, os.SEEK_SET)
    for number, found in enumerate(file, 1):
        bare = (found.removeprefix(_BOM) if number == 1 else found).strip(b" \t\r\n")
        if bare:
            yield Line(number, bare)


def line(record: Any) -> str:
    """The object as one line: what is not seen, or steers a terminal, is escaped."""
    text = json.dumps(record, ensure_ascii=False)
    if not (text.isascii() and text.isprintable()):
        text = replace_hidden(text, lambda one: json.dumps(one)[1:-1])
    return text + "\n"


def _holds_nul(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_holds_nul, (*value, *value.values())))
    return any(map(_holds_nul, value)) if isinstance(value, list) else isinstance(value, str) and "\0" in value


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


_decode: Final = json.JSONDecoder(parse_constant=_refuse_constant).decode
