"""From what stands in two revisions to what changed between them: gone, new, or put otherwise."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from factcheck.desk.editions import Alignment, Edition
from factcheck.desk.edits import Edited, Put, edited
from factcheck.desk.pairing import Wording, likeness, pairs
from factcheck.reading.utterance import Span
from factcheck.store.wordings import Placed
from factcheck.vocabulary import Edit

_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Found:
    """One change. Without `new` the words are gone, without `old` they are new."""

    old: Placed | None
    new: Placed | None
    edited: Edited


def found(alignment: Alignment, before: Sequence[Placed], after: Sequence[Placed]) -> list[Found]:
    """What changed, in the order of the new text; an attribution that stands in both revisions has the same id there.

    Words that still stand are a match only for what is new around them.
    """
    there, stood = {one.id for one in after}, {one.id: one for one in before}
    gone = [one for one in before if one.id not in there]
    new = [one for one in after if one.id not in stood]
    old_wordings = [_wording(one, alignment.old.text, _expected(alignment, one.start)) for one in gone]
    new_wordings = [_wording(one, alignment.new.text, _word(alignment.new, one.start)) for one in new]
    changes: list[tuple[int, Found]] = []
    replaced = dict(pairs(old_wordings, new_wordings))
    for at, one in enumerate(gone):
        if at in replaced:
            other = new[replaced[at]]
            what = edited(_put(one, alignment.old.text), _put(other, alignment.new.text))
            changes.append((new_wordings[replaced[at]].place, Found(one, other, what)))
        else:
            changes.append((old_wordings[at].place, Found(one, None, Edited())))
    kept = [one for one in after if one.id in stood]
    starts = [one.start for one in kept]
    taken = set(replaced.values())
    for at, one in enumerate(new):
        if at not in taken:
            within = kept[bisect_left(starts, one.start) : bisect_left(starts, one.end)]
            changes.append((new_wordings[at].place, _new(one, within, stood, alignment)))
    return [one for _, one in sorted(changes, key=lambda change: change[0])]


def _new(one: Placed, within: Sequence[Placed], stood: Mapping[int, Placed], alignment: Alignment) -> Found:
    """What is new, beside the likest of what stood before and is now within its words."""
    text = alignment.new.text
    mine = _wording(one, text, 0)
    likest = max(within, key=lambda other: likeness(_wording(other, text, 0), mine), default=None)
    if likest is None or likeness(_wording(likest, text, 0), mine) < _ALIKE:
        return Found(None, one, Edited())
    old = stood[likest.id]
    what = edited(_put(old, alignment.old.text), _put(one, text))
    return Found(
        old, one, replace(what, edits=(*(edit for edit in what.edits if edit != Edit.REWORDED), Edit.EXTENDED))
    )


def _wording(one: Placed, text: str, place: int) -> Wording:
    return Wording(one.said, text[one.start : one.end], place)


def _put(one: Placed, text: str) -> Put:
    quote = Span(one.start, one.end).of(text)
    return Put(one.source.name, one.cue, one.stance, one.modality, one.voice, one.said_on, one.said, quote)


def _word(edition: Edition, start: int) -> int:
    return bisect_left(edition.words.starts, start)


def _expected(alignment: Alignment, start: int) -> int:
    word = _word(alignment.old, start)
    moved = alignment.moved(word)
    return alignment.near(word)[0] if moved is None else moved
