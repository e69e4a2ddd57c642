"""Sources, their other names, their grades, and merges, which redirect and never re-point."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import CompoundSelect, Select, and_, func, or_, select, union

from factcheck.identity import fold
from factcheck.store import bulk
from factcheck.store.events import Event
from factcheck.store.flags import refresh_sayings, refresh_verdicts
from factcheck.store.grounds import resting_on
from factcheck.store.locks import hold_claims
from factcheck.store.lookalikes import learn, learn_names
from factcheck.store.past import keep, put_in, take_out
from factcheck.store.projection.keys import Keys
from factcheck.store.tables import attribution, grade, source, source_alias, via

_SOURCE: Final = (
    *("id", "uid", "version", "name", "folded", "kind", "named", "owner_id", "wire_group"),
    *("recorded_at", "imported_at"),
)


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
        hold_claims(keys.connection, _claims(_family(keys.of(source, [one.subject]).values())))
        number = _touch(keys, one, **values)
        if values.keys() & {"name", "named"}:
            learn(keys.connection, [number])
        _refresh_claims(keys, [number])


def aliased(keys: Keys, events: Sequence[Event]) -> None:
    """Add and remove other names."""
    for one in keys.in_turn(events):
        number = _touch(keys, one)
        for name in one.payload["removed"]:
            gone = and_(source_alias.c.source_id == number, source_alias.c.folded == fold(name))
            take_out(keys.connection, source_alias, gone, keys.moment)
        rows = [{"source_id": number, "name": name, "folded": fold(name)} for name in one.payload["added"]]
        put_in(keys.connection, source_alias, rows, keys.moment)
        learn(keys.connection, [number])


def graded(keys: Keys, events: Sequence[Event]) -> None:
    """Append the grade; verdicts that rest on the source stand, and are flagged."""
    new = keys.new(grade, [one.payload["grade"] for one in events])
    for one in keys.in_turn(events):
        number = _touch(keys, one)
        keys.connection.execute(
            grade.insert().values(
                id=new[one.payload["grade"]],
                uid=one.payload["grade"],
                source_id=number,
                reliability=one.payload["reliability"],
                reason=one.reason,
                by=one.by,
                recorded_at=one.recorded_at,
                imported_at=one.imported_at,
            )
        )
        one_and_merged = select(source.c.id).where(or_(source.c.id == number, source.c.merged_into_id == number))
        refresh_verdicts(keys.connection, dict.fromkeys(resting_on(keys.connection, one_and_merged), keys.moment))


def merged(keys: Keys, events: Sequence[Event]) -> None:
    """Redirect the subject, and whatever was redirected to it, to what it was merged into.

    That may have been merged here itself, by people who did not know of each other: its target counts then, and two
    sources merged into each other stay as the first of the two merges left them.
    """
    for one in keys.in_turn(events):
        target = keys.of(source, [one.payload["into"]])[one.payload["into"]]
        root = select(func.coalesce(source.c.merged_into_id, source.c.id)).where(source.c.id == target)
        into = keys.connection.scalars(root).one()
        if into == keys.of(source, [one.subject])[one.subject]:
            _touch(keys, one)
            continue
        hold_claims(keys.connection, _claims(_family([*keys.of(source, [one.subject]).values(), into])))
        number = _touch(keys, one, merged_into_id=into)
        earlier = source.c.merged_into_id == number
        redirected = list(keys.connection.scalars(select(source.c.id).where(earlier)))
        keep(keys.connection, source, [(one, keys.moment) for one in redirected])
        keys.connection.execute(source.update().where(earlier).values(merged_into_id=into))
        _refresh_claims(keys, [number, into])


def _touch(keys: Keys, one: Event, **values: Any) -> int:
    number = keys.of(source, [one.subject])[one.subject]
    if values:
        keep(keys.connection, source, [(number, keys.moment)])
    keys.connection.execute(source.update().where(source.c.id == number).values(version=one.version, **values))
    return number


def _refresh_claims(keys: Keys, numbers: Sequence[int]) -> None:
    """Derive the flags again of every claim that came through these sources, or any owned by or merged into them.

    Those of verdicts that rest on them too: grades and origins are others now.
    """
    family = _family(numbers)
    refresh_sayings(keys.connection, dict.fromkeys(keys.connection.scalars(_claims(family)), keys.moment))
    refresh_verdicts(keys.connection, dict.fromkeys(resting_on(keys.connection, family), keys.moment))


def _family(numbers: Iterable[int]) -> Select[tuple[int]]:
    """These sources, and all owned by or merged into them.

    Owners count up to the last, so that a change at the top reaches all below, through any number of steps.
    """
    family = select(source.c.id).where(source.c.id.in_(list(numbers))).cte("family", recursive=True)
    below = or_(source.c.owner_id == family.c.id, source.c.merged_into_id == family.c.id)
    return select(family.union(select(source.c.id).join(family, below)).c.id)


def _claims(family: Select[tuple[int]]) -> CompoundSelect[int]:
    """The claims that came through any of these sources."""
    passed = select(attribution.c.claim_id).join(via, via.c.attribution_id == attribution.c.id)
    spoken = select(attribution.c.claim_id).where(attribution.c.source_id.in_(family))
    return union(spoken, passed.where(via.c.source_id.in_(family)))
