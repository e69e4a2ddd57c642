"""Things that cannot speak: "the test confirmed that P" is how its narrator, or whoever tells of it, reads the test."""

from dataclasses import replace

from factcheck.reading import cues
from factcheck.reading.rules import tokens
from factcheck.reading.rules.find import Find
from factcheck.reading.rules.subject import Subject
from factcheck.reading.rules.tokens import Tokens
from factcheck.vocabulary import Modality, Stance


def read(sentence: Tokens, find: Find) -> Find:
    """The citation, or the narrator's reading of an event or object where that is its grammatical subject."""
    who, verb = find.source, find.verb
    if who is None or verb is None or verb.lemma not in cues.load().evidence or not _is_thing(sentence, who):
        return find
    return replace(
        find,
        source=None,
        narrator=True,
        modality=Modality.INTERPRETED if find.stance == Stance.ASSERTS else Modality.STATED,
        subject=who.first if not who.relative and find.stance == Stance.ASSERTS else None,
        about=(who.head_first, who.head_last) if who.relative else None,
        open=False,
        bounded=False,
    )


def own(found: list[Find]) -> list[Find]:
    """Without what events are taken to mean within another's words: that is part of what the other says."""
    return [find for find in found if find.modality != Modality.INTERPRETED or not _within(find, found)]


def _within(find: Find, found: list[Find]) -> bool:
    return any(
        first <= find.cue[0] and find.cue[1] <= last
        for other in found
        if other is not find
        for first, last in other.pieces
    )


def _is_thing(sentence: Tokens, who: Subject) -> bool:
    """Whether the noun that a phrase turns on, before any "of" or bracket, is that of an event or object."""
    last = next(
        (i for i in range(who.head_first + 1, who.head_last) if sentence.tags[i] in (tokens.PREPOSITION, tokens.OPEN)),
        who.head_last,
    )
    low, tag = sentence.lows[last - 1], sentence.tags[last - 1]
    things = cues.load().things
    return (tag == tokens.NOUN or last == 1) and low.endswith((*things, *(f"{thing}s" for thing in things)))
