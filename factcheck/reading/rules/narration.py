"""What the narrator says in a sentence: the clauses that no citation took."""

from collections.abc import Iterator, Sequence
from typing import Final

from factcheck.reading.rules import tokens
from factcheck.reading.rules.tokens import Tokens
from factcheck.reading.utterance import Span, Utterance

_FEWEST: Final = 4
_VERBAL: Final = frozenset({tokens.BE, tokens.HAVE, tokens.MODAL, tokens.VERB})
_OPENING: Final = frozenset(
    {tokens.COMMA, tokens.STOP, tokens.SEMICOLON, tokens.COLON, tokens.DASH, tokens.CONJUNCTION}
)
_CLOSING: Final = _OPENING | {tokens.SUBORDINATOR, tokens.PREPOSITION, tokens.RELATIVE, tokens.THAT}
_CONCESSIVE: Final = frozenset({"though", "although", "while", "whereas"})


def leftovers(words: Tokens, own: Sequence[Utterance], sentence: Span) -> list[Span]:
    """The spans of the narrator's clauses; the whole sentence where nobody is cited and nothing is conceded."""
    if not own:
        clauses = list(_clauses(words, 0, len(words))) if words.low(0) in _CONCESSIVE else []
        return clauses if len(clauses) > 1 else [sentence]
    taken = sorted(utterance.span for utterance in own)
    spans: list[Span] = []
    first = 0
    for index in range(len(words) + 1):
        if index < len(words) and not _within(words.starts[index], words.ends[index], taken):
            continue
        spans += _clauses(words, first, index)
        first = index + 1
    return spans


def _within(start: int, end: int, taken: Sequence[Span]) -> bool:
    return any(span.start < end and start < span.end for span in taken)


def _clauses(words: Tokens, first: int, last: int) -> Iterator[Span]:
    """P and Q for "though P, Q"; anything else is one clause."""
    comma = last
    if first < last and words.lows[first] in _CONCESSIVE:
        comma = next((i for i in range(first + _FEWEST, last) if words.tags[i] == tokens.COMMA), last)
        comma = comma if _says(words, first, comma) else last
    yield from _clause(words, first, comma)
    yield from _clause(words, comma, last)


def _clause(words: Tokens, first: int, last: int) -> Iterator[Span]:
    """The stretch without its commas, if it is long enough and holds what may be a verb."""
    while first < last and words.tags[first] in _OPENING:
        first += 1
    while last > first and words.tags[last - 1] in _CLOSING:
        last -= 1
    if words.tag(first) == tokens.SUBORDINATOR and last - first > _FEWEST:
        first += 1
    if last - first < _FEWEST or words.tag(first) in (tokens.RELATIVE, tokens.PREPOSITION):
        return
    if _says(words, first, last):
        yield words.span(first, last)


def _says(words: Tokens, first: int, last: int) -> bool:
    return any(
        words.tags[i] in _VERBAL or (words.tags[i] == tokens.NOUN and words.lows[i].endswith("ed"))
        for i in range(first, last)
    )
