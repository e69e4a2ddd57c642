"""Links, their taking back, and the claim that stands for all that say the same."""

from collections.abc import Sequence

from sqlalchemy import case, null, select

from factcheck.store.events import Event
from factcheck.store.flags import refresh
from factcheck.store.links import same
from factcheck.store.past import keep
from factcheck.store.projection import checks
from factcheck.store.projection.keys import Keys
from factcheck.store.tables import claim, link, unlinking
from factcheck.vocabulary import Relation


def linked(keys: Keys, events: Sequence[Event]) -> None:
    """Append the link; claims that say the same are grouped."""
    for one in events:
        uid, other = one.payload["link"], one.payload["other"]
        numbers = keys.of(claim, [one.subject, other])
        row = {
            "id": keys.new(link, [uid])[uid],
            "uid": uid,
            "claim_id": numbers[one.subject],
            "relation": one.payload["relation"],
            "other_id": numbers[other],
            "reason": one.reason,
            "by": one.by,
            "recorded_at": one.recorded_at,
            "imported_at": one.imported_at,
        }
        keys.connection.execute(link.insert(), [row])
        _touch(keys, one)
        if one.payload["relation"] == Relation.SAME:
            _regroup(keys, numbers[one.subject])


def unlinked(keys: Keys, events: Sequence[Event]) -> None:
    """Append that a link was taken back; what says no longer the same is grouped anew."""
    for one in events:
        uid, gone = one.payload["unlinking"], one.payload["link"]
        taken = keys.connection.execute(select(link).where(link.c.uid == gone)).one()
        row = {
            "id": keys.new(unlinking, [uid])[uid],
            "uid": uid,
            "link_id": taken.id,
            "reason": one.reason,
            "by": one.by,
            "recorded_at": one.recorded_at,
            "imported_at": one.imported_at,
        }
        keys.connection.execute(unlinking.insert(), [row])
        _touch(keys, one)
        if taken.relation == Relation.SAME:
            _regroup(keys, taken.claim_id, taken.other_id)


def _regroup(keys: Keys, *ends: int) -> None:
    """Let the earliest of all that say the same stand for the others, and count again what each rests on."""
    connection, checked = keys.connection, set[int]()
    groups = {same(connection, number) for number in ends}
    for together in groups:
        order = select(claim.c.id).where(claim.c.id.in_(together)).order_by(claim.c.recorded_at, claim.c.id)
        first, *others = connection.scalars(order).all()
        other = claim.c.group_id.is_distinct_from(case((claim.c.id == first, null()), else_=first))
        changing = list(connection.scalars(select(claim.c.id).where(claim.c.id.in_(together), other)))
        keep(connection, claim, changing, keys.moment)
        connection.execute(claim.update().where(claim.c.id == first).values(group_id=None))
        if others:
            connection.execute(claim.update().where(claim.c.id.in_(others)).values(group_id=first))
        checked |= {first, *changing}
    for number in sorted(checked):
        connection.execute(claim.update().where(claim.c.id == number).values(checked_at=checks.last(number)))
    refresh(connection, sorted(frozenset.union(*groups)), keys.moment)


def _touch(keys: Keys, one: Event) -> None:
    keys.connection.execute(claim.update().where(claim.c.uid == one.subject).values(version=one.version))
