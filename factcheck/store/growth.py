"""What chains rest on while more of them come: what `chains.analyse` tells, without counting all anew. Pure."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Self

from factcheck.store.chains import Chain, Findings, Party
from factcheck.vocabulary import Flag, SourceKind

State = tuple[Any, ...]


class Growth:
    """The chains of one claim that assert it, so far."""

    def __init__(self, parties: Mapping[int, Party], chains: Iterable[Chain] = ()) -> None:
        """Begin with those that are there."""
        self._parties = parties
        self._cites: dict[int, set[int]] = {}
        self._apart: dict[tuple[int, int], int] = {}
        self._known: dict[int, int] = {}
        self.chains = self._origins = self._unnamed_so_far = 0
        self._others_speak = self._circular = False
        for chain in chains:
            self.add(chain)

    @classmethod
    def resumed(cls, parties: Mapping[int, Party], state: State) -> Self:
        """Go on from what was counted before; of the parties only those of further chains are asked for."""
        growth = cls(parties)
        growth._cites, growth._apart, growth._known, *counts = state
        growth.chains, growth._origins, growth._unnamed_so_far, growth._others_speak, growth._circular = counts
        return growth

    def state(self) -> State:
        """What was counted so far, in plain numbers, as long as none of the parties changes."""
        counts = (self.chains, self._origins, self._unnamed_so_far, self._others_speak, self._circular)
        return (self._cites, self._apart, self._known, *counts)

    def add(self, chain: Chain) -> None:
        """One more."""
        self.chains += 1
        parties, cites = self._parties, self._cites
        self._others_speak = self._others_speak or parties[chain.sources[0]].kind != SourceKind.STATE_MEDIA
        own: dict[int, int] = {}
        before: int | None = None
        for one in chain.sources:
            party = parties[one]
            node = party.id if party.named else self._unnamed(party.id, chain.article, own)
            if node == before:  # an outlet that cites itself cites nobody
                continue
            cited = cites.get(node)
            if cited is None:
                cited = cites[node] = set()
                if before is None:
                    self._count(party, 1)
            elif before is not None and not cited:
                self._count(party, -1)
            if before is not None and before not in cited:
                cited.add(before)
                self._circular = self._circular or (bool(cites[before]) and self._leads(before, node))
            before = node

    def flags(self) -> tuple[Flag, ...]:
        """What follows for the claim."""
        state_media_only = bool(self._cites) and not self._others_speak
        return _flags(min(self._origins, 2), state_media_only=state_media_only, circular=self._circular)

    def _unnamed(self, party: int, article: int | None, own: dict[int, int]) -> int:
        """The node of an unnamed source: one within an article, or else within its chain."""
        new = -1 - self._unnamed_so_far
        node = own.setdefault(party, new) if article is None else self._apart.setdefault((party, article), new)
        self._unnamed_so_far += node == new
        return node

    def _count(self, root: Party, by: int) -> None:
        """Count a root's owner in or out; unnamed sources are no known origins."""
        if root.named:
            before = self._known.get(root.owner, 0)
            self._known[root.owner] = before + by
            self._origins += (before + by > 0) - (before > 0)

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


@cache
def _flags(origins: int, *, state_media_only: bool, circular: bool) -> tuple[Flag, ...]:
    return Findings((), (0,) * origins, ((),) * circular, state_media_only).flags()
