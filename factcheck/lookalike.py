"""Names that look alike and are written in different letters."""

import unicodedata
from functools import cache
from typing import Final

from factcheck.identity import fold

_ALIKE: Final = str.maketrans("i1|0", "lllo")
"""Letters, digits and signs of ASCII that look alike in one case or the other."""


def skeleton(name: str) -> str:
    """The plain letters that a name seems to be written in, folded, after the confusables of Unicode's UTS 39.

    Only letters of other scripts, a few of ASCII and what cannot be seen are taken for what they look like. "Bern"
    stays apart from "Bem", which readers can tell.

    >>> skeleton("R\u0435uters") == skeleton("Reuters")
    True
    """
    seen = unicodedata.normalize("NFKC", name)
    return fold("".join(_plain(char) for char in seen if unicodedata.category(char) != "Cf")).translate(_ALIKE)


def _plain(char: str) -> str:
    return char if char.isascii() or not char.isalnum() else _letters().get(char, char)


@cache
def _letters() -> dict[str, str]:
    """The letter of ASCII that each other letter looks like."""
    from confusable_homoglyphs.confusables import confusables_data  # takes 50 ms, which only foreign letters are worth

    found = {}
    for char, alike in confusables_data.items():
        plain = [one["c"] for one in alike if len(one["c"]) == 1 and one["c"].isascii() and one["c"].isalnum()]
        if plain and len(char) == 1 and not char.isascii():
            found[char] = plain[0]
    return found
