"""Finding sources: by handle, by name, in lists, and one with all that is known of it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, exists, func, or_, select

from factcheck.errors import NotFound, UsageProblem
from factcheck.identity import SOURCE, fold, is_handle, number
from factcheck.shell import word
from factcheck.store.asof import View, view
from factcheck.store.lookalikes import Lookalike, lookalikes
from factcheck.store.narrowing import one_of
from factcheck.store.prepared import KEPT, Prepared
from factcheck.store.record import Record
from factcheck.store.tables import attribution, claim, grade, source, source_alias
from factcheck.store.transaction import Session
from factcheck.vocabulary import LISTED, Status

_EMPTY: Final = Record()


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source as lists show it. `claims` counts the claims that it is the speaker of.

    `lookalikes` are other sources whose names look like one of its own and are written in other letters.
    """

    id: int
    uid: str
    name: str
    kind: str
    named: bool
    reliability: str | None
    owner_id: int | None
    owner_name: str | None
    wire_group: str | None
    claims: int
    recorded_at: datetime
    version: int
    lookalikes: tuple[Lookalike, ...] = ()


@dataclass(frozen=True, slots=True)
class GradeRow:
    """One judgement of its reliability."""

    reliability: str
    reason: str
    by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class SourceDetail:
    """A source as `source show` gives it: other names, what was merged into it, grades oldest first, its claims.

    The `record` is empty unless it was asked for.
    """

    row: SourceRow
    aliases: tuple[str, ...]
    merged: tuple[tuple[int, str], ...]
    grades: tuple[GradeRow, ...]
    by_status: tuple[tuple[Status, int], ...]
    record: Record = _EMPTY


@dataclass(frozen=True, slots=True)
class Known:
    """What the desk needs to know of a source that exists, merges followed."""

    id: int
    uid: str
    name: str
    kind: str
    named: bool
    owner_id: int | None
    wire_group: str | None


def known(session: Session, given: str) -> Known:
    """The source with this handle or name, merges followed.

    A name that several sources bear means the first named one of them, else the first.

    Raises:
        UsageProblem: it is empty.
        NotFound: there is none.

    """
    if not given.strip():
        raise UsageProblem("The source's name is empty.", "Give a name, or an id like S5.")
    found = candidates(session, given)
    if not found:
        what = given.strip().upper() if is_handle(SOURCE, given) else f"called {given!r}"
        add = "" if is_handle(SOURCE, given) else f"; add it: factcheck source add {word(given, 'NAME')}"
        raise NotFound(f"There is no source {what}.", f"List them: factcheck source list{add}")
    return found[0]


def candidates(session: Session, given: str) -> list[Known]:
    """The first sources with this handle, name or other name, merges followed: named ones, then others as they came.

    Many articles cite "officials", each its own; no more than 100 of such are given.
    """
    if is_handle(SOURCE, given):
        return _roots(session, source.c.id == number(SOURCE, given))
    return called(session, given)


def called(session: Session, name: str) -> list[Known]:
    """All sources with this name or other name, even one that looks like a handle, as `candidates` gives them."""
    others = select(source_alias.c.source_id).where(source_alias.c.folded == fold(name))
    return _roots(session, or_(source.c.folded == fold(name), source.c.id.in_(others)))


def borne(session: Session, folded: Collection[str]) -> set[str]:
    """Those of these folded names that any source has, as its own or another one."""
    connection = session.connection()
    return {name for (name,) in _borne(view(connection)).rows(connection, {"names": folded})} if folded else set()


@lru_cache(KEPT)
def _borne(view: View) -> Prepared:
    own = select(source.c.folded).where(one_of(view, source.c.folded, "names"))
    others = select(source_alias.c.folded).where(one_of(view, source_alias.c.folded, "names"))
    return Prepared(own.union(others))


def by_id(session: Session, key: int) -> Known:
    """The source with this key, merges followed."""
    root = select(func.coalesce(source.c.merged_into_id, source.c.id)).where(source.c.id == key).scalar_subquery()
    return Known(*session.connection().execute(_known().where(source.c.id == root)).one())


def by_uid(session: Session, uid: str) -> Known:
    """The source with this uid, which is here."""
    return Known(*session.connection().execute(_known().where(source.c.uid == uid)).one())


def group(session: Session, given: str) -> tuple[int, ...]:
    """The keys of all sources that a filter by this handle or name means.

    Raises:
        NotFound: there is none.

    """
    found = tuple(one.id for one in candidates(session, given))
    return found or (known(session, given).id,)


def occurring_in(session: Session, given: str, articles: Sequence[int]) -> Known | None:
    """The unnamed source that one of these articles cites by this name, if there is one."""
    query = (
        _known()
        .join(attribution, attribution.c.source_id == source.c.id)
        .where(source.c.folded == fold(given), attribution.c.article_id.in_(articles))
        .order_by(source.c.id)
        .limit(1)
    )
    row = session.connection().execute(query).one_or_none()
    return by_id(session, row.id) if row is not None else None


