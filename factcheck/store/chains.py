"""Who has it from whom: origins and circles in the chains of a claim's attributions. Pure; counts and never judges."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from factcheck.vocabulary import SourceKind


@dataclass(frozen=True, slots=True)
class Party:
    """What counting needs to know of a source, merges followed. `owner` is the last of its owners, or itself."""

    id: int
    owner: int
    kind: str
    named: bool


@dataclass(frozen=True, slots=True)
class Findings:
    """The roots in the order met, those of them that are known origins (one per owner), and the circles."""

    roots: tuple[int, ...]
    known: tuple[int, ...]
    circles: tuple[tuple[int, ...], ...]
    state_media_only: bool


def analyse(chains: Iterable[Sequence[int]], parties: Mapping[int, Party]) -> Findings:
    """What the asserting chains (speaker first, publisher last, of source ids) rest on.

    An origin is the first source that nobody else is cited for: a source that somewhere in these chains cites another
    one is none. Outlets of one owner are one origin; unnamed sources are none.
    """
    cites: dict[int, list[int]] = {}
    speakers: list[int] = []
    for chain in chains:
        sources = _without_repeats(parties[one].id for one in chain)
        speakers.append(sources[0])
        for source in sources:
            cites.setdefault(source, [])
        for cited, citing in pairwise(sources):
            if cited not in cites[citing]:
                cites[citing].append(cited)
    roots = [source for source, cited in cites.items() if not cited]
    known = dict.fromkeys(parties[root].owner for root in roots if parties[root].named)
    kinds = {parties[speaker].kind for speaker in speakers}
    return Findings(tuple(roots), tuple(known), tuple(_circles(cites)), kinds == {SourceKind.STATE_MEDIA})


def _without_repeats(sources: Iterable[int]) -> list[int]:
    """The chain with neighbours that are the same source taken together: an outlet that cites itself cites nobody."""
    chain: list[int] = []
    for source in sources:
        if not chain or chain[-1] != source:
            chain.append(source)
    return chain


def _circles(cites: Mapping[int, Sequence[int]]) -> Iterable[tuple[int, ...]]:
    """One circle for each citation that leads back, found by a walk in depth without recursion."""
    done: set[int] = set()
    for start in cites:
        path: list[int] = []
        at: dict[int, int] = {}
        walk = [(start, iter(cites[start]))] if start not in done else []
        while walk:
            source, rest = walk[-1]
            if source not in at:
                at[source] = len(path)
                path.append(source)
            following = next(rest, None)
            if following is None:
                walk.pop()
                done.add(path.pop())
                del at[source]
            elif following in at:
                yield (*path[at[following] :], following)
            elif following not in done:
                walk.append((following, iter(cites[following])))
