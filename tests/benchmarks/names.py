"""Invented proper names and uids that a copy of the world can have instead of those of the first.

A name is a capital and six small letters, and nothing else in the world is; a uid that a copy changes begins with
`0195000` and has `8000` in its fourth part. A copy puts its own number into the beginning, so that its uids come behind
those of the copies before it, as if made in that order.
"""

import re
from typing import Final

NAME: Final = re.compile(r"\b[A-Z][a-z]{6}\b")
COMMON: Final = 200
"""So many names are the same in all copies; the others are drawn from many."""
RARE: Final = 3_000
_POOL: Final = 60_000
_STEP: Final = 2_903
_CONSONANTS: Final = "bdfgklmnprstvz"
_VOWELS: Final = "aeiou"
_ALL: Final = len(_CONSONANTS) ** 4 * len(_VOWELS) ** 3

SHARED: Final = "-9000-"
OWN: Final = "-8000-"
OWN_UID: Final = re.compile(rf"\b0195000(?=[0-9a-f]-[0-9a-f]{{4}}-7000{OWN})")
"""What a copy changes of a uid."""
COPIES: Final = 0x1000


def name(rank: int) -> str:
    """The name of this rank: consonants and vowels in turn."""
    rest = (rank * 7_919 + 13) % _ALL
    letters = []
    for at in range(7):
        rest, letter = divmod(rest, len(_VOWELS if at % 2 else _CONSONANTS))
        letters.append((_VOWELS if at % 2 else _CONSONANTS)[letter])
    return "".join(letters).capitalize()


def in_copy(rank: int, copy: int) -> int:
    """The rank of the name that a copy has in place of this one."""
    return rank if rank < COMMON else COMMON + (rank - COMMON + copy * _STEP) % _POOL


def uid(number: int, group: str = OWN) -> str:
    """A UUIDv7 of its own for each number, in their order."""
    moment = f"{0x19500000000 + number:012x}"
    return f"{moment[:8]}-{moment[8:]}-7000{group}{number:012x}"


def uid_in_copy(copy: int) -> str:
    """What a copy's uids begin with."""
    return f"0195{copy:03x}"
