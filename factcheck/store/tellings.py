"""The flags of claims while one attribution after the other comes, each at its moment."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import NamedTuple, Protocol

from sqlalchemy import Connection

from factcheck.store.chains import Chain, Party
from factcheck.store.flags import SAYINGS, asserted, broken
from factcheck.store.growth import Growth, State
from factcheck.store.links import representatives
from factcheck.store.locks import hold_claims
from factcheck.store.parties import parties_of
from factcheck.store.side import Side
from factcheck.store.tables import claim_flag
from factcheck.vocabulary import Flag


class Telling(NamedTuple):
    """A new attribution of a claim: its chain if it asserts, and whether its words are gone from the latest text.

    A load makes millions.
    """

    claim: int
    chain: Chain | None
    broken: bool


class Memory(Protocol):
    """What was counted of claims when they were told of before, as long as it holds."""

    def found(self, claims: Collection[int]) -> Mapping[int, tuple[State, bool]]:
        """What is kept of some of these claims: what they rest on, and whether words are gone."""

    def keep(self, growths: Mapping[int, Growth], broken: Collection[int]) -> None:
        """Keep what these claims rest on, and of which of them words are gone."""


class Tellings:
    """What claims, and those that stand for them, rest on before more is said."""

    def __init__(self, connection: Connection, claims: Collection[int], memory: Memory | None = None) -> None:
        """Find it, as long as nothing of what is to come is stored; in the memory, if there is one."""
        hold_claims(connection, claims)
        self._connection = connection
        self._first = representatives(connection, claims)
        self._claims = sorted({*self._first, *self._first.values()})
        self._memory = memory
        self._counted = memory.found(self._claims) if memory is not None else {}
        uncounted = [number for number in self._claims if number not in self._counted]
        self._chains = asserted(connection, uncounted)
        self._broken = broken(connection, uncounted) | {one for one, (_, gone) in self._counted.items() if gone}

    def add(self, moments: Sequence[datetime], tellings: Sequence[Telling]) -> None:
        """Derive the flags after each of these, which are stored by now."""
        new = [one.chain for one in tellings if one.chain is not None]
        every = [*new, *(chain for several in self._chains.values() for chain in several)]
        parties = parties_of(self._connection, {one for chain in every for one in chain.sources})
        growths = {number: self._growth(number, parties) for number in self._claims}
        side = Side(self._connection, claim_flag, self._claims, among=SAYINGS)
        have: dict[int, frozenset[str]] = defaultdict(frozenset)
        for number, flag in side:
            have[number] |= {flag}
        for moment, one in zip(moments, tellings, strict=True):
            if one.broken:
                self._broken.add(one.claim)
            for number in {one.claim, self._first[one.claim]}:
                growth = growths[number]
                if one.chain is not None:
                    growth.add(one.chain)
                want = _words(growth.flags(), broken=number in self._broken)
                if want == have[number]:
                    continue
                for flag in have[number] - want:
                    side.take_out((number, flag), moment)
                for flag in want - have[number]:
                    side.put_in((number, flag), moment)
                have[number] = want
        side.write()
        if self._memory is not None:
            self._memory.keep(growths, self._broken)

    def _growth(self, number: int, parties: Mapping[int, Party]) -> Growth:
        if number in self._counted:
            return Growth.resumed(parties, self._counted[number][0])
        return Growth(parties, self._chains.get(number, ()))


@cache
def _words(flags: tuple[Flag, ...], *, broken: bool) -> frozenset[str]:
    """The same as they are stored, with that of words that are gone."""
    return frozenset(map(str, (*flags, Flag.QUOTE_BROKEN) if broken else flags))
