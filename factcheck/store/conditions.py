"""What a claim and its attributions have to be to match: the shape of a filter as conditions for a statement."""

from collections.abc import Collection, Sequence
from functools import partial
from typing import Any, Final, Protocol

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Select,
    and_,
    bindparam,
    column,
    false,
    func,
    or_,
    select,
    text,
)

from factcheck.dates import AFTER_ANY_DAY
from factcheck.store.asof import View
from factcheck.store.filters import Shape
from factcheck.store.narrowing import among, one_of, unindexed
from factcheck.store.tables import assessment, attribution, claim, claim_flag, source, tag
from factcheck.store.traces import Test, is_any, is_one, once_in, plain
from factcheck.vocabulary import UNVERIFIED, Flag, State

RANGED: Final = ("sources", "kinds", "stances", "modalities")
"""What an index finds in the order of claims."""
INDEXED: Final = (*RANGED, "articles", "said")
ALONE: Final = ("statuses", "credibilities")
"""What claims meet by themselves, and an index finds in the order of ids."""
JUDGED: Final = "judged"
"""That a claim was assessed and has such a status: then some assessment of it gave it that."""
said = attribution.alias("said")
_speaker = source.alias("speaker_of_said")
_merged = source.alias("merged")
_flagged_too = claim_flag.alias("flagged_too")
_member = claim.alias("member")
_CHECKED: Final[BindParameter[Any]] = bindparam("checked", type_=claim.c.recorded_at.type)
_TODAY: Final[BindParameter[Any]] = bindparam("today", type_=claim.c.due.type)


class Such(Protocol):
    """What a row must be that names a claim; found by its claim, or by the condition itself."""

    def __call__(self, *, by_claim: bool) -> Sequence[ColumnElement[bool]]:  # noqa: D102 -- as the class says
        ...


def of_claim(shape: Shape) -> list[ColumnElement[bool]]:
    """What the claim itself must be, and that some attribution of it matches."""
    conditions = [_among(shape, "states", claim.c.state)]
    conditions += alone(shape).values()
    conditions.append(claim.c.group_id.is_(None))
    conditions += [one_of(shape.view, claim.c.id, keys.key) for keys in shape["ids"]]
    if "assessed" in shape:
        conditions += _assessed(shape.view, *shape["assessed"])
    if JUDGED in shape.few:
        conditions += [among(shape.view, claim.c.id, judged(shape)), claim.c.assessed_at.is_not(None)]
    if "unassessed" in shape:
        conditions.append(claim.c.assessed_at.is_(None))
    if "unrated" in shape:
        conditions.append(claim.c.credibility.is_(None))
    if "on" in shape:
        conditions += _on(shape, *shape["on"])
    if "undated" in shape:
        conditions.append(said_on(shape).is_(None))
    for name in shape["tags"]:
        conditions.append(_some(shape, tag.c.claim_id, partial(_named, name), few=name.key in shape.few))
    conditions += [_flagged(shape, flag) for flag in shape.flags]
    if shape.search is not None:
        conditions.append(_worded(shape))
    about_it = asked_of_attribution(shape)
    is_met = "on" in shape or (shape.sort == "said" and "valued" in shape)  # by that which it is listed with
    if about_it and not is_met:
        few = not shape.few.isdisjoint(about_it)
        conditions.append(_some(shape, said.c.claim_id, partial(_said, shape), few=few))
    return conditions


def alone(shape: Shape) -> dict[str, ColumnElement[bool]]:
    """What a claim must be by itself, by what the filter asks for."""
    columns = zip(ALONE, (claim.c.status, claim.c.credibility), strict=True)
    return {field: _among(shape, field, column) for field, column in columns if field in shape}


def shown(shape: Shape) -> list[ColumnElement[bool]]:
    """What an attribution must be that a claim is listed with, which is the first such: one that matches.

    It may be of a claim that says the same, where any is asked for.
    """
    about_it = of_attribution(shape)
    return [by_group(shape, said.c.claim_id) if about_it else said.c.claim_id == claim.c.id, *about_it]


def judged(shape: Shape) -> Select[Any]:
    """The claims that were once given such a status."""
    return select(assessment.c.claim_id).where(assessment.c.status.in_(shape["statuses"]))


def said_on(shape: Shape) -> ColumnElement[Any]:
    """When the attribution that a claim is listed with was said."""
    return select(said.c.said_on).where(*shown(shape)).order_by(said.c.id).limit(1).scalar_subquery()


def _on(shape: Shape, day: BindParameter[str]) -> list[ColumnElement[bool]]:
    """That what a claim is listed with was said on a day, month or year, just so; an index leads to those in turn."""
    such = [said.c.said_on == day, *of_attribution(shape)]
    led = _some(shape, said.c.claim_id, lambda *, by_claim: such, few=True)  # noqa: ARG005 -- either way it leads
    return [said_on(shape) == day, led]


def _named(name: BindParameter[str], *, by_claim: bool) -> list[ColumnElement[bool]]:
    """What a tag of this name is."""
    return [(unindexed(tag.c.name) if by_claim else tag.c.name) == name]


