"""A text as its words alone, so that a quote is known again whatever the white space and the typography.

Equal are: white space of any kind and length, and none beside a punctuation mark; curly and straight quotation marks,
single and double apart; dashes and hyphens of any length; `...` and `…`; a word with soft hyphens or other unseen
characters in it and without; ligatures (`ﬁ`) and their letters; composed and decomposed characters (NFC). All else is
other words: case, digits, accents, and quotation marks that are there or are not.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Final

_SIGNS: Final = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛‹›′\u02bc", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("\u2010\u2011\u2012–—―−", "-"),
    }
)
"""One character for one, so that offsets stay."""

_UNSEEN: Final = "\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_LIGATURES: Final = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_MARKS: Final = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f"
)
_INDIC: Final = "\u0900-\u0963\u0966-\u0dff"
_UNSPACED: Final = (
    "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Scripts that put no spaces between words: there each character is taken for a word."""

_LETTER: Final = rf"(?:[^\W{_UNSPACED}]|[{_MARKS}{_INDIC}{_UNSEEN}])"
_TOKEN: Final = re.compile(
    rf"[{_UNSPACED}][\u3099\u309a]?"
    rf"|{_LETTER}++(?:(?:'|(?<=\d)[.,:](?=\d)){_LETTER}++)*+"
    r"|-(?:\s*+-)*+|\.(?:\s?\.){2,}+|\S"
)
_IS_UNSEEN: Final = re.compile(f"[{_UNSEEN}]")
_IS_LIGATURE: Final = re.compile("[ﬀ-ﬆ]")


@dataclass(frozen=True)
class Words:
    """The words and signs of a text as they are compared, and where each starts and ends in it."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @cached_property
    def places(self) -> dict[int, int]:
        """The number of the word that starts at an offset."""
        return {start: at for at, start in enumerate(self.starts)}


def words(text: str) -> Words:
    """The words of a text. Linear in its length."""
    signs = text.translate(_SIGNS)
    found = [(match[0], match.start(), match.end()) for match in _TOKEN.finditer(signs)]
    if not text.isascii():
        found = [(bare, start, end) for word, start, end in found if (bare := _bare(word))]
    plain = ((_sign(word), start, end) for word, start, end in found)
    return Words(*(tuple(column) for column in zip(*plain, strict=True))) if found else Words((), (), ())


def same(one: str, other: str) -> bool:
    """Whether two texts differ in no more than white space and typography."""
    return one == other or words(one).words == words(other).words


def _bare(word: str) -> str:
    if word.isascii():
        return word
    if _IS_UNSEEN.search(word):
        word = _IS_UNSEEN.sub("", word)
    if _IS_LIGATURE.search(word):
        word = word.translate(_LIGATURES)
    return unicodedata.normalize("NFC", word)


def _sign(word: str) -> str:
    if word[0] == "-":
        return "-"
    return "…" if word[0] == "." and len(word) > 1 else word
