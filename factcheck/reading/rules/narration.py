"""What the narrator says in a sentence: the clauses that no citation took, and what other words take for granted."""

from collections.abc import Sequence
from typing import Final

from factcheck.reading import wording
from factcheck.reading.rules import adjunct, around, dateline, presumed, split, tokens
from factcheck.reading.rules.adjunct import Told, finite, says
from factcheck.reading.rules.find import Find
from factcheck.reading.rules.tokens import Tokens
from factcheck.reading.utterance import Span, Utterance

_FEWEST: Final = 4
_OPENING: Final = frozenset(
    {tokens.COMMA, tokens.STOP, tokens.SEMICOLON, tokens.COLON, tokens.DASH, tokens.CONJUNCTION}
)
_CLOSING: Final = _OPENING | {tokens.SUBORDINATOR, tokens.PREPOSITION, tokens.RELATIVE, tokens.THAT}
_VERBAL: Final = frozenset({tokens.BE, tokens.HAVE, tokens.MODAL, tokens.VERB})
_SUBJECTLESS: Final = _VERBAL | {tokens.RELATIVE, tokens.PREPOSITION}
_CONCESSIVE: Final = frozenset({"though", "although", "while", "whereas", adjunct.DESPITE})


def told(words: Tokens, found: Sequence[Find], own: Sequence[Utterance]) -> list[Told]:
    """What is said in the article's own voice, in order."""
    if not own:
        return _uncited(words)
    taken = sorted(utterance.span for utterance in own)
    result: list[Told] = []
    first, lead = 0, 0
    for index in range(len(words) + 1):
        if index < len(words) and not _within(words.starts[index], words.ends[index], taken):
            continue
        if first < index:
            result += (
                _resumed(words, lead, first, index)
                or _turned(words, found, first, index)
                or _clauses(words, first, index)
            )
            lead = lead or index
        first = index + 1
    for find in found:
        result += presumed.beside(words, find)
    return result


def _resumed(words: Tokens, lead: int, first: int, last: int) -> list[Told]:
    """The verb of a subject that holds what others say: "The dam, which X claims is sound, has cracks".

    `lead` is where the subject ends before an aside in commas; without commas the subject is all that comes before.
    """
    aside = words.tags[first] == tokens.COMMA
    first += aside
    if last - first < _FEWEST - 1 or words.tags[first] not in _VERBAL:
        return []
    begin = dateline.after(words)
    if not aside:
        return [Told(first, last, wording.claim_text(words.text, (words.span(begin, last),)))]
    relative = tokens.RELATIVE in words.tags[max(0, lead - 1) : lead + 1]
    while lead > begin and words.tags[lead - 1] in _CLOSING:
        lead -= 1
    if lead <= begin or not relative or says(words, begin, lead):
        return []
    return [Told(first, last, wording.rephrased(words.text, words.span(begin, lead), words.span(first, last)))]


def _turned(words: Tokens, found: Sequence[Find], first: int, last: int) -> list[Told]:
    """What a speaker did besides: "said nine had died, but gave no proof" tells that the speaker gave none."""
    while first < last and words.tags[first] == tokens.COMMA:
        first += 1
    while last > first and words.tags[last - 1] in _OPENING:
        last -= 1
    spoken = [find for find in found if find.source is not None and find.pieces and find.pieces[-1][1] <= first]
    who = spoken[-1].source if spoken else None
    if who is None or who.relative or words.low(first) not in ("and", "but") or last - first < _FEWEST:
        return []
    if not finite(words, first + 1):
        return []
    named = words.span(who.head_first, who.head_last)
    return [Told(first + 1, last, wording.rephrased(words.text, named, words.span(first + 1, last)))]


def _uncited(words: Tokens) -> list[Told]:
    """The whole sentence where nobody is cited, but for its concession and the adjuncts at its end."""
    if around.surrounds(words):
        return []
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
