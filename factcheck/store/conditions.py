"""What a claim and its attributions have to be to match: the shape of a filter as conditions for a statement."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    case,
    column,
    false,
    func,
    or_,
    select,
    text,
    true,
)

from factcheck.dates import AFTER_ANY_DAY
from factcheck.identity import SOURCE, fold, is_handle, number
from factcheck.store import asof, narrowing, search
from factcheck.store.asof import View
from factcheck.store.filters import ClaimFilter, Question, Shape, by_name, values_of
from factcheck.store.links import grouped
from factcheck.store.narrowing import among, are_few, one_of, unindexed
from factcheck.store.prepared import KEPT, Prepared
from factcheck.store.tables import assessment, attribution, claim, claim_flag, source, source_alias, tag
from factcheck.store.traces import Test, is_any, once_in, plain
from factcheck.vocabulary import UNVERIFIED, Flag, State

INDEXED: Final = ("sources", "articles", "kinds", "said")
_NOBODY: Final = 0
said = attribution.alias("said")
_speaker = source.alias("speaker_of_said")
_called = source.alias("called")
_merged = source.alias("merged")
_flagged_too = claim_flag.alias("flagged_too")
_member = claim.alias("member")
_CHECKED: Final[BindParameter[Any]] = bindparam("checked", type_=claim.c.recorded_at.type)
_TODAY: Final[BindParameter[Any]] = bindparam("today", type_=claim.c.due.type)


def asked(connection: Connection, wanted: ClaimFilter) -> Question:
    """The filter as statements take it in this database."""
    given, view, moment = values_of(wanted), asof.view(connection), asof.moment(connection)
    if wanted.sources:
        given["sources"] = tuple(connection.scalars(_speakers(wanted.sources))) or (_NOBODY,)
    found = search.matching(connection, "claim", wanted.search) if wanted.search is not None else None
    words = found or ("", {}) if wanted.search is not None else (None, {})
    shape = Shape(
        view,
        tuple((field, len(some)) for field, some in given.items()),
        *(wanted.flags, wanted.sort, wanted.descending, wanted.all, words[0]),
    )
    since = {"checked": moment - timedelta(days=wanted.stale_days), "today": moment.date().isoformat()}
    values = {**by_name(given), **words[1], **since, **narrowing.most()}
    labels, sizes = _sizes(shape)
    if not labels:
        return Question(shape, values)
    (known,) = sizes.rows(connection, values)
    holds = frozenset(label for label, is_so in zip(labels, known, strict=True) if is_so)
    return Question(replace(shape, grouped="grouped" in holds, few=holds), values)


@lru_cache(KEPT)
def _sizes(shape: Shape) -> tuple[Sequence[str], Prepared]:
    """What of the database the way to the answer depends on: whether there are groups, and which rows are few.

    Of the past that is another question: see `retrospect`.
    """
    about_it = _of_attribution(shape, by_claim=False)
    sizes: dict[str, ColumnElement[bool]] = {}
    if about_it or "tags" in shape or shape.search is not None:
        sizes["grouped"] = grouped(shape.view)
    if shape.view.schema is None:
        sizes |= {name.key: are_few(select(tag.c.claim_id).where(tag.c.name == name)) for name in shape["tags"]}
        indexed = [select(said.c.id).where(about_it[field]) for field in INDEXED if field in about_it]
        if indexed:
            sizes["said"] = case(*((are_few(which), true()) for which in indexed), else_=false())
    return tuple(sizes), Prepared(select(*sizes.values()))


def of_claim(shape: Shape) -> list[ColumnElement[bool]]:
    """What the claim itself must be, and that some attribution of it matches."""
    conditions = [_among(claim.c.state, shape["states"])]
    if "statuses" in shape:
        conditions.append(_among(claim.c.status, shape["statuses"]))
    if "credibilities" in shape:
        conditions.append(claim.c.credibility.in_(shape["credibilities"]))
    if not shape.all:
        conditions.append(claim.c.group_id.is_(None))
    conditions += [one_of(shape.view, claim.c.id, keys.key) for keys in shape["ids"]]
    if "between" in shape:
        first, last = shape["between"]
        conditions += [claim.c.id >= first, claim.c.id <= last]
    if "assessed" in shape:
        conditions += _assessed(shape.view, *shape["assessed"])
    if "unassessed" in shape:
        conditions.append(claim.c.assessed_at.is_(None))
    for name in shape["tags"]:
        conditions += [_some(shape, tag.c.claim_id, [tag.c.name == name], few=name.key in shape.few)]
    conditions += [_flagged(shape.view, flag) for flag in shape.flags]
    if shape.search is not None:
        conditions.append(_worded(shape))
    about_it = _of_attribution(shape, by_claim="said" not in shape.few)
    if about_it:
        conditions.append(_some(shape, said.c.claim_id, list(about_it.values()), few="said" in shape.few))
    return conditions


def _assessed(view: View, first: BindParameter[Any], last: BindParameter[Any]) -> list[ColumnElement[bool]]:
    """That the claim was last assessed between these moments, at which some assessment of it was recorded."""
    given = plain(view, assessment)
    those = select(given.c.claim_id).where(given.c.recorded_at >= first, given.c.recorded_at <= last)
    return [among(view, claim.c.id, those), claim.c.assessed_at >= first, claim.c.assessed_at <= last]


def own(shape: Shape, number: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a number is that of the claim, or of one that it stands for."""
    if not shape.grouped:
        return number == claim.c.id
    mine = once_in(shape.view, _member, lambda group: group == claim.c.id)
    others = select(_member.c.id).where(_member.c.group_id == claim.c.id, mine)
    return among(shape.view, number, select(claim.c.id).correlate(claim).union_all(others.correlate(claim)))


