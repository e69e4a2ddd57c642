"""Assessments and retractions: a claim's status is that of its last assessment which was not retracted."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Final

from factcheck.store import bulk
from factcheck.store.events import Event
from factcheck.store.flags import refresh_verdicts
from factcheck.store.judgements import current
from factcheck.store.projection import checks
from factcheck.store.projection.keys import Keys
from factcheck.store.tables import assessment, basis, claim, evidence, retraction
from factcheck.vocabulary import Status

_SAYS: Final = ("status", "credibility", "confidence", "due")
_ASSESSMENT: Final = (
    *("id", "uid", "claim_id", "reason", "by", "recorded_at", "imported_at", "override"),
    *_SAYS,
)
_HOLDS: Final = f"version = ?, status = ?, credibility = ?, confidence = ?, due = ?, assessed_at = ?, {checks.LATER}"
_judgement: Final = itemgetter(*_SAYS)


def assessed(keys: Keys, events: Sequence[Event]) -> None:
    """Append the assessments; of each claim the last one holds, since nobody can have taken it back."""
    new = keys.new(assessment, [one.payload["assessment"] for one in events])
    claims = keys.of(claim, [one.subject for one in events])
    rows, held = [], []
    for one in events:
        number, (recorded_at, imported_at), says = claims[one.subject], one.stamps(), _judgement(one.payload)
        about = (one.reason, one.by, recorded_at, imported_at, one.payload["override"])
        rows.append((new[one.payload["assessment"]], one.payload["assessment"], number, *about, *says))
        held.append((one.version, *says, recorded_at, recorded_at, recorded_at, number))
    bulk.insert(keys.connection, assessment, _ASSESSMENT, rows)
    _rest(keys, events)
    bulk.update(keys.connection, claim, _HOLDS, held)
    rests = {claims[one.subject] for one in events if _rests(one)}
    moments = {claims[one.subject]: one.known_at for one in events}
    refresh_verdicts(keys.connection, moments, bare=moments.keys() - rests)


def _rests(one: Event) -> bool:
    """Whether an assessment rests on evidence, or passed a gate with a reason."""
    return one.payload["override"] is not None or bool(one.payload.get("evidence"))


def retracted(keys: Keys, events: Sequence[Event]) -> None:
    """Append the retraction and let the claim fall back to the assessment before."""
    for one in keys.in_turn(events):
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
        _fall_back(keys, one)


def _rest(keys: Keys, events: Sequence[Event]) -> None:
    """Keep which items each verdict rests on; events of the first schemas do not say."""
    rests = {one.payload["assessment"]: uids for one in events if (uids := one.payload.get("evidence"))}
    if not rests:
        return
    items = keys.of(evidence, [uid for uids in rests.values() for uid in uids])
    numbers = keys.of(assessment, rests)
    rows = [(numbers[judged], items[uid]) for judged, uids in rests.items() for uid in uids]
    bulk.insert(keys.connection, basis, ("assessment_id", "evidence_id"), rows)


def _fall_back(keys: Keys, one: Event) -> None:
    """Let the claim have the status of its last standing assessment."""
    number = keys.of(claim, [one.subject])[one.subject]
    last = current(keys.connection, number)
    values = {
        "status": last.status if last else Status.UNCHECKED,
        "credibility": last.credibility if last else None,
        "confidence": last.confidence if last else None,
        "due": last.due if last else None,
        "assessed_at": last.recorded_at if last else None,
    }
    keys.connection.execute(claim.update().where(claim.c.id == number).values(version=one.version, **values))
    checks.recount(keys.connection, [number])
    refresh_verdicts(keys.connection, {number: keys.moment})
