"""Rules for cues that are no verbs: "according to X", "X raised concerns that P", "there is no confirmation that P"."""

from typing import Final

from factcheck.reading import cues, speakers
from factcheck.reading.rules import dateline, subject, tokens
from factcheck.reading.rules.find import NEXT_CLAUSE, Find
from factcheck.reading.rules.parenthesis import left_floor
from factcheck.reading.rules.subject import Subject
from factcheck.reading.rules.tokens import Tokens
from factcheck.vocabulary import Modality, SourceKind, Stance

_BETWEEN: Final = frozenset({tokens.NOUN, tokens.ADVERB, tokens.DETERMINER, tokens.POSSESSIVE, tokens.NUMBER})


_LONGEST_LABEL: Final = 10


def by_preposition(sentence: Tokens, index: int, found: list[Find]) -> Find | None:
    """A source behind "according to", with the rest of its clause on either side as what it says."""
    words = cues.load().according
    cue = next((entry for entry in words if all(sentence.low(index + k) == word for k, word in enumerate(entry))), None)
    if cue is None:
        return None
    last = index + len(cue)
    who = subject.after(sentence, last, len(sentence))
    if who is None:
        return None
    opening = index == 0 or (
        index <= 2 and sentence.tags[index - 1] in (tokens.CONJUNCTION, tokens.SUBORDINATOR, tokens.COMMA)
    )
    if opening and sentence.tag(who.head_last) == tokens.COMMA:
        who = Subject(who.first, who.head_last, who.head_first, who.head_last)
    start = left_floor(sentence, index, found)
    left_end = index - 1 if sentence.tag(index - 1) in (tokens.COMMA, tokens.DASH) else index
    pieces: tuple[tuple[int, int], ...]
    if opening or left_end <= start:
        begin = who.last + 1 if sentence.tag(who.last) == tokens.COMMA else who.last
        pieces = ((begin, len(sentence)),)
    elif left_end - start <= 3 and sentence.tag(who.last) == tokens.COMMA:
        pieces = ((start, left_end), (who.last + 1, len(sentence)))
    else:
        pieces = ((start, left_end),)
    return Find(
        (index, last),
        Stance.ASSERTS,
        Modality.STATED,
        source=who,
        pieces=pieces,
        behind=not opening,
        clause=index,
        bounded=sentence.tag(index - 1) == tokens.COMMA,
    )


def unconfirmed(sentence: Tokens, index: int, floor: int) -> Find | None:
    """The narrator's "there is no confirmation that P", which has a stance of its own."""
    none = cues.load().no_confirmation
    if sentence.lows[index] not in none.words:
        return None
    first = index
    while first > floor and sentence.lows[first - 1] in none.adjectives:
        first -= 1
    if sentence.low(first - 1) not in ("no", "little", "without") or sentence.low(index + 1) not in none.links:
        return None
    first -= 1
    while first > floor and (
        sentence.tags[first - 1] in (tokens.BE, tokens.HAVE, tokens.ADVERB) or sentence.lows[first - 1] == "there"
    ):
        first -= 1
    return Find(
        (first, index + 2),
        Stance.REPORTS_NO_CONFIRMATION,
        Modality.STATED,
        narrator=True,
        pieces=((index + 2, len(sentence)),),
        clause=first,
        bounded=sentence.tag(first - 1) in NEXT_CLAUSE,
    )


def by_noun(sentence: Tokens, index: int, floor: int, found: list[Find]) -> Find | None:
    """A noun to which a verb lends its speaker: "X has raised concerns that P"."""
    table = cues.load().nouns
    low = sentence.lows[index]
    if low in table:
        return _raised(sentence, index)
    at = index + 1
    while at < min(len(sentence), index + 4) and sentence.lows[at] not in table:
        if sentence.tags[at] not in _BETWEEN or sentence.lows[at].endswith("ed"):
            return None
        at += 1
    noun = table.get(sentence.low(at))
    if noun is None or low not in noun.verbs or sentence.low(at + 1) not in noun.links:
        return None
    first = index
    while first > floor and sentence.tags[first - 1] in (tokens.BE, tokens.HAVE, tokens.MODAL, tokens.ADVERB):
        first -= 1
    who = subject.before(sentence, first, floor)
    shared = False
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
        caused=low in noun.causes,
        shared=shared,
        pieces=((at + 2, len(sentence)),),
        clause=who.first if not shared else first,
        bounded=sentence.tag((first if shared else who.first) - 1) in NEXT_CLAUSE,
    )


def _raised(sentence: Tokens, index: int) -> Find | None:
    """The passive, where nobody is cited: "concerns have been raised that P"."""
    noun = cues.load().nouns[sentence.lows[index]]
    at = index + 1
    while sentence.tag(at) in (tokens.BE, tokens.HAVE, tokens.ADVERB):
        at += 1
    passive = any(sentence.tags[i] == tokens.BE for i in range(index + 1, min(at, len(sentence))))
    if not passive or sentence.low(at) not in noun.verbs or sentence.low(at + 1) not in noun.links:
        return None
    pieces = ((at + 2, len(sentence)),)
    return Find((index, at + 2), noun.stance, noun.modality, caused=True, pieces=pieces, clause=index)


def by_colon(sentence: Tokens) -> Find | None:
    """A label before a colon, as headlines and transcripts cite: "Holt: the dam is safe"."""
    colon = next(
        (i for i in range(1, min(len(sentence) - 1, _LONGEST_LABEL)) if sentence.tags[i] == tokens.COLON), None
    )
    if (
        colon is None
        or dateline.after(sentence)
        or any(sentence.tags[i] != tokens.NAME for i in range(1 if colon > 1 else 0, colon))
    ):
        return None
    label = " ".join(sentence.raw(i) for i in range(colon))
    if (
        label.lower() in cues.load().labels
        or speakers.describe(label).kind == SourceKind.UNKNOWN
        or not label[:1].isupper()
    ):
        return None
    if (
        speakers.describe(label).kind == SourceKind.INDIVIDUAL
        and colon + 1 < len(sentence)
        and sentence.tags[colon + 1] == tokens.NUMBER
    ):
        return None
    who = Subject(0, colon, 0, colon)
    return Find(
        (colon, colon + 1),
        Stance.ASSERTS,
        Modality.STATED,
        source=who,
        pieces=((colon + 1, len(sentence)),),
        open=True,
    )


def by_dash(sentence: Tokens) -> Find | None:
    """A quotation with its speaker behind a dash."""
    last = len(sentence) - 1 if sentence.tag(len(sentence) - 1) == tokens.STOP else len(sentence)
    dash = next(
        (i for i in range(last - 1, max(0, last - _LONGEST_LABEL), -1) if sentence.tags[i] == tokens.DASH), None
    )
    if dash is None or sentence.tag(dash - 1) != tokens.QUOTE or sentence.tag(dash + 1) != tokens.NAME:
        return None
    comma = next((i for i in range(dash + 1, last) if sentence.tags[i] == tokens.COMMA), last)
    if any(sentence.tags[i] != tokens.NAME for i in range(dash + 1, comma)):
        return None
    who = Subject(dash + 1, last, dash + 1, comma)
    return Find((dash, dash + 1), Stance.ASSERTS, Modality.STATED, source=who, pieces=((0, dash),), behind=True)
