"""All citations of a sentence, each thing said ended where the next begins."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from factcheck.reading import speakers
from factcheck.reading.institutions import is_media
from factcheck.reading.rules import citing, evidence, labels, nouns, relay, subject, tokens, verbs
from factcheck.reading.rules.adjunct import finite, fronted, withheld
from factcheck.reading.rules.find import CLAUSE, NEXT_CLAUSE, THING, Find
from factcheck.reading.rules.subject import Subject
from factcheck.reading.rules.tokens import Tokens
from factcheck.vocabulary import SourceKind

MOST: Final = 24
"""Citations looked for in one sentence; more are no prose, and each repeats part of the sentence."""

_SMALL: Final = frozenset({tokens.PREPOSITION, tokens.CONJUNCTION, tokens.ADVERB, tokens.DETERMINER})


@dataclass(frozen=True, slots=True)
class Grammar:
    """How verbs and noun phrases are found.

    `by_verb` gives what a verb cites, from a sentence, a token, the token that no subject reaches behind, and what was
    found so far; `after` the noun phrase that begins at a token and ends before another.
    """

    by_verb: Callable[[Tokens, int, int, list[Find]], Find | None] = verbs.by_verb
    after: Callable[[Tokens, int, int], Subject | None] = subject.after


PLAIN: Final = Grammar()


def finds(sentence: Tokens, grammar: Grammar = PLAIN) -> list[Find]:
    """The citations of a sentence in order of their cues."""
    found: list[Find] = []
    labelled = labels.by_colon(sentence) or labels.by_dash(sentence)
    if labelled is not None:
        return _bounded(sentence, [labelled])
    index = 0
    while index < len(sentence) and len(found) < MOST:
        floor = found[-1].cue[1] if found else 0
        find = (
            nouns.by_preposition(sentence, index, found, grammar.after)
            or nouns.unconfirmed(sentence, index, floor)
            or nouns.undecided(sentence, index, floor)
            or nouns.by_noun(sentence, index, floor, found)
            or grammar.by_verb(sentence, index, floor, found)
        )
        if find is None:
            index += 1
            continue
        found.append(evidence.read(sentence, find))
        index = max(index + 1, find.cue[1])
    return evidence.own(_bounded(sentence, citing.attached(sentence, relay.credited(sentence, found))))


def _bounded(sentence: Tokens, found: list[Find]) -> list[Find]:
    """Ends each thing said where the next clause that cites begins."""
    borders = sorted({_border(sentence, find.clause) for find in found if find.bounded})
    result = []
    for find in found:
        pieces: list[tuple[int, int]] = []
        for first, last in find.pieces:
            end = last
            if first >= last:
                continue
            if last == len(sentence):
                end = next((one for one in borders if one > first and not _ahead(sentence, find, first, one)), last)
                end = _closed_quotation(sentence, first, end)
                end = _turned(sentence, find, first, end)
                end = _thing_end(sentence, first, end) if find.form == THING else end
                end = _conceded(sentence, first, end) if find.narrator else end
            end = _without_end(sentence, first, end)
            stray = end == first + 1 and sentence.tags[first] in _SMALL and pieces
            if end > first and not stray:
                pieces.append((first, end))
        if pieces or find.open:
            result.append(replace(find, pieces=tuple(pieces)))
    return result


def _ahead(sentence: Tokens, find: Find, first: int, border: int) -> bool:
    """Whether the clause that begins at a border goes on with what stands in front of it."""
    anew = tokens.CONJUNCTION in sentence.tags[border : border + 2]
    return find.form == CLAUSE and not anew and fronted(sentence, first, border)


def _border(sentence: Tokens, clause: int) -> int:
    border = clause
    while border > 0 and sentence.tags[border - 1] in NEXT_CLAUSE:
        border -= 1
    return border


def _closed_quotation(sentence: Tokens, first: int, end: int) -> int:
    """A quotation that is a whole sentence ends the thing said."""
    if sentence.tags[first] == tokens.QUOTE:
        inner = sentence.raw(first).rstrip("\"'”’»")
        if inner.endswith((".", "!", "?", ",", "…")):
            last = first + 1
            while last < end and sentence.tags[last] == tokens.QUOTE:
                last += 1
            return last
    for index in range(first, end):
        if sentence.tags[index] == tokens.SEMICOLON:
            return index
    return end


def _turned(sentence: Tokens, find: Find, first: int, end: int) -> int:
    """What is said ends where its speaker does something else: "said nine had died, but gave no proof"."""
    for index in range(first + 1, end - 2):
        if sentence.lows[index] not in ("and", "but"):
            continue
        before, tag, low = sentence.tags[index - 1], sentence.tags[index + 1], sentence.lows[index + 1]
        apart = before in (tokens.COMMA, tokens.QUOTE)
        turns = sentence.lows[index] == "but" and (tag == tokens.VERB or (tag == tokens.NOUN and low.endswith("ed")))
        if before == tokens.COMMA and turns:
            return index - 1
        if withheld(sentence, index + 1) and (apart or _is_report(sentence, find)):
            return index
    return end


def _is_report(sentence: Tokens, find: Find) -> bool:
    """Whether an outlet or a text speaks: then it is said of it that it gave no details, not of whom it tells."""
    if find.source is None:
        return False
    kind = speakers.describe(sentence.span(find.source.head_first, find.source.head_last).of(sentence.text)).kind
    return is_media(kind) or kind == SourceKind.UNCONFIRMED_REPORT


def _thing_end(sentence: Tokens, first: int, end: int) -> int:
    """A thing said ends at a comma behind which no further part of a list can follow."""
    for index in range(first + 1, end - 1):
        if sentence.tags[index] == tokens.DASH or (sentence.lows[index] == "but" and finite(sentence, index + 1)):
            return index
        if sentence.tags[index] != tokens.COMMA:
            continue
        following = sentence.tags[index + 1]
        clausal = (tokens.RELATIVE, tokens.SUBORDINATOR, tokens.PRONOUN, tokens.MODAL, tokens.THAT, tokens.PREPOSITION)
        if following in clausal or sentence.lows[index + 1].endswith("ing"):
            return index
    return end


def _conceded(sentence: Tokens, first: int, end: int) -> int:
    """What the narrator reads into an event ends before what it is said to happen despite."""
    return next((index for index in range(first + 1, end) if sentence.lows[index] == "despite"), end)


def _without_end(sentence: Tokens, first: int, end: int) -> int:
    while end > first and sentence.tags[end - 1] in (
        tokens.STOP,
        tokens.COMMA,
        tokens.DASH,
        tokens.SEMICOLON,
        tokens.COLON,
    ):
        end -= 1
    return end
