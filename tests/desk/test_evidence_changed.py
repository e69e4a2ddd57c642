"""Evidence that is withdrawn, or whose source is graded otherwise, flags what rests on it and moves no status."""

import pytest

from factcheck.desk import sources
from factcheck.desk.assess import retract
from factcheck.desk.attributions import Said
from factcheck.desk.claims import attribute
from factcheck.desk.correction import correct
from factcheck.errors import GateUnmet, NotFound, Refused
from factcheck.settings import Location
from factcheck.store.session import writing
from factcheck.vocabulary import Reliability, Status
from tests.desk.judging import confirmed, give, is_changed, judge, shown, withdraw
from tests.factories import log, row


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
