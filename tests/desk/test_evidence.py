"""Evidence: given, withdrawn and counted on both databases; the flag that follows, and statuses that do not."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from factcheck.dates import now
from factcheck.desk import evidence, sources
from factcheck.desk.assess import Decision, assess, retract
from factcheck.desk.attributions import Said
from factcheck.desk.claims import attribute, reject
from factcheck.desk.correction import correct
from factcheck.desk.evidence import Filed, Item
from factcheck.desk.said import check_said
from factcheck.errors import GateUnmet, NotFound, Refused, UsageProblem
from factcheck.settings import Location
from factcheck.store.details import ClaimDetail, detail
from factcheck.store.session import reading, writing
from factcheck.vocabulary import Bearing, Flag, Reliability, SaidCheck, Stance, State, Status
from tests.factories import ingest_text, log, row


def give(location: Location, number: int, bearing: str = "supports", **more: object) -> int:
    with writing(location) as session:
        item = Item(Bearing(bearing), **(more or {"url": "https://log.example/1"}))  # type: ignore[arg-type]
        return evidence.add(session, number, item, by="ana")


def withdraw(location: Location, number: int) -> list[int]:
    with writing(location) as session:
        return evidence.withdraw(session, number, because="of another bridge", by="bo")


def judge(location: Location, number: int, status: Status, items: Sequence[int] = (), **more: object) -> None:
    credibility = 3 if status in {Status.DISPUTED, Status.INSUFFICIENT} else None
    decision = Decision(status, "seen", credibility=credibility, evidence=tuple(items), **more)  # type: ignore[arg-type]
    with writing(location) as session:
        assess(session, [number], decision, by="ana")


def check(location: Location, number: int, found: SaidCheck) -> None:
    with writing(location) as session:
        check_said(session, number, found, because="looked", by="bo")


def shown(location: Location, number: int) -> ClaimDetail:
    with reading(location) as session:
        return detail(session, number)


def is_changed(location: Location, number: int) -> bool:
    return Flag.EVIDENCE_CHANGED in row(location, number).flags


def confirmed(location: Location) -> int:
    """A claim that was confirmed by two items with two origins."""
    number = log(location)
    give(location, number, source="Harbour Authority")
    give(location, number, source="Orm Times")
    judge(location, number, Status.CONFIRMED)
    return number


def test_an_item_is_kept_as_it_was_given(location: Location) -> None:
    number = log(location)
    given = Item(
        Bearing.REFUTES,
        direct=True,
        source="Harbour Authority",
        url="https://log.example/1",
        file=Filed("log.pdf", "ab" * 32),
        archive_ref="https://archive.example/1",
        quote="The bridge was open.",
        date="2025-03",
        note="page 4",
    )
    with writing(location) as session:
        assert evidence.add(session, number, given, by="ana") == 1
    (item,) = shown(location, number).evidence
    assert (item.bearing, item.direct, item.by) == (Bearing.REFUTES, True, "ana")
    assert item.source is not None
    assert item.source.name == "Harbour Authority"
    assert (item.url, item.file, item.sha256) == ("https://log.example/1", "log.pdf", "ab" * 32)
    assert (item.archive_ref, item.quote) == ("https://archive.example/1", "The bridge was open.")
    assert (item.date, item.note) == ("2025-03", "page 4")
    assert row(location, number).status is Status.UNCHECKED


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({}, "Nothing is given"),
        ({"url": "  "}, "Nothing is given"),
        ({"quote": "words of nobody"}, "Nothing is given"),
        ({"direct": True}, "Nothing is given"),
        ({"source": "X", "attribution": "T1"}, "brings its own source"),
        ({"attribution": "T1", "direct": True}, "no direct evidence"),
        ({"attribution": "C1"}, "no attribution's id"),
        ({"source": "X", "date": "2025-02-30"}, "no 2025-02-30"),
        ({"source": "X", "date": "2999"}, "2999 is still to come"),
        ({"source": "X", "date": f"{now() + timedelta(days=2):%Y-%m-%d}"}, "is still to come"),
        ({"url": "javascript:alert(1)"}, "is no address of a page"),
        ({"url": "www.log.example"}, "is no address of a page"),
        ({"url": "https:///log"}, "is no address of a page"),
        ({"source": "X", "archive_ref": "data:text/html,x"}, "is no address of a page"),
        ({"source": "  "}, "empty"),
    ],
)
def test_what_nobody_could_go_back_to_is_no_evidence(given: dict[str, object], why: str) -> None:
    with pytest.raises(UsageProblem, match=why):
        Item(Bearing.SUPPORTS, **given)  # type: ignore[arg-type]


def test_evidence_is_of_this_day_or_one_before_wherever_that_has_begun() -> None:
    for date in (f"{now():%Y}", f"{now():%Y-%m}", f"{now() + timedelta(hours=13):%Y-%m-%d}", "0001-01-01"):
        assert Item(Bearing.SUPPORTS, source="X", date=date).date == date


def test_an_own_observation_needs_no_source(location: Location) -> None:
    number = log(location)
    give(location, number, direct=True, note="I stood on the bridge")
    judge(location, number, Status.CONFIRMED)
    assert row(location, number).status is Status.CONFIRMED
    assert Flag.OVERRIDDEN not in row(location, number).flags


def test_giving_evidence_to_a_draft_accepts_it(location: Location) -> None:
    ingest_text(location)
    give(location, 1)
    assert (row(location, 1).state, row(location, 1).version) == (State.ACCEPTED, 3)


def test_evidence_needs_a_claim_that_is_there_and_in_use(location: Location) -> None:
    ingest_text(location)
    with pytest.raises(NotFound, match="no claim C99"):
        give(location, 99)
    with pytest.raises(NotFound, match="no attribution T99"):
        give(location, 1, attribution="T99")
    with writing(location) as session:
        reject(session, [1], by="ana")
    with pytest.raises(Refused, match="C1 is rejected") as refusal:
        give(location, 1)
    assert refusal.value.remedy == "Accept it first: factcheck accept C1"


def test_that_a_claim_was_said_is_no_evidence_for_it(location: Location) -> None:
    first, second = log(location), log(location, "The tunnel is closed.", by="Orm Times")
    with pytest.raises(Refused, match="T1 says C1 itself"):
        give(location, first, attribution="T1")
    give(location, first, attribution="T2")
    (item,) = shown(location, first).evidence
    assert (item.attribution_id, item.origin and item.origin.name) == (2, "Orm Times")
    assert shown(location, second).evidence == ()


def test_two_supporting_items_confirm_only_if_their_origins_are_two(location: Location) -> None:
    number = log(location)
    with writing(location) as session:
        sources.add(session, "Media House", by="ana")
        sources.add(session, "Orm Times", owner="Media House", by="ana")
        sources.add(session, "Veld Radio", owner="Media House", by="ana")
    for item in ({"source": "Orm Times"}, {"source": "Orm Times"}, {"source": "Veld Radio"}, {"source": "officials"}):
        give(location, number, **item)
    give(location, number, url="https://nobody.example")
    with pytest.raises(GateUnmet, match="E1, E2, E3 have one origin") as refusal:
        judge(location, number, Status.CONFIRMED)
    assert "factcheck evidence add C1 --supports --source NAME --url URL" in refusal.value.remedy
    give(location, number, source="Harbour Authority")
    judge(location, number, Status.CONFIRMED)
    assert shown(location, number).rests_on == {1: (1, 2, 3, 6)}


def test_an_attribution_has_the_origin_of_its_chain(location: Location) -> None:
    number, other = log(location), log(location, "The tunnel is closed.", by="Orm Times")
    with writing(location) as session:
        sources.add(session, "Veld Radio", by="ana")
        attribute(session, other, Said("Orm Times", via=("Veld Radio",)), by="ana")
        attribute(session, other, Said("Harbour Authority", stance=Stance.DENIES), by="ana")
    for said in ("T2", "T3", "T4"):
        give(location, number, attribution=said)
    with pytest.raises(GateUnmet, match="E1, E2 have one origin"):
        judge(location, number, Status.CONFIRMED)


def test_refuted_needs_one_item_and_disputed_one_of_each(location: Location) -> None:
    number = log(location)
    with pytest.raises(GateUnmet, match="1 refuting item of evidence, and there is none"):
        judge(location, number, Status.REFUTED)
    give(location, number, "refutes")
    judge(location, number, Status.REFUTED)
    other = log(location, "The tunnel is closed.")
    give(location, other, "refutes")
    give(location, other, "context")
    with pytest.raises(GateUnmet, match="there is no supporting one") as refusal:
        judge(location, other, Status.DISPUTED)
    assert "evidence add C2 --supports" in refusal.value.remedy
    give(location, other, "supports")
    judge(location, other, Status.DISPUTED)
    assert shown(location, other).rests_on == {2: (2, 4)}


def test_another_verdict_needs_evidence_given_after_the_last(location: Location) -> None:
    number = log(location)
    give(location, number, "refutes")
    give(location, number, direct=True, note="I saw it")
    judge(location, number, Status.REFUTED)
    with pytest.raises(GateUnmet, match="evidence newer than the last verdict, and there is none"):
        judge(location, number, Status.CONFIRMED)
    give(location, number, "context")
    judge(location, number, Status.CONFIRMED)
    assert row(location, number).status is Status.CONFIRMED


def test_an_override_passes_the_gate_and_is_no_longer_needed_when_the_evidence_is_there(location: Location) -> None:
    number = log(location)
    judge(location, number, Status.REFUTED, override="on paper")
    assert Flag.OVERRIDDEN in row(location, number).flags
    give(location, number, "refutes")
    judge(location, number, Status.REFUTED, override="on paper")
    assert Flag.OVERRIDDEN not in row(location, number).flags
    assert [one.override for one in shown(location, number).assessments] == ["on paper", None]


def test_a_verdict_rests_on_the_items_that_are_named_and_its_gate_counts_only_those(location: Location) -> None:
    number = log(location)
    for source in ("Harbour Authority", "Orm Times", "Veld Radio"):
        give(location, number, source=source)
    with pytest.raises(GateUnmet, match="E2 has one origin"):
        judge(location, number, Status.CONFIRMED, [2])
    judge(location, number, Status.CONFIRMED, [3, 1])
    assert shown(location, number).rests_on == {1: (1, 3)}
    withdraw(location, 2)
    assert not is_changed(location, number)


def test_only_evidence_of_the_claim_that_stands_can_be_named(location: Location) -> None:
    first, second = log(location), log(location, "The tunnel is closed.", by="Orm Times")
    give(location, first, "refutes")
    give(location, second, "refutes")
    give(location, first, "refutes", attribution="T2")
    with pytest.raises(Refused, match="E2 is no evidence on C1"):
        judge(location, first, Status.REFUTED, [2])
    with pytest.raises(NotFound, match="no evidence E9"):
        judge(location, first, Status.REFUTED, [9])
    with pytest.raises(Refused, match="no verdict that rests on evidence"):
        judge(location, first, Status.IN_REVIEW, [1])
    withdraw(location, 1)
    with pytest.raises(Refused, match="E1 was withdrawn"):
        judge(location, first, Status.REFUTED, [1])
    check(location, 2, SaidCheck.WITHDRAWN)
    with pytest.raises(Refused, match="E3 is withdrawn"):
        judge(location, first, Status.REFUTED, [3])
    with pytest.raises(GateUnmet):
        judge(location, first, Status.REFUTED)


def test_a_withdrawn_item_stays_in_sight_and_is_withdrawn_once(location: Location) -> None:
    number = log(location)
    give(location, number)
    assert withdraw(location, 1) == []
    (item,) = shown(location, number).evidence
    assert (item.withdrawn_by, item.withdrawn_because, item.stands) == ("bo", "of another bridge", False)
    with pytest.raises(Refused, match="E1 was withdrawn by bo: of another bridge"):
        withdraw(location, 1)
    with pytest.raises(NotFound, match="no evidence E7"):
        withdraw(location, 7)


def test_withdrawing_what_a_verdict_rests_on_flags_it_and_leaves_the_status(location: Location) -> None:
    number = confirmed(location)
    assert not is_changed(location, number)
    assert withdraw(location, 2) == [number]
    assert is_changed(location, number)
    assert row(location, number).status is Status.CONFIRMED
    with pytest.raises(GateUnmet, match="E1 has one origin"):
        judge(location, number, Status.CONFIRMED)
    judge(location, number, Status.IN_REVIEW)
    assert not is_changed(location, number), "a new assessment clears it"


def test_a_retraction_brings_back_what_the_verdict_before_rested_on(location: Location) -> None:
    number = confirmed(location)
    judge(location, number, Status.IN_REVIEW)
    withdraw(location, 1)
    assert not is_changed(location, number)
    with writing(location) as session:
        retract(session, number, because="slip", by="ana")
    assert is_changed(location, number)


def test_a_regraded_source_flags_what_rests_on_it(location: Location) -> None:
    with writing(location) as session:
        sources.add(session, "Orm Times", by="ana")
        sources.grade(session, "Orm Times", Reliability.B, because="its record", by="ana")
    number, other = confirmed(location), log(location, "The tunnel is closed.")
    give(location, other, "refutes", source="Harbour Authority")
    judge(location, other, Status.REFUTED)

    def grade(letter: Reliability) -> tuple[bool, bool]:
        with writing(location) as session:
            sources.grade(session, "Orm Times", letter, because="looked again", by="bo")
        return is_changed(location, number), is_changed(location, other)

    assert grade(Reliability.B) == (False, False), "the same grade again changes nothing"
    assert grade(Reliability.E) == (True, False)
    assert row(location, number).status is Status.CONFIRMED
    assert grade(Reliability.B) == (False, False), "it is what it was when the verdict was given"
    grade(Reliability.D)
    judge(location, number, Status.CONFIRMED)
    assert not is_changed(location, number)


def test_a_first_grade_of_anybody_in_the_chain_flags_a_verdict_that_rests_on_it(location: Location) -> None:
    number, other = log(location), log(location, "The tunnel is closed.", by="Orm Times")
    with writing(location) as session:
        sources.add(session, "Veld Radio", by="ana")
        attribute(session, other, Said("City council", via=("Veld Radio",)), by="ana")
    give(location, number, "refutes", attribution="T3")
    judge(location, number, Status.REFUTED)
    with writing(location) as session:
        sources.grade(session, "Veld Radio", Reliability.E, because="made up", by="bo")
    assert (is_changed(location, number), is_changed(location, other)) == (True, False)


def test_a_grade_reaches_what_was_said_under_a_name_that_was_merged(location: Location) -> None:
    number = confirmed(location)
    with writing(location) as session:
        sources.add(session, "The Orm Times", by="ana")
        sources.merge(session, "Orm Times", "The Orm Times", by="ana")
    assert not is_changed(location, number)
    with writing(location) as session:
        sources.grade(session, "The Orm Times", Reliability.E, because="made up", by="bo")
    assert is_changed(location, number)


def test_a_corrected_speaker_brings_the_grades_it_has_to_what_rests_on_the_saying(location: Location) -> None:
    number, other = log(location), log(location, "The tunnel is closed.", by="Orm Times")
    give(location, number, "refutes", attribution="T2")
    judge(location, number, Status.REFUTED)
    with writing(location) as session:
        sources.add(session, "Veld Radio", by="ana")
        sources.grade(session, "Veld Radio", Reliability.E, because="made up", by="bo")
    assert not is_changed(location, number)
    with writing(location) as session:
        correct(session, other, "Veld Radio", because="their report", by="ana")
    assert is_changed(location, number)


def test_a_merge_brings_the_grades_of_what_a_source_was_merged_into(location: Location) -> None:
    number = confirmed(location)
    with writing(location) as session:
        sources.add(session, "The Orm Times", by="ana")
        sources.grade(session, "The Orm Times", Reliability.E, because="made up", by="bo")
    assert not is_changed(location, number)
    with writing(location) as session:
        sources.merge(session, "Orm Times", "The Orm Times", by="ana")
    assert is_changed(location, number)
