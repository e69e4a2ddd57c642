"""Taking back what was decided last about a claim, by a change of its own: the decision stays in the history."""

from typing import Final

from factcheck.desk.claims import reject
from factcheck.errors import Refused
from factcheck.identity import CLAIM, handle
from factcheck.store.claims import rows
from factcheck.store.events import Event, of_subject
from factcheck.store.ledger import Change, record
from factcheck.store.states import states
from factcheck.store.transaction import Session
from factcheck.store.twins import by_uid
from factcheck.vocabulary import Action

_TURNED: Final = frozenset({Action.CLAIM_EDITED, Action.CLAIM_REATTRIBUTED})
_RESTORED: Final = frozenset({Action.CLAIM_ACCEPTED, Action.CLAIM_REJECTED, Action.CLAIM_SUPERSEDED})


def undo(session: Session, number: int, *, because: str | None = None, by: str) -> list[int]:
    """Take back the last change of a claim, done again the one before; the claims that are as they were before it.

    A claim that was accepted or rejected is in the state from before, and one that was reworded or given to another
    source has its words or source again. Where it was split or joined, what was replaced is back, and what took its
    place is rejected.

    Raises:
        NotFound: there is no such claim.
        Refused: its last change was another one, or somebody has judged or replaced what took its place.

    """
    claim = rows(session, [number])[0]
    last = _standing(session, claim.uid)[-1]
    replaced = [claim.uid] if last.action == Action.CLAIM_SUPERSEDED else last.payload.get("replaces")
    if replaced:
        return _give_back(session, replaced[0], because=because, by=by)
    if last.action in _TURNED:
        turned = {**last.payload, "from": last.payload["to"], "to": last.payload["from"]}
        record(session, [Change(claim.uid, Action(last.action), turned, because)], by=by)
    elif last.action in _RESTORED:
        record(session, [_restored(session, claim.uid, because)], by=by)
    else:
        key = handle(CLAIM, number)
        what = last.action.partition("_")[2]
        raise Refused(f"What was done last to {key} is no decision to undo: {what}.", f"See: factcheck history {key}")
    return [number]


def _give_back(session: Session, uid: str, *, because: str | None, by: str) -> list[int]:
    """Restore what was replaced along with this claim, and reject what took its place."""
    last = _standing(session, uid)[-1]
    if last.action != Action.CLAIM_SUPERSEDED:
        raise Refused(f"{handle(CLAIM, by_uid(session, [uid])[uid])} is back already.", "Reject what took its place.")
    new = by_uid(session, last.payload["by"])
    replaced: list[str] = of_subject(session.connection(), last.payload["by"][0])[0].payload["replaces"]
    reject(session, list(new.values()), because=because or "what it replaced is back", by=by)
    record(session, [_restored(session, one, because) for one in replaced], by=by)
    numbers = by_uid(session, replaced)
    return [numbers[one] for one in replaced]


def _restored(session: Session, uid: str, because: str | None) -> Change:
    before, now = states((one.action, one.payload) for one in of_subject(session.connection(), uid))[-2:]
    return Change(uid, Action.CLAIM_RESTORED, {"from": str(now), "to": str(before)}, because)


def _standing(session: Session, uid: str) -> list[Event]:
    """The claim's changes without those that were undone, and without their undoing."""
    standing: list[Event] = []
    for one in of_subject(session.connection(), uid):
        if one.action == Action.CLAIM_RESTORED or (standing and _turns(one, standing[-1])):
            standing.pop()
        else:
            standing.append(one)
    return standing


def _turns(one: Event, before: Event) -> bool:
    swapped = {**before.payload, "from": before.payload.get("to"), "to": before.payload.get("from")}
    return one.action in _TURNED and one.action == before.action and one.payload == swapped
