"""Counts over the whole database. They are counts; no score is made of them."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, and_, func, select

from factcheck.store.tables import article, assessment, attribution, claim, claim_flag, event, source
from factcheck.store.transaction import Session
from factcheck.vocabulary import LISTED, Flag, SourceKind, State, Status


@dataclass(frozen=True, slots=True)
class Overview:
    """How many of what. Claims by status, kind of (first) speaker and flag are those that lists show."""

    articles: int
    sources: int
    claims: int
    events: int
    assessments: int
    by_status: tuple[tuple[Status, int], ...]
    by_state: tuple[tuple[State, int], ...]
    by_kind: tuple[tuple[SourceKind, int], ...]
    by_flag: tuple[tuple[Flag, int], ...]


def overview(session: Session) -> Overview:
    """The counts as they are now."""
    connection = session.connection()
    listed = claim.c.state.in_(LISTED)
    shown = and_(listed, claim.c.group_id.is_(None))
    totals = [
        int(connection.scalar(select(func.count()).select_from(table)) or 0)
        for table in (article, source, event, assessment)
    ]
    speaker, root = source.alias("speaker"), source.alias("root")
    by_status = _counted(connection, select(claim.c.status, func.count()).where(shown).group_by(claim.c.status))
    by_state = _counted(connection, select(claim.c.state, func.count()).group_by(claim.c.state))
    by_kind = _counted(
        connection,
        select(root.c.kind, func.count(func.coalesce(claim.c.group_id, claim.c.id).distinct()))
        .select_from(claim)
        .join(attribution, attribution.c.claim_id == claim.c.id)
        .join(speaker, speaker.c.id == attribution.c.source_id)
        .join(root, root.c.id == func.coalesce(speaker.c.merged_into_id, speaker.c.id))
        .where(listed)
        .group_by(root.c.kind),
    )
    by_flag = _counted(
        connection,
        select(claim_flag.c.flag, func.count())
        .join(claim, claim.c.id == claim_flag.c.claim_id)
        .where(shown)
        .group_by(claim_flag.c.flag),
    )
    return Overview(
        articles=totals[0],
        sources=totals[1],
        claims=sum(by_status.values()),
        events=totals[2],
        assessments=totals[3],
        by_status=tuple((one, by_status.get(one, 0)) for one in Status),
        by_state=tuple((one, by_state.get(one, 0)) for one in State),
        by_kind=tuple((one, by_kind[one]) for one in SourceKind if one in by_kind),
        by_flag=tuple((one, by_flag[one]) for one in Flag if one in by_flag),
    )


def _counted(connection: Connection, query: Select[Any]) -> dict[str, int]:
    return dict(connection.execute(query).all())
