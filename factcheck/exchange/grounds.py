"""The evidence of a claim as its changes leave it, for the gates that a verdict in a file has passed.

Who the sources were at the time is not known here, so that the uid of what an item names stands for its origin: the
same source twice was one, whatever people knew of it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from factcheck.dates import stamp
from factcheck.desk.gates import Ground
from factcheck.errors import Refused
from factcheck.store.tables import attribution, evidence, source, withdrawal
from factcheck.vocabulary import VERDICTS, Bearing


def here(connection: Connection, number: int) -> tuple[Ground, ...]:
    """The items of a claim in this database that were not withdrawn, oldest first."""
    query = (
        select(
            evidence.c.uid,
            evidence.c.bearing,
            evidence.c.direct,
            func.coalesce(source.c.uid, attribution.c.uid),
            evidence.c.recorded_at,
        )
        .outerjoin(source, source.c.id == evidence.c.source_id)
        .outerjoin(attribution, attribution.c.id == evidence.c.attribution_id)
        .outerjoin(withdrawal, withdrawal.c.evidence_id == evidence.c.id)
        .where(evidence.c.claim_id == number, withdrawal.c.id.is_(None))
        .order_by(evidence.c.id)
    )
    rows = connection.execute(query)
    return tuple(Ground(uid, Bearing(word), bool(direct), origin, stamp(at)) for uid, word, direct, origin, at in rows)


def given(item: Mapping[str, Any], at: str) -> Ground:
    """The item of a change."""
    return Ground(item["uid"], Bearing(item["bearing"]), item["direct"], item["source"] or item["attribution"], at)


def without(items: Sequence[Ground], uid: str) -> tuple[Ground, ...]:
    """The items without the one that a change withdraws.

    Raises:
        Refused: it is none of them.

    """
    left = tuple(one for one in items if one.key != uid)
    if len(left) == len(items):
        raise Refused("It withdraws what is no evidence of its claim, or was withdrawn before.")
    return left


def rests(items: Sequence[Ground], about: Mapping[str, Any]) -> list[Ground]:
    """The items that the verdict of a change rests on.

    Raises:
        Refused: it is no verdict, or one of them is none of the claim's, or stands there twice.

    """
    uids: list[str] = about.get("evidence") or []
    if uids and about["status"] not in VERDICTS:
        raise Refused(f"{about['status']} is no verdict that rests on evidence.")
    mine = {one.key: one for one in items}
    for uid in uids:
        if uid not in mine:
            raise Refused(f"It rests on {uid}, which is no evidence of its claim, or was withdrawn.")
    if len(set(uids)) < len(uids):
        raise Refused("It rests on the same item twice.")
    return [mine[uid] for uid in uids]
