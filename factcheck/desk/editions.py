"""One revision's text beside another's: which sentences went where, compared by their words."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from factcheck.reading.segment import sentences
from factcheck.reading.utterance import Span
from factcheck.typography import Words, words


@dataclass(frozen=True)
class Edition:
    """The text of a revision with its sentences and words, each found when it is first asked for."""

    text: str

    @cached_property
    def words(self) -> Words:
        """All words of the text."""
        return words(self.text)

    @cached_property
    def sentences(self) -> Sequence[Span]:
        """The sentences, in order."""
        return sentences(self.text)

    @cached_property
    def bounds(self) -> Sequence[tuple[int, int]]:
        """The number of each sentence's first word, and of the one behind its last."""
        starts = self.words.starts
        return [(bisect_left(starts, one.start), bisect_left(starts, one.end)) for one in self.sentences]

    @cached_property
    def keys(self) -> Sequence[tuple[str, ...]]:
        """What each sentence is compared by."""
        return [self.words.words[first:last] for first, last in self.bounds]


@dataclass(frozen=True)
class Alignment:
    """Where the sentences of an older edition stand in a newer one: `moves` has a number or None for each."""

    old: Edition
    new: Edition

    @cached_property
    def moves(self) -> Sequence[int | None]:
        """For each old sentence the new one that has its words."""
        return moves(self.old.keys, self.new.keys)

    def moved(self, word: int) -> int | None:
        """Where an old word stands in the new edition, if its sentence stands there."""
        at = bisect_right(self._firsts, word) - 1
        return word + self._shift(at) if at >= 0 and self.moves[at] is not None else None

    def near(self, word: int) -> Sequence[int]:
        """Where an old word is to be looked for in the new edition, by the sentences before and behind its own."""
        at = bisect_right(self._matched, bisect_right(self._firsts, word) - 1)
        return [word + self._shift(one) for one in self._matched[max(at - 1, 0) : at + 1]] or [word]

    @cached_property
    def _firsts(self) -> Sequence[int]:
        return [first for first, _ in self.old.bounds]

    @cached_property
    def _matched(self) -> Sequence[int]:
        return [at for at, to in enumerate(self.moves) if to is not None]

    def _shift(self, at: int) -> int:
        return self.new.bounds[self.moves[at] or 0][0] - self.old.bounds[at][0]


def moves(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[int | None]:
    """Where each old item stands among the new ones, each of those taken once. Linear but for looking up repeats.

    What stands once in both is the same, wherever it went; what stands beside it goes with it; of what is left, repeats
    stay between the same neighbours, and else in their order.
    """
    to: list[int | None] = [None] * len(old)
    here, there = _places(old), _places(new)
    for item, places in here.items():
        if len(places) == len(there.get(item, ())) == 1:
            to[places[0]] = there[item][0]
    taken = {place for place in to if place is not None}
    _spread(old, new, to, taken, 1)
    _spread(old, new, to, taken, -1)
    _between(old, there, to, taken)
    for item, places in here.items():
        left = [place for place in places if to[place] is None]
        free = [place for place in there.get(item, ()) if place not in taken] if left else []
        for place, other in zip(left, free, strict=False):
            to[place] = other
    return to


def _places(items: Sequence[Hashable]) -> Mapping[Hashable, list[int]]:
    places: dict[Hashable, list[int]] = defaultdict(list)
    for at, item in enumerate(items):
        places[item].append(at)
    return places


def _spread(old: Sequence[Hashable], new: Sequence[Hashable], to: list[int | None], taken: set[int], step: int) -> None:
    """Take equal neighbours along, in one direction, from the edge of the text and from all that is matched."""
    last: int | None = -1 if step > 0 else len(new)
    for at in range(len(old)) if step > 0 else reversed(range(len(old))):
        following = -1 if last is None else last + step
        if to[at] is None and 0 <= following < len(new) and following not in taken and old[at] == new[following]:
            to[at] = following
            taken.add(following)
        last = to[at]


def _between(
    old: Sequence[Hashable], there: Mapping[Hashable, Sequence[int]], to: list[int | None], taken: set[int]
) -> None:
    """Match repeats that stand between the same matched neighbours in both, in their order."""
    after: list[float] = [float("inf")] * (len(old) + 1)
    for at in reversed(range(len(old))):
        place = to[at]
        after[at] = place if place is not None else after[at + 1]
    before = -1
    used: dict[Hashable, int] = {}
    for at, item in enumerate(old):
        place = to[at]
        if place is not None:
            before = place
            continue
        places = there.get(item, ())
        index = max(bisect_right(places, before), used.get(item, 0))
        while index < len(places) and places[index] in taken:
            index += 1
        used[item] = index
        if index < len(places) and places[index] < after[at]:
            to[at] = places[index]
            taken.add(places[index])
