"""Evidence, its withdrawal, and whether what an attribution says was really said."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, select, union

from factcheck.store import bulk
from factcheck.store.events import Event
from factcheck.store.flags import refresh_sayings, refresh_verdicts
from factcheck.store.grounds import resting_on_attribution, resting_on_item
from factcheck.store.locks import hold_sources
from factcheck.store.past import keep_chain
from factcheck.store.projection import checks
from factcheck.store.projection.keys import Keys
from factcheck.store.tables import attribution, claim, evidence, evidence_source, source, via, withdrawal

_PLAIN: Final = ("uid", "bearing", "direct", "url", "file", "sha256", "archive_ref", "quote", "date", "note")


def added(keys: Keys, events: Sequence[Event]) -> None:
    """New items. No flag follows from them: only a verdict can rest on one."""
    items = [one.payload["item"] for one in events]
    numbers = keys.new(evidence, [one["uid"] for one in items])
    sources = keys.of(source, [one["source"] for one in items if one["source"]])
    said = keys.of(attribution, [one["attribution"] for one in items if one["attribution"]])
    hold_sources(keys.connection, {sources[one["source"]] for one in items if one["source"]})
    rows = [
        {
            **{name: about[name] for name in _PLAIN},
            "id": numbers[about["uid"]],
            "claim_id": _touch(keys, one, checked_at=checks.later(one.recorded_at)),
            "source_id": sources[about["source"]] if about["source"] else None,
            "attribution_id": said[about["attribution"]] if about["attribution"] else None,
            "by": one.by,
            "recorded_at": one.recorded_at,
            "imported_at": one.imported_at,
        }
        for one, about in zip(events, items, strict=True)
    ]
    keys.connection.execute(evidence.insert(), rows)
    checks.pass_on(keys.connection, [(row["claim_id"], row["recorded_at"]) for row in rows])
    come_through(keys, evidence.c.id.in_([row["id"] for row in rows]))


def come_through(keys: Keys, which: ColumnElement[bool]) -> None:
    """Keep through whom these items of evidence come, as of now."""
    chosen = select(evidence.c.id).where(which)
    named = select(evidence.c.id, evidence.c.source_id).where(which, evidence.c.source_id.is_not(None))
    spoken = select(evidence.c.id, attribution.c.source_id).where(which, attribution.c.id == evidence.c.attribution_id)
    passed = select(evidence.c.id, via.c.source_id).where(which, via.c.attribution_id == evidence.c.attribution_id)
    keys.connection.execute(evidence_source.delete().where(evidence_source.c.evidence_id.in_(chosen)))
    through = union(named, spoken, passed)
    keys.connection.execute(evidence_source.insert().from_select(["evidence_id", "source_id"], through))


def withdrawn(keys: Keys, events: Sequence[Event]) -> None:
    """Append the withdrawal; a verdict that rests on the item stands, and is flagged."""
    for one in events:
        uid, taken = one.payload["withdrawal"], one.payload["evidence"]
        item = keys.of(evidence, [taken])[taken]
        keys.connection.execute(
            withdrawal.insert().values(
                id=keys.new(withdrawal, [uid])[uid],
                uid=uid,
                evidence_id=item,
                reason=one.reason,
                by=one.by,
                recorded_at=one.recorded_at,
                imported_at=one.imported_at,
            )
        )
        number = _touch(keys, one, checked_at=checks.later(one.recorded_at))
        checks.pass_on(keys.connection, [(number, one.recorded_at)])
        refresh_verdicts(keys.connection, resting_on_item(keys.connection, item), keys.moment)


def said_checked(keys: Keys, events: Sequence[Event]) -> None:
    """Whether it was said; flags may follow, of this claim and of those that have the attribution as evidence."""
    for one in events:
        uid = one.payload["attribution"]
        number = keys.of(attribution, [uid])[uid]
        keep_chain(keys.connection, number, keys.moment)
        found = attribution.update().where(attribution.c.id == number)
        keys.connection.execute(found.values(said_check=one.payload["said_check"]))
        refresh_sayings(keys.connection, [_touch(keys, one)], keys.moment)
        refresh_verdicts(keys.connection, resting_on_attribution(keys.connection, number), keys.moment)


def _touch(keys: Keys, one: Event, **values: Any) -> int:
    number = keys.of(claim, [one.subject])[one.subject]
    if values:
        keys.connection.execute(claim.update().where(claim.c.id == number).values(version=one.version, **values))
    else:
        bulk.update(keys.connection, claim, "version = ?", [(one.version, number)])
    return number
