"""Evidence, its withdrawal, and whether what an attribution says was really said."""

from collections.abc import Sequence
from itertools import repeat
from operator import itemgetter
from typing import Final

from sqlalchemy import ColumnElement, select, union

from factcheck.store import bulk
from factcheck.store.events import Event
from factcheck.store.flags import refresh_sayings, refresh_verdicts
from factcheck.store.grounds import resting_on_attributions, resting_on_items
from factcheck.store.locks import hold_sources
from factcheck.store.parties import chains_of
from factcheck.store.past import keep_chains
from factcheck.store.projection import checks
from factcheck.store.projection.keys import WHETHER, Keys
from factcheck.store.tables import attribution, claim, evidence, evidence_source, source, via, withdrawal

_PLAIN: Final = ("uid", "bearing", "url", "file", "sha256", "archive_ref", "quote", "date", "note")
_EVIDENCE: Final = (
    *("id", "claim_id", "by", "recorded_at", "imported_at", "source_id", "attribution_id", "direct"),
    *_PLAIN,
)
_plain: Final = itemgetter(*_PLAIN)


def added(keys: Keys, events: Sequence[Event]) -> None:
    """New items. No flag follows from them: only a verdict can rest on one."""
    items = [one.payload["item"] for one in events]
    claims = keys.of(claim, [one.subject for one in events])
    numbers = keys.new(evidence, [one["uid"] for one in items])
    sources = keys.of(source, [one["source"] for one in items if one["source"]])
    said = keys.of(attribution, [one["attribution"] for one in items if one["attribution"]])
    hold_sources(keys.connection, {sources[one["source"]] for one in items if one["source"]})
    rows = [
        (
            *(numbers[about["uid"]], claims[one.subject], one.by, *one.stamps()),
            sources[about["source"]] if about["source"] else None,
            said[about["attribution"]] if about["attribution"] else None,
            WHETHER[about["direct"]],
            *_plain(about),
        )
        for one, about in zip(events, items, strict=True)
    ]
    bulk.insert(keys.connection, evidence, _EVIDENCE, rows)
    _check(keys, events)
    begun = [(row[0], row[5], row[6]) for row in rows]
    chains = chains_of(keys.connection, {spoken for *_, spoken in begun if spoken is not None})
    through = {(item, one) for item, named, spoken in begun for one in chains.get(spoken, [named]) if one is not None}
    bulk.insert(keys.connection, evidence_source, ("evidence_id", "source_id"), sorted(through))


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
    """Append the withdrawals; a verdict that rests on an item stands, and is flagged."""
    items = keys.of(evidence, [one.payload["evidence"] for one in events])
    new = keys.new(withdrawal, [one.payload["withdrawal"] for one in events])
    rows = [
        {
            "id": new[one.payload["withdrawal"]],
            "uid": one.payload["withdrawal"],
            "evidence_id": items[one.payload["evidence"]],
            "reason": one.reason,
            "by": one.by,
            "recorded_at": one.recorded_at,
            "imported_at": one.imported_at,
        }
        for one in events
    ]
    keys.connection.execute(withdrawal.insert(), rows)
    _check(keys, events)
    moments = {items[one.payload["evidence"]]: one.known_at for one in events}
    resting = resting_on_items(keys.connection, sorted(moments))
    refresh_verdicts(keys.connection, {held: moments[item] for item, held in resting})


def said_checked(keys: Keys, events: Sequence[Event]) -> None:
    """Whether it was said; flags may follow, of this claim and of those that have the attribution as evidence."""
    claims = keys.of(claim, [one.subject for one in events])
    said = keys.of(attribution, [one.payload["attribution"] for one in events])
    moments = {said[one.payload["attribution"]]: one.known_at for one in events}
    keep_chains(keys.connection, list(moments.items()))
    rows = [(one.payload["said_check"], said[one.payload["attribution"]]) for one in events]
    bulk.update(keys.connection, attribution, "said_check = ?", rows)
    bulk.update(keys.connection, claim, "version = ?", [(one.version, claims[one.subject]) for one in events])
    refresh_sayings(keys.connection, {claims[one.subject]: one.known_at for one in events})
    resting = resting_on_attributions(keys.connection, sorted(moments))
    refresh_verdicts(keys.connection, {held: moments[number] for number, held in resting})


def _check(keys: Keys, events: Sequence[Event]) -> None:
    """These are checks of their claims, and of those that stand for them."""
    claims = keys.of(claim, [one.subject for one in events])
    rows = [(one.version, *repeat(one.stamps()[0], 2), claims[one.subject]) for one in events]
    bulk.update(keys.connection, claim, f"version = ?, {checks.LATER}", rows)
    checks.pass_on(keys.connection, [(claims[one.subject], one.recorded_at) for one in events])
