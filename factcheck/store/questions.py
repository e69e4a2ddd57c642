"""A filter as a question to one database: its values, and what there its way to the answer depends on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from factcheck.identity import SOURCE, fold, is_handle, number
from factcheck.store import asof, narrowing, search
from factcheck.store.conditions import (
    ALONE,
    INDEXED,
    JUDGED,
    RANGED,
    alone,
    each_of_attribution,
    judged,
    overlapping,
    said,
)
from factcheck.store.filters import ClaimFilter, Question, Shape, by_name, values_of
from factcheck.store.links import grouped
from factcheck.store.narrowing import are_few
from factcheck.store.prepared import KEPT, Prepared
from factcheck.store.tables import claim, claim_flag, source, source_alias, tag
from factcheck.vocabulary import KEPT_FLAGS

_NOBODY: Final = 0
_GROUPED: Final = "grouped"
_called = source.alias("called")
_member = source.alias("member_of_family")


def asked(connection: Connection, wanted: ClaimFilter, few: int | None = None) -> Question:
    """The filter as statements take it in this database; so many rows are few now, or as many as are found at once."""
    given, view, moment = values_of(wanted), asof.view(connection), asof.moment(connection)
    if wanted.sources:
        given["sources"] = tuple(connection.scalars(_speakers(wanted.sources))) or (_NOBODY,)
    found = search.matching(connection, "claim", wanted.search) if wanted.search is not None else None
    words = found or ("", {}) if wanted.search is not None else (None, {})
    shape = Shape(
        view,
        tuple((field, len(some)) for field, some in given.items()),
        *(wanted.flags, wanted.sort, wanted.descending, words[0]),
    )
    since = {"checked": moment - timedelta(days=wanted.stale_days), "today": moment.date().isoformat()}
    question = Question(
        shape, {**by_name(given), **words[1], **since, **narrowing.most(few if view.schema is None else None)}
    )
    counted: tuple[str, ...] = (_GROUPED,)
    if view.schema is None:  # of the past see `retrospect`
        alone = () if wanted.sort == "id" and not wanted.flags else ALONE
        counted += (*INDEXED, "tags", *alone, *(() if wanted.sort == "id" else wanted.flags))
    holds = _known(connection, question, _sizes(shape, counted))
    return replace(question, shape=replace(shape, grouped=_GROUPED in holds, few=holds - {_GROUPED}))


def few_of(connection: Connection, question: Question, most: int) -> frozenset[str]:
    """The conditions that so many rows meet at the most, of those that no index finds in the order of the page."""
    counted: tuple[str, ...] = tuple(field for field in INDEXED if field not in RANGED)
    shape = question.shape
    if shape.sort != "id":
        counted = (*INDEXED, "tags", *ALONE, *shape.flags, *([JUDGED] if shape.sort == "assessed" else []))
    return _known(connection, question.bound(narrowing.most(most)), _sizes(shape, counted))


def led(shape: Shape) -> frozenset[str]:
    """The conditions that lead to claims in their order, however many rows meet them: tags, and one of the others.

    Of the past, no index tells what met them.
    """
    if shape.view.schema is not None:
        return frozenset()
    ranged = [field for field in RANGED if field in shape]
    return frozenset((*(name.key for name in shape["tags"]), *ranged[:1]))


Sizes = tuple[Sequence[str], Prepared]
"""What is asked, and the statement that tells of each whether it holds."""


def _known(connection: Connection, question: Question, sizes: Sizes) -> frozenset[str]:
    labels, statement = sizes
    if not labels:
        return frozenset()
    (known,) = statement.rows(connection, question.values)
    return frozenset(label for label, is_so in zip(labels, known, strict=True) if is_so)


@lru_cache(KEPT)
def _sizes(shape: Shape, counted: tuple[str, ...]) -> Sizes:
    """What of the database the way to the answer depends on: whether there are groups, and which rows are few."""
    about_it = each_of_attribution(shape, INDEXED)
    sizes: dict[str, ColumnElement[bool]] = {}
    if _GROUPED in counted and (about_it or "tags" in shape or shape.search is not None):
        sizes[_GROUPED] = grouped(shape.view)
    if "tags" in counted:
        sizes |= {name.key: are_few(select(tag.c.claim_id).where(tag.c.name == name)) for name in shape["tags"]}
    if JUDGED in counted and "statuses" in shape:
        sizes[JUDGED] = are_few(judged(shape))
    for field in counted:
        if field in shape and field in ALONE:
            sizes[field] = are_few(select(claim.c.id).where(alone(replace(shape, few=frozenset({field})))[field]))
        if field in shape.flags and field in KEPT_FLAGS:
            sizes[field] = are_few(select(claim_flag.c.claim_id).where(claim_flag.c.flag == field))
        if field in about_it:
            either = overlapping(shape) if field == "said" else [about_it[field]]
            sizes[field] = are_few(*(select(said.c.id).where(one) for one in either))
    return tuple(sizes), Prepared(select(*sizes.values()))


def _speakers(given: Sequence[str]) -> Select[Any]:
    """The keys of all sources that are meant by these handles and names, or were merged into one that is."""
    handles = [number(SOURCE, one) for one in given if is_handle(SOURCE, one)]
    names = [fold(one) for one in given if not is_handle(SOURCE, one)]
    others = select(source_alias.c.source_id).where(source_alias.c.folded.in_(names))
    meant = or_(_called.c.id.in_(handles), _called.c.folded.in_(names), _called.c.id.in_(others))
    roots = select(func.coalesce(_called.c.merged_into_id, _called.c.id)).where(meant)
    return select(_member.c.id).where(or_(_member.c.id.in_(roots), _member.c.merged_into_id.in_(roots)))
