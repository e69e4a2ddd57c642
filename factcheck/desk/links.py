"""Linking claims: a person says that two say the same, contradict each other, or are part and whole.

What says the same is one group; its earliest claim stands for it, and is what gets assessed.
"""

import logging
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product

from sqlalchemy import Connection

from factcheck.desk import words
from factcheck.desk.claims import in_use
from factcheck.errors import Refused
from factcheck.identity import CLAIM, handle, new_uid
from factcheck.store.claims import ClaimRow, rows
from factcheck.store.conflicts import versions
from factcheck.store.grounds import changed
from factcheck.store.ledger import Change, record
from factcheck.store.links import LinkRow, leads, members, representatives, same, standing, verdicts
from factcheck.store.locks import lock_links
from factcheck.store.transaction import Session
from factcheck.vocabulary import VERDICTS, Action, Relation, State

talk = logging.getLogger("factcheck")


@dataclass(frozen=True, slots=True)
class Linked:
    """What stands for both claims (or for each of them), and whether that is new."""

    shown: tuple[int, ...]
    new: bool


def link(
    session: Session, number: int, relation: Relation, other: int, *, because: str | None = None, by: str
) -> Linked:
    """Link a claim to another. Drafts are accepted by it; a link that is there already, or follows, changes nothing.

    Raises:
        UsageProblem: the reason is empty.
        NotFound: there is no such claim.
        Refused: both are the same claim, one is out of use, they hold different verdicts, or the link goes against
            those that are there.

    """
    reason = words.text(because, "reason") if because is not None else None
    mine, theirs = _locked(session, number, other)
    if number == other:
        raise Refused(f"{handle(CLAIM, number)} cannot be linked to itself.", "Name two claims.")
    if _is_there(session, number, relation, other):
        return Linked(_shown(session, number, other), new=False)
    for claim in (mine, theirs):
        in_use(claim)
    _refuse_against(session, mine, relation, theirs)
    accepted = [
        Change(claim.uid, Action.CLAIM_ACCEPTED, {}, "it is being linked")
        for claim in (mine, theirs)
        if claim.state is State.DRAFT
    ]
    payload = {"link": new_uid(), "relation": str(relation), "other": theirs.uid}
    with _telling_of_grounds(session, number, other):
        record(session, [*accepted, Change(mine.uid, Action.CLAIM_LINKED, payload, reason)], by=by)
    shown = _shown(session, number, other)
    if relation is Relation.SAME:
        _tell_of_verdicts(session, shown[0], (mine, theirs))
    return Linked(shown, new=True)


def _tell_of_verdicts(session: Session, first: int, both: Sequence[ClaimRow]) -> None:
    """Say that a verdict is out of sight, where the claim that stands for all does not share it: nobody assessed it."""
    status = rows(session, [first])[0].status
    for one in both:
        if one.status in VERDICTS and one.status is not status:
            held, shown = handle(CLAIM, one.id), handle(CLAIM, first)
            talk.info("%s was %s; %s, which stands for it now, is %s: assess it.", held, one.status, shown, status)


def unlink(session: Session, number: int, other: int, *, because: str | None = None, by: str) -> list[Relation]:
    """Take back what links two claims, in whichever direction; gives what did. A claim alone has its own status again.

    Raises:
        UsageProblem: the reason is empty.
        NotFound: there is no such claim.
        Refused: both are the same claim, nothing links them, or only what is between them.

    """
    reason = words.text(because, "reason") if because is not None else None
    _locked(session, number, other)
    if number == other:
        raise Refused(f"{handle(CLAIM, number)} is not linked to itself.", "Name two claims.")
    between = _between(session, number, other)
    if not between:
        key, its = handle(CLAIM, number), handle(CLAIM, other)
        if other in members(session.connection(), number):
            through = handle(CLAIM, _next(session, number, other))
            remedy = f"Unlink it there: factcheck unlink {key} {through}"
            raise Refused(f"{key} is the same as {its} through {through}.", remedy)
        raise Refused(f"{key} and {its} are not linked.", f"See: factcheck show {key}")
    uids = {claim.id: claim.uid for claim in rows(session, [number, other])}
    changes = [
        Change(uids[one.claim_id], Action.CLAIM_UNLINKED, _taken_back(one, uids[one.other_id]), reason)
        for one in between
    ]
    with _telling_of_grounds(session, number, other):
        record(session, changes, by=by)
    return [one.relation for one in between]


@contextmanager
def _telling_of_grounds(session: Session, number: int, other: int) -> Iterator[None]:
    """Say which verdicts rest on something else than they did, once claims are linked or parted."""
    connection = session.connection()
    together = sorted(members(connection, number) | members(connection, other))
    before = changed(connection, together)
    yield
    for one in sorted(changed(connection, together) - before):
        talk.info("What the verdict on %s rests on changed: it stands, flagged evidence_changed.", handle(CLAIM, one))


