"""Who stands before or behind a cue: noun phrases as ranges of tokens."""

from dataclasses import dataclass
from typing import Final

from factcheck.reading import cues
from factcheck.reading.rules import tokens
from factcheck.reading.rules.tokens import Tokens

_FARTHEST: Final = 45
_NEAR: Final = 8
_WITHIN: Final = frozenset(
    {
        tokens.NAME, tokens.NOUN, tokens.NUMBER, tokens.DETERMINER, tokens.POSSESSIVE, tokens.GENITIVE,
        tokens.PREPOSITION, tokens.CONJUNCTION, tokens.OTHER, tokens.THAT,
    }
)  # fmt: skip
_HEADS: Final = frozenset({tokens.NAME, tokens.NOUN, tokens.NUMBER, tokens.OTHER})
_APART: Final = frozenset({"at", "on", "against", "to", "by", "with", "between", "among"})
_STARTS: Final = frozenset({tokens.DETERMINER, tokens.POSSESSIVE})


@dataclass(frozen=True, slots=True)
class Subject:
    """A noun phrase by its tokens, and by those of its head phrase, which has no appositions."""

    first: int
    last: int
    head_first: int
    head_last: int
    relative: bool = False


def before(sentence: Tokens, end: int, floor: int = 0) -> Subject | None:
    """The noun phrase that ends at the token `end` (excluded), for a verb that begins there."""
    last = _without_time(sentence, end, floor)
    if last <= floor:
        return None
    tag = sentence.tags[last - 1]
    if tag in (tokens.CONJUNCTION, tokens.PREPOSITION, tokens.SUBORDINATOR):
        return None
    if tag == tokens.RELATIVE or (tag == tokens.THAT and last - 2 >= floor and sentence.tags[last - 2] in _HEADS):
        return _relative(sentence, last - 1, floor)
    if tag == tokens.PRONOUN:
        return Subject(last - 1, last, last - 1, last)
    if tag in (tokens.COMMA, tokens.CLOSE, tokens.DASH):
        return _with_apposition(sentence, last, floor)
    return _phrase_before(sentence, last, floor)


def after(sentence: Tokens, start: int, ceiling: int) -> Subject | None:
    """The noun phrase that begins at the token `start`, with an apposition behind a comma if one follows."""
    if start >= ceiling:
        return None
    if sentence.tags[start] in (tokens.PRONOUN, tokens.RELATIVE):
        return Subject(start, start + 1, start, start + 1)
    last = _phrase_after(sentence, start, ceiling)
    if last == start:
        return None
    stop = last
    if sentence.tag(last) == tokens.COMMA and last + 1 < ceiling and _opens_apposition(sentence, last + 1):
        stop = last + 1
        while stop < ceiling and sentence.tags[stop] not in (
            tokens.QUOTE,
            tokens.STOP,
            tokens.SEMICOLON,
            tokens.DASH,
            tokens.COLON,
        ):
            if sentence.tags[stop] == tokens.COMMA and not _goes_on(sentence, stop + 1):
                break
            stop += 1
    return Subject(start, stop, start, last)


def _goes_on(sentence: Tokens, index: int) -> bool:
    return sentence.tag(index) == tokens.NAME or sentence.low(index) == "and"


def _opens_apposition(sentence: Tokens, index: int) -> bool:
    tag = sentence.tags[index]
    if tag in _STARTS or tag == tokens.RELATIVE:
        return True
    return tag in (tokens.NOUN, tokens.NAME) and not sentence.lows[index].endswith("ing")


def _relative(sentence: Tokens, at: int, floor: int) -> Subject | None:
    last = at - 1 if at > floor and sentence.tags[at - 1] == tokens.COMMA else at
    head = _name_or_phrase(sentence, last, floor) if last > floor else None
    if head is None:
        return Subject(at, at + 1, at, at + 1, relative=True)
    return Subject(at, at + 1, head.head_first, head.head_last, relative=True)


