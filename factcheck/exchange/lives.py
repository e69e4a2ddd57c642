"""What a claim has gone through, event by event: its status is that of the last assessment that was not taken back."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import select

from factcheck.dates import partial, stamp
from factcheck.desk import gates, rules, words
from factcheck.errors import Refused
from factcheck.exchange import grounds
from factcheck.exchange.scratch import Scratch
from factcheck.store.events import Event, of_subject
from factcheck.store.judgements import of_claim
from factcheck.store.states import STATES, states
from factcheck.store.tables import claim
from factcheck.store.transaction import Session
from factcheck.vocabulary import CREDIBILITIES, VERDICTS, Action, Bearing, State, Status

_IN_USE_ONLY: Final = {
    Action.CLAIM_ATTRIBUTED,
    Action.CLAIM_EDITED,
    Action.CLAIM_REATTRIBUTED,
    Action.CLAIM_SUPERSEDED,
    Action.CLAIM_ASSESSED,
    Action.CLAIM_SAID_CHECKED,
    Action.CLAIM_EVIDENCE_ADDED,
    Action.CLAIM_LINKED,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """An assessment that was not taken back."""

    uid: str
    status: Status
    credibility: int | None
    at: str


@dataclass(frozen=True, slots=True)
class Life:
    """A claim as it stands: the `line` of states that it went through, and the claims that it `replaces`.

    `assessed` says whether it ever was, taken back or not; `standing` are the assessments that were not, oldest first.
    `evidence` are the items that were not withdrawn, `shared` those of claims that say the same now.
    """

    line: tuple[State, ...]
    assessed: bool = False
    standing: tuple[Standing, ...] = ()
    evidence: tuple[gates.Ground, ...] = ()
    replaces: tuple[str, ...] = ()
    logged_at: str = ""
    shared: tuple[gates.Ground, ...] = ()

    @property
    def state(self) -> State:
        """The last one."""
        return self.line[-1]

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
        return self.verdict_at is not None

    @property
    def verdict_at(self) -> str | None:
        """When the last verdict that stands was given."""
        return next((one.at for one in reversed(self.standing) if one.status in VERDICTS), None)


class Lives:
    """The claims that the new changes of one file are about."""

    def __init__(self, session: Session, scratch: Scratch) -> None:
        self._session = session
        self._scratch = scratch

    def go_on(self, one: Event, same: Collection[str] = ()) -> None:
        """Check a new change of a claim against those before it, and remember what it leads to.

        An assessment may rest on the evidence of all claims that say the same.

        Raises:
            Refused: it cannot follow them.
            UsageProblem: a tag or date in it is malformed.

        """
        if one.action == Action.CLAIM_LOGGED:
            _plain(one.payload["tags"])
            self._keep(
                one.subject,
                Life((State(one.payload["state"]),), replaces=_replaces(one), logged_at=one.stamps()[0]),
            )
        elif (follow := _FOLLOW.get(one.action)) is not None:
            life = self.of(one.subject)
            if one.action in _IN_USE_ONLY and life.state in {State.REJECTED, State.SUPERSEDED}:
                raise Refused(f"The claim is {life.state} when it happens.")
            if one.action == Action.CLAIM_SUPERSEDED:
                self._require_replacements(one)
            if shared := tuple(item for uid in same if uid != one.subject for item in self.of(uid).evidence):
                life = replace(life, shared=shared)
            life = follow(life, one.payload, one.stamps()[0])
            if (state := STATES.get(one.action)) is not None and state is not life.state:
                life = replace(life, line=(*life.line, state))
            self._keep(one.subject, life)

    def _require_replacements(self, one: Event) -> None:
        for uid in one.payload["by"]:
            if one.subject not in self.of(uid).replaces:
                raise Refused(f"The claim {uid} does not say that it takes the place of this one.")

    def of(self, uid: str) -> Life:
        """The claim's life so far: as the file's new changes left it, else as it is here."""
        if (kept := self._scratch.kept(uid)) is not None:
            line, assessed, standing, items, replaces, logged_at = kept
            return Life(
                tuple(map(State, line)),
                assessed,
                tuple(Standing(key, Status(word), *more) for key, word, *more in standing),
                tuple(gates.Ground(key, Bearing(word), *more) for key, word, *more in items),
                tuple(replaces),
                logged_at,
            )
        connection = self._session.connection()
        events = of_subject(connection, uid)
        first = events[0]
        line = tuple(states((one.action, one.payload) for one in events))
        number = connection.scalars(select(claim.c.id).where(claim.c.uid == uid)).one()
        judgements = of_claim(connection, number)
        standing = tuple(
            Standing(one.uid, one.status, one.credibility, stamp(one.recorded_at))
            for one in judgements
            if one.retracted_by is None
        )
        return Life(
            line,
            bool(judgements),
            standing,
            grounds.here(connection, number),
            _replaces(first),
            stamp(first.recorded_at),
        )

    def _keep(self, uid: str, life: Life) -> None:
        """All but what is shared, which is counted anew each time."""
        standing = [(one.uid, one.status, one.credibility, one.at) for one in life.standing]
        items = [(one.key, one.bearing, one.direct, one.origin, one.at) for one in life.evidence]
        self._scratch.keep(uid, (life.line, life.assessed, standing, items, life.replaces, life.logged_at))


def _accepted(life: Life, _about: Mapping[str, Any], _at: str) -> Life:
    if life.state is State.SUPERSEDED:
        raise Refused("A superseded claim would be accepted.")
    return life


def _rejected(life: Life, _about: Mapping[str, Any], _at: str) -> Life:
    if life.state is State.SUPERSEDED or life.standing:
        raise Refused(f"A claim would be rejected that is {life.status if life.standing else life.state}.")
    return life


def _restored(life: Life, about: Mapping[str, Any], _at: str) -> Life:
    before = life.line[-2:-1]
    if (State(about["from"]), State(about["to"])) != (life.state, *before):
        raise Refused(f"It leads from {about['from']} back to {about['to']}, which is not what the claim was.")
    if life.standing or (life.assessed and before[0] is State.DRAFT):
        raise Refused("A claim that was assessed would be put back.")
    return replace(life, line=life.line[:-1])


def _superseded(life: Life, _about: Mapping[str, Any], _at: str) -> Life:
    if life.evidence:
        raise Refused("It replaces a claim that evidence was given on.")
    if life.assessed:
        raise Refused("It replaces a claim that was assessed in the words it had.")
    return life


def _edited(life: Life, _about: Mapping[str, Any], _at: str) -> Life:
    if life.assessed:
        raise Refused("It rewords a claim that was assessed in the words it had.")
    return life


def _attributed(life: Life, _about: Mapping[str, Any], _at: str) -> Life:
    return life


def _tagged(life: Life, about: Mapping[str, Any], _at: str) -> Life:
    _plain(about["added"])
    _plain(about["removed"])
    return life


def _assessed(life: Life, about: Mapping[str, Any], at: str) -> Life:
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
    items = (*life.evidence, *life.shared)
    gaps = gates.gaps(before, status, grounds.rests(items, about), items, life.verdict_at)
    if gaps and about["override"] is None:
        missing = "; and ".join(gap.needs for gap in gaps)
        raise Refused(f"{status} needs {missing}, and no reason to override is given.")
    standing = (*life.standing, Standing(about["assessment"], status, credibility, at))
    return replace(life, assessed=True, standing=standing)


def _retracted(life: Life, about: Mapping[str, Any], _at: str) -> Life:
    if not life.standing or life.standing[-1].uid != about["assessment"]:
        raise Refused("It takes back an assessment that is not the last one of its claim that stands.")
    left = replace(life, standing=life.standing[:-1])
    if (about["status"], about["back_to"]) != (life.status, left.status):
        raise Refused(
            f"It says that it leads from {about['status']} back to {about['back_to']}, "
            f"but that is from {life.status} to {left.status}."
        )
    return left


def _given(life: Life, about: Mapping[str, Any], at: str) -> Life:
    if life.state is State.DRAFT:
        raise Refused("Evidence would be given on a draft that nobody accepted before.")
    return replace(life, evidence=(*life.evidence, grounds.given(about["item"], at)))


def _withdrawn(life: Life, about: Mapping[str, Any], _at: str) -> Life:
    return replace(life, evidence=grounds.without(life.evidence, about["evidence"]))


def _linked(life: Life, _about: Mapping[str, Any], _at: str) -> Life:
    if life.state is State.DRAFT:
        raise Refused("A draft would be linked that nobody accepted before.")
    return life


def _replaces(first: Event) -> tuple[str, ...]:
    return tuple(first.payload.get("replaces", ()))


def _plain(tags: list[str]) -> None:
    """Tags stand as they are stored: folded, and each once.

    Raises:
        UsageProblem: one is no tag.
        Refused: they are stored otherwise.

    """
    stored = words.tags(tags)
    if stored != tags:
        raise Refused(f"The tags are not as they are stored: {' '.join(stored)}.")


_FOLLOW: Final[Mapping[str, Callable[[Life, Mapping[str, Any], str], Life]]] = {
    Action.CLAIM_ACCEPTED: _accepted,
    Action.CLAIM_REJECTED: _rejected,
    Action.CLAIM_EDITED: _edited,
    Action.CLAIM_ATTRIBUTED: _attributed,
    Action.CLAIM_REATTRIBUTED: _attributed,
    Action.CLAIM_SUPERSEDED: _superseded,
    Action.CLAIM_RESTORED: _restored,
    Action.CLAIM_TAGGED: _tagged,
    Action.CLAIM_SAID_CHECKED: _attributed,
    Action.CLAIM_EVIDENCE_ADDED: _given,
    Action.CLAIM_EVIDENCE_WITHDRAWN: _withdrawn,
    Action.CLAIM_ASSESSED: _assessed,
    Action.CLAIM_RETRACTED: _retracted,
    Action.CLAIM_LINKED: _linked,
    Action.CLAIM_UNLINKED: _attributed,
}
