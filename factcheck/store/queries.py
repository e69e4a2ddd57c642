"""The statement behind a list of claims: which attribution shows, what matches, what comes after what."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    case,
    column,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    text,
)
from sqlalchemy.sql.selectable import FromClause

from factcheck.dates import AFTER_ANY_DAY, now
from factcheck.errors import NotFound
from factcheck.identity import CLAIM, handle
from factcheck.settings import STALE_DAYS
from factcheck.store import search
from factcheck.store.tables import article, attribution, claim, claim_flag, grade, source, tag
from factcheck.vocabulary import LISTED, UNVERIFIED, Flag, State, Status

SORTS: Final = ("id", "recorded", "assessed", "said", "status", "credibility")


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """What to look for. Several values of one field are alternatives; different fields must all hold.

    The fields about an attribution (`sources`, `kinds`, `articles`, `stances`, `modalities`, `said_since`,
    `said_until`) have to hold for one and the same attribution. Dates are partial and match where the spans overlap.
    `after` is the claim that the page before ended with; `descending` turns the order round.
    """

    statuses: tuple[Status, ...] = ()
    states: tuple[State, ...] = LISTED
    ids: tuple[int, ...] = ()
    sources: tuple[int, ...] | None = None
    kinds: tuple[str, ...] = ()
    articles: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    credibilities: tuple[int, ...] = ()
    flags: tuple[Flag, ...] = ()
    said_since: str | None = None
    said_until: str | None = None
    search: str | None = None
    sort: str = "id"
    descending: bool = False
    after: int | None = None
    limit: int | None = None


_said = attribution.alias("said")
_speaker = source.alias("speaker")
_merged = source.alias("merged")
_latest = grade.alias("latest")


def page(connection: Connection, wanted: ClaimFilter) -> Select[Any]:
    """The rows of one page; their columns are those of a ClaimRow but for flags and tags, and `stale`."""
    reliability = (
        select(_latest.c.reliability).where(_latest.c.source_id == source.c.id).order_by(_latest.c.id.desc()).limit(1)
    )
    query = (
        select(
            *(claim.c[name] for name in ("id", "uid", "text", "status", "credibility", "confidence", "state")),
            attribution.c.article_id,
            article.c.title.label("article_title"),
            *(attribution.c[name] for name in ("quote", "start", "end")),
            source.c.id.label("source_id"),
            source.c.name.label("source_name"),
            source.c.kind.label("source_kind"),
            reliability.scalar_subquery().label("reliability"),
            *(attribution.c[name] for name in ("cue", "stance", "modality", "voice", "said_on")),
            *(claim.c[name] for name in ("recorded_at", "assessed_at", "version")),
            _stale().label("stale"),
        )
        .select_from(
            _shown(wanted)
            .join(_speaker, _speaker.c.id == attribution.c.source_id)
            .join(source, source.c.id == func.coalesce(_speaker.c.merged_into_id, _speaker.c.id))
            .outerjoin(article, article.c.id == attribution.c.article_id)
        )
        .where(*_conditions(connection, wanted))
    )
    key = _KEYS[wanted.sort]
    if wanted.after is not None:
        query = query.where(_behind(connection, wanted, key))
    number = claim.c.id
    if wanted.descending:
        return query.order_by(*([] if key is number else [key.desc().nulls_last()]), number.desc()).limit(wanted.limit)
    return query.order_by(*([] if key is number else [key.asc().nulls_last()]), number).limit(wanted.limit)


def matching(connection: Connection, wanted: ClaimFilter) -> Select[Any]:
    """The ids of all that matches, whatever the page."""
    said = _of_attribution(wanted)
    conditions = _conditions(connection, wanted)
    if said:
        conditions.append(exists().where(_said.c.claim_id == claim.c.id, *said))
    return select(claim.c.id).where(*conditions)


def _shown(wanted: ClaimFilter) -> FromClause:
    """Each claim with its first attribution that the filter matches."""
    first = (
        select(func.min(_said.c.id)).where(_said.c.claim_id == claim.c.id, *_of_attribution(wanted)).scalar_subquery()
    )
    return claim.join(attribution, attribution.c.id == first)


def _of_attribution(wanted: ClaimFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.sources is not None:
        group = select(_speaker.c.id).where(
            or_(_speaker.c.id.in_(wanted.sources), _speaker.c.merged_into_id.in_(wanted.sources))
        )
        conditions.append(_said.c.source_id.in_(group))
    if wanted.kinds:
        of_kind = (
            select(_speaker.c.id)
            .outerjoin(_merged, _merged.c.id == _speaker.c.merged_into_id)
            .where(func.coalesce(_merged.c.kind, _speaker.c.kind).in_(wanted.kinds))
        )
        conditions.append(_said.c.source_id.in_(of_kind))
    for about, words in (
        (_said.c.article_id, wanted.articles),
        (_said.c.stance, wanted.stances),
        (_said.c.modality, wanted.modalities),
    ):
        if words:
            conditions.append(about.in_(words))
    if wanted.said_since is not None:
        conditions.append(_said.c.said_on + AFTER_ANY_DAY >= wanted.said_since)
    if wanted.said_until is not None:
        conditions.append(_said.c.said_on <= wanted.said_until + AFTER_ANY_DAY)
    return conditions


def _conditions(connection: Connection, wanted: ClaimFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [claim.c.state.in_(wanted.states)]
    for about, words in (
        (claim.c.status, wanted.statuses),
        (claim.c.id, wanted.ids),
        (claim.c.credibility, wanted.credibilities),
    ):
        if words:
            conditions.append(about.in_(words))
    conditions += [claim.c.id.in_(select(tag.c.claim_id).where(tag.c.name == name)) for name in wanted.tags]
    conditions += [_flagged(flag) for flag in wanted.flags]
    if wanted.search is not None:
        conditions.append(_worded(connection, wanted.search))
    return conditions


def _flagged(flag: Flag) -> ColumnElement[bool]:
    if flag is Flag.DRAFT:
        return claim.c.state == State.DRAFT
    if flag is Flag.STALE:
        return _stale()
    return claim.c.id.in_(select(claim_flag.c.claim_id).where(claim_flag.c.flag == flag))


def _stale() -> ColumnElement[bool]:
    """Unverified and not checked for longer than the limit, or past the last day of the due date."""
    moment = now()
    unchecked = func.coalesce(claim.c.assessed_at, claim.c.recorded_at, type_=claim.c.recorded_at.type) < literal(
        moment - timedelta(days=STALE_DAYS), claim.c.recorded_at.type
    )
    overdue = func.coalesce(claim.c.due + AFTER_ANY_DAY < moment.date().isoformat(), false())
    return or_(and_(claim.c.status.in_(UNVERIFIED), unchecked), overdue)


def _worded(connection: Connection, typed: str) -> ColumnElement[bool]:
    found = search.matching(connection, "claim", typed)
    if found is None:
        return false()
    statement, values = found
    hits = text(statement).bindparams(**values).columns(column("id"), column("rank")).subquery("hits")
    return claim.c.id.in_(select(hits.c.id))


_KEYS: Final[dict[str, ColumnElement[Any]]] = {
    "id": claim.c.id,
    "recorded": claim.c.recorded_at,
    "assessed": claim.c.assessed_at,
    "said": attribution.c.said_on,
    "status": case({status: rank for rank, status in enumerate(Status)}, value=claim.c.status),
    "credibility": claim.c.credibility,
}


def _behind(connection: Connection, wanted: ClaimFilter, key: ColumnElement[Any]) -> ColumnElement[bool]:
    """What comes after the claim that the last page ended with: a comparison, so that page 10,000 costs as page 1."""
    number = claim.c.id
    further = number < wanted.after if wanted.descending else number > wanted.after
    if key is number:
        return further
    last = connection.execute(select(key.label("key")).select_from(_shown(wanted)).where(number == wanted.after))
    row = last.one_or_none()
    if row is None:
        raise NotFound(f"{handle(CLAIM, wanted.after or 0)} is not in this list.", "Give --after the last id shown.")
    if row.key is None:
        return and_(key.is_(None), further)
    beyond = key < row.key if wanted.descending else key > row.key
    return or_(beyond, and_(key == row.key, further), key.is_(None))
