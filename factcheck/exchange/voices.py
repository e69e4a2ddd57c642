"""Whose word each attribution is, event by event, so that no change takes it from somebody who never had it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from factcheck.errors import Refused
from factcheck.exchange.scratch import Scratch
from factcheck.store.events import Event
from factcheck.store.projection.making import said
from factcheck.store.sayings import of_claim
from factcheck.store.tables import attribution, claim
from factcheck.store.transaction import Session
from factcheck.vocabulary import Action


class Voices:
    """The attributions that the new changes of one file make, and those that they give to another source."""

    def __init__(self, session: Session, scratch: Scratch) -> None:
        self._session = session
        self._scratch = scratch

    def go_on(self, one: Event) -> None:
        """Check a new change against those before it, and remember what it leads to.

        Raises:
            Refused: the attribution is not one of the claim's, or its source is not the one that the change says.

        """
        for new in said(one):
            self._keep(new["uid"], one.subject, new)
        if one.action == Action.CLAIM_REATTRIBUTED:
            uid, before = one.payload["attribution"], one.payload["from"]
            owner, *facts = self._of(uid)
            if owner != one.subject:
                raise Refused(f"The attribution {uid} is not one of the claim's.")
            if facts != _facts(before):
                raise Refused(f"It takes the attribution {uid} from a source that it does not have.")
            self._keep(uid, one.subject, one.payload["to"])

    def _of(self, uid: str) -> list[Any]:
        """The claim and the speaker: as the file's new changes left them, else as they are here."""
        if (kept := self._scratch.kept(uid)) is not None:
            return kept
        query = select(claim.c.id, claim.c.uid).join(attribution, attribution.c.claim_id == claim.c.id)
        row = self._session.connection().execute(query.where(attribution.c.uid == uid)).one()
        (saying,) = (one for one in of_claim(self._session, row.id) if one.uid == uid)
        return [row.uid, *_facts(saying.payload(uid))]

    def _keep(self, uid: str, owner: str, about: Mapping[str, Any]) -> None:
        self._scratch.keep(uid, (owner, *_facts(about)))


def _facts(about: Mapping[str, Any]) -> list[Any]:
    return [about["source"], about["source_span"], about["via"], about["voice"]]
