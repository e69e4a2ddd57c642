"""The statements behind a list of claims: which page of them, in which order, with which attribution of each."""

from datetime import timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    null,
    or_,
    select,
)

from factcheck.errors import NotFound
from factcheck.identity import CLAIM, handle
from factcheck.store import asof, retrospect
from factcheck.store.conditions import ClaimFilter, of_attribution, of_claim, own, resolved, said, stale, waiting
from factcheck.store.tables import article, attribution, claim, claim_flag, grade, source, tag
from factcheck.vocabulary import KEPT_FLAGS, Status

SORTS: Final = ("id", "recorded", "assessed", "said", "status", "credibility")

_CHUNK: Final = 500
_member = claim.alias("member")
_speaker = source.alias("speaker")
_latest = grade.alias("latest")


def page(connection: Connection, wanted: ClaimFilter) -> list[Row[Any]]:
    """The rows of one page; their columns are those of a ClaimRow but for flags and tags, which follow.

    The page is chosen by keys alone, so that whatever has to be sorted is narrow, and filled afterwards.
    """
    wanted = resolved(connection, wanted)
    chosen = _chosen(connection, wanted)
    moment, then = asof.moment(connection), asof.then(connection)
    past = then is not None
    if about_it := of_attribution(wanted):
        first = select(func.min(said.c.id)).where(own(connection, said.c.claim_id), *about_it)
    if about_it and then is None:
        keys = chosen.subquery("chosen")
        query = _filled(first, stale(wanted.stale_days, moment), past=past).join(keys, keys.c.id == claim.c.id)
        return list(connection.execute(query.order_by(*_order(wanted, keys.c.get("key"), keys.c.id))))
    numbers = list(connection.scalars(chosen)) if then is None else retrospect.numbers(connection, then, wanted, chosen)
    values = {"checked": moment - timedelta(days=wanted.stale_days), "today": moment.date().isoformat()}
    query = _numbered(first, past=past) if about_it else _plainly(past=past)
    rows: dict[int, Row[Any]] = {}
    for at in range(0, len(numbers), _CHUNK):
        some = {"numbers": numbers[at : at + _CHUNK]}
        rows.update((row[0], row) for row in connection.execute(query, {**values, **some}).all())
    return [rows[number] for number in numbers]


@cache
def _plainly(*, past: bool) -> Select[Any]:
    """Claims by number, with the first attribution of each: made once, since nothing in it depends on the question."""
    return _numbered(select(func.min(said.c.id)).where(said.c.claim_id == claim.c.id), past=past)


def _numbered(first: Select[Any], *, past: bool) -> Select[Any]:
    waits = waiting(bindparam("checked", type_=claim.c.recorded_at.type), bindparam("today", type_=claim.c.due.type))
    return _filled(first, waits, past=past).where(claim.c.id.in_(bindparam("numbers", expanding=True)))


def _together(word: ColumnElement[str]) -> ColumnElement[str]:
    """All words of a side table, none of which holds a space."""
    side = word.table
    return select(func.aggregate_strings(word, " ")).where(side.c.claim_id == claim.c.id).scalar_subquery()


def _filled(first: Select[Any], waits: ColumnElement[bool], *, past: bool) -> Select[Any]:
    """Of the past no index tells who stood for others, so that everybody may have, nor the words of one claim."""
    reliability = (
        select(_latest.c.reliability).where(_latest.c.source_id == source.c.id).order_by(_latest.c.id.desc()).limit(1)
    )
    return select(
        *(claim.c[name] for name in ("id", "uid", "text", "status", "credibility", "confidence", "state")),
        attribution.c.article_id,
        article.c.title.label("article_title"),
        *(attribution.c[name] for name in ("quote", "start", "end")),
        source.c.id.label("source_id"),
        source.c.name.label("source_name"),
        source.c.kind.label("source_kind"),
        reliability.scalar_subquery().label("reliability"),
        *(attribution.c[name] for name in ("cue", "stance", "modality", "voice", "said_on")),
        *(claim.c[name] for name in ("recorded_at", "assessed_at", "version", "group_id")),
        waits.label("stale"),
        (null() if past else _together(claim_flag.c.flag)).label("kept"),
        (null() if past else _together(tag.c.name)).label("tags"),
        (literal(value=True) if past else exists().where(_member.c.group_id == claim.c.id)).label("may_lead"),
    ).select_from(
        claim.join(attribution, attribution.c.id == first.scalar_subquery())
        .join(_speaker, _speaker.c.id == attribution.c.source_id)
        .join(source, source.c.id == func.coalesce(_speaker.c.merged_into_id, _speaker.c.id))
        .outerjoin(article, article.c.id == attribution.c.article_id)
    )


