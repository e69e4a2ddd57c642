"""What evidence a verdict needs, and on which of it it rests."""

import pytest

from factcheck.desk import sources
from factcheck.desk.attributions import Said
from factcheck.desk.claims import attribute
from factcheck.errors import GateUnmet, NotFound, Refused
from factcheck.settings import Location
from factcheck.store.session import writing
from factcheck.vocabulary import Flag, SaidCheck, Stance, Status
from tests.desk.judging import check, give, is_changed, judge, shown, withdraw
from tests.factories import log, row


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
