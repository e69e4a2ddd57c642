"""What a claim and its attributions have to be to match: a filter as conditions for a statement."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    column,
    false,
    func,
    literal,
    or_,
    select,
    text,
)

from factcheck.dates import AFTER_ANY_DAY
from factcheck.identity import SOURCE, fold, is_handle, number
from factcheck.settings import STALE_DAYS
from factcheck.store import asof, search
from factcheck.store.links import are_any
from factcheck.store.narrowing import among, are_few, unindexed
from factcheck.store.tables import attribution, claim, claim_flag, source, source_alias, tag
from factcheck.store.traces import Test, is_any, once_in
from factcheck.vocabulary import LISTED, UNVERIFIED, Flag, State, Status


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """What to look for. Several values of one field are alternatives; different fields must all hold.

    The fields about an attribution (`sources`, which are handles or names, `kinds`, `articles`, `stances`,
    `modalities`, `said_since`, `said_until`) have to hold for one and the same attribution. Dates are partial and
    match where the spans overlap. `after` is the claim that the page before ended with; `descending` turns the order
    round. Claims that say the same are one, with the attributions, words and tags of all; `all` lists each by itself.
    `speakers` are the keys behind `sources`; `resolved` finds them.
    An unverified claim is stale when nobody has checked it for more than `stale_days`.
    """

    statuses: tuple[Status, ...] = ()
    states: tuple[State, ...] = LISTED
    ids: tuple[int, ...] = ()
    sources: tuple[str, ...] = ()
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
    all: bool = False
    stale_days: int = STALE_DAYS
    speakers: tuple[int, ...] | None = None


said = attribution.alias("said")
_speaker = source.alias("speaker_of_said")
_called = source.alias("called")
_merged = source.alias("merged")
_flagged_too = claim_flag.alias("flagged_too")
_member = claim.alias("member")


def resolved(connection: Connection, wanted: ClaimFilter) -> ClaimFilter:
    """The filter with the keys of all sources that are meant, or were merged into one that is."""
    if not wanted.sources or wanted.speakers is not None:
        return wanted
    return replace(wanted, speakers=tuple(connection.scalars(_group(wanted.sources))))


def of_claim(connection: Connection, wanted: ClaimFilter) -> list[ColumnElement[bool]]:
    """What the claim itself must be, and that some attribution of it matches."""
    wanted = resolved(connection, wanted)
    conditions = [_among(claim.c.state, wanted.states)]
    if wanted.statuses:
        conditions.append(_among(claim.c.status, wanted.statuses))
    if wanted.ids:
        conditions.append(claim.c.id.in_(wanted.ids))
    if wanted.credibilities:
        conditions.append(claim.c.credibility.in_(wanted.credibilities))
    if not wanted.all:
        conditions.append(claim.c.group_id.is_(None))
    about_it = _of_attribution(wanted, by_claim=False)
    looked_for = wanted.tags or wanted.search is not None or about_it
    grouped = bool(looked_for) and not wanted.all and are_any(connection)
    past = asof.asks_of_the_past(connection)  # which knows before it asks what few are
    for name in wanted.tags:
        called = tag.c.name == name
        few = not past and are_few(connection, select(tag.c.claim_id).where(called))
        conditions.append(_some(connection, tag.c.claim_id, [called], few=few, grouped=grouped))
    conditions += [_flagged(connection, flag, wanted.stale_days) for flag in wanted.flags]
    if wanted.search is not None:
        conditions.append(_worded(connection, wanted.search, grouped=grouped))
    if about_it:
        indexed = (about_it[field] for field in ("sources", "articles", "kinds", "said") if field in about_it)
        few = not past and any(are_few(connection, select(said.c.id).where(one)) for one in indexed)
        these = list(about_it.values()) if few else of_attribution(wanted)
        conditions.append(_some(connection, said.c.claim_id, these, few=few, grouped=grouped))
    return conditions


def own(connection: Connection, number: ColumnElement[int], *, grouped: bool = True) -> ColumnElement[bool]:
    """Whether a number is that of the claim, or of one that it stands for."""
    if not grouped:
        return number == claim.c.id
    mine = once_in(connection, _member, lambda group: group == claim.c.id)
    others = select(_member.c.id).where(_member.c.group_id == claim.c.id, mine)
    return among(connection, number, select(claim.c.id).correlate(claim).union_all(others.correlate(claim)))


def of_attribution(wanted: ClaimFilter) -> list[ColumnElement[bool]]:
    """What an attribution, as `said`, must be, once it was found by its claim; nothing where the filter does not ask.

    The filter has to be resolved.
    """
    return list(_of_attribution(wanted, by_claim=True).values())


def _of_attribution(wanted: ClaimFilter, *, by_claim: bool) -> dict[str, ColumnElement[bool]]:
    """The conditions by what they ask for. A claim has few attributions: found by it, no other index is of use."""
    return {
        field: is_such(unindexed(said.c[name]) if by_claim else said.c[name])
        for field, (name, is_such) in asked_of_attribution(wanted).items()
    }


def asked_of_attribution(wanted: ClaimFilter) -> dict[str, tuple[str, Test]]:
    """What an attribution must be, by what the filter, which is resolved, asks for: a column, and what that must be."""
    asked: dict[str, tuple[str, Test]] = {}
    if wanted.sources:
        asked["sources"] = "source_id", lambda source_id: source_id.in_(wanted.speakers or ())
    if wanted.articles:
        asked["articles"] = "article_id", lambda article_id: article_id.in_(wanted.articles)
    if wanted.kinds:
        of_kind = (
            select(_speaker.c.id)
            .outerjoin(_merged, _merged.c.id == _speaker.c.merged_into_id)
            .where(func.coalesce(_merged.c.kind, _speaker.c.kind).in_(wanted.kinds))
        )
        asked["kinds"] = "source_id", lambda source_id: source_id.in_(of_kind)
    if wanted.said_since is not None or wanted.said_until is not None:
        asked["said"] = "said_on", lambda said_on: _overlaps(said_on, wanted.said_since, wanted.said_until)
    if wanted.stances:
        asked["stances"] = "stance", lambda stance: stance.in_(wanted.stances)
    if wanted.modalities:
        asked["modalities"] = "modality", lambda modality: modality.in_(wanted.modalities)
    return asked


def _overlaps(said_on: ColumnElement[Any], since: str | None, until: str | None) -> ColumnElement[bool]:
    conditions = []
    if since is not None:  # a year or month overlaps that begins before it and ends in it or later
        conditions.append(or_(said_on >= since, said_on.in_([since[:length] for length in (4, 7)])))
    if until is not None:
        conditions.append(said_on <= until + AFTER_ANY_DAY)
    return and_(*conditions)


def stale(days: int, moment: datetime) -> ColumnElement[bool]:
    """Unverified and not checked for longer than so many days, or past the last day of the due date."""
    checked = literal(moment - timedelta(days=days), claim.c.recorded_at.type)
    return waiting(checked, literal(moment.date().isoformat()))


def waiting(checked: ColumnElement[Any], today: ColumnElement[Any]) -> ColumnElement[bool]:
    """Unverified and not checked since that moment, or past the last day of the due date by today."""
    unverified = and_(claim.c.status.in_(UNVERIFIED), unchecked_since() < checked)
    return or_(unverified, func.coalesce(_past(today), false()))


def unchecked_for(days: int, moment: datetime) -> ColumnElement[bool]:
    """Whether nobody has checked the claim for longer than so many days."""
    return unchecked_since() < literal(moment - timedelta(days=days), claim.c.recorded_at.type)


def overdue(moment: datetime) -> ColumnElement[bool]:
    """Whether the last day of the due date has passed: `2026` is over with 2026. Null where nothing falls due."""
    return _past(literal(moment.date().isoformat()))


def _past(today: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(claim.c.due < today, claim.c.due + AFTER_ANY_DAY < today)


def unchecked_since() -> ColumnElement[Any]:
    """Since when nobody has checked the claim: since it last was, or since it was recorded."""
    return func.coalesce(claim.c.checked_at, claim.c.recorded_at, type_=claim.c.recorded_at.type)


def _some(
    connection: Connection,
    number: ColumnElement[int],
    conditions: Sequence[ColumnElement[bool]],
    *,
    few: bool,
    grouped: bool,
) -> ColumnElement[bool]:
    """Whether a row such as this names the claim by the number in it, or names one that the claim stands for."""
    if not few:
        return is_any(connection, own(connection, number, grouped=grouped), *conditions)
    if not grouped:
        return among(connection, claim.c.id, select(number).where(*conditions))
    first = func.coalesce(_member.c.group_id, _member.c.id)
    named = select(first).join(number.table, _member.c.id == number).where(*conditions)
    return among(connection, claim.c.id, named)


def _among(word: ColumnElement[str], words: Sequence[str]) -> ColumnElement[bool]:
    """One word is looked up in an index, in the order of ids; several are not, or all that match would be sorted."""
    return word == words[0] if len(words) == 1 else unindexed(word).in_(words)


def _group(given: Sequence[str]) -> Select[Any]:
    """The keys of all sources that are meant by these handles and names, or were merged into one that is."""
    handles = [number(SOURCE, one) for one in given if is_handle(SOURCE, one)]
    names = [fold(one) for one in given if not is_handle(SOURCE, one)]
    others = select(source_alias.c.source_id).where(source_alias.c.folded.in_(names))
    meant = or_(_called.c.id.in_(handles), _called.c.folded.in_(names), _called.c.id.in_(others))
    roots = select(func.coalesce(_called.c.merged_into_id, _called.c.id)).where(meant)
    return select(_speaker.c.id).where(or_(_speaker.c.id.in_(roots), _speaker.c.merged_into_id.in_(roots)))


def _flagged(connection: Connection, flag: Flag, days: int) -> ColumnElement[bool]:
    if flag is Flag.DRAFT:
        return claim.c.state == State.DRAFT
    if flag is Flag.STALE:
        return stale(days, asof.moment(connection))
    return is_any(connection, _flagged_too.c.claim_id == claim.c.id, _flagged_too.c.flag == flag)


def _worded(connection: Connection, typed: str, *, grouped: bool) -> ColumnElement[bool]:
    found = search.matching(connection, "claim", typed)
    if found is None:
        return false()
    statement, values = found
    hits = text(statement).bindparams(**values).columns(column("id"), column("rank")).subquery("hits")
    if not grouped:
        return claim.c.id.in_(select(hits.c.id))
    return claim.c.id.in_(select(func.coalesce(_member.c.group_id, _member.c.id)).join(hits, hits.c.id == _member.c.id))
