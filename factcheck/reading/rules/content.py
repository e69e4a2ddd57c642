"""Where the thing said begins behind a cue, and whether a cue stands inside or behind it."""

from typing import Final

from factcheck.reading import cues
from factcheck.reading.cues import Verb
from factcheck.reading.rules import citing, tokens
from factcheck.reading.rules.find import CLAUSE, DEED, THING
from factcheck.reading.rules.match import Match
from factcheck.reading.rules.tokens import Tokens

_CLAUSE: Final = frozenset({tokens.THAT, tokens.RELATIVE, tokens.SUBORDINATOR})
_ENDS: Final = frozenset({tokens.STOP, tokens.SEMICOLON})
_FINITE: Final = frozenset({tokens.BE, tokens.HAVE, tokens.MODAL, tokens.VERB})
_PHRASE_STARTS: Final = frozenset({tokens.DETERMINER, tokens.PRONOUN, tokens.POSSESSIVE})
_FARTHEST_VERB: Final = 40
_OBJECTS: Final = frozenset({"him", "them", "us", "me"})
_QUESTIONS: Final = frozenset({"whether", "how", "what", "why", "where", "who", "when", "if", "which", "that"})


def begins(sentence: Tokens, match: Match) -> int | None:
    """The token at which the thing said begins, right of the cue."""
    at = citing.past(sentence, match.last)
    if sentence.low(at) in ("nor", "or"):
        at += 2  # "confirmed nor denied the attack"
    tag = sentence.tag(at)
    if tag == tokens.COLON or (tag == tokens.COMMA and sentence.tag(at + 1) == tokens.QUOTE):
        return at + 1 if at + 1 < len(sentence) else None
    if tag == tokens.COMMA and sentence.low(at + 1) == "that":
        return at + 1
    if tag in _ENDS or tag in (tokens.COMMA, tokens.DASH, tokens.CLOSE):
        return None
    if tag == tokens.QUOTE or (sentence.low(at) in _QUESTIONS and match.takes("that")):
        return at
    if sentence.low(at) == "to" and match.takes("to"):
        return at
    if match.takes("hearer"):
        start = _past_hearer(sentence, at)
        if start is not None:
            return start
    marked = _past_circumstance(sentence, at)
    if marked is not None:
        return marked
    if match.takes("thing"):
        led = sentence.low(at) in ("in", "as") and not match.takes("clause")
        return at if tag != tokens.PREPOSITION or led else None
    if match.takes("clause") and tag not in (tokens.PREPOSITION, tokens.CONJUNCTION, tokens.ADVERB):
        return at if _finite_soon(sentence, at) else None
    if (
        match.takes("clause")
        and tag == tokens.ADVERB
        and sentence.tag(at + 1) not in (tokens.STOP, tokens.COMMA, tokens.PREPOSITION)
    ):
        return at if _finite_soon(sentence, at) else None
    return None


def reading(sentence: Tokens, match: Match, begin: int | None) -> tuple[Verb, str]:
    """The reading of the cue that fits what follows, and whether that is a clause, a thing or a deed."""
    form = _form(sentence, match, begin)
    wanted = {THING: "thing", DEED: "to"}.get(form, "clause")
    fitting = [reading for reading in match.readings if wanted in reading.takes]
    return (fitting or list(match.readings))[0], form


def _form(sentence: Tokens, match: Match, begin: int | None) -> str:
    if begin is None or begin >= len(sentence) or (sentence.tags[begin] == tokens.QUOTE and match.takes("clause")):
        return CLAUSE
    if sentence.lows[begin] == "to" and match.takes("to"):
        return DEED
    if sentence.lows[begin] in _QUESTIONS or sentence.tag(begin - 1) == tokens.COLON:
        return CLAUSE
    clausal = match.takes("clause") or match.takes("hearer")
    if clausal and sentence.tags[begin] == tokens.PRONOUN and sentence.lows[begin] not in _OBJECTS:
        return CLAUSE
    return CLAUSE if clausal and _finite_soon(sentence, begin) else THING


def _finite_soon(sentence: Tokens, start: int) -> bool:
    """Whether a finite verb comes, but a relative clause's: "fire" alone is a thing, "fire broke out" a clause."""
    aside = start
    for index in range(start, min(len(sentence), start + _FARTHEST_VERB)):
        tag = sentence.tags[index]
        if tag == tokens.RELATIVE and index > start and sentence.tags[index - 1] == tokens.COMMA:
            aside = _past_aside(sentence, index)
        if index < aside:
            continue
        if (
            tag in _FINITE
            or (tag == tokens.QUOTE and index > start and tokens.opens_with_verb(sentence, index))
            or (tag == tokens.NOUN and index > start and sentence.lows[index].endswith("ed"))
        ):
            return True
        if tag in _ENDS or tag == tokens.RELATIVE or (tag == tokens.SUBORDINATOR and index > start):
            return False
    return False


