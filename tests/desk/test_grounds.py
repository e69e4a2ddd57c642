"""What a verdict rests on may change behind it: it stands, and is flagged with how."""

from collections.abc import Callable

import pytest

from factcheck.desk import sources
from factcheck.settings import Location
from factcheck.store.grounds import shifts
from factcheck.store.session import reading, writing
from factcheck.store.transaction import Session
from factcheck.vocabulary import Flag, GroundChange, Reliability, SaidCheck, SourceKind, Status
from tests.desk.judging import check, confirmed, give, is_changed, judge
from tests.factories import log, row

Deed = Callable[[Session], object]

ONE_ORIGIN: dict[str, Deed] = {
    "merged": lambda session: sources.merge(session, "Harbour Authority", "Orm Times", by="bo"),
    "one owns the other": lambda session: sources.edit(session, "Harbour Authority", owner="Orm Times", by="bo"),
    "unnamed": lambda session: sources.edit(session, "Harbour Authority", kind=SourceKind.ANONYMOUS, by="bo"),
}


def told(location: Location, number: int = 1) -> list[tuple[str, tuple[int, ...], str | None, str | None]]:
    with reading(location) as session:
        found = shifts(session.connection(), [number]).get(number, ())
    return [(one.change, one.items, one.before, one.after) for one in found]


@pytest.mark.parametrize("deed", ONE_ORIGIN.values(), ids=ONE_ORIGIN)
def test_two_origins_that_turn_out_to_be_one_flag_what_they_confirmed(location: Location, deed: Deed) -> None:
    number = confirmed(location)
    assert not is_changed(location, number)
    with writing(location) as session:
        deed(session)
    assert is_changed(location, number)
    assert row(location, number).status is Status.CONFIRMED
    assert told(location) == [(GroundChange.ONE_ORIGIN, (1, 2), None, None)]


def test_an_owner_of_both_three_steps_up_flags_what_they_confirmed(location: Location) -> None:
    number = confirmed(location)
    with writing(location) as session:
        for name in ("Amsel Holding", "Dune Holding"):
            sources.add(session, name, by="bo")
        sources.edit(session, "Orm Times", owner="Amsel Holding", by="bo")
        sources.edit(session, "Harbour Authority", owner="Dune Holding", by="bo")
    assert not is_changed(location, number)
    with writing(location) as session:
        sources.edit(session, "Dune Holding", owner="Amsel Holding", by="bo")
    assert is_changed(location, number)
    with writing(location) as session:
        sources.edit(session, "Dune Holding", owner="none", by="bo")
    assert not is_changed(location, number)


def test_a_direct_item_or_a_gate_passed_with_a_reason_asks_for_no_second_origin(location: Location) -> None:
    direct, overridden = log(location), log(location, "The tunnel is closed.")
    give(location, direct, direct=True, source="Orm Times")
    give(location, overridden, source="Orm Times")
    judge(location, direct, Status.CONFIRMED)
    judge(location, overridden, Status.CONFIRMED, override="seen on paper")
    with writing(location) as session:
        sources.edit(session, "Orm Times", kind=SourceKind.ANONYMOUS, by="bo")
    assert not is_changed(location, direct)
    assert not is_changed(location, overridden)


def test_each_way_in_which_the_ground_changed_is_told(location: Location) -> None:
    number = log(location)
    log(location, "The tunnel is closed.", by="Veld Radio")
    give(location, number, "refutes", source="Orm Times")
    give(location, number, "refutes", attribution="T2")
    judge(location, number, Status.REFUTED, [1, 2])
    assert told(location) == []
    with writing(location) as session:
        sources.grade(session, "Orm Times", Reliability.E, because="made up", by="bo")
    assert told(location) == [(GroundChange.REGRADED, (1,), None, "E")]
    check(location, 2, SaidCheck.MISATTRIBUTED)
    assert told(location)[0] == (GroundChange.MISATTRIBUTED, (2,), None, None)
    check(location, 2, SaidCheck.WITHDRAWN)
    assert told(location)[0] == (GroundChange.TAKEN_BACK, (2,), None, None)
    assert Flag.EVIDENCE_CHANGED in row(location, number).flags
