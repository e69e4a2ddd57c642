"""Who has it from whom: origins and circles in the chains of a claim's attributions. Pure; counts and never judges."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from factcheck.vocabulary import Flag, SourceKind


@dataclass(frozen=True, slots=True)
class Party:
    """What counting needs to know of a source, merges followed. `owner` is the last of its owners, or itself."""

    id: int
    owner: int
    kind: str
    named: bool


class Chain(NamedTuple):
    """The sources that one attribution came through, speaker first, publisher last, and the article that it is in.

    A load makes millions.
    """

    sources: Sequence[int]
    article: int | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """The roots in the order met, those of them that are known origins (one per owner), and the circles."""

    roots: tuple[int, ...]
    known: tuple[int, ...]
    circles: tuple[tuple[int, ...], ...]
    state_media_only: bool

    def flags(self) -> tuple[Flag, ...]:
        """What follows from them for the claim."""
        holds = {
            Flag.SINGLE_ORIGIN: len(self.known) == 1,
            Flag.ORIGIN_UNKNOWN: not self.known,
            Flag.STATE_MEDIA_ONLY: self.state_media_only,
            Flag.CIRCULAR: bool(self.circles),
        }
        return tuple(flag for flag, is_so in holds.items() if is_so)


@dataclass(slots=True)
class Citations:
    """Who cites whom. A named source is itself wherever it occurs, an unnamed one only within an article.

    `sources` has the source behind each node, `cites` what each cites, in the order met; `chains` are in nodes.
    """

    sources: dict[int, int] = field(default_factory=dict)
    cites: dict[int, dict[int, None]] = field(default_factory=dict)
    chains: list[list[int]] = field(default_factory=list)

    def roots(self) -> list[int]:
        """Those that cite nobody."""
        return [node for node, cited in self.cites.items() if not cited]


def analyse(chains: Iterable[Chain], parties: Mapping[int, Party]) -> Findings:
    """What the chains that assert something rest on.

    An origin is the first source that nobody else is cited for: a source that somewhere in these chains cites another
    one is none. Outlets of one owner are one origin; unnamed sources are none.
    """
    several = list(chains)
    if len(several) == 1 and _is_plain(chain := [parties[one] for one in several[0].sources]):
        root = chain[0]
        known = (root.owner,) if root.named else ()
        return Findings((root.id,), known, (), root.kind == SourceKind.STATE_MEDIA)
    return _analysed(citations(several, parties), parties)


def flags(chains: Sequence[Chain], parties: Mapping[int, Party]) -> tuple[Flag, ...]:
    """The flags of a claim that these chains are all of: those of what they rest on.

    Of one chain in which nobody stands twice, as most claims have it, only who speaks first matters.
    """
    if not chains:
        return _of_one(known=False, state_media_only=False)
    if len(chains) == 1 and _is_plain(chain := [parties[one] for one in chains[0].sources]):
        return _of_one(known=chain[0].named, state_media_only=chain[0].kind == SourceKind.STATE_MEDIA)
    return analyse(chains, parties).flags()


@cache
def _of_one(*, known: bool, state_media_only: bool) -> tuple[Flag, ...]:
    return Findings((), (0,) * known, (), state_media_only).flags()


def _is_plain(chain: Sequence[Party]) -> bool:
    """Whether nobody stands twice in a chain, as in most: by itself it has its speaker for a root, and no circle."""
    return len({one.id for one in chain}) == len(chain)


def _analysed(found: Citations, parties: Mapping[int, Party]) -> Findings:
    roots = dict.fromkeys(found.sources[node] for node in found.roots())
    known = dict.fromkeys(parties[root].owner for root in roots if parties[root].named)
    circles = dict.fromkeys(tuple(found.sources[node] for node in circle) for circle in _circles(found.cites))
    kinds = {parties[found.sources[chain[0]]].kind for chain in found.chains}
    return Findings(tuple(roots), tuple(known), tuple(circles), kinds == {SourceKind.STATE_MEDIA})


def citations(chains: Iterable[Chain], parties: Mapping[int, Party]) -> Citations:
    """The chains taken together."""
    found = Citations()
    apart: dict[tuple[int, int | None, int], int] = {}
    for at, chain in enumerate(chains):
        nodes: list[int] = []
        for party in (parties[one] for one in chain.sources):
            node = party.id
            if not party.named:
                place = (party.id, chain.article, at if chain.article is None else -1)
                node = apart.setdefault(place, -1 - len(apart))
            found.sources[node] = party.id
            if not nodes or nodes[-1] != node:  # an outlet that cites itself cites nobody
                nodes.append(node)
        for node in nodes:
            found.cites.setdefault(node, {})
        for cited, citing in pairwise(nodes):
            found.cites[citing][cited] = None
        found.chains.append(nodes)
    return found


def _circles(cites: Mapping[int, Iterable[int]]) -> Iterator[tuple[int, ...]]:
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
