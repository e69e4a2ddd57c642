"""How far the changes in some events reach: to which claims, beside the one that each is about."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Connection, func, select

from factcheck.store.asof import View, view
from factcheck.store.events import Event
from factcheck.store.narrowing import one_of
from factcheck.store.prepared import KEPT, Prepared
from factcheck.store.tables import assessment, attribution, basis, claim, evidence
from factcheck.vocabulary import Action

VERDICTS: Final = "verdicts"
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
        self.changing: frozenset[str] = frozenset({VERDICTS, *saids})
        """What is changed here that others may have needed before."""
        claims = {one.subject for one in events if one.action.startswith("claim")}
        claims |= {one.payload["other"] for one in events if one.action == Action.CLAIM_LINKED}
        self._first: dict[str, str] = dict(self._found(_grouped, claims))
        self._resting: defaultdict[str, set[str]] = defaultdict(set)
        for uid, whose in self._found(_resting_on, saids):
            self._resting[uid].add(whose)
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

    def give(self, item: str, attribution: str | None) -> None:
        """An item of evidence was given, which is an attribution or none."""
        if attribution in self.changing:
            self._item_of[item] = str(attribution)

    def rest(self, claim: str, items: Collection[str]) -> list[str]:
        """A verdict rests on these items from here on; those attributions among them that change in these events."""
        attributions = [self._item_of[item] for item in items if item in self._item_of]
        for one in attributions:
            self._resting[one].add(claim)
        return attributions

    def resting(self, attribution: str) -> Iterator[str]:
        """What stands for the claims that ever had a verdict which rested on this attribution."""
        return map(self.claim, self._resting.get(attribution, ()))

    def _found(self, query: Query, uids: Collection[str]) -> Sequence[Any]:
        return query(view(self._connection)).rows(self._connection, {"uids": sorted(uids)}) if uids else ()


@lru_cache(KEPT)
def _grouped(view: View) -> Prepared:
    query = select(claim.c.uid, _first.c.uid).join(_first, _first.c.id == claim.c.group_id)
    return Prepared(query.where(one_of(view, claim.c.uid, "uids")))


@lru_cache(KEPT)
def _items_of(view: View) -> Prepared:
    query = select(evidence.c.uid, attribution.c.uid).join(attribution, attribution.c.id == evidence.c.attribution_id)
    return Prepared(query.where(one_of(view, attribution.c.uid, "uids")))


@lru_cache(KEPT)
def _resting_on(view: View) -> Prepared:
    query = (
        select(attribution.c.uid, func.coalesce(_first.c.uid, claim.c.uid))
        .join(evidence, evidence.c.attribution_id == attribution.c.id)
        .join(basis, basis.c.evidence_id == evidence.c.id)
        .join(assessment, assessment.c.id == basis.c.assessment_id)
        .join(claim, claim.c.id == assessment.c.claim_id)
        .outerjoin(_first, _first.c.id == claim.c.group_id)
    )
    return Prepared(query.where(one_of(view, attribution.c.uid, "uids")))
