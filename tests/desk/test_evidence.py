"""Evidence as it is given: kept as it was, refused where nobody could go back to it, and accepting a draft."""

from datetime import timedelta

import pytest

from factcheck.dates import now
from factcheck.desk import evidence
from factcheck.desk.claims import reject
from factcheck.desk.evidence import Filed, Item
from factcheck.errors import NotFound, Refused, UsageProblem
from factcheck.settings import Location
from factcheck.store.session import writing
from factcheck.vocabulary import Bearing, Flag, State, Status
from tests.desk.judging import give, judge, shown
from tests.factories import ingest_text, log, row


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
