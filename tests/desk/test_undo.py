"""What was decided about a draft is taken back, as a whole, unless somebody went on from it."""

import pytest

from factcheck.desk import claims
from factcheck.errors import Refused
from factcheck.settings import Location
from factcheck.store.session import writing
from factcheck.vocabulary import State
from tests.desk.drafting import accept, correct, history, join, judge, places, split, take_back
from tests.factories import ingest_text, log, row


def test_an_acceptance_and_a_rejection_are_undone_to_the_state_before(location: Location) -> None:
    ingest_text(location)
    accept(location, 1)
    with writing(location) as session:
        claims.reject(session, [1], by="ana")
    assert take_back(location, 1) == [1]
    assert row(location, 1).state is State.ACCEPTED
    assert history(location, 1)[-1] == "undone: rejected → accepted"
    assert take_back(location, 1) == [1]
    assert row(location, 1).state is State.DRAFT
    with pytest.raises(Refused, match="no decision to undo"):
        take_back(location, 1)


def test_words_and_sources_are_undone(location: Location) -> None:
    ingest_text(location)
    before = (row(location, 1).text, places(location, 1))
    with writing(location) as session:
        claims.edit(session, 1, "Other words", by="ana")
    correct(location, 1, "Example Wire")
    take_back(location, 1)
    take_back(location, 1)
    assert (row(location, 1).text, places(location, 1)) == before
    assert row(location, 1).voice == "reported"


def test_a_split_is_undone_from_either_side_and_its_pieces_are_rejected(location: Location) -> None:
    ingest_text(location)
    new = split(location, 1, "One half", "Other half")
    assert take_back(location, 1) == [1]
    assert row(location, 1).state is State.DRAFT
    assert {row(location, one).state for one in new} == {State.REJECTED}
    assert take_back(location, new[0]) == [new[0]]
    with pytest.raises(Refused, match="C1 is back already"):
        take_back(location, new[0])
    again = split(location, 1, "One half", "Other half")
    assert take_back(location, again[1]) == [1]
    assert {row(location, one).state for one in again} == {State.REJECTED}


def test_a_join_is_undone_as_a_whole(location: Location) -> None:
    ingest_text(location)
    accept(location, 1)
    number = join(location, 1, 2)
    assert take_back(location, 2) == [1, 2]
    states = [row(location, one).state for one in (1, 2, number)]
    assert states == [State.ACCEPTED, State.DRAFT, State.REJECTED]


def test_a_split_stays_where_somebody_went_on_from_it(location: Location) -> None:
    ingest_text(location)
    first, second = split(location, 1, "One half", "Other half")
    judge(location, first)
    with pytest.raises(Refused, match="judged"):
        take_back(location, 1)
    split(location, second, "Third", "Fourth")
    assert row(location, 1).state is State.SUPERSEDED


def test_what_is_no_decision_is_not_undone(location: Location) -> None:
    ingest_text(location)
    for number in (1, log(location)):
        with pytest.raises(Refused, match="no decision to undo: logged"):
            take_back(location, number)
    judge(location, 1)
    with pytest.raises(Refused, match="assessed"):
        take_back(location, 1)
