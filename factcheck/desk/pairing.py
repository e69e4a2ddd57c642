"""Which new wording took the place of which old one: by the words of what is said, in the same neighbourhood."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from factcheck.typography import words

_NEAR: Final = 80
"""So many words apart, two wordings are in the same neighbourhood."""
_ALIKE: Final = 0.5
_ALIKE_AFAR: Final = 0.75
_SAME_SPEAKER: Final = 0.25
"""So much of two sentences is alike if only the same one says it by the same cue."""
_SHORT: Final = 3
_SHORT_WEIGHS: Final = 0.25
"""Words of up to three letters are mostly such as "the" and "of"."""
_COMMON: Final = 16
"""A word that more of the new wordings have nominates none of them."""
_CANDIDATES: Final = 8
"""So many are looked at of those that share such words, and of the neighbours on either side."""


@dataclass(frozen=True)
class Wording:
    """How something is put: what is said, the sentence that says it, and the number of its first word in the text.

    Of an old wording that is the number at which it would stand in the new text.
    """

    said: str
    quote: str
    place: int

    @cached_property
    def bags(self) -> tuple[Mapping[str, int], Mapping[str, int]]:
        """The words of what is said and of the sentence, whatever their case."""
        return _bag(self.said), _bag(self.quote)

    @cached_property
    def weights(self) -> tuple[float, float]:
        """What the words of the two weigh together."""
        return _weight(self.bags[0]), _weight(self.bags[1])


def pairs(old: Sequence[Wording], new: Sequence[Wording]) -> list[tuple[int, int]]:
    """Old and new ones that say about the same, each in one pair at most: the likest first, then the nearest."""
    holders = _holders(new)
    order = sorted(range(len(new)), key=lambda at: (new[at].place, at))
    places = [new[at].place for at in order]
    found = []
    for at, one in enumerate(old):
        near = bisect_left(places, one.place)
        nominated = {*_alike(one, holders), *order[max(near - _CANDIDATES, 0) : near + _CANDIDATES]}
        for other in nominated:
            apart = abs(one.place - new[other].place)
            like = likeness(one, new[other])
            if like >= (_ALIKE if apart <= _NEAR else _ALIKE_AFAR):
                found.append((-round(like, 3), apart, at, other))
    used_old: set[int] = set()
    used_new: set[int] = set()
    chosen = []
    for _, _, at, other in sorted(found):
        if at not in used_old and other not in used_new:
            used_old.add(at)
            used_new.add(other)
            chosen.append((at, other))
    return sorted(chosen)


def likeness(one: Wording, other: Wording) -> float:
    """From 0 to 1: the part of their words that both have in what is said; in the sentences it has to be more."""
    said, quote = (_shared(one, other, part) for part in (0, 1))
    return max(said, quote - _SAME_SPEAKER)


def _shared(one: Wording, other: Wording, part: int) -> float:
    mine, its = one.bags[part], other.bags[part]
    both = {word: min(count, its[word]) for word, count in mine.items() if word in its}
    return 2 * _weight(both) / (one.weights[part] + other.weights[part] or 1.0)


def _holders(new: Sequence[Wording]) -> Mapping[str, Sequence[int]]:
    """Which of the new wordings have a word."""
    holders: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(new):
        for word in one.bags[1]:
            holders[word].append(at)
    return holders


def _alike(one: Wording, holders: Mapping[str, Sequence[int]]) -> list[int]:
    """The new wordings that share most of the words that few of them have, so that time stays linear."""
    rare = (some for word in one.bags[1] if len(some := holders.get(word, ())) <= _COMMON)
    shared = Counter(at for some in rare for at in some)
    return sorted(shared, key=lambda at: (-shared[at], at))[:_CANDIDATES]


def _bag(text: str) -> Mapping[str, int]:
    return Counter(word.casefold() for word in words(text).words if any(map(str.isalnum, word)))


def _weight(bag: Mapping[str, int]) -> float:
    return sum(count * (_SHORT_WEIGHS if len(word) <= _SHORT and word.isalpha() else 1) for word, count in bag.items())
