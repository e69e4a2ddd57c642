"""What a source is, event by event: named or not, who owns it, and what it was merged into."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass, replace

from sqlalchemy import select

from factcheck.errors import Refused
from factcheck.exchange.scratch import Scratch
from factcheck.store.events import Event
from factcheck.store.tables import source
from factcheck.store.transaction import Session
from factcheck.vocabulary import UNNAMED_KINDS, Action


@dataclass(frozen=True, slots=True)
class Party:
    """A source as it stands; `owner` and `into` (what it was merged into) are uids."""

    kind: str
    named: bool
    owner: str | None
    into: str | None = None


class Parties:
    """The sources that the new changes of one file are about, and those that they lead to."""

    def __init__(self, session: Session, scratch: Scratch) -> None:
        self._session = session
        self._scratch = scratch

    def go_on(self, one: Event) -> None:
        """Check a new change of a source against those before it, and remember what it leads to.

        Raises:
            Refused: an unnamed kind would be named, or a circle would close.

        """
        about = one.payload
        if one.action == Action.SOURCE_CREATED:
            self._keep(one.subject, Party(about["kind"], about["named"], about["owner"]))
        elif one.action == Action.SOURCE_EDITED:
            changed = {name: value for name, value in about["to"].items() if name in {"kind", "named", "owner"}}
            owner = changed.get("owner")
            if owner is not None and one.subject in (owner, self._root(owner), *self._owners(owner)):
                raise Refused("A source would own itself.")
            self._keep(one.subject, replace(self._of(one.subject), **changed))
        elif one.action == Action.SOURCE_MERGED:
            party = self._of(one.subject)
            if party.into is not None or self._root(about["into"]) == one.subject:
                raise Refused("A source would be merged into itself, or a second time.")
            if one.subject in self._owners(about["into"]):
                raise Refused("A source would be merged into one that it owns.")
            self._keep(one.subject, replace(party, into=about["into"]))

    def _owners(self, uid: str) -> Iterator[str]:
        """The source's owner, the owner's owner, and so on, merges followed."""
        root = self._root(uid)
        seen = {root}
        while (owner := self._of(root).owner) is not None and (root := self._root(owner)) not in seen:
            seen.add(root)
            yield root

    def _root(self, uid: str) -> str:
        """What the source was merged into in the end, or itself."""
        while (into := self._of(uid).into) is not None:
            uid = into
        return uid

    def _of(self, uid: str) -> Party:
        """The source: as the file's new changes left it, else as it is here."""
        if (kept := self._scratch.kept(uid)) is not None:
            return Party(*kept)
        owner, target = source.alias("owner"), source.alias("target")
        query = (
            select(source.c.kind, source.c.named, owner.c.uid, target.c.uid)
            .outerjoin(owner, owner.c.id == source.c.owner_id)
            .outerjoin(target, target.c.id == source.c.merged_into_id)
            .where(source.c.uid == uid)
        )
        return Party(*self._session.connection().execute(query).one())

    def _keep(self, uid: str, party: Party) -> None:
        if party.named and party.kind in UNNAMED_KINDS:
            raise Refused(f"A source of kind {party.kind} is never named.")
        self._scratch.keep(uid, astuple(party))
