"""Names that look alike and are written in different letters."""

import unicodedata
from functools import cache
from typing import Final

from factcheck.identity import fold
from factcheck.sanitise import is_hidden

_BLANKS: Final = dict.fromkeys("\u115f\u1160\u2800\u3164\uffa0", " ")
"""Letters and signs that look like a space; whatever else is not seen takes no room."""
_ALIKE: Final = str.maketrans("i1|0`", "lllo'")
"""Letters, digits and signs of ASCII that look alike in one case or the other."""
_ARABIC: Final = {"\u0649": "\u06cc", "\u064a": "\u06cc", "\u0643": "\u06a9"}
"""Yeh and kaf as Arabic and as Persian has them, which look the same within a word."""


def skeleton(name: str) -> str:
    """The plain letters that a name seems to be written in, folded, after the confusables of Unicode's UTS 39.

    Letters and signs of all scripts, a few of ASCII and what cannot be seen are taken for what they look like. "Bern"
    stays apart from "Bem", which readers can tell.

    >>> skeleton("R\u0435uters") == skeleton("Reuters")
    True
    """
    forms = [name]
    while (form := _plainer(forms[-1])) not in forms:  # what a letter looks like may look like another in turn
        forms.append(form)
    return min(forms[forms.index(form) :])


def _plainer(name: str) -> str:
    if not (name.isascii() and name.isprintable()):
        seen = "".join(_BLANKS.get(char, char) for char in name if char in _BLANKS or not is_hidden(char))
        name = "".join(map(_plain, unicodedata.normalize("NFKC", seen)))
    return fold(name).translate(_ALIKE)


def _plain(char: str) -> str:
    return char if char.isascii() else _letters().get(char, char)


@cache
def _letters() -> dict[str, str]:
    """What each other letter or sign looks like: a letter or digit of ASCII, else the one that most look like."""
    from confusable_homoglyphs.confusables import confusables_data  # takes 50 ms, which only foreign letters are worth

    alike = {char: [one["c"] for one in others] for char, others in confusables_data.items()}
    found = {}
    for char, others in alike.items():
        single = [one for one in others if len(one) == 1]
        if single and len(char) == 1 and not char.isascii():
            plain = [one for one in single if one.isascii() and one.isalnum()]
            found[char] = plain[0] if plain else max((char, *single), key=lambda one: (len(alike.get(one, ())), one))
    return {**found, **_ARABIC}
