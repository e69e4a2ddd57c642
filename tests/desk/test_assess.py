"""Judging: all 49 moves, credibility, gates, retraction, and the status that follows."""

from itertools import permutations

import pytest

from factcheck.desk.assess import Decision, assess, retract
from factcheck.desk.claims import reject
from factcheck.errors import GateUnmet, IllegalMove, NotFound, Refused, UsageProblem
from factcheck.settings import Location
from factcheck.store.details import detail
from factcheck.store.session import reading, writing
from factcheck.vocabulary import ALLOWED_CREDIBILITY, MOVES, VERDICTS, Confidence, Flag, Move, State, Status
from tests.factories import ingest_text, log, row

WAYS = {
    Status.UNCHECKED: [],
    Status.IN_REVIEW: [Status.IN_REVIEW],
    **{status: [status] for status in VERDICTS},
    Status.NOT_CHECKABLE: [Status.NOT_CHECKABLE],
}
"""How a fresh claim comes to each status."""


def decision(status: Status, **more: object) -> Decision:
    allowed = ALLOWED_CREDIBILITY.get(status, ())
    credibility = allowed[0] if len(allowed) > 1 else None
    return Decision(status, "seen", **{"credibility": credibility, "override": "seen on paper", **more})  # type: ignore[arg-type]


def judge(location: Location, number: int, *statuses: Status) -> None:
    for status in statuses:
        with writing(location) as session:
            assess(session, [number], decision(status), by="ana")


@pytest.mark.parametrize("to", Status)
@pytest.mark.parametrize("was", Status)
def test_a_move_is_made_if_the_table_allows_it_and_refused_if_not(lasting: Location, was: Status, to: Status) -> None:
    number = log(lasting)
    judge(lasting, number, *WAYS[was])
    if MOVES[was, to] is Move.ILLEGAL:
        with pytest.raises(IllegalMove, match=f"C{number} is {was} and cannot become {to}"):
            judge(lasting, number, to)
        assert row(lasting, number).status is was
    else:
        judge(lasting, number, to)
        assert row(lasting, number).status is to


@pytest.mark.parametrize(("was", "to"), sorted(permutations(VERDICTS, 2)))
def test_another_verdict_needs_newer_evidence(lasting: Location, was: Status, to: Status) -> None:
    number = log(lasting)
    judge(lasting, number, was)
    with pytest.raises(GateUnmet, match="evidence newer than the last verdict"), writing(lasting) as session:
        assess(session, [number], decision(to, override=None), by="ana")


def test_what_was_judged_once_never_becomes_unchecked_again(location: Location) -> None:
    number = log(location)
    judge(location, number, Status.REFUTED, Status.IN_REVIEW)
    with pytest.raises(IllegalMove, match="it was refuted once"):
        judge(location, number, Status.UNCHECKED)


@pytest.mark.parametrize("verdict", [Status.CONFIRMED, Status.REFUTED, Status.DISPUTED])
def test_a_verdict_without_its_evidence_is_refused_and_says_what_is_missing(
    location: Location, verdict: Status
) -> None:
    number = log(location)
    with (
        pytest.raises(GateUnmet, match=r"needs .*item.* of evidence.*there is none") as refusal,
        writing(location) as session,
    ):
        assess(session, [number], decision(verdict, override=None), by="ana")
    assert "--override" in refusal.value.remedy
    assert row(location, number).version == 1


def test_an_override_passes_the_gate_and_stays_visible(location: Location) -> None:
    number = log(location)
    judge(location, number, Status.CONFIRMED)
    assert Flag.OVERRIDDEN in row(location, number).flags
    with reading(location) as session:
        (assessment,) = detail(session, number).assessments
    assert assessment.override == "seen on paper"


def test_an_override_that_nothing_called_for_is_not_recorded(location: Location) -> None:
    number = log(location)
    judge(location, number, Status.IN_REVIEW)
    assert Flag.OVERRIDDEN not in row(location, number).flags


@pytest.mark.parametrize(("status", "credibility"), [(Status.CONFIRMED, 1), (Status.REFUTED, 5)])
def test_the_only_credibility_allowed_sets_itself(location: Location, status: Status, credibility: int) -> None:
    number = log(location)
    judge(location, number, status)
    assert row(location, number).credibility == credibility