def _name_or_phrase(sentence: Tokens, end: int, floor: int) -> Subject | None:
    """What a relative clause is about: the name right before it, else the noun phrase."""
    first = end
    while first > floor and (
        sentence.tags[first - 1] == tokens.NAME
        or (sentence.lows[first - 1] in ("of", "for", "the") and first < end and sentence.tag(first - 2) in _HEADS)
    ):
        first -= 1
    if first < end and sentence.tags[first] == tokens.NAME:
        return Subject(first, end, first, end)
    near = range(end - 2, max(floor, end - _NEAR), -1)
    # "shots at soldiers who": the soldiers are meant; "a spokesman for the army who": he is.
    whom = sentence.low(end) == "who"
    opened = (i for i in near if sentence.lows[i].endswith("ed") or (whom and sentence.lows[i] in _APART))
    return _phrase_before(sentence, end, next(opened, floor - 1) + 1)


def _with_apposition(sentence: Tokens, end: int, floor: int) -> Subject | None:
    """Back over one apposition or bracket to the head phrase: "X, the director of Y, said"."""
    closing = sentence.tags[end - 1]
    opening = tokens.OPEN if closing == tokens.CLOSE else closing
    limit = max(floor, end - _FARTHEST)
    index = end - 2
    best: Subject | None = None
    while index > limit:
        tag = sentence.tags[index]
        if tag in (tokens.QUOTE, tokens.SEMICOLON, tokens.COLON):
            break
        if tag == opening and index + 1 < end - 1:
            head = _phrase_before(sentence, _before_bracket(sentence, index), floor)
            bracketed = closing == tokens.CLOSE or index != _before_bracket(sentence, index)
            if head is not None and (bracketed or _likely_named(sentence, head, index, floor)):
                best = Subject(head.first, end - (closing != tokens.CLOSE), head.head_first, head.head_last)
                break
        index -= 1
    return best


def _before_bracket(sentence: Tokens, end: int) -> int:
    """Before a short bracket that ends at a token: "Rep. X (D-N.Y.)"."""
    if sentence.tag(end - 1) != tokens.CLOSE:
        return end
    return next((i for i in range(end - 2, max(0, end - 8), -1) if sentence.tags[i] == tokens.OPEN), end)


def _likely_named(sentence: Tokens, head: Subject, comma: int, floor: int) -> bool:
    at_clause_start = head.first <= floor or sentence.tags[head.first - 1] not in (
        tokens.PREPOSITION,
        tokens.NOUN,
        tokens.VERB,
    )
    opener = comma + 1
    fits = sentence.tags[opener] in (
        tokens.DETERMINER, tokens.NOUN, tokens.NAME, tokens.RELATIVE, tokens.NUMBER, tokens.POSSESSIVE,
        tokens.PREPOSITION, tokens.ADVERB,
    )  # fmt: skip
    named = any(sentence.tags[i] == tokens.NAME for i in range(head.first, head.last))
    return (
        at_clause_start
        and (fits or sentence.tags[comma] != tokens.COMMA)
        and (named or sentence.tags[head.first] in _STARTS)
    )


def _without_time(sentence: Tokens, end: int, floor: int) -> int:
    """Before "on Thursday", "last year" or an adverb, if a phrase stands before them."""
    times = cues.load().words["times"]
    last = end
    while last > floor and (sentence.lows[last - 1] in times or sentence.tags[last - 1] == tokens.ADVERB):
        last -= 1
    if last - 1 > floor and sentence.tags[last - 1] == tokens.NUMBER and sentence.lows[last - 2] in ("in", "since"):
        last -= 1
    if last != end and last > floor and sentence.lows[last - 1] in ("on", "in", "late", "early"):
        last -= 1
    dated = last > floor and sentence.tags[last - 1] == tokens.NOUN and sentence.lows[last - 1].endswith("ed")
    return last if last > floor and not dated else end  # the date belongs to "a report released last year"


def _phrase_before(sentence: Tokens, end: int, floor: int) -> Subject | None:
    tags = sentence.tags
    first = end
    limit = max(floor, end - _FARTHEST)
    while first > limit and _belongs(sentence, first - 1, end):
        first -= 1
    at_verb = first > floor and tags[first - 1] in (
        tokens.VERB,
        tokens.BE,
        tokens.HAVE,
        tokens.MODAL,
        tokens.NOUN,
        tokens.PRONOUN,
    )
    first = _trimmed(sentence, first, end, at_verb=at_verb)
    if first >= end or not any(tags[i] in _HEADS or tags[i] == tokens.DETERMINER for i in range(first, end)):
        return None
    return Subject(first, end, first, end)


