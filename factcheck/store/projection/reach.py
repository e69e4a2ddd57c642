"""How far the changes in some events reach: to which claims, beside the one that each is about."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Connection, Select, Table, exists, func, select

from factcheck.store.asof import View, view
from factcheck.store.events import Event
from factcheck.store.narrowing import one_of
from factcheck.store.prepared import KEPT, Prepared
from factcheck.store.projection.making import said
from factcheck.store.tables import assessment, attribution, basis, claim, evidence
from factcheck.vocabulary import Action

VERDICTS: Final = "verdicts"
SAYINGS: Final = "sayings"
LINKS: Final = "links"
"""What events may need or change of all claims."""
_SAID: Final = frozenset({Action.CLAIM_SAID_CHECKED, Action.CLAIM_REATTRIBUTED})
_first = claim.alias("first")
Query = Callable[[View], Prepared]


class Reach:
    """What is known of it before these events, and what they add while they are looked at in their order."""

    def __init__(self, connection: Connection, events: Sequence[Event]) -> None:
        """Look up what the tables say."""
        self._connection = connection
        saids = {one.payload["attribution"] for one in events if one.action in _SAID}
        items = {one.payload["evidence"] for one in events if one.action == Action.CLAIM_EVIDENCE_WITHDRAWN}
        self.changing: Collection[str] = frozenset({VERDICTS, SAYINGS, LINKS, *saids, *items})
        """What is changed here that others may have needed before."""
        claims = {one.subject for one in events if one.action.startswith("claim")}
        links = [one for one in events if one.action == Action.CLAIM_LINKED]
        claims |= {one.payload["other"] for one in links}
        self._first: dict[str, str] = dict(self._found(_grouped, claims))
        ends = {self.claim(uid) for one in links for uid in (one.subject, one.payload["other"])}
        self._judged = {uid for _, uid in self._found(_judged, ends)}
        self._resting: defaultdict[str, set[str]] = defaultdict(set)
        for query, uids in ((_resting_on_items, items), (_resting_on_attributions, saids)):
            for uid, whose in self._found(query, uids):
                self._resting[uid].add(whose)
        self._said_of: dict[str, str] = dict(self._found(_said_of, saids))
        self._said_of.update(
            (about["uid"], one.subject) for one in events if saids for about in said(one) if about["uid"] in saids
        )
        self._item_of: dict[str, str] = dict(self._found(_items_of, saids))

    def claim(self, uid: str) -> str:
        """What stands for a claim and all that say the same, or will in these events."""
        while (first := self._first.get(uid)) is not None:
            uid = first
        return uid

    def unite(self, one: str, other: str) -> None:
        """Two claims say the same from here on."""
        mine, theirs = self.claim(one), self.claim(other)
        if mine != theirs:
            self._first[mine] = theirs
            if mine in self._judged:
                self._judged.add(theirs)

    def is_judged(self, uid: str) -> bool:
        """Whether a verdict on a linked claim, or on one that says the same, ever rested on anything."""
        return self.claim(uid) in self._judged

    def give(self, item: str, attribution: str | None) -> None:
        """An item of evidence was given, which is an attribution or none."""
        if attribution in self.changing:
            self._item_of[item] = str(attribution)

    def rest(self, claim: str, items: Collection[str]) -> list[str]:
        """A verdict rests on these items from here on; those attributions among them that change in these events."""
        if items:
            self._judged.add(self.claim(claim))
        attributions = [self._item_of[item] for item in items if item in self._item_of]
        for one in (*items, *attributions):
            if one in self.changing:
                self._resting[one].add(claim)
        return attributions

    def resting(self, uid: str) -> Iterator[str]:
        """What stands for the claims that ever had a verdict resting on this item, or on this attribution."""
        return map(self.claim, self._resting.get(uid, ()))

    def said_of(self, attribution: str) -> list[str]:
        """What stands for the claim that the attribution is of."""
        return [self.claim(self._said_of[attribution])] if attribution in self._said_of else []

    def _found(self, query: Query, uids: Collection[str]) -> Sequence[Any]:
        return query(view(self._connection)).rows(self._connection, {"uids": sorted(uids)}) if uids else ()


@lru_cache(KEPT)
def _grouped(view: View) -> Prepared:
    query = select(claim.c.uid, _first.c.uid).join(_first, _first.c.id == claim.c.group_id)
    return Prepared(query.where(one_of(view, claim.c.uid, "uids")))


@lru_cache(KEPT)
def _judged(view: View) -> Prepared:
    one = func.coalesce(_first.c.uid, claim.c.uid)
    query = select(claim.c.uid, one).outerjoin(_first, _first.c.id == claim.c.group_id)
    stands = select(claim.c.id).where(one_of(view, claim.c.uid, "uids"))
    rests = exists().where(assessment.c.claim_id == claim.c.id, basis.c.assessment_id == assessment.c.id)
    return Prepared(query.where(func.coalesce(claim.c.group_id, claim.c.id).in_(stands), rests))


@lru_cache(KEPT)
def _said_of(view: View) -> Prepared:
    query = select(attribution.c.uid, claim.c.uid).join(claim, claim.c.id == attribution.c.claim_id)
    return Prepared(query.where(one_of(view, attribution.c.uid, "uids")))


@lru_cache(KEPT)
def _items_of(view: View) -> Prepared:
    query = select(evidence.c.uid, attribution.c.uid).join(attribution, attribution.c.id == evidence.c.attribution_id)
    return Prepared(query.where(one_of(view, attribution.c.uid, "uids")))


@lru_cache(KEPT)
def _resting_on_items(view: View) -> Prepared:
    return Prepared(_resting(evidence).where(one_of(view, evidence.c.uid, "uids")))


@lru_cache(KEPT)
def _resting_on_attributions(view: View) -> Prepared:
    query = _resting(attribution).join(attribution, attribution.c.id == evidence.c.attribution_id)
    return Prepared(query.where(one_of(view, attribution.c.uid, "uids")))


def _resting(what: Table) -> Select[Any]:
    """With what a verdict rested on ever, what stands for its claim."""
    return (
        select(what.c.uid, func.coalesce(_first.c.uid, claim.c.uid))
        .select_from(evidence)
        .join(basis, basis.c.evidence_id == evidence.c.id)
        .join(assessment, assessment.c.id == basis.c.assessment_id)
        .join(claim, claim.c.id == assessment.c.claim_id)
        .outerjoin(_first, _first.c.id == claim.c.group_id)
    )
