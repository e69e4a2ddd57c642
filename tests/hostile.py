"""Texts that attack whoever looks at them, whether an answer lets them, and all commands through which they may go."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any, Final

from factcheck.cli.root import COMMANDS, load
from factcheck.identity import fold

EVIL: Final = (
    "=x\x1b[31mRED\x1b]8;;http://evil.example\x1b\\link\x1b]52;c;aGk=\x07\x9b1m\x90q\x9c\u202egnp\u2066\u061c\u200b\ufeff\xad"
    "\u3164\u034f[bold]m[/bold][/nope]\x08\x7f a\r\n\tb\rc\x0b\x0cd=cmd|'/c'!A1\u2028\u2029z\x85q\U000e0041e"
    + "\u0301" * 20
    + '|`code` <script>alert(1)</script> **b** "q";, \\ %s {0} \U0001f680'
)
NAME: Final = " ".join(EVIL.split())
"""As it is stored as a name, whose white space is made single spaces."""
TAG: Final = fold("x" + re.sub(r"[\s,]", "", EVIL[:90]))
_COLOUR: Final = re.compile(r"\x1b\[[\d;]*m")
_SEEN: Final = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
"""Signs that stand before a number or around it and are seen, though counted among formats (Unicode's property
Prepended_Concatenation_Mark)."""


def acting(text: str, *, colours: bool = False) -> set[str]:
    """The characters in it that do something, or are not seen, but for line breaks and tabs."""
    bare = _COLOUR.sub("", text) if colours else text
    return {one for one in set(bare) if _acts(one)} - {"\n", "\t"}


def _acts(one: str) -> bool:
    if one in _SEEN:
        return False
    return unicodedata.category(one) in {"Cc", "Cf", "Cs", "Zl", "Zp"} or one in "\u034f\u115f\u1160\u3164\uffa0"


def commands() -> Iterator[tuple[tuple[str, ...], Any]]:
    """Each command that can be called, by its words."""
    for name in COMMANDS:
        found = load(name)
        for word, command in getattr(found, "commands", {"": found}).items():
            yield (name, word) if word else (name,), command
