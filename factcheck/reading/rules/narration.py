"""What the narrator says in a sentence: the clauses that no citation took, and what other words take for granted."""

from collections.abc import Sequence
from typing import Final

from factcheck.reading.rules import adjunct, dateline, presumed, split, tokens
from factcheck.reading.rules.adjunct import Told, says
from factcheck.reading.rules.find import Find
from factcheck.reading.rules.tokens import Tokens
from factcheck.reading.utterance import Span, Utterance

_FEWEST: Final = 4
_OPENING: Final = frozenset(
    {tokens.COMMA, tokens.STOP, tokens.SEMICOLON, tokens.COLON, tokens.DASH, tokens.CONJUNCTION}
)
_CLOSING: Final = _OPENING | {tokens.SUBORDINATOR, tokens.PREPOSITION, tokens.RELATIVE, tokens.THAT}
_SUBJECTLESS: Final = frozenset(
    {tokens.RELATIVE, tokens.PREPOSITION, tokens.BE, tokens.HAVE, tokens.MODAL, tokens.VERB}
)
_CONCESSIVE: Final = frozenset({"though", "although", "while", "whereas", adjunct.DESPITE})


def told(words: Tokens, found: Sequence[Find], own: Sequence[Utterance]) -> list[Told]:
    """What is said in the article's own voice, in order."""
    if not own:
        return _uncited(words)
    taken = sorted(utterance.span for utterance in own)
    result: list[Told] = []
    first = 0
    for index in range(len(words) + 1):
        if index < len(words) and not _within(words.starts[index], words.ends[index], taken):
            continue
        if first < index:
            result += _clauses(words, first, index)
        first = index + 1
    for find in found:
        result += presumed.beside(words, find)
    return result


def _uncited(words: Tokens) -> list[Told]:
    """The whole sentence where nobody is cited, but for its concession and the adjuncts at its end."""
    begin = dateline.after(words)
    comma = _conceded(words, begin, len(words))
    conceded = _clause(words, begin, comma) if len(words) - comma > _FEWEST else []
    return conceded + _parts(words, comma + 1 if conceded else begin, len(words))


def _within(start: int, end: int, taken: Sequence[Span]) -> bool:
    return any(span.start < end and start < span.end for span in taken)


def _clauses(words: Tokens, first: int, last: int) -> list[Told]:
    """P and Q for "though P, Q" and for "despite P, Q"; anything else is one clause."""
    comma = _conceded(words, first, last)
    return _clause(words, first, comma) + _clause(words, comma, last)


def _conceded(words: Tokens, first: int, last: int) -> int:
    """The comma behind what is conceded at the start of a stretch; its end where nothing is."""
    if first >= last or words.lows[first] not in _CONCESSIVE:
        return last
    comma = next((i for i in range(first + _FEWEST, last) if words.tags[i] == tokens.COMMA), last)
    return comma if words.lows[first] == adjunct.DESPITE or says(words, first, comma) else last


def _clause(words: Tokens, first: int, last: int) -> list[Told]:
    """The stretch without its commas, if it is long enough and holds what may be a verb."""
    while first < last and words.tags[first] in _OPENING:
        first += 1
    while last > first and words.tags[last - 1] in _CLOSING:
        last -= 1
    conceded = adjunct.concession(words, first, last)
    if conceded is not None:
        return [conceded]
    if words.tag(first) == tokens.SUBORDINATOR and last - first > _FEWEST:
        first += 1
    if last - first < _FEWEST or words.tag(first) in _SUBJECTLESS:
        return []
    return _parts(words, first, last) if says(words, first, last) else list(presumed.changes(words, first, last))


def _parts(words: Tokens, first: int, last: int) -> list[Told]:
    main, *beside = adjunct.parted(words, first, last)
    return split.parts(words, main.first, main.last) + beside
