"""Assessments and retractions: a claim's status is that of its last assessment which was not retracted."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement

from factcheck.store.events import Event
from factcheck.store.flags import refresh
from factcheck.store.judgements import current
from factcheck.store.projection import checks
from factcheck.store.projection.keys import Keys
from factcheck.store.tables import assessment, basis, claim, evidence, retraction
from factcheck.vocabulary import Status


def assessed(keys: Keys, events: Sequence[Event]) -> None:
    """Append the assessment and let the claim follow it."""
    new = keys.new(assessment, [one.payload["assessment"] for one in events])
    claims = keys.of(claim, [one.subject for one in events])
    rows = [
        {
            "id": new[one.payload["assessment"]],
            "uid": one.payload["assessment"],
            "claim_id": claims[one.subject],
            "reason": one.reason,
            "by": one.by,
            "recorded_at": one.recorded_at,
            "imported_at": one.imported_at,
            **{name: one.payload[name] for name in ("status", "credibility", "confidence", "override", "due")},
        }
        for one in events
    ]
    keys.connection.execute(assessment.insert(), rows)
    _rest(keys, events)
    _follow(keys, events, lambda _, moment: checks.later(moment))


def retracted(keys: Keys, events: Sequence[Event]) -> None:
    """Append the retraction and let the claim fall back to the assessment before."""
    for one in events:
        slip = one.payload["assessment"]
        keys.connection.execute(
            retraction.insert().values(
                id=keys.new(retraction, [one.payload["retraction"]])[one.payload["retraction"]],
                uid=one.payload["retraction"],
                assessment_id=keys.of(assessment, [slip])[slip],
                reason=one.reason,
                by=one.by,
                recorded_at=one.recorded_at,
                imported_at=one.imported_at,
            )
        )
    _follow(keys, events, lambda number, _: checks.last(number))


def _rest(keys: Keys, events: Sequence[Event]) -> None:
    """Keep which items each verdict rests on; events of the first schemas do not say."""
    rests = {one.payload["assessment"]: one.payload.get("evidence") or () for one in events}
    items = keys.of(evidence, [uid for uids in rests.values() for uid in uids])
    numbers = keys.of(assessment, rests)
    rows = [
        {"assessment_id": numbers[judged], "evidence_id": items[uid]} for judged, uids in rests.items() for uid in uids
    ]
    if rows:
        keys.connection.execute(basis.insert(), rows)


def _follow(keys: Keys, events: Sequence[Event], checked: Callable[[int, datetime], ColumnElement[Any]]) -> None:
    """Let each claim have the status of its last standing assessment, and be `checked` as of some moment."""
    claims = keys.of(claim, [one.subject for one in events])
    for one in events:
        last = current(keys.connection, claims[one.subject])
        values = {
            "status": last.status if last else Status.UNCHECKED,
            "credibility": last.credibility if last else None,
            "confidence": last.confidence if last else None,
            "due": last.due if last else None,
            "assessed_at": last.recorded_at if last else None,
            "checked_at": checked(claims[one.subject], one.recorded_at),
        }
        keys.connection.execute(
            claim.update().where(claim.c.id == claims[one.subject]).values(version=one.version, **values)
        )
    refresh(keys.connection, [claims[one.subject] for one in events], keys.moment)
