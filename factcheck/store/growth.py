"""What chains rest on while more of them come: what `chains.analyse` tells, without counting all anew. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise

from factcheck.store.chains import Chain, Party
from factcheck.vocabulary import Flag, SourceKind


class Growth:
    """The chains of one claim that assert it, so far."""

    def __init__(self, parties: Mapping[int, Party], chains: Iterable[Chain] = ()) -> None:
        """Begin with those that are there."""
        self._parties = parties
        self._cites: dict[int, set[int]] = {}
        self._apart: dict[tuple[int, int], int] = {}
        self._known: Counter[int] = Counter()
        self._kinds: set[str] = set()
        self._circular = False
        self._unnamed_so_far = 0
        for chain in chains:
            self.add(chain)

    def add(self, chain: Chain) -> None:
        """One more."""
        self._kinds.add(self._parties[chain.sources[0]].kind)
        own: dict[int, int] = {}
        nodes: list[int] = []
        for party in (self._parties[one] for one in chain.sources):
            node = party.id if party.named else self._unnamed(party.id, chain.article, own)
            if nodes and nodes[-1] == node:  # an outlet that cites itself cites nobody
                continue
            if node not in self._cites:
                self._cites[node] = set()
                self._count(node, 1)
            nodes.append(node)
        for cited, citing in pairwise(nodes):
            if cited in self._cites[citing]:
                continue
            if not self._cites[citing]:
                self._count(citing, -1)
            self._cites[citing].add(cited)
            self._circular = self._circular or self._leads(cited, citing)

    def flags(self) -> tuple[Flag, ...]:
        """What follows for the claim."""
        known = sum(1 for count in self._known.values() if count)
        holds = {
            Flag.SINGLE_ORIGIN: known == 1,
            Flag.ORIGIN_UNKNOWN: known == 0,
            Flag.STATE_MEDIA_ONLY: self._kinds == {SourceKind.STATE_MEDIA},
            Flag.CIRCULAR: self._circular,
        }
        return tuple(flag for flag, is_so in holds.items() if is_so)

    def _unnamed(self, party: int, article: int | None, own: dict[int, int]) -> int:
        """The node of an unnamed source: one within an article, or else within its chain."""
        new = -1 - self._unnamed_so_far
        node = own.setdefault(party, new) if article is None else self._apart.setdefault((party, article), new)
        self._unnamed_so_far += node == new
        return node

    def _count(self, node: int, by: int) -> None:
        """Count a root's owner in or out; unnamed sources are no known origins."""
        if node > 0:
            self._known[self._parties[node].owner] += by

    def _leads(self, start: int, goal: int) -> bool:
        """Whether one has it from another, over any number of steps."""
        seen, edge = {start}, [start]
        while edge:
            node = edge.pop()
            if node == goal:
                return True
            edge += self._cites[node] - seen
            seen |= self._cites[node]
        return False
