"""Judging: a status changes only here, by a person, with a reason, along a legal move and past its gates."""

import logging
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from factcheck.dates import partial, stamp
from factcheck.desk import gates, rules, words
from factcheck.desk.claims import refuse_unused
from factcheck.desk.links import standing_for
from factcheck.errors import GateUnmet, IllegalMove, Refused, UsageProblem
from factcheck.identity import CLAIM, EVIDENCE, handle, new_uid, new_uids
from factcheck.store import evidence
from factcheck.store.judgements import Judged, Judgement, judged, last_verdict, of_claim, of_claims
from factcheck.store.ledger import Change, record
from factcheck.store.links import members
from factcheck.store.locks import hold_evidence
from factcheck.store.transaction import Session
from factcheck.vocabulary import ALLOWED_CREDIBILITY, VERDICTS, Action, Confidence, State, Status

talk = logging.getLogger("factcheck")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided: the status and why; how credible, how sure; why a gate may be passed; when it is due.

    `evidence` are the items that a verdict rests on; where none are named, all that its gate counts. They may be given
    on any claim that says the same.

    Raises:
        UsageProblem: a reason is empty, a date does not exist, or the credibility has to be chosen and was not.

    """

    status: Status
    because: str
    credibility: int | None = None
    confidence: Confidence | None = None
    override: str | None = None
    due: str | None = None
    evidence: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Check what can be checked without a database."""
        words.text(self.because, "reason")
        if self.override is not None:
            words.text(self.override, "reason to override")
        if self.due is not None:
            partial(self.due, "date")
        choices = rules.choices(self.status)
        if self.credibility is None and choices:
            several = ", ".join(map(str, choices))
            raise UsageProblem(f"{self.status} needs a credibility.", f"Give --credibility, one of {several}.")


@dataclass(frozen=True, slots=True)
class _Known:
    """What is held of claims to judge, by claim: which say the same as it, the evidence on those, its judgements."""

    together: Mapping[int, frozenset[int]]
    held: Mapping[int, Sequence[evidence.EvidenceRow]]
    before: Mapping[int, Sequence[Judgement]]


def assess(session: Session, numbers: Sequence[int], decision: Decision, *, by: str) -> None:
    """Append one assessment to each claim, or to none of them if one refuses. Assessing a draft accepts it.

    Raises:
        NotFound: there is no such claim, or no such item of evidence.
        IllegalMove: no assessment leads from its status to the new one.
        GateUnmet: the verdict needs more than there is, and no reason to override was given.
        Refused: the status does not allow the credibility, confidence, date or evidence, an item is of another claim
            or was withdrawn, or the claim is out of use.

    """
    claims = _judged(session, numbers)
    known, told, reason = _known(session, claims, decision), _told(decision), words.text(decision.because, "reason")
    changes: list[Change] = []
    for claim, uid in zip(claims, new_uids(len(claims)), strict=True):
        payload = {**told, "assessment": uid, **_weighed(claim, decision, known)}
        if claim.state is State.DRAFT:
            changes.append(Change(claim.uid, Action.CLAIM_ACCEPTED, {}, "it is being judged"))
        changes.append(Change(claim.uid, Action.CLAIM_ASSESSED, payload, reason))
    record(session, changes, by=by, claims={claim.uid: claim.id for claim in claims})


def retract(session: Session, number: int, *, because: str, by: str) -> Status:
    """Take the last standing assessment back as a slip; the claim's status is that of the one before.

    Raises:
        UsageProblem: the reason is empty.
        NotFound: there is no such claim.
        Refused: no assessment stands.

    """
    reason = words.text(because, "reason")
    (claim,) = _judged(session, [number])
    standing = [one for one in of_claim(session.connection(), claim.id) if one.retracted_by is None]
    if not standing:
        raise Refused(
            f"{handle(CLAIM, claim.id)} has no assessment to take back.",
            f"See: factcheck history {handle(CLAIM, claim.id)}",
        )
    slip, back_to = standing[-1], standing[-2].status if len(standing) > 1 else Status.UNCHECKED
    payload = {"retraction": new_uid(), "assessment": slip.uid, "status": str(slip.status), "back_to": str(back_to)}
    record(session, [Change(claim.uid, Action.CLAIM_RETRACTED, payload, reason)], by=by)
    return back_to


def _judged(session: Session, numbers: Sequence[int]) -> list[Judged]:
    """The claims to judge: of those that say the same, the one that stands for them."""
    named = judged(session.connection(), list(dict.fromkeys(numbers)))
    if all(one.group_id is None for one in named):
        return named
    firsts = standing_for(session, numbers)
    for number, first in firsts.items():
        if number != first:
            talk.info(
                "%s says the same as %s, which is judged in its place.",
                *(handle(CLAIM, one) for one in (number, first)),
            )
    return judged(session.connection(), list(dict.fromkeys(firsts[one.id] for one in named)))


def _known(session: Session, claims: Sequence[Judged], decision: Decision) -> _Known:
    """Look all of it up, the evidence kept as it is until we are done; none of it where no gate looks at it.

    Raises:
        NotFound: there is no item that was named.

    """
    for key in decision.evidence:
        evidence.item(session, key)
    connection = session.connection()
    before = of_claims(connection, [claim.id for claim in claims])
    if decision.status not in VERDICTS:
        return _Known({}, {}, before)
    together = {one.id: members(connection, one.id) if one.leads else frozenset({one.id}) for one in claims}
    whose = {member: number for number, several in together.items() for member in several}
    hold_evidence(connection, whose)
    held: dict[int, list[evidence.EvidenceRow]] = defaultdict(list)
    for one in evidence.of_claims(connection, whose):
        held[whose[one.claim_id]].append(one)
    return _Known(together, held, before)


