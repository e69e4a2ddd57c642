"""How claims are linked: what says the same, and which claim stands for it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    true,
    union_all,
)

from factcheck.store.asof import View, view
from factcheck.store.narrowing import one_of
from factcheck.store.prepared import KEPT, Prepared
from factcheck.store.tables import attribution, claim, link, unlinking
from factcheck.store.traces import is_any, once, once_in, once_of
from factcheck.vocabulary import VERDICTS, Relation, Status

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
    found = _standing(view(connection), relation).rows(connection, {"numbers": numbers})
    return [LinkRow(uid, number, Relation(word), *rest) for uid, number, word, *rest in found]


@lru_cache(KEPT)
def _standing(view: View, relation: Relation | None) -> Prepared:
    given = (link.c[name] for name in ("uid", "claim_id", "relation", "other_id", "reason", "by", "recorded_at"))
    ends = or_(one_of(view, link.c.claim_id, "numbers"), one_of(view, link.c.other_id, "numbers"))
    query = select(*given).select_from(link).outerjoin(unlinking, unlinking.c.link_id == link.c.id)
    asked = link.c.relation == str(relation) if relation is not None else true()
    return Prepared(query.where(ends, unlinking.c.id.is_(None), asked).order_by(link.c.id))


def same(connection: Connection, number: int, *, without: int | None = None) -> frozenset[int]:
    """The claims that say the same as this one, itself among them: whatever links of that kind lead to.

    Not over the claim `without`, if one is given.
    """
    (found,) = together(connection, [number], without=without)
    return found


def together(connection: Connection, numbers: Collection[int], *, without: int | None = None) -> list[frozenset[int]]:
    """The same for several: all groups that they are in, of which a claim may be alone in its own."""
    group = {number: {number} for number in numbers}
    edge: Collection[int] = list(group)
    while edge:
        links = standing(connection, edge, Relation.SAME)
        found = [one for one in links if without not in (one.claim_id, one.other_id)]
        ends = {end for one in found for end in (one.claim_id, one.other_id)}
        edge = ends - group.keys()
        group.update((number, {number}) for number in edge)
        for one in found:
            mine, theirs = group[one.claim_id], group[one.other_id]
            if mine is not theirs:
                mine |= theirs
                group.update(dict.fromkeys(theirs, mine))
    return [frozenset(one) for one in {id(one): one for one in group.values()}.values()]


def members(connection: Connection, number: int) -> frozenset[int]:
    """The claims that say the same as this one, as they are grouped."""
    first = representatives(connection, [number])[number]
    others = _members(view(connection)).rows(connection, {"first": first})
    return frozenset({first, *(other for (other,) in others)})


@lru_cache(KEPT)
def _members(view: View) -> Prepared:
    first: BindParameter[int] = bindparam("first", type_=claim.c.id.type)
    then = once_in(view, claim, lambda group: group == first)
    return Prepared(select(claim.c.id).where(claim.c.group_id == first, then))


def representatives(connection: Connection, numbers: Collection[int]) -> dict[int, int]:
    """The claim that stands for each of these, mostly itself."""
    led = _represented(view(connection)).rows(connection, {"numbers": numbers})
    return {number: number for number in numbers} | dict(led)


@lru_cache(KEPT)
def _represented(view: View) -> Prepared:
    these = one_of(view, claim.c.id, "numbers")
    return Prepared(select(claim.c.id, claim.c.group_id).where(these, claim.c.group_id.is_not(None)))


def verdicts(connection: Connection, number: int) -> dict[int, Status]:
    """The verdict on what a claim says, by that claim; where its group has none, those that others in it had alone."""
    query = select(claim.c.id, claim.c.status).where(claim.c.id.in_(members(connection, number)))
    own = {one: Status(status) for one, status in connection.execute(query.order_by(claim.c.id))}
    held = own[representatives(connection, [number])[number]]
    return {number: held} if held in VERDICTS else {one: status for one, status in own.items() if status in VERDICTS}


def groups(connection: Connection, numbers: Sequence[int]) -> dict[int, Group]:
    """Those of these claims that stand for others, with what they stand for."""
    found = _groups(view(connection)).rows(connection, {"numbers": numbers})
    return {number: Group(*counts) for number, *counts in found}


@lru_cache(KEPT)
def _groups(view: View) -> Prepared:
    first = func.coalesce(claim.c.group_id, claim.c.id)
    these = one_of(view, claim.c.id, "numbers")
    query = select(first, func.count(claim.c.id.distinct()), func.count(attribution.c.article_id.distinct()))
    return Prepared(
        query.outerjoin(attribution, attribution.c.claim_id == claim.c.id)
        .where(or_(one_of(view, claim.c.group_id, "numbers"), and_(these, stands_for_others(view))))
        .where(once_of(view, lambda group: one_of(view, group, "numbers")))
        .group_by(first)
    )


def stands_for_others(view: View) -> ColumnElement[bool]:
    """Whether there are claims that this one stands for."""
    mine = once_in(view, _member, lambda group: group == claim.c.id)
    return is_any(view, _member.c.group_id == claim.c.id, mine)


def are_any(connection: Connection) -> bool:
    """Whether any claim stands for another, or may have: as long as none does, lists need not look for it."""
    return bool(_are_any(view(connection)).rows(connection, {})[0][0])


@lru_cache(KEPT)
def _are_any(view: View) -> Prepared:
    return Prepared(select(grouped(view)))


def grouped(view: View) -> ColumnElement[bool]:
    """The same, for statements that ask more."""
    if view.schema is None:
        return exists().where(_member.c.group_id.is_not(None))
    return union_all(*once(view, claim, "group_id", lambda group: group.is_not(None))).exists()


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