@pytest.mark.parametrize("status", [Status.DISPUTED, Status.INSUFFICIENT])
def test_where_several_credibilities_are_allowed_one_must_be_chosen(status: Status) -> None:
    with pytest.raises(UsageProblem, match="needs a credibility"):
        Decision(status, "seen")


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("credibility", [1, 2, 3, 4, 5, 6])
def test_a_credibility_that_the_status_does_not_allow_is_refused(
    sqlite: Location, status: Status, credibility: int
) -> None:
    number = log(sqlite)
    if status is Status.UNCHECKED:
        judge(sqlite, number, Status.IN_REVIEW)
    given = Decision(status, "seen", credibility=credibility, override="x")
    if credibility in ALLOWED_CREDIBILITY.get(status, ()):
        with writing(sqlite) as session:
            assess(session, [number], given, by="ana")
        assert row(sqlite, number).credibility == credibility
    else:
        with pytest.raises(Refused, match="does not go with credibility"), writing(sqlite) as session:
            assess(session, [number], given, by="ana")


def test_a_review_keeps_the_credibility_that_it_had(location: Location) -> None:
    number = log(location)
    judge(location, number, Status.REFUTED, Status.IN_REVIEW)
    assert row(location, number).credibility == 5


def test_confidence_belongs_to_a_verdict(location: Location) -> None:
    number = log(location)
    with pytest.raises(Refused, match="no verdict to be confident of"), writing(location) as session:
        assess(session, [number], decision(Status.IN_REVIEW, confidence=Confidence.LOW), by="ana")
    with writing(location) as session:
        assess(session, [number], decision(Status.INSUFFICIENT, confidence=Confidence.LOW), by="ana")
    assert row(location, number).confidence == "low"


def test_only_a_prediction_falls_due(location: Location) -> None:
    number = log(location)
    with pytest.raises(Refused, match="does not fall due"), writing(location) as session:
        assess(session, [number], decision(Status.IN_REVIEW, due="2030"), by="ana")
    with writing(location) as session:
        assess(session, [number], decision(Status.NOT_CHECKABLE, due="2030-05"), by="ana")
    with reading(location) as session:
        assert detail(session, number).due == "2030-05"


@pytest.mark.parametrize("because", ["", "   ", "\n"])
def test_every_judgement_has_a_reason(because: str) -> None:
    with pytest.raises(UsageProblem, match="reason is empty"):
        Decision(Status.IN_REVIEW, because)


def test_assessing_a_draft_accepts_it(location: Location) -> None:
    ingest_text(location)
    judge(location, 1, Status.IN_REVIEW)
    assert row(location, 1).state is State.ACCEPTED
    assert row(location, 1).version == 3


def test_a_rejected_claim_cannot_be_judged(location: Location) -> None:
    ingest_text(location)
    with writing(location) as session:
        reject(session, [1], by="ana")
    with pytest.raises(Refused, match="rejected"):
        judge(location, 1, Status.IN_REVIEW)


def test_several_claims_are_judged_together_or_not_at_all(location: Location) -> None:
    first, second = log(location), log(location, "The tunnel is open.")
    judge(location, second, Status.NOT_CHECKABLE)
    with pytest.raises(IllegalMove), writing(location) as session:
        assess(session, [first, second], decision(Status.REFUTED), by="ana")
    assert row(location, first).status is Status.UNCHECKED
    with pytest.raises(NotFound, match="C99"), writing(location) as session:
        assess(session, [first, 99], decision(Status.REFUTED), by="ana")
    assert row(location, first).status is Status.UNCHECKED


def test_a_slip_is_taken_back_and_the_status_before_it_holds(location: Location) -> None:
    number = log(location)
    judge(location, number, Status.IN_REVIEW, Status.CONFIRMED)
    for expected in (Status.IN_REVIEW, Status.UNCHECKED):
        with writing(location) as session:
            assert retract(session, number, because="wrong claim", by="bo") is expected
        assert row(location, number).status is expected
    assert row(location, number).credibility is None
    assert row(location, number).assessed_at is None
    with pytest.raises(Refused, match="no assessment to take back"), writing(location) as session:
        retract(session, number, because="again", by="bo")


def test_a_retracted_verdict_counts_as_never_given(location: Location) -> None:
    number = log(location)
    judge(location, number, Status.REFUTED)
    with writing(location) as session:
        retract(session, number, because="wrong claim", by="bo")
    judge(location, number, Status.IN_REVIEW, Status.UNCHECKED)
    assert row(location, number).status is Status.UNCHECKED


def test_the_retracted_assessment_stays_in_sight(location: Location) -> None:
    number = log(location)
    judge(location, number, Status.REFUTED)
    with writing(location) as session:
        retract(session, number, because="wrong claim", by="bo")
    with reading(location) as session:
        (slip,) = detail(session, number).assessments
    assert (slip.status, slip.retracted_by, slip.retracted_because) == (Status.REFUTED, "bo", "wrong claim")
