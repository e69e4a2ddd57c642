"""Logging claims by hand, and their life: accepted, rejected, reworded, tagged."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.desk import words
from factcheck.errors import Refused
from factcheck.identity import CLAIM, handle, new_uid
from factcheck.store.claims import ClaimRow, rows
from factcheck.store.conflicts import versions
from factcheck.store.judgements import of_claim
from factcheck.store.ledger import Change, record
from factcheck.store.links import standing
from factcheck.store.transaction import Session
from factcheck.store.twins import by_digest, by_uid
from factcheck.vocabulary import Action, State

if TYPE_CHECKING:
    from factcheck.desk.attributions import Said  # late elsewhere: it knows who is who, which judging needs not


@dataclass(frozen=True, slots=True)
class Logged:
    """A claim logged by hand, and the earlier claims with the same words by the same source."""

    id: int
    twins: tuple[int, ...]


def log(session: Session, text: str, said: "Said", *, tags: Sequence[str] = (), by: str) -> Logged:
    """Log a claim by hand: a person did it, so it is accepted from the start.

    Raises:
        UsageProblem: a text, date or tag is malformed.
        NotFound: there is no such article or source.
        Refused: the article does not hold the quote.

    """
    from factcheck.desk.attributions import digest, payload

    proposition, labels = words.text(text, "claim"), words.tags(tags)
    attribution, speaker = payload(session, said, proposition, by=by)
    known_by = digest(proposition, speaker.name, attribution["article"], attribution["said_on"])
    twins = by_digest(session, [known_by]).get(known_by, [])
    uid = new_uid()
    content = {
        "text": proposition,
        "state": str(State.ACCEPTED),
        "engine": None,
        "digest": known_by,
        "tags": labels,
        "attributions": [attribution],
    }
    record(session, [Change(uid, Action.CLAIM_LOGGED, content)], by=by)
    return Logged(by_uid(session, [uid])[uid], tuple(twins))


def attribute(session: Session, number: int, said: "Said", *, by: str) -> None:
    """Add one more place where the claim is made, a denial say.

    Raises:
        NotFound: there is no such claim, article or source.
        Refused: the claim is rejected or superseded, or the article does not hold the quote.

    """
    from factcheck.desk.attributions import payload

    claim = in_use(rows(session, [number])[0])
    attribution, speaker = payload(session, said, claim.text, by=by)
    content = {"attribution": attribution, "said_by": speaker.name}
    record(session, [Change(claim.uid, Action.CLAIM_ATTRIBUTED, content)], by=by)


def accept(session: Session, numbers: Sequence[int], *, because: str | None = None, by: str) -> list[int]:
    """Take drafts, or rejected ones, over. Those that were accepted already are left out of the answer.

    Raises:
        NotFound: there is no such claim.
        Refused: one was superseded.

    """
    claims = rows(session, list(dict.fromkeys(numbers)))
    for claim in claims:
        if claim.state is State.SUPERSEDED:
            raise Refused(f"{handle(CLAIM, claim.id)} was superseded.", "Accept what took its place.")
    new = [claim for claim in claims if claim.state is not State.ACCEPTED]
    record(session, [Change(claim.uid, Action.CLAIM_ACCEPTED, {}, because) for claim in new], by=by)
    return [claim.id for claim in new]


def reject(session: Session, numbers: Sequence[int], *, because: str | None = None, by: str) -> list[int]:
    """Turn claims down that nobody has judged; they are kept. Those rejected already are left out of the answer.

    Raises:
        NotFound: there is no such claim.
        Refused: one was judged, linked, or superseded.

    """
    claims = rows(session, list(dict.fromkeys(numbers)))
    for claim in claims:
        key = handle(CLAIM, claim.id)
        if claim.state is State.SUPERSEDED:
            raise Refused(f"{key} was superseded.", "Reject what took its place.")
        if standing(session.connection(), [claim.id]):
            raise Refused(f"{key} is linked to other claims.", f"Unlink it first: factcheck show {key}")
        if claim.assessed_at is not None:
            raise Refused(
                f"{key} was judged {claim.status}.",
                f"Take its assessments back first: factcheck assess {key} --retract --because TEXT",
            )
    new = [claim for claim in claims if claim.state is not State.REJECTED]
    record(session, [Change(claim.uid, Action.CLAIM_REJECTED, {}, because) for claim in new], by=by)
    return [claim.id for claim in new]


def edit(session: Session, number: int, text: str, *, because: str | None = None, by: str) -> None:
    """Reword a claim that nobody has judged: a verdict belongs to the words that it was given for.

    Raises:
        NotFound: there is no such claim.
        UsageProblem: the text is empty.
        Refused: it was assessed, rejected or superseded.

    """
    wanted = words.text(text, "claim")
    claim = unjudged(session, number)
    if wanted != claim.text:
        record(session, [Change(claim.uid, Action.CLAIM_EDITED, {"from": claim.text, "to": wanted}, because)], by=by)


def tag(session: Session, numbers: Sequence[int], add: Sequence[str], remove: Sequence[str], *, by: str) -> list[int]:
    """Put tags on and take them off. Claims that had it so already are left out of the answer.

    Raises:
        NotFound: there is no such claim.
        UsageProblem: a tag is malformed.

    """
    plus, minus = words.tags(add), words.tags(remove)
    changes, changed = [], []
    versions(session.connection(), numbers, lock=True)  # two people may tag one claim at once, and both are right
    for claim in rows(session, list(dict.fromkeys(numbers))):
        added = [one for one in plus if one not in claim.tags and one not in minus]
        removed = [one for one in minus if one in claim.tags]
        if added or removed:
            changes.append(Change(claim.uid, Action.CLAIM_TAGGED, {"added": added, "removed": removed}))
            changed.append(claim.id)
    record(session, changes, by=by)
    return changed


def unjudged(session: Session, number: int) -> ClaimRow:
    """The claim, in use and never assessed: only then may its words change.

    Raises:
        NotFound: there is no such claim.
        Refused: it was assessed, rejected or superseded.

    """
    claim = in_use(rows(session, [number])[0])
    if of_claim(session.connection(), number):
        raise Refused(
            f"{handle(CLAIM, number)} was assessed in the words it has.",
            "Log the new words as a claim of their own: factcheck add TEXT --said-by NAME",
        )
    return claim


def in_use(claim: ClaimRow) -> ClaimRow:
    """The claim, unless it is out of use.

    Raises:
        Refused: it is rejected or superseded.

    """
    refuse_unused(claim.id, claim.state)
    return claim


def refuse_unused(number: int, state: State) -> None:
    """Make sure that a claim in this state is in use.

    Raises:
        Refused: it is rejected or superseded.

    """
    if state is State.REJECTED:
        key = handle(CLAIM, number)
        raise Refused(f"{key} is rejected.", f"Accept it first: factcheck accept {key}")
    if state is State.SUPERSEDED:
        key = handle(CLAIM, number)
        raise Refused(f"{key} was superseded.", f"Use what took its place: factcheck history {key}")
