"""How well attributions were found, against annotated ones: exact spans and whole relations, as F1 in percent.

A span is the set of the words that it covers, without punctuation at its ends, on which annotators differ. Roles are
scored by exact spans, each segment one item (CofeNet, Wang et al., COLING 2022). Relations are paired one to one, the
best content first: *AR-relaxed* wants cues that overlap, the right source and content with a Jaccard index of at least
.5; *who-said-what* is the same without the cue. A source is right where both have none, or where they share words and
one holds the other or their Jaccard index is at least .5 (after Pareti, 2015).
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

Segments = Sequence[Sequence[int]]
"""Spans as pairs of offsets, end exclusive; a role may have none or several."""

Words = tuple[int, ...]
"""A segment as the numbers of its words."""

SOURCE: Final = "source"
CUE: Final = "cue"
CONTENT: Final = "content"
ROLES: Final = (SOURCE, CUE, CONTENT)
RELAXED: Final = "AR-relaxed"
WHO_SAID_WHAT: Final = "who-said-what"

_TOKEN: Final = re.compile(r"[^\W_]+(?:[.'’\-&/,:][^\W_]+)*|[^\w\s]|_")
_WORD: Final = re.compile(r"\w")
ENOUGH: Final = 0.5


@dataclass(slots=True)
class Tally:
    """How many items were right, proposed and wanted."""

    right: int = 0
    proposed: int = 0
    wanted: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, in percent; 0 where there is nothing."""
        total = self.proposed + self.wanted
        return 200 * self.right / total if total else 0.0


@dataclass(slots=True)
class Score:
    """The tallies of all documents so far, by what is measured."""

    tallies: dict[str, Tally] = field(
        default_factory=lambda: {name: Tally() for name in (*ROLES, RELAXED, WHO_SAID_WHAT)}
    )

    def add(
        self, text: str, wanted: Iterable[Mapping[str, Segments]], proposed: Iterable[Mapping[str, Segments]]
    ) -> None:
        """Count one document."""
        ruler = Ruler(text)
        gold = [ruler.measured(one) for one in wanted]
        found = [ruler.measured(one) for one in proposed]
        for role in ROLES:
            right = {segment for one in gold for segment in one[role]}
            said = {segment for one in found for segment in one[role]}
            self._count(role, len(right & said), len(said), len(right))
        gold_whole, found_whole = [_whole(one) for one in gold], [_whole(one) for one in found]
        for name in (RELAXED, WHO_SAID_WHAT):
            matches = _matches(gold_whole, found_whole, by_cue=name == RELAXED)
            self._count(name, matches, len(found), len(gold))

    def _count(self, name: str, right: int, proposed: int, wanted: int) -> None:
        tally = self.tallies[name]
        tally.right += right
        tally.proposed += proposed
        tally.wanted += wanted


class Ruler:
    """Turns offsets into a text into the numbers of its words."""

    def __init__(self, text: str) -> None:
        """Measure a text once."""
        matches = list(_TOKEN.finditer(text))
        self._starts = [match.start() for match in matches]
        self._ends = [match.end() for match in matches]
        self._is_word = [_WORD.search(match[0]) is not None for match in matches]

    def measured(self, attribution: Mapping[str, Segments]) -> dict[str, list[Words]]:
        """The segments of each role as words; those that cover none are left out."""
        return {role: [words for one in attribution.get(role) or () if (words := self.words(*one))] for role in ROLES}

    def words(self, start: int, end: int) -> Words:
        """The tokens that a span touches, without punctuation at either end; punctuation alone stays."""
        first = bisect_right(self._ends, start)
        last = first
        while last < len(self._starts) and self._starts[last] < end:
            last += 1
        inner_first, inner_last = first, last
        while inner_first < inner_last and not self._is_word[inner_first]:
            inner_first += 1
        while inner_last > inner_first and not self._is_word[inner_last - 1]:
            inner_last -= 1
        return tuple(range(inner_first, inner_last) if inner_first < inner_last else range(first, last))


def jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    """What two sets share, of all they hold."""
    return len(one & other) / len(one | other) if one or other else 1.0


def _whole(attribution: Mapping[str, list[Words]]) -> dict[str, frozenset[int]]:
    return {role: frozenset(word for segment in segments for word in segment) for role, segments in attribution.items()}


def _source_right(gold: frozenset[int], found: frozenset[int]) -> bool:
    if not gold or not found:
        return not gold and not found
    return bool(gold & found) and (gold <= found or found <= gold or jaccard(gold, found) >= ENOUGH)


def _matches(
    gold: Sequence[Mapping[str, frozenset[int]]], found: Sequence[Mapping[str, frozenset[int]]], *, by_cue: bool
) -> int:
    """The pairs that are right. By cue, a pair needs an overlapping cue; otherwise, content that is much the same."""
    pairs = []
    for i, wanted in enumerate(gold):
        for j, said in enumerate(found):
            overlap = jaccard(wanted[CONTENT], said[CONTENT]) if wanted[CONTENT] & said[CONTENT] else 0.0
            if wanted[CUE] & said[CUE] if by_cue else overlap >= ENOUGH:
                pairs.append((overlap, -i, -j))
    used_gold, used_found, right = set(), set(), 0
    for overlap, i, j in sorted(pairs, reverse=True):
        if -i in used_gold or -j in used_found:
            continue
        used_gold.add(-i)
        used_found.add(-j)
        right += overlap >= ENOUGH and _source_right(gold[-i][SOURCE], found[-j][SOURCE])
    return right