def by_name(session: Session, name: str, *, decided: bool) -> Known | None:
    """The first source that goes by this name, merges followed.

    With `decided` only a named one, or one that a person led the name to by an alias or a merge; else an unnamed one
    that was logged by hand, and so belongs to no article.
    """
    query = _going_by((name,))
    if decided:
        query = query.where(or_(source.c.named, source.c.folded != fold(name)))
    else:
        cited = exists().where(attribution.c.source_id == source.c.id, attribution.c.article_id.is_not(None))
        spoke = exists().where(attribution.c.source_id == source.c.id)
        query = query.where(spoke, ~cited)
    row = session.connection().execute(query).one_or_none()
    return Known(*row) if row is not None else None


def by_other_name(session: Session, names: Sequence[str], *, aliases: bool) -> Known | None:
    """The first named source that goes by one of these names, which are all of one source; merges followed.

    Without `aliases` only names of its own count.
    """
    row = session.connection().execute(_going_by(names, aliases=aliases).where(source.c.named)).one_or_none()
    return Known(*row) if row is not None else None


def sources(session: Session, *, kind: str | None = None, limit: int | None = None) -> list[SourceRow]:
    """The sources, but for those merged into others, by handle."""
    query = _rows().where(source.c.merged_into_id.is_(None)).order_by(source.c.id).limit(limit)
    if kind is not None:
        query = query.where(source.c.kind == kind)
    connection = session.connection()
    return _alike(connection, [SourceRow(*row) for row in connection.execute(query)])


def source_detail(session: Session, key: int) -> SourceDetail:
    """Everything about one source, which is not a merged one."""
    connection = session.connection()
    [row] = _alike(connection, [SourceRow(*connection.execute(_rows().where(source.c.id == key)).one())])
    aliases = connection.scalars(
        select(source_alias.c.name).where(source_alias.c.source_id == key).order_by(source_alias.c.id)
    )
    merged = connection.execute(
        select(source.c.id, source.c.name).where(source.c.merged_into_id == key).order_by(source.c.id)
    )
    grades = connection.execute(
        select(grade.c.reliability, grade.c.reason, grade.c.by, grade.c.recorded_at)
        .where(grade.c.source_id == key)
        .order_by(grade.c.id)
    )
    counted = _spoken().add_columns(claim.c.status).where(_speaks_for(key)).group_by(claim.c.status)
    by_status = {Status(status): count for count, status in connection.execute(counted)}
    return SourceDetail(
        row,
        tuple(aliases),
        tuple((one.id, one.name) for one in merged),
        tuple(GradeRow(*one) for one in grades),
        tuple((status, by_status[status]) for status in Status if status in by_status),
    )


def _alike(connection: Connection, rows: list[SourceRow]) -> list[SourceRow]:
    """The rows with those that each looks like."""
    found = defaultdict[int, list[Lookalike]](list)
    for one in lookalikes(connection, [row.uid for row in rows]):
        for side in (one, one.turned()):
            found[side.source_id].append(side)
    return [replace(row, lookalikes=tuple(found[row.id])) if row.id in found else row for row in rows]


_MOST: Final = 100


def _roots(session: Session, condition: ColumnElement[bool]) -> list[Known]:
    roots = select(func.coalesce(source.c.merged_into_id, source.c.id)).where(condition)
    query = _known().where(source.c.id.in_(roots)).order_by(source.c.named.desc(), source.c.id).limit(_MOST)
    return [Known(*row) for row in session.connection().execute(query)]


def _going_by(names: Sequence[str], *, aliases: bool = True) -> Select[Any]:
    """The first source that bears one of these names, as its own or another one, merges followed."""
    wanted = sorted({fold(name) for name in names})
    others = select(source_alias.c.source_id).where(source_alias.c.folded.in_(wanted))
    own = source.c.folded.in_(wanted)
    called = or_(own, source.c.id.in_(others)) if aliases else own
    roots = select(func.coalesce(source.c.merged_into_id, source.c.id)).where(called)
    return _known().where(source.c.id.in_(roots)).order_by(source.c.id).limit(1)


def _known() -> Select[Any]:
    return select(*(source.c[name] for name in ("id", "uid", "name", "kind", "named", "owner_id", "wire_group")))


def _rows() -> Select[Any]:
    owner = source.alias("owner")
    reliability = (
        select(grade.c.reliability).where(grade.c.source_id == source.c.id).order_by(grade.c.id.desc()).limit(1)
    )
    spoken = _spoken().where(_speaks_for(source.c.id)).correlate(source)
    return select(
        *(source.c[name] for name in ("id", "uid", "name", "kind", "named")),
        reliability.scalar_subquery(),
        source.c.owner_id,
        owner.c.name,
        source.c.wire_group,
        spoken.scalar_subquery(),
        source.c.recorded_at,
        source.c.version,
    ).outerjoin(owner, owner.c.id == source.c.owner_id)


_speaker = source.alias("speaker")


def _speaks_for(number: ColumnElement[int] | int) -> ColumnElement[bool]:
    """Whether the speaker is this source or was merged into it; each side has an index."""
    return or_(_speaker.c.id == number, _speaker.c.merged_into_id == number)


def _spoken() -> Select[Any]:
    """How many listed claims are said by a speaker."""
    return (
        select(func.count(claim.c.id.distinct()))
        .select_from(claim)
        .join(attribution, attribution.c.claim_id == claim.c.id)
        .join(_speaker, _speaker.c.id == attribution.c.source_id)
        .where(claim.c.state.in_(LISTED))
    )
