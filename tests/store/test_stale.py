"""What is a check of a claim, and what is none: a claim is stale by how long nobody has checked it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlmodel import Session

from factcheck.dates import now
from factcheck.desk import claims, evidence
from factcheck.desk.assess import Decision, assess, retract
from factcheck.desk.attributions import Said
from factcheck.desk.evidence import Item
from factcheck.desk.links import link
from factcheck.desk.said import check_said
from factcheck.settings import Location
from factcheck.store.session import writing
from factcheck.vocabulary import Bearing, Flag, Relation, SaidCheck, Status
from tests.factories import row


@contextmanager
def ago(location: Location, days: float) -> Iterator[Session]:
    """What is written here was written so many days ago."""
    with writing(location) as session:
        session.info["moment"] = now() - timedelta(days=days)
        yield session


def old(location: Location, days: float = 41, text: str = "The bridge is closed.") -> int:
    with ago(location, days) as session:
        return claims.log(session, text, Said("City council"), by="ana").id


Deed = Callable[[Session, int], object]

CHECKS: dict[str, Deed] = {
    "assessing": lambda session, one: assess(session, [one], Decision(Status.IN_REVIEW, "asked"), by="ana"),
    "evidence": lambda session, one: evidence.add(
        session, one, Item(Bearing.CONTEXT, url="https://x.example"), by="ana"
    ),
}
NO_CHECKS: dict[str, Deed] = {
    "tagging": lambda session, one: claims.tag(session, [one], ["bridges"], [], by="ana"),
    "accepting": lambda session, one: claims.accept(session, [one], by="ana"),
    "another attribution": lambda session, one: claims.attribute(session, one, Said("Orm Times"), by="ana"),
    "that it was said": lambda session, one: check_said(
        session, one, SaidCheck.ORIGINAL_SEEN, because="seen", by="ana"
    ),
    "linking": lambda session, one: link(session, one, Relation.CONTRADICTS, one + 1, by="ana"),
}


@pytest.mark.parametrize("deed", CHECKS.values(), ids=CHECKS)
def test_assessing_and_evidence_are_checks(location: Location, deed: Deed) -> None:
    number = old(location)
    assert Flag.STALE in row(location, number).flags
    with writing(location) as session:
        deed(session, number)
    assert Flag.STALE not in row(location, number).flags


@pytest.mark.parametrize("deed", NO_CHECKS.values(), ids=NO_CHECKS)
def test_nothing_else_is_a_check(location: Location, deed: Deed) -> None:
    number = old(location)
    old(location, text="The bridge is open.")
    with writing(location) as session:
        deed(session, number)
    assert Flag.STALE in row(location, number).flags


def test_withdrawing_evidence_is_a_check_and_an_assessment_taken_back_was_none(location: Location) -> None:
    number = old(location)
    with ago(location, 35) as session:
        evidence.add(session, number, Item(Bearing.CONTEXT, url="https://x.example"), by="ana")
    with writing(location) as session:
        assess(session, [number], Decision(Status.IN_REVIEW, "meant another"), by="ana")
        retract(session, number, because="slip", by="ana")
    assert Flag.STALE in row(location, number).flags
    with writing(location) as session:
        evidence.withdraw(session, 1, because="of another bridge", by="ana")
    assert Flag.STALE not in row(location, number).flags


def test_a_check_made_before_another_one_but_recorded_later_does_not_count_for_more(location: Location) -> None:
    number = old(location)
    with writing(location) as session:
        evidence.add(session, number, Item(Bearing.CONTEXT, url="https://x.example"), by="ana")
    with ago(location, 40) as session:
        evidence.add(session, number, Item(Bearing.CONTEXT, url="https://y.example"), by="ana")
    assert Flag.STALE not in row(location, number).flags
