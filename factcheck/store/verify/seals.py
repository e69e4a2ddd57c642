"""Whether the ledger still begins with what was sealed, and handles name what they named then."""

from collections.abc import Sequence
from operator import itemgetter
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from factcheck.identity import handle
from factcheck.store import handles
from factcheck.store.merkle import Tree
from factcheck.store.seal import Seal, leaf
from factcheck.store.signing import problem
from factcheck.store.verify.report import Found, Tally

_REMEDY: Final = "Restore a backup that was made at the time of the seal, and compare."


class Witness:
    """Sees every event in its order, and compares at each length that was sealed."""

    def __init__(self, seals: Sequence[Seal], database: str | None, tally: Tally) -> None:
        self.database = database
        self.chains = 0
        self.damage: Found | None = None
        self._tree = Tree()
        self._waiting = sorted(seals, key=lambda one: one.events, reverse=True)
        self._held: Seal | None = None
        self._sealed = bool(seals)
        self._tally = tally
        for one in seals:
            if database is not None and one.database != database:
                remedy = "Give the seals of this database; one that was filled by import has an identity of its own."
                self._note(one, f"It was made for another database, {one.database}; this is {database}.", remedy)
        self._compare()

    def began(self, created_at: str) -> None:
        """When the ledger says that it began."""
        for one in self._waiting:
            if one.created_at not in (None, created_at):
                self._note(one, f"The ledger began at {one.created_at} then, and now at {created_at}.", _REMEDY)

    def see(self, *, version: int, digest: str, imported_at: str | None) -> None:
        """One more event."""
        self.chains += version == 1
        if self._sealed:
            self._tree.append(leaf(digest, imported_at))
            self._compare()

    def finish(self) -> None:
        """No more events come: seals that count more of them cannot hold."""
        for one in reversed(self._waiting):
            what = f"It counts {one.events} events, but here are {self._tree.size}: the last ones were removed"
            self._note(one, f"{what}, or this is an older copy.", _REMEDY)

    def _compare(self) -> None:
        while self._waiting and self._waiting[-1].events == self._tree.size:
            one = self._waiting.pop()
            self._tally.add(1)
            if (one.chains, one.root) == (self.chains, self._tree.root()):
                self._held = one
                continue
            since = f"after the seal of {self._held.sealed_at}, which holds" if self._held else "at any time before"
            self._note(one, f"The {one.events} events that it covers are not what they were: changed {since}.", _REMEDY)

    def _note(self, one: Seal, what: str, remedy: str) -> None:
        if self.damage is None:
            self.damage = Found(f"seal of {one.sealed_at}", None, what, remedy)


def check_handles(connection: Connection, seals: Sequence[Seal], tally: Tally) -> None:
    """Check that handles name what they named when these seals were made.

    Raises:
        Found: some name something else, or nothing.

    """
    sealed: dict[str, list[tuple[int, str, Seal]]] = {letter: [] for letter in handles.TABLES}
    for one in seals:
        for name, digest in (one.handles or {}).items():
            sealed[name[0]].append((int(name[1:]), digest, one))
    for letter, several in sealed.items():
        found = handles.digests(connection, letter, [end for end, _, _ in several])
        held = 0
        for end, digest, one in sorted(several, key=itemgetter(0)):
            if found[end] != digest:
                first, last = handle(letter, held + 1), handle(letter, end)
                which = f"{last} does not" if first == last else f"{first} to {last} do not all"
                raise Found(f"seal of {one.sealed_at}", None, f"{which} name what was named so then.", _REMEDY)
            held = end
        tally.add(held)


def check_signatures(seals: Sequence[Seal], signers: Path | None, tally: Tally) -> None:
    """Check that signed seals are as they were signed; with `signers`, that one of them signed each.

    Raises:
        Found: a seal was changed, or is signed by nobody, or by nobody who may.
        Unreadable: the file of signers cannot be read.

    """
    for one in seals:
        wrong = "it is not signed" if signers is not None else None
        if one.signature is not None:
            wrong = problem(one.message(), one.signature, at=one.sealed_at, signers=signers)
        if wrong is not None:
            remedy = "Take it out of the file, or find out who put it there."
            raise Found(f"seal of {one.sealed_at}", None, f"Its signature does not hold: {wrong}.", remedy)
        tally.add(1)
