"""Rules for cues that are no verbs: "according to X", "X raised concerns that P", "there is no confirmation that P"."""

from collections.abc import Callable
from typing import Final

from factcheck.reading import cues
from factcheck.reading.cues import Noun
from factcheck.reading.rules import subject, tokens
from factcheck.reading.rules.adjunct import finite, fronted
from factcheck.reading.rules.find import NEXT_CLAUSE, Find
from factcheck.reading.rules.parenthesis import left_floor
from factcheck.reading.rules.subject import Subject
from factcheck.reading.rules.tokens import Tokens
from factcheck.vocabulary import Modality, Stance

_AUXILIARIES: Final = (tokens.BE, tokens.HAVE, tokens.MODAL, tokens.ADVERB)
_BEFORE_NOUN: Final = frozenset({tokens.DETERMINER, tokens.PREPOSITION, tokens.VERB, tokens.STOP})
_LED: Final = frozenset({tokens.CONJUNCTION, tokens.SUBORDINATOR, tokens.RELATIVE, tokens.THAT, tokens.COMMA})
_BETWEEN: Final = frozenset({tokens.NOUN, tokens.ADVERB, tokens.DETERMINER, tokens.POSSESSIVE, tokens.NUMBER})


def by_preposition(
    sentence: Tokens, index: int, found: list[Find], after: Callable[[Tokens, int, int], Subject | None]
) -> Find | None:
    """A source behind "according to", with the rest of its clause on either side as what it says.

    `after` gives the noun phrase that begins at a token.
    """
    words = cues.load().according.get(sentence.lows[index], ())
    cue = next((entry for entry in words if all(sentence.low(index + k) == word for k, word in enumerate(entry))), None)
    if cue is None:
        return None
    last = index + len(cue)
    who = after(sentence, last, len(sentence))
    if who is None:
        return None
    opening = index == 0 or (
        index <= 2 and sentence.tags[index - 1] in (tokens.CONJUNCTION, tokens.SUBORDINATOR, tokens.COMMA)
    )
    start = left_floor(sentence, index, found)
    left_end = index - 1 if sentence.tag(index - 1) in (tokens.COMMA, tokens.DASH) else index
    cut = 0 < left_end - start <= 3 or fronted(sentence, start, left_end)
    if (opening or cut) and sentence.tag(who.head_last) == tokens.COMMA:
        who = Subject(who.first, who.head_last, who.head_first, who.head_last)
    if cue == ("per",) and not (
        (opening or sentence.tag(index - 1) == tokens.COMMA) and sentence.tag(last) in (tokens.DETERMINER, tokens.NAME)
    ):
        return None  # "ninety per cent"
    pieces: tuple[tuple[int, int], ...]
    if opening or left_end <= start:
        begin = who.last + 1 if sentence.tag(who.last) == tokens.COMMA else who.last
        pieces = ((begin, len(sentence)),)
    elif cut and sentence.tag(who.last) == tokens.COMMA:
        pieces = ((start, left_end), (who.last + 1, len(sentence)))
    else:
        pieces = ((start, left_end),)
    aside = _aside(sentence, start, index) if finite(sentence, who.last + 1) else None
    if aside is not None:
        pieces = ((aside + 1, left_end),)
    return Find(
        (index, last),
        Stance.ASSERTS,
        Modality.STATED,
        source=who,
        pieces=pieces,
        behind=not opening,
        about=None if aside is None else (start, aside - 1),
        clause=index,
        bounded=not opening or sentence.tag(index - 1) == tokens.COMMA,
    )


def _aside(sentence: Tokens, start: int, index: int) -> int | None:
    """The "which" of "the raid, which killed nine according to X, has ...": only what it tells is X's."""
    for at in range(index - 1, start, -1):
        if sentence.tags[at] == tokens.COMMA:
            return at + 1 if sentence.tags[at + 1] == tokens.RELATIVE else None
    return None


def unconfirmed(sentence: Tokens, index: int, floor: int) -> Find | None:
    """The narrator's "there is no confirmation that P", which has a stance of its own."""
    none = cues.load().no_confirmation
    if sentence.lows[index] not in none.words:
        return None
    first = index
    while first > floor and sentence.lows[first - 1] in none.adjectives:
        first -= 1
    last = index + 1
    while sentence.tag(last) in _AUXILIARIES or sentence.low(last) in none.appears:
        last += 1
    if sentence.low(first - 1) not in ("no", "little", "without") or sentence.low(last) not in none.links:
        return None
    first -= 1
    while first > floor and (
        sentence.tags[first - 1] in (tokens.BE, tokens.HAVE, tokens.ADVERB) or sentence.lows[first - 1] == "there"
    ):
        first -= 1
    return Find(
        (first, last + 1),
        Stance.REPORTS_NO_CONFIRMATION,
        Modality.STATED,
        narrator=True,
        pieces=((last + 1, len(sentence)),),
        clause=first,
        bounded=sentence.tag(first - 1) in NEXT_CLAUSE,
    )


def undecided(sentence: Tokens, index: int, floor: int) -> Find | None:
    """The narrator's "it is unclear whether P"."""
    none = cues.load().no_confirmation
    low = sentence.lows[index]
    if sentence.low(index + 1) not in ("whether", "if") or low not in none.open | none.settled:
        return None
    first = index
    while first > floor and (sentence.tags[first - 1] in _AUXILIARIES or sentence.lows[first - 1] == "it"):
        first -= 1
    negated = any(word in cues.load().words["negations"] or word.endswith("n't") for word in sentence.lows[first:index])
    if low in none.settled and not negated:
        return None
    return Find(
        (first, index + 1),
        Stance.QUESTIONS,
        Modality.STATED,
        narrator=True,
        pieces=((index + 1, len(sentence)),),
        clause=first,
        bounded=sentence.tag(first - 1) in NEXT_CLAUSE,
    )