def _taken_back(one: LinkRow, other: str) -> dict[str, str]:
    return {"unlinking": new_uid(), "link": one.uid, "relation": str(one.relation), "other": other}


def standing_for(session: Session, numbers: Sequence[int]) -> dict[int, int]:
    """The claim to work on in place of each of these: the one that stands for it. It is locked with it."""
    found = representatives(session.connection(), numbers)
    if any(first != number for number, first in found.items()):
        versions(session.connection(), [*found, *found.values()], lock=True)
        found = representatives(session.connection(), numbers)  # somebody may have unlinked it while we waited
    return found


def kept(session: Session, number: int) -> int:
    """The claim that stands for this one, both kept as they are until we are done."""
    first = representatives(session.connection(), [number])[number]
    versions(session.connection(), [number, first], lock=True)
    while (now := representatives(session.connection(), [number])[number]) != first:
        first = now  # somebody linked or unlinked it while we waited, and whoever does so next waits for us
        versions(session.connection(), [first], lock=True)
    return first


def _locked(session: Session, number: int, other: int) -> tuple[ClaimRow, ClaimRow]:
    """Both claims, all that say the same as one of them kept as they are until we are done."""
    numbers = list(dict.fromkeys((number, other)))
    rows(session, numbers)
    lock_links(session)
    together = members(session.connection(), number) | members(session.connection(), other)
    versions(session.connection(), sorted(together), lock=True)
    mine, theirs = rows(session, [number, other])
    return mine, theirs


def _is_there(session: Session, number: int, relation: Relation, other: int) -> bool:
    if relation is Relation.SAME and other in members(session.connection(), number):
        return True
    found = [one for one in _between(session, number, other) if one.relation is relation]
    return bool(found) if relation is not Relation.PART_OF else any(one.claim_id == number for one in found)


def _between(session: Session, number: int, other: int) -> list[LinkRow]:
    found = standing(session.connection(), [number])
    return [one for one in found if one.across(number) == other]


def _next(session: Session, number: int, other: int) -> int:
    """The claim that the links of a group lead over first, from one of its claims to another."""
    connection = session.connection()
    steps = [one.across(number) for one in standing(connection, [number], Relation.SAME)]
    return next(step for step in steps if other in same(connection, step, without=number))


def _shown(session: Session, number: int, other: int) -> tuple[int, ...]:
    firsts = representatives(session.connection(), [number, other])
    return tuple(dict.fromkeys((firsts[number], firsts[other])))


def _refuse_against(session: Session, mine: ClaimRow, relation: Relation, theirs: ClaimRow) -> None:
    connection = session.connection()
    key, its = handle(CLAIM, mine.id), handle(CLAIM, theirs.id)
    one, other = members(connection, mine.id), members(connection, theirs.id)
    see = f"See: factcheck show {key}"
    if relation is not Relation.SAME:
        if theirs.id in one:
            raise Refused(
                f"{key} and {its} are linked as the same.", f"Unlink them first: factcheck unlink {key} {its}"
            )
        if relation is Relation.PART_OF and leads(connection, theirs.id, mine.id):
            raise Refused(f"{its} is a part of {key} already: they would go in a circle.", see)
        if relation is Relation.PART_OF and (against := _contradiction(session, one, other)):
            raise Refused(f"{against}: a part cannot contradict its whole.", "Unlink them first, if that is wrong.")
        if relation is Relation.CONTRADICTS and _is_part(session, mine.id, theirs.id):
            raise Refused(f"One of {key} and {its} is a part of the other: it cannot contradict its whole.", see)
        return
    _refuse_verdicts(connection, mine.id, theirs.id)
    if against := _contradiction(session, one, other):
        raise Refused(f"{against}: {key} and {its} cannot say the same.", "Unlink them first, if that is wrong.")
    if _is_part(session, mine.id, theirs.id):
        raise Refused(f"One of {key} and {its} is a part of the other.", see)


def _contradiction(session: Session, one: Collection[int], other: Collection[int]) -> str | None:
    """How a claim of the one group contradicts one of the other, if one does."""
    for row in standing(session.connection(), one, Relation.CONTRADICTS):
        if {row.claim_id, row.other_id} & set(other):
            return f"{handle(CLAIM, row.claim_id)} contradicts {handle(CLAIM, row.other_id)}"
    return None


def _is_part(session: Session, number: int, other: int) -> bool:
    return leads(session.connection(), number, other) or leads(session.connection(), other, number)


def _refuse_verdicts(connection: Connection, number: int, other: int) -> None:
    """Refuse to bring different verdicts together, also such as are out of sight in a group that has none."""
    for (one, held), (another, against) in product(
        verdicts(connection, number).items(), verdicts(connection, other).items()
    ):
        if held is not against:
            raise Refused(
                f"{handle(CLAIM, one)} is {held} and {handle(CLAIM, another)} is {against}: "
                "what says the same has one verdict.",
                "Settle which holds, and assess the other anew first.",
            )
