"""Sources, their other names, their grades, and merges, which redirect and never re-point."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, Final

from sqlalchemy import Select, and_, bindparam, func, or_, select, union

from factcheck.identity import fold
from factcheck.store import bulk
from factcheck.store.asof import View, view
from factcheck.store.events import Event
from factcheck.store.flags import refresh_sayings, refresh_verdicts
from factcheck.store.grounds import resting_by_source, resting_on
from factcheck.store.locks import hold_claims
from factcheck.store.lookalikes import learn, learn_names
from factcheck.store.narrowing import one_of
from factcheck.store.past import keep, put_in, take_out
from factcheck.store.prepared import KEPT, Prepared
from factcheck.store.projection.keys import Keys
from factcheck.store.tables import attribution, grade, source, source_alias, via

_SOURCE: Final = (
    *("id", "uid", "version", "name", "folded", "kind", "named", "owner_id", "wire_group"),
    *("recorded_at", "imported_at"),
)
_GRADE: Final = ("id", "uid", "source_id", "reliability", "reason", "by", "recorded_at", "imported_at")


def created(keys: Keys, events: Sequence[Event]) -> None:
    """New rows."""
    new = keys.new(source, [one.subject for one in events])
    owners = keys.of(source, [one.payload["owner"] for one in events if one.payload["owner"]])
    rows = [_row(one, new[one.subject], owners) for one in events]
    bulk.insert(keys.connection, source, _SOURCE, rows)
    learn_names(keys.connection, [(new[one.subject], one.payload["name"]) for one in events if one.payload["named"]])


def _row(one: Event, number: int, owners: Mapping[str, int]) -> tuple[Any, ...]:
    """The values of a new row; events of the first schema do not say what pool of copy a source belongs to."""
    says = one.payload
    if says["named"] not in (True, False):  # SQLite would take any number
        raise ValueError(f"named is {says['named']!r}")
    owner = owners[says["owner"]] if says["owner"] else None
    about = (says["name"], fold(says["name"]), says["kind"], says["named"], owner, says.get("wire_group"))
    return (number, one.subject, one.version, *about, *one.stamps())


def edited(keys: Keys, events: Sequence[Event]) -> None:
    """Change what the payload names under `to`: name, kind, named, owner, wire group."""
    for one in keys.in_turn(events):
        values: dict[str, Any] = dict(one.payload["to"])
        if "owner" in values:
            owner = values.pop("owner")
            values["owner_id"] = keys.of(source, [owner])[owner] if owner else None
        if "name" in values:
            values["folded"] = fold(values["name"])
        _hold_claims(keys, [keys.of(source, [one.subject])[one.subject]])
        number = _change(keys, one, **values)
        if values.keys() & {"name", "named"}:
            learn(keys.connection, [number])
        _refresh_claims(keys, [number])


def aliased(keys: Keys, events: Sequence[Event]) -> None:
    """Add and remove other names."""
    numbers = _touch(keys, events)
    for one in keys.in_turn(events):
        number = numbers[one.subject]
        for name in one.payload["removed"]:
            gone = and_(source_alias.c.source_id == number, source_alias.c.folded == fold(name))
            take_out(keys.connection, source_alias, gone, keys.moment)
        rows = [{"source_id": number, "name": name, "folded": fold(name)} for name in one.payload["added"]]
        put_in(keys.connection, source_alias, rows, keys.moment)
    learn(keys.connection, sorted({numbers[one.subject] for one in events}))


def graded(keys: Keys, events: Sequence[Event]) -> None:
    """Append the grades; verdicts that rest on a source stand, and are flagged, each by the grades of its moment."""
    new = keys.new(grade, [one.payload["grade"] for one in events])
    numbers = _touch(keys, events)
    rests = resting_by_source(keys.connection, {numbers[one.subject] for one in events})
    apart = [one for one in events if numbers[one.subject] in rests]
    for some in ([one for one in events if numbers[one.subject] not in rests], *([one] for one in apart)):
        rows = [
            (new[uid], uid, numbers[one.subject], one.payload["reliability"], one.reason, one.by, *one.stamps())
            for uid, one in ((one.payload["grade"], one) for one in some)
        ]
        bulk.insert(keys.connection, grade, _GRADE, rows)
        held = {number: one.known_at for one in some for number in rests.get(numbers[one.subject], ())}
        refresh_verdicts(keys.connection, held)


def merged(keys: Keys, events: Sequence[Event]) -> None:
    """Redirect the subject, and whatever was redirected to it, to what it was merged into.

    That may have been merged here itself, by people who did not know of each other: its target counts then, and two
    sources merged into each other stay as the first of the two merges left them.
    """
    for one in keys.in_turn(events):
        numbers = keys.of(source, [one.subject, one.payload["into"]])
        number, target = numbers[one.subject], numbers[one.payload["into"]]
        ((into,),) = _root().rows(keys.connection, {"number": target})
        if into == number:
            _touch(keys, [one])
            continue
        _hold_claims(keys, [number, into])
        redirected = [earlier for (earlier,) in _redirected().rows(keys.connection, {"number": number})]
        keep(keys.connection, source, [(each, keys.moment) for each in (number, *redirected)])
        _touch(keys, [one])
        bulk.update(keys.connection, source, "merged_into_id = ?", [(into, each) for each in (number, *redirected)])
        _refresh_claims(keys, [number, into])


@cache
def _root() -> Prepared:
    query = select(func.coalesce(source.c.merged_into_id, source.c.id))
    return Prepared(query.where(source.c.id == bindparam("number", type_=source.c.id.type)))


@cache
def _redirected() -> Prepared:
    return Prepared(select(source.c.id).where(source.c.merged_into_id == bindparam("number", type_=source.c.id.type)))


def _touch(keys: Keys, events: Sequence[Event]) -> Mapping[str, int]:
    """Count these changes of sources, whose numbers by uid are told."""
    numbers = keys.of(source, [one.subject for one in events])
    bulk.update(keys.connection, source, "version = ?", [(one.version, numbers[one.subject]) for one in events])
    return numbers


def _change(keys: Keys, one: Event, **values: Any) -> int:
    """Change what a source is, and keep what it was."""
    number = keys.of(source, [one.subject])[one.subject]
    keep(keys.connection, source, [(number, keys.moment)])
    keys.connection.execute(source.update().where(source.c.id == number).values(version=one.version, **values))
    return number


def _hold_claims(keys: Keys, numbers: Sequence[int]) -> None:
    """Keep the claims whose flags will be derived again as they are until then; on SQLite nobody else changes them."""
    if keys.connection.dialect.name == "postgresql":
        hold_claims(keys.connection, [*_told(keys, numbers), *_judged(keys, numbers)])


def _refresh_claims(keys: Keys, numbers: Sequence[int]) -> None:
    """Derive the flags again of every claim that came through these sources, or any owned by or merged into them.

    Those of verdicts that rest on them too: grades and origins are others now.
    """
    refresh_sayings(keys.connection, dict.fromkeys(_told(keys, numbers), keys.moment))
    refresh_verdicts(keys.connection, dict.fromkeys(_judged(keys, numbers), keys.moment))


def _told(keys: Keys, numbers: Sequence[int]) -> list[int]:
    return [told for (told,) in _told_by(view(keys.connection)).rows(keys.connection, {"sources": numbers})]


def _judged(keys: Keys, numbers: Sequence[int]) -> list[int]:
    return [held for (held,) in _resting_on(view(keys.connection)).rows(keys.connection, {"sources": numbers})]


def _family(view: View) -> Select[tuple[int]]:
    """The `sources`, and all owned by or merged into them.

    Owners count up to the last, so that a change at the top reaches all below, through any number of steps.
    """
    family = select(source.c.id).where(one_of(view, source.c.id, "sources")).cte("family", recursive=True)
    below = or_(source.c.owner_id == family.c.id, source.c.merged_into_id == family.c.id)
    family = family.union(select(source.c.id).join(family, below))
    return select(family.c.id)


@lru_cache(KEPT)
def _told_by(view: View) -> Prepared:
    """The claims that came through the family of these `sources`."""
    members = _family(view)
    spoken = select(attribution.c.claim_id).where(attribution.c.source_id.in_(members))
    passed = select(attribution.c.claim_id).join(via, via.c.attribution_id == attribution.c.id)
    return Prepared(union(spoken, passed.where(via.c.source_id.in_(members))))


@lru_cache(KEPT)
def _resting_on(view: View) -> Prepared:
    """The claims that ever had a verdict which rests on what one of the family of these `sources` said or passed on."""
    return Prepared(resting_on(_family(view)))
