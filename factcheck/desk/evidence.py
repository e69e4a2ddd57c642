"""Giving evidence and withdrawing it. Nothing of this moves a status: only a person's assessment does."""

import logging
from dataclasses import dataclass

from factcheck.dates import bygone, now
from factcheck.desk import words
from factcheck.desk.claims import in_use
from factcheck.desk.links import kept
from factcheck.desk.resolution import find_or_create
from factcheck.errors import Refused, UsageProblem
from factcheck.identity import ATTRIBUTION, CLAIM, EVIDENCE, handle, new_uid, number
from factcheck.store.claims import rows
from factcheck.store.evidence import by_uid, item
from factcheck.store.grounds import held_by
from factcheck.store.ledger import Change, record
from factcheck.store.links import representatives
from factcheck.store.spoken import spoken
from factcheck.store.transaction import Session
from factcheck.vocabulary import Action, Bearing, State

talk = logging.getLogger("factcheck")


@dataclass(frozen=True, slots=True)
class Filed:
    """A file by its name and the digest of its bytes; it is not kept here."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Item:
    """What a person gives as evidence. `source` is a handle or name, `attribution` the handle of one.

    Raises:
        UsageProblem: nothing is given that anybody could go back to, parts do not go together, or one is malformed.

    """

    bearing: Bearing
    direct: bool = False
    source: str | None = None
    attribution: str | None = None
    url: str | None = None
    file: Filed | None = None
    archive_ref: str | None = None
    quote: str | None = None
    date: str | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        """Check what can be checked without a database."""
        about = self.stored()
        found = (self.source, self.attribution, *(about[name] for name in ("url", "file", "archive_ref")))
        if not any(found) and not (self.direct and self.note):
            raise UsageProblem(
                "Nothing is given as evidence.",
                "Give --source NAME, --url URL, --file PATH or --attribution T4; "
                "for what you saw yourself: --direct --note TEXT.",
            )
        if self.attribution is not None:
            number(ATTRIBUTION, self.attribution)
            if self.source is not None:
                raise UsageProblem("An attribution brings its own source.", "Leave --source out.")
            if self.direct:
                raise UsageProblem("That somebody said it is no direct evidence.", "Leave --direct out.")
        if self.source is not None:
            words.name(self.source)

    def stored(self) -> dict[str, object]:
        """What an event keeps of it, but for whom it names."""
        return {
            "bearing": str(self.bearing),
            "direct": self.direct,
            "url": words.address(self.url) if self.url is not None else None,
            "file": words.name(self.file.name, "file's name") if self.file else None,
            "sha256": self.file.sha256 if self.file else None,
            "archive_ref": words.address(self.archive_ref) if self.archive_ref is not None else None,
            "quote": words.text(self.quote, "quote") if self.quote is not None else None,
            "date": bygone(self.date, now()) if self.date is not None else None,
            "note": words.text(self.note, "note") if self.note is not None else None,
        }


def add(session: Session, key: int, given: Item, *, by: str) -> int:
    """Append an item to a claim's evidence; its number. Giving evidence to a draft accepts it.

    It stays with this claim, and counts for all that say the same as long as they do.

    Raises:
        NotFound: there is no such claim, source or attribution.
        Refused: the claim is rejected or superseded, or the attribution is its own.

    """
    first = kept(session, key)  # two people may give evidence at once, and both are right
    claim = rows(session, [key])[0]
    said = spoken(session, number(ATTRIBUTION, given.attribution)) if given.attribution is not None else None
    in_use(claim)
    if said is not None and representatives(session.connection(), [said.claim_id])[said.claim_id] == first:
        own, its = handle(CLAIM, key), handle(CLAIM, said.claim_id)
        itself = f"{own} itself" if own == its else f"{its}, which is the same as {own}"
        raise Refused(
            f"{handle(ATTRIBUTION, said.id)} says {itself}: that it was said is no evidence for it.",
            "Give what was found when it was checked: --source NAME --url URL",
        )
    source = find_or_create(session, given.source, by=by) if given.source is not None else None
    uid = new_uid()
    about = {
        "uid": uid,
        "source": source.uid if source else None,
        "attribution": said.uid if said else None,
        **given.stored(),
    }
    said_by = source.name if source else said.said_by if said else None
    new = Change(claim.uid, Action.CLAIM_EVIDENCE_ADDED, {"item": about, "said_by": said_by})
    acceptance = Change(claim.uid, Action.CLAIM_ACCEPTED, {}, "evidence is given")
    record(session, [acceptance, new] if claim.state is State.DRAFT else [new], by=by)
    if first != key:
        talk.info("%s says the same as %s: it counts for that.", handle(CLAIM, key), handle(CLAIM, first))
    return by_uid(session, uid).id


def withdraw(session: Session, key: int, *, because: str, by: str) -> list[int]:
    """Take an item back; it stays in sight, and no verdict can rest on it from now on. Moves no status.

    Gives the claims whose verdicts rest on the item, and so are flagged from now on.

    Raises:
        UsageProblem: the reason is empty.
        NotFound: there is no such item.
        Refused: it was withdrawn before.

    """
    reason = words.text(because, "reason")
    claim_id = item(session, key).claim_id
    kept(session, claim_id)
    found = item(session, key)  # somebody else may have withdrawn it while we waited
    if found.withdrawn_by is not None:
        raise Refused(
            f"{handle(EVIDENCE, key)} was withdrawn by {found.withdrawn_by}: {found.withdrawn_because}.",
            f"See: factcheck evidence list {handle(CLAIM, claim_id)}",
        )
    claim = rows(session, [claim_id])[0]
    payload = {"withdrawal": new_uid(), "evidence": found.uid}
    record(session, [Change(claim.uid, Action.CLAIM_EVIDENCE_WITHDRAWN, payload, reason)], by=by)
    return held_by(session.connection(), key)
