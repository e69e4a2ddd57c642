"""The place that a report opens with: "AMSEL, Northland (AP) — The dam burst"."""

from typing import Final

from factcheck.reading import gazetteer
from factcheck.reading.rules import tokens
from factcheck.reading.rules.tokens import Tokens

_LONGEST: Final = 12
_SHORTEST_NAME: Final = 3
_WITHIN: Final = frozenset({tokens.NAME, tokens.COMMA, tokens.OPEN, tokens.CLOSE, tokens.NUMBER, tokens.OTHER})


def after(sentence: Tokens) -> int:
    """The token at which the report itself begins; 0 where no dateline opens it."""
    if not sentence.tags or sentence.tags[0] != tokens.NAME or not _capitals(sentence.raw(0)):
        return 0
    for index in range(1, min(len(sentence) - 1, _LONGEST)):
        tag = sentence.tags[index]
        if tag == tokens.DASH:
            return index + 1
        if tag == tokens.COLON and gazetteer.is_place(" ".join(sentence.lows[:index])):
            return index + 1
        if tag not in _WITHIN:
            return 0
    return 0


def _capitals(word: str) -> bool:
    return word.isupper() and len(word) >= _SHORTEST_NAME