def _told(decision: Decision) -> dict[str, Any]:
    """What the assessments of all claims say alike."""
    return {
        "status": str(decision.status),
        "confidence": str(decision.confidence) if decision.confidence else None,
        "due": partial(decision.due) if decision.due else None,
    }


def _weighed(claim: Judged, decision: Decision, known: _Known) -> dict[str, Any]:
    """What the assessment of one claim says of where it led from, of what it rests on, and of the gates."""
    refuse_unused(claim.id, claim.state)
    verdict = last_verdict(known.before[claim.id])
    _refuse_illegal(claim, decision.status, verdict)
    _refuse_extras(claim, decision)
    rests, on, standing = _grounds(claim, decision, known)
    verdict_at = stamp(verdict.recorded_at) if verdict is not None else None
    gaps = gates.gaps(claim.status, decision.status, on, standing, verdict_at)
    if gaps and decision.override is None:
        raise _unmet(claim.id, decision.status, gaps)
    if decision.override is not None and not gaps:
        talk.info("%s: no gate stood in the way, so no override was recorded.", handle(CLAIM, claim.id))
    return {
        "before": str(claim.status),
        "credibility": rules.settled(decision.status, decision.credibility, claim.credibility),
        "override": words.text(decision.override, "reason") if decision.override and gaps else None,
        "missing": [gap.needs for gap in gaps],
        "evidence": rests,
    }


def _grounds(
    claim: Judged, decision: Decision, known: _Known
) -> tuple[list[str], Sequence[gates.Ground], Sequence[gates.Ground]]:
    """The uids of the items that the assessment rests on, what gates are shown of it, and of all that stand."""
    held = known.held.get(claim.id, ())
    if not held and not decision.evidence:
        return [], (), ()
    together = known.together.get(claim.id, frozenset())
    standing = {one.id: _ground(one) for one in held if one.stands and one.said_of not in together}
    if decision.evidence:
        named = _named(claim.id, decision, held, together)
        return [one.uid for one in named], [standing[one.id] for one in named], list(standing.values())
    every = list(standing.values())
    counts = {one.key for one in gates.counted(decision.status, every)}
    return [one.uid for one in held if handle(EVIDENCE, one.id) in counts], every, every


def _named(
    number: int, decision: Decision, held: Sequence[evidence.EvidenceRow], together: Collection[int]
) -> list[evidence.EvidenceRow]:
    mine = {one.id: one for one in held}
    see = f"See: factcheck evidence list {handle(CLAIM, number)}"
    for key in decision.evidence:
        if key not in mine:
            raise Refused(f"{handle(EVIDENCE, key)} is no evidence on {handle(CLAIM, number)}.", see)
        if not mine[key].stands:
            why = "was withdrawn" if mine[key].withdrawn_by is not None else f"is {mine[key].said_check}"
            raise Refused(f"{handle(EVIDENCE, key)} {why}: no verdict can rest on it.", see)
        if mine[key].said_of in together:
            raise Refused(f"{handle(EVIDENCE, key)} is what says the same: no verdict can rest on it.", see)
    return [mine[key] for key in dict.fromkeys(decision.evidence)]


def _ground(one: evidence.EvidenceRow) -> gates.Ground:
    origin = one.origin.id if one.origin is not None else None
    return gates.Ground(handle(EVIDENCE, one.id), one.bearing, one.direct, origin, stamp(one.recorded_at))


def _unmet(number: int, status: Status, gaps: Sequence[gates.Gap]) -> GateUnmet:
    key = handle(CLAIM, number)
    needs = "; and ".join(f"{gap.needs}, and {gap.has}" for gap in gaps)
    return GateUnmet(
        f"{key} cannot become {status}: that needs {needs}.",
        f"Add it: factcheck evidence add {key} --{gaps[0].bearing} --source NAME --url URL. "
        "Or pass the gate with --override REASON, which is kept and shown with the status.",
    )


def _refuse_illegal(claim: Judged, status: Status, verdict: Judgement | None) -> None:
    if not rules.is_legal(claim.status, status, judged=verdict is not None):
        key = handle(CLAIM, claim.id)
        legal = ", ".join(rules.legal(claim.status, judged=verdict is not None))
        by_verdict = verdict is not None and rules.is_legal(claim.status, status, judged=False)
        judged = f": it was {verdict.status} once" if verdict is not None and by_verdict else ""
        raise IllegalMove(f"{key} is {claim.status} and cannot become {status}{judged}.", f"It may become: {legal}.")


def _refuse_extras(claim: Judged, decision: Decision) -> None:
    """Refuse a credibility that the status does not allow, and what belongs to other statuses."""
    status = decision.status
    if decision.credibility is not None and not rules.goes_with(status, decision.credibility, claim.credibility):
        allowed = ALLOWED_CREDIBILITY.get(status, ())
        may = f"one of {', '.join(map(str, allowed))}" if allowed else "none"
        raise Refused(f"{status} does not go with credibility {decision.credibility}.", f"It takes {may}.")
    if decision.confidence is not None and not rules.takes_confidence(status):
        raise Refused(f"{status} is no verdict to be confident of.", "Leave --confidence out.")
    if decision.evidence and status not in VERDICTS:
        raise Refused(f"{status} is no verdict that rests on evidence.", "Leave --evidence out.")
    if decision.due is not None and not rules.falls_due(status):
        raise Refused(f"{status} does not fall due.", "Give --due with not_checkable, for a prediction.")