@cache
def words() -> CompoundSelect[Any]:
    """The kept flags and the tags of claims by number, for the past: claim, word, and whether it is a flag."""
    numbers: BindParameter[Any] = bindparam("numbers", expanding=True)
    flags = select(claim_flag.c.claim_id, claim_flag.c.flag, literal(1)).where(claim_flag.c.claim_id.in_(numbers))
    return flags.union_all(select(tag.c.claim_id, tag.c.name, literal(0)).where(tag.c.claim_id.in_(numbers)))


def matching(connection: Connection, wanted: ClaimFilter) -> Select[Any]:
    """The ids of all that matches, whatever the page."""
    query = select(_number(connection, wanted).label("id"))
    kept = _kept_flag(connection, wanted)
    if kept is not None:  # the rows of one flag stand in the order of the claims
        mine = and_(claim.c.id == claim_flag.c.claim_id, claim_flag.c.flag == kept)
        query = query.select_from(claim_flag.join(claim, mine))
    return query.where(*of_claim(connection, wanted))


def _chosen(connection: Connection, wanted: ClaimFilter) -> Select[Any]:
    """The ids of one page, each with its sort key unless that is the id."""
    query, number, key = matching(connection, wanted), _number(connection, wanted), _key(wanted)
    if key is not None:
        query = query.add_columns(key.label("key"))
    if wanted.after is not None:
        query = query.where(_behind(connection, wanted, number, key))
    return query.order_by(*_order(wanted, key, number)).limit(wanted.limit)


def _kept_flag(connection: Connection, wanted: ClaimFilter) -> str | None:
    """The flag whose rows to start from, if one is asked for that is kept; the past starts from claims."""
    if asof.asks_of_the_past(connection):
        return None
    return next((flag for flag in wanted.flags if flag in KEPT_FLAGS), None)


def _number(connection: Connection, wanted: ClaimFilter) -> ColumnElement[int]:
    return claim.c.id if _kept_flag(connection, wanted) is None else claim_flag.c.claim_id


def _key(wanted: ClaimFilter) -> ColumnElement[Any] | None:
    match wanted.sort:
        case "recorded":
            return claim.c.recorded_at
        case "assessed":
            return claim.c.assessed_at
        case "credibility":
            return claim.c.credibility
        case "status":
            return case({str(status): rank for rank, status in enumerate(Status)}, value=claim.c.status)
        case "said":
            shown = select(said.c.said_on).where(said.c.claim_id == claim.c.id, *of_attribution(wanted))
            return shown.order_by(said.c.id).limit(1).scalar_subquery()
        case _:
            return None


def _order(wanted: ClaimFilter, key: ColumnElement[Any] | None, number: ColumnElement[int]) -> list[ColumnElement[Any]]:
    if wanted.descending:
        return [*([key.desc().nulls_last()] if key is not None else []), number.desc()]
    return [*([key.asc().nulls_last()] if key is not None else []), number]


def _behind(
    connection: Connection, wanted: ClaimFilter, number: ColumnElement[int], key: ColumnElement[Any] | None
) -> ColumnElement[bool]:
    """What comes after the claim that the last page ended with: a comparison, so that page 10,000 costs as page 1."""
    further = number < wanted.after if wanted.descending else number > wanted.after
    shown = claim.c.id if key is None else key
    row = connection.execute(select(shown.label("key")).where(claim.c.id == wanted.after)).first()
    if row is None:
        raise NotFound(f"There is no claim {handle(CLAIM, wanted.after or 0)}.", "Give --after the last id shown.")
    if key is None:
        return further
    if row.key is None:
        return and_(key.is_(None), further)
    beyond = key < row.key if wanted.descending else key > row.key
    return or_(beyond, and_(key == row.key, further), key.is_(None))