def _belongs(sentence: Tokens, index: int, end: int) -> bool:
    tag = sentence.tags[index]
    if tag == tokens.THAT:
        # "that weapon": a determiner only at the very start of a sentence.
        return index == 0 and sentence.tags[1] == tokens.NOUN
    if tag not in _WITHIN:
        return False
    if tag == tokens.NOUN and index != end - 1 and finite(sentence, index):
        return False
    return not (
        tag == tokens.NOUN and index == end - 1 and sentence.lows[index].endswith("ing") and finite(sentence, index)
    )


def finite(sentence: Tokens, index: int) -> bool:
    """Whether a word that may be a verb is one here: a noun or name stands before it and no plain noun behind it."""
    low = sentence.lows[index]
    readings = [
        (verb, name)
        for verb, name in cues.load().verbs.get(low, ())
        if all(sentence.low(index + 1 + offset) == word for offset, word in enumerate(verb.particle))
    ]
    if not readings:
        return False
    if sentence.tag(index - 1) in (tokens.DETERMINER, tokens.POSSESSIVE, tokens.GENITIVE, tokens.PREPOSITION):
        return False
    if low.endswith(("ed", "s")) or any(name == cues.PAST for _, name in readings):
        following = sentence.tag(index + 1)
        return (
            following not in (tokens.PREPOSITION, tokens.BE, tokens.HAVE, tokens.MODAL, tokens.GENITIVE, tokens.STOP)
            and sentence.low(index + 1) not in cues.load().words["times"]
        )
    return False


def _trimmed(sentence: Tokens, first: int, end: int, *, at_verb: bool) -> int:
    """Drops what stands before the phrase proper: conjunctions, an introductory "in Ohio", another clause's object."""
    tags, lows = sentence.tags, sentence.lows
    while first < end and tags[first] == tokens.CONJUNCTION:
        first += 1
    introduced = first < end and tags[first] == tokens.PREPOSITION
    for index in range(end - 1, first, -1):
        left = tags[index - 1]
        if at_verb and tags[index] == tokens.CONJUNCTION:
            return index + 1
        if tags[index] in _STARTS and left in (tokens.NOUN, tokens.NUMBER, tokens.NAME) and lows[index] != "all":
            return index
        if (
            tags[index] == tokens.NAME
            and left in (tokens.NOUN, tokens.NUMBER)
            and (introduced or not lows[index - 1].endswith(cues.load().person_endings))
        ):
            joined = introduced or not any(tags[i] == tokens.NAME for i in range(first, index))
            if joined and not _titled(sentence, index):
                return index
    while first < end and tags[first] in (tokens.PREPOSITION, tokens.CONJUNCTION, tokens.ADVERB):
        first += 1
    return first


def _titled(sentence: Tokens, index: int) -> bool:
    return sentence.lows[index - 1].endswith(cues.load().person_endings)


def _phrase_after(sentence: Tokens, start: int, ceiling: int) -> int:
    times = cues.load().words["times"]
    last = start
    while last < min(ceiling, start + _FARTHEST):
        tag, low = sentence.tags[last], sentence.lows[last]
        if tag not in _WITHIN and not (tag == tokens.ADVERB and sentence.tag(last + 1) == tokens.NOUN):
            break
        if low in times or (
            last > start and tag == tokens.NOUN and finite(sentence, last) and sentence.tag(last - 1) != tokens.NOUN
        ):
            break
        if tag == tokens.PREPOSITION and low not in ("of", "for", "from", "with", "at") and last > start:
            break
        if tag == tokens.PREPOSITION and (last == start or sentence.low(last + 1) in times):
            break
        if tag == tokens.CONJUNCTION and sentence.tag(last + 1) not in (tokens.NAME, tokens.NOUN, tokens.DETERMINER):
            break
        if tag == tokens.NOUN and low.endswith("ing") and last > start and sentence.tag(last - 1) in _HEADS:
            break
        last += 1
    while last > start and sentence.tags[last - 1] in (tokens.PREPOSITION, tokens.CONJUNCTION, tokens.DETERMINER):
        last -= 1
    return last
