"""The links that a file's changes make and take back: whether they go with each other, and with those that are here.

They are held in memory: people make them one by one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import or_, select

from factcheck.errors import Refused
from factcheck.exchange.lives import Lives
from factcheck.store.events import Event
from factcheck.store.tables import claim, link, unlinking
from factcheck.store.transaction import Session
from factcheck.vocabulary import VERDICTS, Action, Relation, State, Status

_GOING: Final = frozenset({Action.CLAIM_REJECTED, Action.CLAIM_SUPERSEDED, Action.CLAIM_RESTORED})


@dataclass(frozen=True, slots=True)
class Tie:
    """A link between two claims, all by uid."""

    uid: str
    claim: str
    relation: str
    other: str


class Ties:
    """The links of the claims that the new changes of one file are about."""

    def __init__(self, session: Session, lives: Lives, *, empty: bool) -> None:
        self._session = session
        self._lives = lives
        self._none = empty or session.connection().scalar(select(link.c.id).limit(1)) is None
        self._of: dict[str, dict[str, Tie]] = {}

    def go_on(self, one: Event) -> None:
        """Check a new change against the links that stand, and remember what it does to them.

        Raises:
            Refused: the desk would not have made it.

        """
        if one.action == Action.CLAIM_LINKED:
            self._link(Tie(one.payload["link"], one.subject, one.payload["relation"], one.payload["other"]))
        elif one.action == Action.CLAIM_UNLINKED:
            self._unlink(Tie(one.payload["link"], one.subject, one.payload["relation"], one.payload["other"]))
        elif one.action in _GOING and self._standing(one.subject):
            raise Refused("A claim that is linked to others would go out of use, or back to a draft.")

    def _link(self, new: Tie) -> None:
        if new.claim == new.other:
            raise Refused("It links a claim to itself.")
        other = self._lives.of(new.other)
        if other.state is not State.ACCEPTED:
            raise Refused(f"It links to a claim that is {other.state}.")
        if any(replace(one, uid=new.uid) == new for one in self._standing(new.claim).values()):
            raise Refused("It links what was linked so before.")
        mine, theirs = self.same(new.claim), self.same(new.other)
        if new.relation == Relation.SAME:
            self._refuse_same(mine, theirs)
        elif new.other in mine:
            raise Refused("It parts claims that are linked as the same.")
        elif new.relation == Relation.PART_OF and self._leads(theirs, mine):
            raise Refused("It makes a claim a part of its own part.")
        elif new.relation == Relation.PART_OF and self._contradict(mine, theirs):
            raise Refused("It makes a claim a part of one that it contradicts.")
        elif new.relation == Relation.CONTRADICTS and (self._leads(mine, theirs) or self._leads(theirs, mine)):
            raise Refused("It lets a part contradict its whole.")
        for end in (new.claim, new.other):
            self._of.setdefault(end, self._standing(end))[new.uid] = new

    def _refuse_same(self, mine: set[str], theirs: set[str]) -> None:
        verdicts = self._verdicts(mine) | self._verdicts(theirs)
        if len(verdicts) > 1:
            raise Refused(f"It links claims as the same that are {' and '.join(sorted(map(str, verdicts)))}.")
        if self._contradict(mine, theirs):
            raise Refused("It links claims as the same that contradict each other.")
        if mine != theirs and (self._leads(mine, theirs) or self._leads(theirs, mine)):
            raise Refused("It links claims as the same that are part and whole.")

    def _contradict(self, mine: set[str], theirs: set[str]) -> bool:
        ties = (one for uid in mine for one in self._standing(uid).values() if one.relation == Relation.CONTRADICTS)
        return any({one.claim, one.other} & theirs for one in ties)

    def _unlink(self, gone: Tie) -> None:
        if self._standing(gone.claim).get(gone.uid) != gone:
            raise Refused("It takes back a link that does not stand.")
        for end in (gone.claim, gone.other):
            del self._standing(end)[gone.uid]

    def _verdicts(self, group: set[str]) -> set[Status]:
        """The verdict on the claim that stands for these; where it has none, those that the others had alone."""
        lives = {uid: self._lives.of(uid) for uid in group}
        first = min(lives, key=lambda uid: (lives[uid].logged_at, uid))
        held = {lives[first].status} & VERDICTS
        return held or {life.status for life in lives.values()} & VERDICTS

    def same(self, uid: str) -> set[str]:
        """The claims that say the same as this one, itself among them."""
        known, edge = {uid}, [uid]
        while edge:
            one = edge.pop()
            new = {end for end in self._ends(one, Relation.SAME) if end not in known}
            known |= new
            edge += new
        return known

    def _ends(self, uid: str, relation: Relation) -> Iterator[str]:
        for one in self._standing(uid).values():
            if one.relation == relation:
                yield one.other if one.claim == uid else one.claim

    def _leads(self, start: set[str], goal: set[str]) -> bool:
        """Whether what the first says is a part of what the others say, over any number of links."""
        known, edge = set(start), list(start)
        while edge:
            one = edge.pop()
            if one in goal:
                return True
            for tie in self._standing(one).values():
                if tie.relation == Relation.PART_OF and tie.claim == one and tie.other not in known:
                    new = self.same(tie.other) - known
                    known |= new
                    edge += new
        return False

    def _standing(self, uid: str) -> dict[str, Tie]:
        if uid not in self._of:
            if self._none:
                return {}
            self._of[uid] = {one.uid: one for one in self._here(uid)}
        return self._of[uid]

    def _here(self, uid: str) -> Iterator[Tie]:
        other = claim.alias("other")
        query = (
            select(link.c.uid, claim.c.uid, link.c.relation, other.c.uid)
            .join(claim, claim.c.id == link.c.claim_id)
            .join(other, other.c.id == link.c.other_id)
            .outerjoin(unlinking, unlinking.c.link_id == link.c.id)
            .where(or_(claim.c.uid == uid, other.c.uid == uid), unlinking.c.id.is_(None))
        )
        return (Tie(*row) for row in self._session.connection().execute(query))
