"""How things are named: handles (`C12`) for people, uids (UUIDv7) for exchange, folded names for comparison."""

import os
import re
import time
import unicodedata
from typing import Final

from factcheck.errors import UsageProblem

CLAIM: Final = "C"
ARTICLE: Final = "A"
SOURCE: Final = "S"
ATTRIBUTION: Final = "T"
EVIDENCE: Final = "E"

_WORDS: Final = {CLAIM: "claim", ARTICLE: "article", SOURCE: "source", ATTRIBUTION: "attribution", EVIDENCE: "evidence"}
LETTERS: Final = {word: letter for letter, word in _WORDS.items()}
"""Of what has handles, by the name of its table."""
_HANDLE: Final = re.compile(r"([A-Za-z])([1-9][0-9]{0,17})", re.ASCII)
_TICKS: Final = 4096
"""In a millisecond: what twelve bits of a uid tell apart."""
_UID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.ASCII)


def handle(letter: str, number: int) -> str:
    """The handle that people type, `C12`."""
    return f"{letter}{number}"


def number(letter: str, text: str) -> int:
    """The key behind a handle; `c12` is taken for `C12`.

    Raises:
        UsageProblem: the text is no handle of this letter.

    """
    match = _HANDLE.fullmatch(text.strip())
    if match is None or match[1].upper() != letter:
        word = _WORDS[letter]
        raise UsageProblem(f"{text!r} is no {word}'s id.", f"Give one like {letter}12.")
    return int(match[2])


def is_handle(letter: str, text: str) -> bool:
    """Whether the text is a handle of this letter, rather than a name."""
    match = _HANDLE.fullmatch(text.strip())
    return match is not None and match[1].upper() == letter


def new_uid() -> str:
    """A UUIDv7 (RFC 9562, section 5.7; the sub-millisecond part in rand_a by its method 3)."""
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    high = (milliseconds << 16) | (7 << 12) | (rest * 4096 // 1_000_000)
    low = (0b10 << 62) | (int.from_bytes(os.urandom(8)) >> 2)
    text = f"{high:016x}{low:016x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def new_uids(count: int) -> list[str]:
    """So many of them, in the order of their text: chance and the time are asked for once."""
    first, chance = time.time_ns() * _TICKS // 1_000_000, bytearray(os.urandom(8 * count))
    chance[::8] = bytes(0x80 | one & 0x3F for one in chance[::8])
    ends, found, begin = chance.hex(), [], ""
    for at in range(count):
        part = (first + at) % _TICKS
        if part == 0 or not begin:
            milliseconds = f"{(first + at) // _TICKS:012x}"
            begin = f"{milliseconds[:8]}-{milliseconds[8:]}-7"
        found.append(f"{begin}{part:03x}-{ends[16 * at : 16 * at + 4]}-{ends[16 * at + 4 : 16 * at + 16]}")
    return found


def is_uid(text: str) -> bool:
    """Whether the text is a UUIDv7 in its canonical form."""
    return _UID.fullmatch(text) is not None


def fold(name: str) -> str:
    """A name as it is compared: compatibility forms, case, apostrophes and runs of white space made equal.

    >>> fold("Yonhap  News’") == fold("YONHAP NEWS'")
    True
    """
    if name.isascii():
        return " ".join(name.lower().split())
    text = unicodedata.normalize("NFKC", name).replace("’", "'").casefold()
    return " ".join(unicodedata.normalize("NFKC", text).split())
