"""Where cues stand in a sentence, as ranges of tokens: verbs with their auxiliaries, and what form they are in."""

from dataclasses import dataclass
from typing import Final

from factcheck.reading import cues
from factcheck.reading.cues import Verb
from factcheck.reading.rules import tokens
from factcheck.reading.rules.tokens import Tokens
from factcheck.vocabulary import Modality, Stance

_AUXILIARIES: Final = frozenset({tokens.BE, tokens.HAVE, tokens.MODAL, tokens.ADVERB})
_PLURALS: Final = frozenset({"people", "police", "media", "men", "women"})
_NOMINAL: Final = frozenset({tokens.DETERMINER, tokens.POSSESSIVE, tokens.GENITIVE, tokens.PREPOSITION})
_OPENS_CONTENT: Final = frozenset(
    {
        tokens.THAT, tokens.DETERMINER, tokens.POSSESSIVE, tokens.PRONOUN, tokens.QUOTE, tokens.NAME, tokens.COLON,
        tokens.SUBORDINATOR, tokens.RELATIVE, tokens.NUMBER, tokens.COMMA,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Match:
    """A verb that cites: the tokens of the cue with auxiliaries and particle, the verb itself, and how it is used."""

    first: int
    last: int
    at: int
    readings: tuple[Verb, ...]
    gerund: bool
    passive: bool
    negated: bool

    def takes(self, what: str) -> bool:
        """Whether any reading takes it."""
        return any(what in reading.takes for reading in self.readings)


def verb(sentence: Tokens, at: int) -> Match | None:
    """The cue whose verb stands at a token, if that token is a verb here and not a noun or an adjective."""
    table = cues.load().verbs.get(sentence.lows[at])
    if table is None or sentence.tags[at] in (tokens.QUOTE, tokens.NAME, tokens.GENITIVE):
        return None
    readings = [(reading, form) for reading, form in table if _follows(sentence, at + 1, reading.particle)]
    if not readings:
        return None
    longest = max(len(reading.particle) for reading, _ in readings)
    readings = [(reading, form) for reading, form in readings if len(reading.particle) == longest]
    names = {form for _, form in readings}
    first, passive, negated = group(sentence, at)
    if not _verbal(sentence, at, first, names):
        return None
    gerund = cues.GERUND in names
    passive = passive and cues.PARTICIPLE in names
    return Match(
        first, at + 1 + reach(readings[0][0]), at, tuple(reading for reading, _ in readings), gerund, passive, negated
    )


def stance(cue: Match) -> Stance | None:
    """The stance with a negative before the verb; None where somebody did not say a thing."""
    reading = cue.readings[0]
    if not cue.negated:
        return reading.stance
    if reading.lemma in ("confirm", "verify", "corroborate"):
        return Stance.REPORTS_NO_CONFIRMATION
    if reading.modality in (Modality.PROBABLE, Modality.PLANNED):
        return Stance.DENIES
    return None


def reach(verb: Verb) -> int:
    """How many words behind a verb belong to the cue: "whether" and "if" begin the thing said."""
    return len(verb.particle) - (verb.particle[-1:] in (("whether",), ("if",)))


def _follows(sentence: Tokens, at: int, particle: tuple[str, ...]) -> bool:
    return all(sentence.low(at + offset) == word for offset, word in enumerate(particle))


def group(sentence: Tokens, at: int) -> tuple[int, bool, bool]:
    """Where auxiliaries, adverbs and "continues to" before a verb begin; whether a form of "be" makes it passive."""
    words = cues.load().words
    first, passive, negated = at, False, False
    while first > 0 and at - first < 8:
        tag, low = sentence.tags[first - 1], sentence.lows[first - 1]
        if tag in _AUXILIARIES or low == "not":
            passive = passive or (tag == tokens.BE and not passive)
            negated = negated or low in words["negations"] or low.endswith("n't") or low == "cannot"
            first -= 1
        elif low == "to" and first > 1 and sentence.lows[first - 2] in words["semi"]:
            first -= 2
        elif tag == tokens.VERB and low in words["semi"] and first < at:
            first -= 1
        else:
            break
    negated = negated or sentence.low(first - 1) == "nor"
    while first < at and sentence.tags[first] == tokens.ADVERB and sentence.tag(first - 1) == tokens.COMMA:
        first += 1
    return first, passive, negated


def _verbal(sentence: Tokens, at: int, first: int, names: set[str]) -> bool:
    before, low_before = sentence.tag(first - 1), sentence.low(first - 1)
    following = sentence.tag(at + 1)
    if first == 0:
        return cues.GERUND in names and following in _OPENS_CONTENT
    helped = any(
        sentence.tags[i] in (tokens.BE, tokens.HAVE, tokens.MODAL) or sentence.lows[i] == "to" for i in range(first, at)
    )
    if cues.GERUND in names:
        if following == tokens.NOUN and not helped and _describes(sentence, first):
            return False
        if helped or before in (tokens.COMMA, tokens.QUOTE, tokens.DASH, tokens.CONJUNCTION):
            return True
        return before in (tokens.NOUN, tokens.NAME, tokens.SUBORDINATOR) or low_before in (
            "by",
            "before",
            "after",
            "without",
        )
    if before in _NOMINAL and not helped:
        return False
    if helped:
        return not (sentence.low(at - 1) == "to" and first == at)
    if cues.PAST in names:
        return before != tokens.VERB and not (
            cues.PARTICIPLE in names and following == tokens.PREPOSITION and sentence.low(at + 1) == "by"
        )
    if sentence.lows[at] not in cues.load().nouns_too and before != tokens.CONJUNCTION:
        return True
    if cues.PRESENT in names:
        if before in (tokens.NOUN, tokens.NAME, tokens.CONJUNCTION):
            return (
                following in _OPENS_CONTENT
                or (following in _AUXILIARIES and _in_relative(sentence, first))
                or sentence.low(at + 1) in ("to", "as", "for", "on", "of")
                or following == tokens.STOP
            )
        return True
    return _plural(before, low_before) and (following in _OPENS_CONTENT or following != tokens.STOP)


def _describes(sentence: Tokens, at: int) -> bool:
    """Whether an -ing form tells what a noun is like, as a part of an object: "fired flares and warning shots"."""
    low, tag = sentence.low(at - 1), sentence.tag(at - 1)
    if tag == tokens.CONJUNCTION:
        return not any(earlier.endswith("ing") for earlier in sentence.lows[: at - 1])
    past = tag == tokens.NOUN and low.endswith("ed")
    return (past or tag == tokens.VERB) and low not in cues.load().words["semi"]


def _in_relative(sentence: Tokens, first: int) -> bool:
    """Whether the subject stands behind "which" or "what": then "claims is" is two verbs."""
    return any(
        sentence.tags[index] in (tokens.RELATIVE, tokens.THAT) or sentence.lows[index] == "what"
        for index in range(max(0, first - 6), first)
    )


def _plural(tag: str, low: str) -> bool:
    if tag == tokens.PRONOUN:
        return low not in ("he", "she", "it", "him", "them", "us", "me", "one")
    if tag == tokens.RELATIVE:
        return True
    return tag in (tokens.NOUN, tokens.NAME) and (
        (low.endswith("s") and not low.endswith(("ss", "us", "is"))) or low in _PLURALS
    )
