"""What a claim has gone through, event by event: its status is that of the last assessment that was not taken back."""

from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass, replace
from typing import Any, Final

from sqlalchemy import select
from sqlmodel import Session

from factcheck.dates import partial
from factcheck.desk import rules, words
from factcheck.errors import Refused
from factcheck.exchange.scratch import Scratch
from factcheck.store.events import Event
from factcheck.store.judgements import of_claim
from factcheck.store.tables import claim
from factcheck.vocabulary import CREDIBILITIES, VERDICTS, Action, State, Status

_IN_USE_ONLY: Final = {Action.CLAIM_ATTRIBUTED, Action.CLAIM_EDITED, Action.CLAIM_ASSESSED}


@dataclass(frozen=True, slots=True)
class Standing:
    """An assessment that was not taken back."""

    uid: str
    status: Status
    credibility: int | None


@dataclass(frozen=True, slots=True)
class Life:
    """A claim as it stands: `assessed` if it ever was, taken back or not; `standing`, oldest first."""

    state: State
    assessed: bool = False
    standing: tuple[Standing, ...] = ()

    @property
    def status(self) -> Status:
        """That of the last assessment that stands."""
        return self.standing[-1].status if self.standing else Status.UNCHECKED

    @property
    def credibility(self) -> int | None:
        """That of the last assessment that stands."""
        return self.standing[-1].credibility if self.standing else None

    @property
    def judged(self) -> bool:
        """Whether a verdict stands, however long ago."""
        return any(one.status in VERDICTS for one in self.standing)


class Lives:
    """The claims that the new changes of one file are about."""

    def __init__(self, session: Session, scratch: Scratch) -> None:
        self._session = session
        self._scratch = scratch

    def go_on(self, one: Event) -> None:
        """Check a new change of a claim against those before it, and remember what it leads to.

        Raises:
            Refused: it cannot follow them.
            UsageProblem: a tag or date in it is malformed.

        """
        if one.action == Action.CLAIM_LOGGED:
            _plain(one.payload["tags"])
            self._keep(one.subject, Life(State(one.payload["state"])))
        elif (follow := _FOLLOW.get(one.action)) is not None:
            life = self._of(one.subject)
            if one.action in _IN_USE_ONLY and life.state in {State.REJECTED, State.SUPERSEDED}:
                raise Refused(f"The claim is {life.state} when it happens.")
            self._keep(one.subject, follow(life, one.payload))

    def _of(self, uid: str) -> Life:
        """The claim's life so far: as the file's new changes left it, else as it is here."""
        if (kept := self._scratch.kept(uid)) is not None:
            state, assessed, standing = kept
            return Life(State(state), assessed, tuple(Standing(key, Status(word), c) for key, word, c in standing))
        connection = self._session.connection()
        row = connection.execute(select(claim.c.id, claim.c.state).where(claim.c.uid == uid)).one()
        judgements = of_claim(connection, row.id)
        standing = tuple(Standing(a.uid, a.status, a.credibility) for a in judgements if a.retracted_by is None)
        return Life(State(row.state), bool(judgements), standing)

    def _keep(self, uid: str, life: Life) -> None:
        self._scratch.keep(uid, astuple(life))


def _accepted(life: Life, _: Mapping[str, Any]) -> Life:
    if life.state is State.SUPERSEDED:
        raise Refused("A superseded claim would be accepted.")
    return replace(life, state=State.ACCEPTED)


def _rejected(life: Life, _: Mapping[str, Any]) -> Life:
    if life.state is State.SUPERSEDED or life.standing:
        raise Refused(f"A claim would be rejected that is {life.status if life.standing else life.state}.")
    return replace(life, state=State.REJECTED)


def _edited(life: Life, _: Mapping[str, Any]) -> Life:
    if life.assessed:
        raise Refused("It rewords a claim that was assessed in the words it had.")
    return life


def _attributed(life: Life, _: Mapping[str, Any]) -> Life:
    return life


def _tagged(life: Life, about: Mapping[str, Any]) -> Life:
    _plain(about["added"])
    _plain(about["removed"])
    return life


def _assessed(life: Life, about: Mapping[str, Any]) -> Life:
    before, status, credibility = Status(about["before"]), Status(about["status"]), about["credibility"]
    if life.state is State.DRAFT:
        raise Refused("A draft would be assessed that nobody accepted before.")
    if before is not life.status:
        raise Refused(f"It says {before} before it, but the claim is {life.status}.")
    # A row of a table brings a claim's last assessment without those before it: then the first one may say that it
    # is unchecked again, or still in review with the credibility of a verdict that the row does not tell.
    flat = not life.assessed
    if not rules.is_legal(before, status, judged=life.judged) and not (flat and status is before):
        raise Refused(f"No assessment leads from {before} to {status}.")
    from_table = flat and status is Status.IN_REVIEW and credibility in CREDIBILITIES
    if not rules.goes_with(status, credibility, life.credibility) and not from_table:
        raise Refused(f"{status} does not go with credibility {credibility}.")
    if about["confidence"] is not None and not rules.takes_confidence(status):
        raise Refused(f"{status} is no verdict to be confident of.")
    if about["due"] is not None:
        if not rules.falls_due(status):
            raise Refused(f"{status} does not fall due.")
        partial(about["due"], "due")
    missing = rules.missing(before, status)
    if missing and about["override"] is None:
        raise Refused(f"{status} needs {'; and '.join(missing)}, and no reason to override is given.")
    standing = (*life.standing, Standing(about["assessment"], status, credibility))
    return replace(life, assessed=True, standing=standing)


def _retracted(life: Life, about: Mapping[str, Any]) -> Life:
    if not life.standing or life.standing[-1].uid != about["assessment"]:
        raise Refused("It takes back an assessment that is not the last one of its claim that stands.")
    left = replace(life, standing=life.standing[:-1])
    if (about["status"], about["back_to"]) != (life.status, left.status):
        raise Refused(
            f"It says that it leads from {about['status']} back to {about['back_to']}, "
            f"but that is from {life.status} to {left.status}."
        )
    return left


def _plain(tags: list[str]) -> None:
    """Tags stand as they are stored: folded, and each once.

    Raises:
        UsageProblem: one is no tag.
        Refused: they are stored otherwise.

    """
    stored = words.tags(tags)
    if stored != tags:
        raise Refused(f"The tags are not as they are stored: {' '.join(stored)}.")


_FOLLOW: Final[Mapping[str, Callable[[Life, Mapping[str, Any]], Life]]] = {
    Action.CLAIM_ACCEPTED: _accepted,
    Action.CLAIM_REJECTED: _rejected,
    Action.CLAIM_EDITED: _edited,
    Action.CLAIM_ATTRIBUTED: _attributed,
    Action.CLAIM_TAGGED: _tagged,
    Action.CLAIM_ASSESSED: _assessed,
    Action.CLAIM_RETRACTED: _retracted,
}
