"""How claims are linked: what says the same, and which claim stands for it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    union_all,
)

from factcheck.store.asof import asks_of_the_past, then
from factcheck.store.tables import attribution, claim, link, unlinking
from factcheck.store.traces import once, once_in, once_of
from factcheck.vocabulary import VERDICTS, Relation, Status

_CHUNK: Final = 500
_NUMBERS: Final[BindParameter[Any]] = bindparam("numbers", expanding=True)
_member = claim.alias("member")


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link that stands, from one claim to another."""

    uid: str
    claim_id: int
    relation: Relation
    other_id: int
    reason: str | None
    by: str
    recorded_at: datetime

    def across(self, number: int) -> int:
        """The claim at the other end."""
        return self.other_id if number == self.claim_id else self.claim_id


@dataclass(frozen=True, slots=True)
class Group:
    """How many claims say the same, and in how many articles they stand."""

    claims: int
    articles: int


def standing(connection: Connection, numbers: Collection[int], relation: Relation | None = None) -> list[LinkRow]:
    """The links that stand and begin or end at these claims, oldest first."""
    found: dict[str, tuple[int, LinkRow]] = {}
    wanted = sorted(set(numbers))
    for at in range(0, len(wanted), _CHUNK):
        chunk = wanted[at : at + _CHUNK]
        for row in connection.execute(_standing(or_(link.c.claim_id.in_(chunk), link.c.other_id.in_(chunk)), relation)):
            about = (row.uid, row.claim_id, Relation(row.relation), row.other_id, row.reason, row.by, row.recorded_at)
            found[row.uid] = row.id, LinkRow(*about)
    return [one for _, one in sorted(found.values(), key=lambda pair: pair[0])]


def same(connection: Connection, number: int, *, without: int | None = None) -> frozenset[int]:
    """The claims that say the same as this one, itself among them: whatever links of that kind lead to.

    Not over the claim `without`, if one is given.
    """
    known, edge = {number}, {number}
    while edge:
        found = standing(connection, edge, Relation.SAME)
        edge = {end for one in found for end in (one.claim_id, one.other_id)} - known - {without}
        known |= edge
    return frozenset(known)


def members(connection: Connection, number: int) -> frozenset[int]:
    """The claims that say the same as this one, as they are grouped."""
    first = representatives(connection, [number])[number]
    query = select(claim.c.id).where(
        claim.c.group_id == first, once_in(connection, claim, lambda group: group == first)
    )
    others = connection.scalars(query)
    return frozenset({first, *others})


def representatives(connection: Connection, numbers: Collection[int]) -> dict[int, int]:
    """The claim that stands for each of these, mostly itself."""
    found = {number: number for number in numbers}
    wanted = sorted(found)
    for at in range(0, len(wanted), _CHUNK):
        chunk = wanted[at : at + _CHUNK]
        query = select(claim.c.id, claim.c.group_id).where(claim.c.id.in_(chunk), claim.c.group_id.is_not(None))
        found.update(connection.execute(query).all())
    return found


def verdicts(connection: Connection, number: int) -> dict[int, Status]:
    """The verdict on what a claim says, by that claim; where its group has none, those that others in it had alone."""
    query = select(claim.c.id, claim.c.status).where(claim.c.id.in_(members(connection, number)))
    own = {one: Status(status) for one, status in connection.execute(query.order_by(claim.c.id))}
    held = own[representatives(connection, [number])[number]]
    return {number: held} if held in VERDICTS else {one: status for one, status in own.items() if status in VERDICTS}


def groups(connection: Connection, numbers: Sequence[int]) -> dict[int, Group]:
    """Those of these claims that stand for others, with what they stand for."""
    query = _groups_then(connection) if asks_of_the_past(connection) else _groups_now()
    return {number: Group(*counts) for number, *counts in connection.execute(query, {"numbers": numbers})}


@cache
def _groups_now() -> Select[int, int, int]:
    return _counted(claim.c.group_id.in_(_NUMBERS), _member.c.group_id == claim.c.id)


def _groups_then(connection: Connection) -> Select[int, int, int]:
    stands_for = and_(_member.c.group_id == claim.c.id, once_in(connection, _member, lambda group: group == claim.c.id))
    one_of_them = once_of(connection, lambda group: group.in_(_NUMBERS))
    return _counted(claim.c.group_id.in_(_NUMBERS), stands_for).where(one_of_them)


def _counted(is_member: ColumnElement[bool], stands_for: ColumnElement[bool]) -> Select[int, int, int]:
    first = func.coalesce(claim.c.group_id, claim.c.id)
    return (
        select(first, func.count(claim.c.id.distinct()), func.count(attribution.c.article_id.distinct()))
        .outerjoin(attribution, attribution.c.claim_id == claim.c.id)
        .where(or_(is_member, and_(claim.c.id.in_(_NUMBERS), exists().where(stands_for))))
        .group_by(first)
    )


def are_any(connection: Connection) -> bool:
    """Whether any claim stands for another, or may have: as long as none does, lists need not look for it."""
    past = then(connection)
    query = _grouped() if past is None else union_all(*once(past, claim, "group_id", lambda one: one.is_not(None)))
    return connection.scalar(query.limit(1)) is not None


@cache
def _grouped() -> Select[Any]:
    return select(claim.c.group_id).where(claim.c.group_id.is_not(None))


def leads(connection: Connection, start: int, goal: int) -> bool:
    """Whether a claim is a part of another, over any number of links, with all that says the same counted as one."""
    known, edge = set(members(connection, start)), set(members(connection, start))
    while edge:
        if goal in edge:
            return True
        upward = {one.other_id for one in standing(connection, edge, Relation.PART_OF) if one.claim_id in edge}
        edge = {member for number in upward for member in members(connection, number)} - known
        known |= edge
    return False


def _standing(which: ColumnElement[bool], relation: Relation | None) -> Select[Any]:
    query = (
        select(link).outerjoin(unlinking, unlinking.c.link_id == link.c.id).where(and_(which, unlinking.c.id.is_(None)))
    )
    return query.where(link.c.relation == relation) if relation is not None else query
