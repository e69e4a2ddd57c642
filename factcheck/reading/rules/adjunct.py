"""Adjuncts that say something of their own: ", ruled by Y", ", leaving Z at war", "the pact that ended X"."""

from dataclasses import dataclass
from typing import Final

from factcheck.reading import cues, wording
from factcheck.reading.rules import subject, tokens
from factcheck.reading.rules.tokens import Tokens

DESPITE: Final = "despite"

_FEWEST: Final = 3
"""An adjunct of fewer words than these says too little to be checked."""

_NEAR: Final = 6
_VERBAL: Final = frozenset({tokens.BE, tokens.HAVE, tokens.MODAL, tokens.VERB})
_NOMINAL: Final = frozenset({tokens.NAME, tokens.NOUN, tokens.NUMBER, tokens.GENITIVE})
_OBJECTS: Final = frozenset(
    {
        tokens.DETERMINER, tokens.POSSESSIVE, tokens.PRONOUN, tokens.NAME, tokens.NOUN, tokens.NUMBER,
        tokens.PREPOSITION, tokens.ADVERB, tokens.QUOTE,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """A proposition in the narrator's own voice: its tokens, and its wording where that is not just these."""

    first: int
    last: int
    text: str = ""


def says(words: Tokens, first: int, last: int) -> bool:
    """Whether a stretch holds what may be a finite verb."""
    return any(finite(words, index) for index in range(first, last))


def fronted(words: Tokens, first: int, last: int) -> bool:
    """Whether a stretch is but circumstances, which say nothing without the clause that they stand in front of.

    As in "according to X, on Saturday, August 23, Y denied it": commas stand within them as well.
    """
    while first < last and words.tags[first] == tokens.THAT:
        first += 1
    opened = words.tag(first) == tokens.PREPOSITION or words.low(first) in cues.load().words["times"]
    return opened and not any(finite(words, at) and not _reduced(words, at) for at in range(first, last))


def _reduced(words: Tokens, at: int) -> bool:
    """Whether a participle tells more of the thing in a circumstance: "in a statement released on Monday"."""
    first = at
    while first > max(0, at - _NEAR) and words.tags[first - 1] in _NOMINAL:
        first -= 1
    behind = words.tag(at + 1) == tokens.PREPOSITION or words.low(at + 1) in cues.load().words["times"]
    return behind and words.tag(first - 2) == tokens.PREPOSITION


def parted(words: Tokens, first: int, last: int) -> list[Told]:
    """A clause, and the adjunct at its end that says something of its own, each worded to stand alone."""
    verb = next((index for index in range(first, last) if finite(words, index)), last)
    for index in range(max(first + _FEWEST, _last_clause(words, first, last)), last - _FEWEST):
        told = _adjunct(words, first, verb, index, last)
        if told is not None:
            end = index - 1 if words.tags[index - 1] == tokens.COMMA else index
            return [Told(first, end), told]
    return [Told(first, last)]


def _last_clause(words: Tokens, first: int, last: int) -> int:
    """Where the last of several clauses or of a list's parts begins: only behind it does an adjunct run to the end."""
    for index in range(last - 2, first, -1):
        tag, following = words.tags[index], words.tags[index + 1]
        joined = tag == tokens.COMMA and (following == tokens.CONJUNCTION or following in _VERBAL)
        if joined or tag in (tokens.SEMICOLON, tokens.DASH, tokens.COLON):
            return index + 1
    return first


def _adjunct(words: Tokens, first: int, verb: int, index: int, last: int) -> Told | None:
    """The adjunct that begins at a token and runs to the end of the clause."""
    if words.lows[index] == DESPITE:
        return concession(words, index, last)
    if words.tags[index] == tokens.COMMA:
        return _passive(words, first, verb, index + 1, last) or _active(words, first, index + 1, last)
    if words.tags[index] in (tokens.THAT, tokens.RELATIVE):
        return _relative(words, index, last)
    return None


def concession(words: Tokens, first: int, last: int) -> Told | None:
    """The state of affairs in "despite international sanctions", which the narrator takes for granted."""
    end = last - 1 if words.tag(last - 1) == tokens.STOP else last
    if words.low(first) != DESPITE or end - first - 1 < _FEWEST:
        return None
    low = words.lows[first + 1]
    if words.tags[first + 1] in (tokens.NOUN, tokens.NUMBER) and (
        not low.endswith("ing") or low in cues.load().words["changes"]
    ):
        there = "there are" if _plural(words, first + 1, end) else "there is"
        return Told(first, end, wording.rephrased(words.text, there, words.span(first + 1, end)))
    return Told(first, end, wording.rephrased(words.text, words.span(first + 1, end)))


def _passive(words: Tokens, first: int, verb: int, at: int, last: int) -> Told | None:
    """The land is ruled, in "the land, ruled for decades by one family"."""
    near = words.lows[at + 1 : min(last, at + _NEAR)]
    if verb >= at or not _participle(words, at) or "by" not in near:
        return None
    who = subject.before(words, verb, first)
    if who is None:
        return None
    lasting = "for" in near or "since" in near
    plural = _plural(words, who.head_first, who.head_last)
    auxiliary = ("have been" if plural else "has been") if lasting else ("were" if plural else "was")
    named, deed = words.span(who.first, who.last), words.span(at, last)
    return Told(at, last, wording.rephrased(words.text, named, auxiliary, deed))


def _active(words: Tokens, first: int, at: int, last: int) -> Told | None:
    """What follows from a clause, in "no treaty was signed, leaving the two at war"; it is worded with its clause."""
    low = words.low(at)
    if words.tag(at) != tokens.NOUN or not low.endswith("ing") or low in cues.load().words["false_participles"]:
        return None
    if words.tag(at + 1) not in _OBJECTS:
        return None
    return Told(at, last, wording.claim_text(words.text, (words.span(first, last),)))


def _relative(words: Tokens, at: int, last: int) -> Told | None:
    """What a relative clause tells of a thing that is known: "the 1953 armistice that ended the war"."""
    aside = words.tags[at - 1] == tokens.COMMA
    end = at - 1 if aside else at
    head = _head(words, end)
    if head is None or not finite(words, at + 1):
        return None
    known = any(words.tags[i] in (tokens.NAME, tokens.NUMBER) for i in range(head, end))
    definite = words.lows[head] == "the" or words.tags[head] in (tokens.POSSESSIVE, tokens.NAME)
    if not definite or not (known or aside):
        return None
    begin = at if aside else head
    return Told(begin, last, wording.rephrased(words.text, words.span(head, end), words.span(at + 1, last)))


def _head(words: Tokens, end: int) -> int | None:
    """Where the noun phrase right before a token begins."""
    first = end
    while first > 0 and words.tags[first - 1] in _NOMINAL:
        first -= 1
    if first == end:
        return None
    if first > 0 and words.tags[first - 1] in (tokens.DETERMINER, tokens.POSSESSIVE):
        return first - 1
    return first


def finite(words: Tokens, index: int) -> bool:
    """Whether a token may be a finite verb; the past of regular verbs is known by its ending."""
    return words.tag(index) in _VERBAL or _participle(words, index)


def withheld(words: Tokens, at: int) -> bool:
    """Whether a clause without a subject tells what was not said: "did not name the town", "carried no details"."""
    small = cues.load().words
    negated = words.low(at).endswith("n't") or words.low(at + 1) == "not"
    if words.tag(at) in (tokens.MODAL, tokens.HAVE) and negated:
        ahead = words.lows[at + 1 : at + 4]
        return any(low in small["withheld"] for low in ahead)
    ahead = words.lows[at + 2 : at + 6]
    return finite(words, at) and words.low(at + 1) in ("no", "few") and not small["particulars"].isdisjoint(ahead)


def _participle(words: Tokens, index: int) -> bool:
    return words.tag(index) == tokens.NOUN and words.lows[index].endswith("ed")


def _plural(words: Tokens, first: int, last: int) -> bool:
    head = next((i for i in range(first + 1, last) if words.tags[i] in (tokens.PREPOSITION, tokens.COMMA)), last)
    low = words.lows[head - 1]
    joined = any(words.lows[i] == "and" for i in range(first, head))
    return (
        joined or (low.endswith("s") and not low.endswith(("ss", "us", "is"))) or low in ("people", "police", "media")
    )