def by_noun(sentence: Tokens, index: int, floor: int, found: list[Find]) -> Find | None:
    """A noun that cites: with the verb that lends it a speaker, with its owner, or with nobody."""
    table = cues.load().nouns
    if sentence.lows[index] in table:
        return _raised(sentence, index) or _owned(sentence, index, floor) or _going_round(sentence, index)
    if sentence.lows[index] not in cues.load().lenders:
        return None
    at = index + 1
    while at < min(len(sentence), index + 4) and sentence.lows[at] not in table:
        if sentence.tags[at] not in _BETWEEN or sentence.lows[at].endswith("ed"):
            return None
        at += 1
    noun = _fitting(sentence, at, sentence.lows[index])
    if noun is None:
        return None
    first = index
    while first > floor and sentence.tags[first - 1] in _AUXILIARIES:
        first -= 1
    who = subject.before(sentence, first, floor)
    shared = False
    if who is not None and sentence.lows[who.first] == "there":
        return _unowned(sentence, noun, who.first, at)
    if who is None:
        who = next((earlier.source for earlier in reversed(found) if earlier.source is not None), None)
        shared = who is not None
    if who is None:
        return None
    return Find(
        (first, at + 2),
        noun.stance,
        noun.modality,
        source=who,
        caused=sentence.lows[index] in noun.causes,
        pieces=((at + 2, len(sentence)),),
        clause=who.first if not shared else first,
        bounded=sentence.tag((first if shared else who.first) - 1) in NEXT_CLAUSE,
    )


def _fitting(sentence: Tokens, at: int, verb: str) -> Noun | None:
    """The reading of a noun that a verb lends its speaker to, where a link such as "that" follows."""
    readings = cues.load().nouns.get(sentence.low(at), ())
    return next((noun for noun in readings if verb in noun.verbs and sentence.low(at + 1) in noun.links), None)


def _raised(sentence: Tokens, index: int) -> Find | None:
    """The passive, where nobody is cited: "concerns have been raised that P", "fears are growing that P"."""
    at = index + 1
    while sentence.tag(at) in (tokens.BE, tokens.HAVE, tokens.ADVERB):
        at += 1
    passive = any(sentence.tags[i] == tokens.BE for i in range(index + 1, min(at, len(sentence))))
    noun = next(
        (
            noun
            for noun in cues.load().nouns[sentence.lows[index]]
            if sentence.low(at) in noun.verbs | cues.load().words["changes"] and sentence.low(at + 1) in noun.links
        ),
        None,
    )
    return _unowned(sentence, noun, index, at) if passive and noun is not None else None


def _owned(sentence: Tokens, index: int, floor: int) -> Find | None:
    """The owner speaks: "Holt's claim that P", "his warning that P"."""
    noun = cues.load().nouns[sentence.lows[index]][0]
    if sentence.low(index + 1) != "that" or noun.narrow:
        return None
    at = index - 1
    while at > floor and sentence.tags[at] in (tokens.NOUN, tokens.ADVERB):
        at -= 1
    if at < floor:
        return None
    if sentence.tags[at] == tokens.POSSESSIVE:
        who: Subject | None = Subject(at, at + 1, at, at + 1)
    elif sentence.tags[at] == tokens.GENITIVE:
        who = subject.before(sentence, at, floor)
    else:
        return None
    if who is None:
        return None
    return Find(
        (at + 1, index + 1),
        noun.stance,
        noun.modality,
        source=who,
        pieces=((index + 1, _verb_of_noun(sentence, index + 2)),),
        clause=who.first,
    )


def _going_round(sentence: Tokens, index: int) -> Find | None:
    """Nobody is cited: "rumours that P", "an allegation that P has divided the council"."""
    noun = cues.load().nouns[sentence.lows[index]][0]
    before, low = sentence.tag(index - 1), sentence.low(index - 1)
    there = before == tokens.BE and "there" in sentence.lows[max(0, index - 3) : index]
    nominal = there or before in _BEFORE_NOUN or low in cues.load().words["changes"]
    if sentence.lows[index] not in cues.load().verbs:
        nominal = nominal or before == tokens.NOUN
    if sentence.low(index + 1) != "that" or noun.narrow or not nominal:
        return None
    return _unowned(sentence, noun, index, index)


def _unowned(sentence: Tokens, noun: Noun, first: int, at: int) -> Find:
    end = len(sentence)
    if first <= 1:
        end = _verb_of_noun(sentence, at + 2)
    return Find((first, at + 2), noun.stance, noun.modality, caused=True, pieces=((at + 2, end),), clause=first)


def _verb_of_noun(sentence: Tokens, start: int) -> int:
    """Where the clause of a noun that is a subject ends: before the second verb, "has divided the council"."""
    verbs = [i for i in range(start, len(sentence)) if sentence.tags[i] in _AUXILIARIES[:3]]
    said = next((i for i in range(start, len(sentence)) if finite(sentence, i)), len(sentence))
    after = said + 1
    while sentence.tag(after) in _AUXILIARIES:
        after += 1
    second = next((i for i in verbs if i > after), len(sentence))
    led = any(sentence.tags[i] in _LED for i in range(after, second))
    return len(sentence) if led else second
