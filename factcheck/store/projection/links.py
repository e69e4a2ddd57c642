"""Links, their taking back, and the claim that stands for all that say the same."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, select

from factcheck.store import bulk
from factcheck.store.asof import View, view
from factcheck.store.events import Event
from factcheck.store.flags import refresh
from factcheck.store.links import together
from factcheck.store.narrowing import one_of
from factcheck.store.past import keep
from factcheck.store.prepared import KEPT, Prepared
from factcheck.store.projection import checks
from factcheck.store.projection.keys import Keys
from factcheck.store.tables import claim, link, unlinking
from factcheck.vocabulary import Relation


def linked(keys: Keys, events: Sequence[Event]) -> None:
    """Append the links; claims that say the same are grouped."""
    numbers = keys.of(claim, [uid for one in events for uid in (one.subject, one.payload["other"])])
    new = keys.new(link, [one.payload["link"] for one in events])
    rows = [
        {
            "id": new[one.payload["link"]],
            "uid": one.payload["link"],
            "claim_id": numbers[one.subject],
            "relation": one.payload["relation"],
            "other_id": numbers[one.payload["other"]],
            **_about(one),
        }
        for one in events
    ]
    keys.connection.execute(link.insert(), rows)
    _touch(keys, events)
    same = [one for one in events if one.payload["relation"] == Relation.SAME]
    _regroup(keys.connection, {numbers[one.subject]: one.known_at for one in same})


def unlinked(keys: Keys, events: Sequence[Event]) -> None:
    """Append that a link was taken back; what says no longer the same is grouped anew."""
    for one in events:
        uid, gone = one.payload["unlinking"], one.payload["link"]
        taken = keys.connection.execute(select(link).where(link.c.uid == gone)).one()
        row = {"id": keys.new(unlinking, [uid])[uid], "uid": uid, "link_id": taken.id, **_about(one)}
        keys.connection.execute(unlinking.insert(), [row])
        _touch(keys, [one])
        if taken.relation == Relation.SAME:
            _regroup(keys.connection, dict.fromkeys((taken.claim_id, taken.other_id), one.known_at))


def _about(one: Event) -> dict[str, Any]:
    return {"reason": one.reason, "by": one.by, "recorded_at": one.recorded_at, "imported_at": one.imported_at}


def _regroup(connection: Connection, ends: Mapping[int, datetime]) -> None:
    """Let the earliest of all that say the same stand for the others, and count again what each rests on.

    Those at the ends of links say the same since these moments, or no longer.
    """
    if not ends:
        return
    firsts: set[int] = set()
    since: dict[int, datetime] = {}
    changing: dict[int, int | None] = {}
    for group in together(connection, ends):
        moment = next(ends[number] for number in group if number in ends)
        (first, held), *others = _in_time(view(connection)).rows(connection, {"group": group})
        changing.update({first: None} if held is not None else {})
        changing.update((number, first) for number, before in others if before != first)
        firsts.add(first)
        since.update(dict.fromkeys(group, moment))
    keep(connection, claim, [(number, since[number]) for number in sorted(changing)])
    bulk.update(connection, claim, "group_id = ?", [(group, number) for number, group in changing.items()])
    checks.recount(connection, {*firsts, *changing})
    refresh(connection, since)


@lru_cache(KEPT)
def _in_time(view: View) -> Prepared:
    """The claims of a `group` with what stands for them so far, the earliest first."""
    query = select(claim.c.id, claim.c.group_id).where(one_of(view, claim.c.id, "group"))
    return Prepared(query.order_by(claim.c.recorded_at, claim.c.id))


def _touch(keys: Keys, events: Sequence[Event]) -> None:
    numbers = keys.of(claim, [one.subject for one in events])
    bulk.update(keys.connection, claim, "version = ?", [(one.version, numbers[one.subject]) for one in events])
