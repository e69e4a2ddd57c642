"""What says the same has one verdict, and repeating it is no evidence for it."""

import pytest

from factcheck.desk import evidence
from factcheck.desk.assess import Decision, assess
from factcheck.desk.evidence import Item
from factcheck.desk.links import link
from factcheck.errors import Refused
from factcheck.settings import Location
from factcheck.store.session import writing
from factcheck.vocabulary import Bearing, Relation, Status
from tests.factories import log


def same(location: Location, number: int, other: int) -> bool:
    with writing(location) as session:
        return link(session, number, Relation.SAME, other, by="ana").new


def judged(location: Location, number: int, status: Status) -> None:
    with writing(location) as session:
        assess(session, [number], Decision(status, "seen", override="known"), by="ana")


def test_verdicts_that_a_link_put_out_of_sight_are_not_brought_together(location: Location) -> None:
    a, b, c = log(location), log(location, "Shut."), log(location, "Barred.")
    judged(location, b, Status.CONFIRMED)
    judged(location, c, Status.REFUTED)
    same(location, b, a)
    for one, other in ((c, a), (a, c), (c, b)):
        with pytest.raises(Refused, match=r"C2 is confirmed and C3 is refuted|C3 is refuted and C2 is confirmed"):
            same(location, one, other)
    judged(location, a, Status.REFUTED)
    assert same(location, c, a)


def test_that_the_same_was_said_elsewhere_is_no_evidence_for_it(location: Location) -> None:
    first, second = log(location), log(location, "The bridge is shut.", by="Orm Times")
    same(location, second, first)
    for number in (first, second):
        with writing(location) as session, pytest.raises(Refused, match="T2 says C2, which is the same as C1"):
            evidence.add(session, number, Item(Bearing.SUPPORTS, attribution="T2"), by="ana")