def _said(shape: Shape, *, by_claim: bool) -> list[ColumnElement[bool]]:
    """What an attribution must be, found by its claim or by a condition that few meet."""
    return of_attribution(shape) if by_claim else list(each_of_attribution(shape, shape.few).values())


def _assessed(view: View, first: BindParameter[Any], last: BindParameter[Any]) -> list[ColumnElement[bool]]:
    """That the claim was last assessed between these moments, at which some assessment of it was recorded."""
    given = plain(view, assessment)
    those = select(given.c.claim_id).where(given.c.recorded_at >= first, given.c.recorded_at <= last)
    return [among(view, claim.c.id, those), claim.c.assessed_at >= first, claim.c.assessed_at <= last]


def by_group(shape: Shape, number: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a number is that of the claim, or of one that it stands for."""
    if not shape.grouped:
        return number == claim.c.id
    mine = once_in(shape.view, _member, lambda group: group == claim.c.id)
    others = select(_member.c.id).where(_member.c.group_id == claim.c.id, mine)
    return among(shape.view, number, select(claim.c.id).correlate(claim).union_all(others.correlate(claim)))


def of_attribution(shape: Shape, row: FromClause = said) -> list[ColumnElement[bool]]:
    """What an attribution must be, once it was found by its claim, or nothing.

    A claim has few attributions: no other index is of use, and SQLite would choose one.
    """
    return list(each_of_attribution(shape, (), row).values())


def each_of_attribution(
    shape: Shape, led_by: Collection[str], row: FromClause = said
) -> dict[str, ColumnElement[bool]]:
    """The conditions by what they ask for, and which may lead to the attributions by an index of theirs."""
    return {
        field: is_such(row.c[name] if field in led_by else unindexed(row.c[name]))
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
        asked["said"] = "said_on", lambda said_on: or_(*overlapping(shape, said_on))
    if "stances" in shape:
        asked["stances"] = "stance", lambda stance: stance.in_(shape["stances"])
    if "modalities" in shape:
        asked["modalities"] = "modality", lambda modality: modality.in_(shape["modalities"])
    return asked


def overlapping(shape: Shape, said_on: ColumnElement[Any] = said.c.said_on) -> list[ColumnElement[bool]]:
    """The ways in which what was said on a day, month or year may overlap a span; an index finds each by itself."""
    ended = [said_on <= last for last in shape["said_until"]]
    since = shape["said_since"]
    return [and_(begun, *ended) for begun in (said_on >= since[0], said_on.in_(since[1:]))] if since else ended


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


def _some(shape: Shape, number: ColumnElement[int], such: Such, *, few: bool) -> ColumnElement[bool]:
    """Whether a row such as this names the claim by the number in it, or names one that the claim stands for."""
    grouped = shape.grouped
    if not few:
        return is_any(shape.view, by_group(shape, number), *such(by_claim=True))
    found = select(number).where(*such(by_claim=False))
    if "between" in shape and shape.view.schema is None:
        found = found.where(within(shape, number))
        is_led = is_one(number == _member.c.id, *such(by_claim=True))
        led = select(_member.c.group_id).where(within(shape, _member.c.group_id), is_led)
        return among(shape.view, claim.c.id, found.union_all(led) if grouped else found)
    if grouped:
        first = func.coalesce(_member.c.group_id, _member.c.id)
        found = select(first).join(number.table, _member.c.id == number).where(*such(by_claim=False))
    return among(shape.view, claim.c.id, found)


def within(shape: Shape, number: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a number is one of those that are looked at in turn."""
    first, last = shape["between"]
    return and_(number >= first, number <= last)


def _among(shape: Shape, field: str, value: ColumnElement[Any]) -> ColumnElement[bool]:
    """One value is looked up in an index, in the order of ids; several are not, or all that match would be sorted.

    So would one be in another order. What few meet is sorted.
    """
    given = shape[field]
    if field in shape.few:
        return value.in_(given)
    if len(given) > 1:
        return unindexed(value).in_(given)
    return (value if shape.sort == "id" or shape.view.schema is not None else unindexed(value)) == given[0]


def _flagged(shape: Shape, flag: Flag) -> ColumnElement[bool]:
    if flag is Flag.DRAFT:
        return (claim.c.state if shape.sort == "id" else unindexed(claim.c.state)) == State.DRAFT
    if flag is Flag.STALE:
        return stale()
    if flag in shape.few:
        return among(shape.view, claim.c.id, select(_flagged_too.c.claim_id).where(_flagged_too.c.flag == flag))
    return is_any(shape.view, _flagged_too.c.claim_id == claim.c.id, _flagged_too.c.flag == flag)


def _worded(shape: Shape) -> ColumnElement[bool]:
    if not shape.search:
        return false()
    hits = text(shape.search).columns(column("id"), column("rank")).subquery("hits")
    if not shape.grouped:
        return claim.c.id.in_(select(hits.c.id))
    return claim.c.id.in_(select(func.coalesce(_member.c.group_id, _member.c.id)).join(hits, hits.c.id == _member.c.id))