def _past_aside(sentence: Tokens, start: int) -> int:
    """Past ", which took place on Monday," to where its clause goes on; the aside itself where that goes on no more."""
    limit = min(len(sentence), start + _FARTHEST_VERB)
    end = next((i for i in range(start, limit) if sentence.tags[i] == tokens.COMMA), len(sentence))
    return start if sentence.tag(end + 1) in (tokens.STOP, tokens.CONJUNCTION, tokens.PREPOSITION) else end + 1


def _past_hearer(sentence: Tokens, at: int) -> int | None:
    """Past "reporters", "the BBC on Thursday", to where the clause, quotation or infinitive begins."""
    limit = min(len(sentence), at + 16)
    index = at
    while index < limit:
        tag, low = sentence.tags[index], sentence.lows[index]
        if tag in _ENDS or (low == "who" and index > at):
            return None
        if (
            tag == tokens.QUOTE
            or (tag == tokens.THAT and index > at)
            or (low in _QUESTIONS and index > at and tag != tokens.RELATIVE)
        ):
            return index
        if tag in (tokens.COMMA, tokens.COLON):
            return index + 1 if sentence.tag(index + 1) in (tokens.QUOTE, tokens.THAT) or tag == tokens.COLON else None
        if low == "to" and index > at and sentence.tag(index + 1) == tokens.NOUN:
            return index
        if (
            index > at
            and tag in (tokens.PRONOUN, tokens.DETERMINER, tokens.POSSESSIVE)
            and sentence.tags[index - 1] != tokens.PREPOSITION
        ):
            return index
        index += 1
    return None


def _past_circumstance(sentence: Tokens, at: int) -> int | None:
    """Past "on Thursday", "in a statement" or "Friday", if the thing said begins behind it."""
    times, venues = cues.load().words["times"], cues.load().words["venues"]
    dated = sentence.low(at) in times and sentence.tag(at + 1) != tokens.GENITIVE
    if sentence.tag(at) not in (tokens.PREPOSITION, tokens.ADVERB) and not dated:
        return None
    index, at_venue = at, False
    while index < min(len(sentence), at + 16):
        tag, low = sentence.tags[index], sentence.lows[index]
        if tag in _ENDS:
            return None
        if tag == tokens.THAT and index > at and sentence.tag(index + 1) != tokens.STOP:
            return index
        if tag == tokens.QUOTE:
            return index
        if tag in (tokens.COMMA, tokens.COLON):
            follows = sentence.tag(index + 1) in (tokens.QUOTE, tokens.THAT)
            return index + 1 if follows or tag == tokens.COLON else None
        begun = at_venue and tag in _PHRASE_STARTS and sentence.tags[index - 1] in (tokens.NOUN, tokens.NAME)
        at_venue = at_venue or low in venues
        started = index > at and low not in times and (begun or sentence.lows[index - 1] in times | venues)
        if started and tag in (tokens.PRONOUN, tokens.DETERMINER, tokens.NAME, tokens.POSSESSIVE):
            return index
        index += 1
    return None


def closes(sentence: Tokens, at: int) -> int | None:
    """The token that ends a parenthesis such as "X said on Thursday", if nothing but a circumstance stands in it."""
    index = at
    limit = min(len(sentence), at + 24)
    while index < limit:
        tag = sentence.tags[index]
        if tag in _ENDS or tag in (tokens.COMMA, tokens.QUOTE, tokens.DASH, tokens.COLON):
            return index
        if index == at and not _circumstance(sentence, index):
            return None
        if tag in (tokens.THAT, tokens.PRONOUN, tokens.BE, tokens.HAVE, tokens.MODAL) and sentence.low(
            index - 1
        ) not in ("as", "of"):
            return index if index > at and sentence.tags[index - 1] == tokens.CONJUNCTION else None
        index += 1
    return len(sentence) if index >= len(sentence) else None


def _circumstance(sentence: Tokens, index: int) -> bool:
    tag, low = sentence.tags[index], sentence.lows[index]
    return (
        tag in (tokens.PREPOSITION, tokens.ADVERB, tokens.CONJUNCTION, tokens.SUBORDINATOR, tokens.OPEN)
        or low in cues.load().words["times"]
        or low in ("reporters", "cnn", "according")
        or low in ("referring", "speaking", "adding", "citing")
    )
