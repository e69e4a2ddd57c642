"""What says the same has one verdict, and repeating it is no evidence for it."""

import pytest

from factcheck.desk import evidence
from factcheck.desk.assess import Decision, assess
from factcheck.desk.evidence import Item
from factcheck.desk.links import link, unlink
from factcheck.errors import GateUnmet, Refused
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
    for number, why in ((first, "T2 says C2, which is the same as C1"), (second, "T2 says C2 itself")):
        with writing(location) as session, pytest.raises(Refused, match=why):
            evidence.add(session, number, Item(Bearing.SUPPORTS, attribution="T2"), by="ana")


def test_nor_can_a_verdict_rest_on_it_once_they_are_linked(location: Location) -> None:
    first = log(location)
    others = [log(location, "The bridge is shut.", by=name) for name in ("Orm Times", "Veld Radio")]
    with writing(location) as session:
        for key in ("T2", "T3"):
            evidence.add(session, first, Item(Bearing.SUPPORTS, attribution=key), by="ana")
    for number in others:
        same(location, number, first)
    with writing(location) as session, pytest.raises(GateUnmet, match="there is none"):
        assess(session, [first], Decision(Status.CONFIRMED, "two say so"), by="ana")
    with writing(location) as session, pytest.raises(Refused, match="E1 is what says the same"):
        assess(session, [first], Decision(Status.CONFIRMED, "two say so", evidence=(1,)), by="ana")
    with writing(location) as session:
        unlink(session, others[0], first, by="ana")
        unlink(session, others[1], first, by="ana")
        assess(session, [first], Decision(Status.CONFIRMED, "two say so"), by="ana")