def of_attribution(shape: Shape) -> list[ColumnElement[bool]]:
    """What an attribution, as `said`, must be, once it was found by its claim, or nothing."""
    return list(_of_attribution(shape, by_claim=True).values())


def _of_attribution(shape: Shape, *, by_claim: bool) -> dict[str, ColumnElement[bool]]:
    """The conditions by what they ask for. A claim has few attributions: found by it, no other index is of use."""
    return {
        field: is_such(unindexed(said.c[name]) if by_claim else said.c[name])
        for field, (name, is_such) in asked_of_attribution(shape).items()
    }


def asked_of_attribution(shape: Shape) -> dict[str, tuple[str, Test]]:
    """What an attribution must be, by what the filter asks for: a column, and what that must be."""
    asked: dict[str, tuple[str, Test]] = {}
    if "sources" in shape:
        asked["sources"] = "source_id", lambda source_id: source_id.in_(shape["sources"])
    if "articles" in shape:
        asked["articles"] = "article_id", lambda article_id: article_id.in_(shape["articles"])
    if "kinds" in shape:
        of_kind = (
            select(_speaker.c.id)
            .outerjoin(_merged, _merged.c.id == _speaker.c.merged_into_id)
            .where(func.coalesce(_merged.c.kind, _speaker.c.kind).in_(shape["kinds"]))
        )
        asked["kinds"] = "source_id", lambda source_id: source_id.in_(of_kind)
    if "said_since" in shape or "said_until" in shape:
        asked["said"] = "said_on", lambda said_on: _overlaps(said_on, shape["said_since"], shape["said_until"])
    if "stances" in shape:
        asked["stances"] = "stance", lambda stance: stance.in_(shape["stances"])
    if "modalities" in shape:
        asked["modalities"] = "modality", lambda modality: modality.in_(shape["modalities"])
    return asked


def _overlaps(
    said_on: ColumnElement[Any], since: Sequence[BindParameter[str]], until: Sequence[BindParameter[str]]
) -> ColumnElement[bool]:
    begun = [or_(said_on >= since[0], said_on.in_(since[1:]))] if since else []
    return and_(*begun, *(said_on <= last for last in until))


def stale() -> ColumnElement[bool]:
    """Unverified and not checked for longer than the limit, or past the last day of the due date."""
    return or_(and_(claim.c.status.in_(UNVERIFIED), unchecked()), func.coalesce(overdue(), false()))


def unchecked() -> ColumnElement[bool]:
    """Whether nobody has checked the claim for longer than the limit."""
    return unchecked_since() < _CHECKED


def overdue() -> ColumnElement[bool]:
    """Whether the last day of the due date has passed: `2026` is over with 2026. Null where nothing falls due."""
    return and_(claim.c.due < _TODAY, claim.c.due + AFTER_ANY_DAY < _TODAY)


def unchecked_since() -> ColumnElement[Any]:
    """Since when nobody has checked the claim: since it last was, or since it was recorded."""
    return func.coalesce(claim.c.checked_at, claim.c.recorded_at, type_=claim.c.recorded_at.type)


def _some(
    shape: Shape, number: ColumnElement[int], conditions: Sequence[ColumnElement[bool]], *, few: bool
) -> ColumnElement[bool]:
    """Whether a row such as this names the claim by the number in it, or names one that the claim stands for."""
    grouped = shape.grouped and not shape.all
    if not few:
        return is_any(shape.view, own(shape, number) if grouped else number == claim.c.id, *conditions)
    if not grouped:
        return among(shape.view, claim.c.id, select(number).where(*conditions))
    first = func.coalesce(_member.c.group_id, _member.c.id)
    named = select(first).join(number.table, _member.c.id == number).where(*conditions)
    return among(shape.view, claim.c.id, named)


def _among(word: ColumnElement[str], words: Sequence[BindParameter[str]]) -> ColumnElement[bool]:
    """One word is looked up in an index, in the order of ids; several are not, or all that match would be sorted."""
    return word == words[0] if len(words) == 1 else unindexed(word).in_(words)


def _speakers(given: Sequence[str]) -> Select[Any]:
    """The keys of all sources that are meant by these handles and names, or were merged into one that is."""
    handles = [number(SOURCE, one) for one in given if is_handle(SOURCE, one)]
    names = [fold(one) for one in given if not is_handle(SOURCE, one)]
    others = select(source_alias.c.source_id).where(source_alias.c.folded.in_(names))
    meant = or_(_called.c.id.in_(handles), _called.c.folded.in_(names), _called.c.id.in_(others))
    roots = select(func.coalesce(_called.c.merged_into_id, _called.c.id)).where(meant)
    return select(_speaker.c.id).where(or_(_speaker.c.id.in_(roots), _speaker.c.merged_into_id.in_(roots)))


def _flagged(view: View, flag: Flag) -> ColumnElement[bool]:
    if flag is Flag.DRAFT:
        return claim.c.state == State.DRAFT
    if flag is Flag.STALE:
        return stale()
    return is_any(view, _flagged_too.c.claim_id == claim.c.id, _flagged_too.c.flag == flag)


def _worded(shape: Shape) -> ColumnElement[bool]:
    if not shape.search:
        return false()
    hits = text(shape.search).columns(column("id"), column("rank")).subquery("hits")
    if not shape.grouped or shape.all:
        return claim.c.id.in_(select(hits.c.id))
    return claim.c.id.in_(select(func.coalesce(_member.c.group_id, _member.c.id)).join(hits, hits.c.id == _member.c.id))
