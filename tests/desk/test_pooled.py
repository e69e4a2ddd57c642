"""Claims that say the same pool what they know; what each brought stays its own."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from factcheck.dates import now
from factcheck.desk import sources
from factcheck.desk.assess import Decision, assess
from factcheck.desk.links import link, unlink
from factcheck.errors import GateUnmet, Refused
from factcheck.settings import Location
from factcheck.store.details import detail
from factcheck.store.grounds import shifts
from factcheck.store.session import reading, writing
from factcheck.store.tables import claim
from factcheck.store.verify import verify
from factcheck.vocabulary import Bearing, Flag, GroundChange, Relation, Reliability, Status
from tests.desk.judging import give, is_changed, judge, shown, withdraw
from tests.factories import log, row


def same(location: Location, number: int, other: int) -> None:
    with writing(location) as session:
        link(session, number, Relation.SAME, other, by="ana")


def part(location: Location, number: int, other: int) -> None:
    with writing(location) as session:
        unlink(session, number, other, by="bo")


def told(location: Location, number: int) -> list[tuple[GroundChange, tuple[int, ...], int | None]]:
    with reading(location) as session:
        found = shifts(session.connection(), [number]).get(number, ())
    return [(one.change, one.items, one.claim_id) for one in found]


def check_sound(location: Location) -> None:
    with reading(location) as session:
        assert [one.name for one in verify(session, location).checks if one.damage] == []


def two(location: Location) -> tuple[int, int]:
    """Two claims that say the same, an item on the second from before and one on each from after."""
    first, second = log(location), log(location, "The bridge is shut.", by="Veld Radio")
    give(location, second, source="Harbour Authority")
    same(location, second, first)
    give(location, first, source="Harbour Authority")
    give(location, second, source="Orm Times")
    return first, second


@pytest.mark.parametrize("judged", [1, 2])
def test_a_verdict_on_any_of_them_rests_on_the_evidence_of_all(location: Location, judged: int) -> None:
    two(location)
    judge(location, judged, Status.CONFIRMED)
    assert shown(location, 1).rests_on == {1: (1, 2, 3)}
    assert [row(location, number).status for number in (1, 2)] == [Status.CONFIRMED] * 2
    assert not is_changed(location, 1)
    check_sound(location)


def test_items_of_any_of_them_can_be_named(location: Location) -> None:
    first, second = two(location)
    with pytest.raises(GateUnmet, match="E3 has one origin"):
        judge(location, first, Status.CONFIRMED, [3])
    judge(location, second, Status.CONFIRMED, [3, 2])
    assert shown(location, first).rests_on == {1: (2, 3)}


def test_a_verdict_changes_for_evidence_that_came_to_any_of_them(location: Location) -> None:
    first, second = two(location)
    judge(location, first, Status.CONFIRMED)
    with pytest.raises(GateUnmet, match="newer than the last verdict"):
        judge(location, first, Status.INSUFFICIENT)
    give(location, second, "refutes")
    judge(location, first, Status.REFUTED)


def test_each_keeps_its_own_evidence(location: Location) -> None:
    first, second = two(location)
    assert [(one.id, one.claim_id) for one in shown(location, second).evidence] == [(1, 2), (2, 1), (3, 2)]
    assert [one.claim_id for one in shown(location, second).attributions] == [2, 1]
    part(location, first, second)
    assert [one.id for one in shown(location, first).evidence] == [2]
    assert [one.id for one in shown(location, second).evidence] == [1, 3]
    assert [one.claim_id for one in shown(location, first).attributions] == [1]
    judge(location, second, Status.CONFIRMED)
    with pytest.raises(GateUnmet, match="E2 has one origin"):
        judge(location, first, Status.CONFIRMED)


def test_a_verdict_that_rests_on_what_says_the_same_no_longer_stands_and_is_flagged(location: Location) -> None:
    first, second = two(location)
    judge(location, first, Status.CONFIRMED)
    part(location, second, first)
    assert (row(location, first).status, row(location, second).status) == (Status.CONFIRMED, Status.UNCHECKED)
    assert told(location, first) == [(GroundChange.PARTED, (1,), second), (GroundChange.PARTED, (3,), second)]
    assert is_changed(location, first)
    assert withdraw(location, 3) == [first]
    check_sound(location)
    same(location, first, second)
    assert told(location, first) == [(GroundChange.WITHDRAWN, (3,), None)]


def test_linking_again_gives_a_verdict_its_ground_back(location: Location) -> None:
    first, second = two(location)
    judge(location, first, Status.CONFIRMED)
    part(location, second, first)
    same(location, second, first)
    assert not is_changed(location, first)


def test_a_verdict_on_what_says_the_same_by_now_is_flagged(location: Location) -> None:
    first, second = log(location), log(location, "The bridge is shut.", by="Veld Radio")
    give(location, first, "refutes", attribution="T2")
    judge(location, first, Status.REFUTED)
    same(location, second, first)
    assert told(location, first) == [(GroundChange.REPEATS, (1,), second)]
    assert is_changed(location, first)
    part(location, second, first)
    assert not is_changed(location, first)


def test_what_happens_to_evidence_of_any_of_them_flags_the_verdict(location: Location) -> None:
    first, second = two(location)
    judge(location, first, Status.CONFIRMED)
    with writing(location) as session:
        sources.grade(session, "Orm Times", Reliability.E, because="made up", by="bo")
    assert told(location, first) == [(GroundChange.REGRADED, (3,), None)]
    assert is_changed(location, first)
    judge(location, second, Status.CONFIRMED)
    assert not is_changed(location, first)
    assert withdraw(location, 1) == [first]
    assert is_changed(location, first)


def test_repeating_any_of_them_is_evidence_on_none(location: Location) -> None:
    first, second = log(location), log(location, "The bridge is shut.", by="Veld Radio")
    third = log(location, "Nobody can cross.", by="Orm Times")
    give(location, second, "refutes", attribution="T3")
    for number in (second, third):
        same(location, number, first)
    with pytest.raises(GateUnmet, match="there is none"):
        judge(location, first, Status.REFUTED)
    with pytest.raises(Refused, match="E1 is what says the same"):
        judge(location, first, Status.REFUTED, [1])


@pytest.mark.parametrize("turned", [False, True])
def test_who_leaves_a_group_takes_the_flags_of_its_own(location: Location, turned: bool) -> None:
    first, second, third = log(location, by="Orm Times"), log(location, "Shut."), log(location, "Barred.", by="KCNA")
    same(location, *((second, first) if turned else (first, second)))
    same(location, third, second)
    assert Flag.SINGLE_ORIGIN not in row(location, first).flags
    part(location, first, second)
    assert Flag.SINGLE_ORIGIN in row(location, first).flags
    assert Flag.SINGLE_ORIGIN not in row(location, second).flags


def test_evidence_on_any_of_them_is_a_check_of_what_stands_for_them_as_long_as_it_does(location: Location) -> None:
    first, second = log(location), log(location, "The bridge is shut.", by="Veld Radio")
    moments = []

    def checked() -> list[object]:
        moments.append(now())
        with reading(location) as session:
            return list(session.connection().scalars(select(claim.c.checked_at).order_by(claim.c.id)))

    give(location, second)
    seen = [checked()]
    same(location, second, first)
    seen.append(checked())
    give(location, second)
    seen.append(checked())
    withdraw(location, 1)
    seen.append(checked())
    part(location, second, first)
    seen.append(checked())
    pooled = [one[0] for one in seen]
    own = [one[1] for one in seen]
    assert pooled == [None, *own[1:4], None]
    assert own[0] == own[1] < own[2] < own[3] == own[4]  # type: ignore[operator]
    same(location, second, first)
    for moment, then in zip(moments, seen, strict=True):
        with reading(location, as_of=moment) as session:
            assert list(session.connection().scalars(select(claim.c.checked_at).order_by(claim.c.id))) == then


def test_a_group_of_then_pools_what_it_had_then(location: Location) -> None:
    first, second = two(location)
    linked = now()
    part(location, second, first)
    for moment, items in ((linked, [1, 2, 3]), (now(), [2])):
        with reading(location, as_of=moment) as session:
            assert [one.id for one in detail(session, first).evidence] == items


Given = tuple[int, Bearing, str, bool]
items = st.tuples(
    st.integers(0, 2), st.sampled_from(Bearing), st.sampled_from(("Orm Times", "Dune Post", "officials")), st.booleans()
)


@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(
    gives=st.lists(items, max_size=4),
    order=st.permutations(((1, 0), (2, 1), (0, 2))),
    late=st.integers(0, 4),
    status=st.sampled_from((Status.CONFIRMED, Status.REFUTED, Status.DISPUTED)),
)
def test_the_gate_of_any_member_is_that_of_one_claim_with_all_the_evidence(
    location: Location, gives: list[Given], order: list[tuple[int, int]], late: int, status: Status
) -> None:
    alone, *group = [log(location, text) for text in ("It is open.", "Open.", "Not shut.", "Passable.")]

    def put(some: Sequence[Given]) -> None:
        for at, bearing, source, direct in some:
            for number in (group[at], alone):
                give(location, number, str(bearing), source=source, direct=direct)

    put(gives[:late])
    for one, other in order[:2]:
        same(location, group[one], group[other])
    put(gives[late:])
    assert len({answer(location, number, status) for number in (alone, *group)}) == 1


def answer(location: Location, number: int, status: Status) -> str:
    """What its gate says, without the numbers; nothing of it is kept."""
    decision = Decision(status, "seen", credibility=3 if status is Status.DISPUTED else None)
    try:
        with writing(location) as session:
            assess(session, [number], decision, by="ana")
            session.connection().rollback()
    except GateUnmet as shut:
        return "".join(letter for letter in str(shut) if not letter.isdigit())
    return "open"
