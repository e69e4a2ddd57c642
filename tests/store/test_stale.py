"""What waits for somebody to look again: what is a check of a claim, what is none, and in which order they stand."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from factcheck.dates import now
from factcheck.desk import claims, evidence
from factcheck.desk.assess import Decision, assess, retract
from factcheck.desk.attributions import Said
from factcheck.desk.evidence import Item
from factcheck.desk.links import link
from factcheck.desk.said import check_said
from factcheck.errors import NotFound
from factcheck.output.stale import reason
from factcheck.settings import Location
from factcheck.store.claims import claims as listed
from factcheck.store.filters import ClaimFilter
from factcheck.store.session import reading, writing
from factcheck.store.stale import count, stale
from factcheck.store.transaction import Session
from factcheck.vocabulary import Bearing, Flag, Overdue, Relation, SaidCheck, State, Status
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


def waiting(location: Location, *whys: Overdue, **wanted: object) -> list[tuple[int, str]]:
    with reading(location) as session:
        found = stale(session, ClaimFilter(**wanted), whys or tuple(Overdue))  # type: ignore[arg-type]
        return [(one.claim.id, reason(one)) for one in found]


def predicted(location: Location, due: str) -> int:
    number = old(location, text=f"It opens in {due}.")
    with ago(location, 40) as session:
        assess(session, [number], Decision(Status.NOT_CHECKABLE, "a prediction", due=due), by="ana")
    return number


def shaken(location: Location) -> int:
    """A disputed claim that waits for two reasons: an item was withdrawn, and nobody checked it since."""
    number = old(location, 60, "The mill burned down.")
    with ago(location, 50) as session:
        for bearing in (Bearing.SUPPORTS, Bearing.REFUTES):
            evidence.add(session, number, Item(bearing, source="Orm Times"), by="ana")
        assess(session, [number], Decision(Status.DISPUTED, "seen", credibility=3), by="ana")
    with ago(location, 49) as session:
        evidence.withdraw(session, 1, because="of another mill", by="bo")
    return number


def test_what_waits_stands_once_under_its_first_reason_and_the_longest_unchecked_first(location: Location) -> None:
    first, second, fresh = old(location, 41), old(location, 71, "The dam leaks."), old(location, 3, "It rains.")
    late, later = predicted(location, "2026-03"), predicted(location, "2026-02-10")
    predicted(location, "2999")
    mill = shaken(location)
    everything = [
        (mill, "E1 withdrawn"),
        (later, "due 2026-02-10"),
        (late, "due 2026-03"),
        (second, "not checked for 71 days"),
        (first, "not checked for 41 days"),
    ]
    assert waiting(location) == everything
    assert waiting(location, stale_days=2) == [*everything, (fresh, "not checked for 3 days")]
    assert waiting(location, Overdue.DUE) == everything[1:3]
    assert waiting(location, Overdue.EVIDENCE_CHANGED, Overdue.NOT_CHECKED) == [everything[0], *everything[3:]]
    for limit in (1, 2, 3, 9):
        paged: list[tuple[int, str]] = []
        while page := waiting(location, limit=limit, after=paged[-1][0] if paged else None):
            paged += page
        assert paged == everything, limit
    with reading(location) as session:
        assert count(session, ClaimFilter()) == {
            Overdue.EVIDENCE_CHANGED: 1,
            Overdue.DUE: 2,
            Overdue.NOT_CHECKED: 2,
        }
    with reading(location) as session, pytest.raises(NotFound):
        list(stale(session, ClaimFilter(after=99)))


def test_the_stale_flag_and_the_list_mean_the_same(location: Location) -> None:
    old(location), old(location, 3, "It rains."), predicted(location, "2026"), predicted(location, "2026-03")
    shaken(location)
    with reading(location) as session:
        flagged = {one.id for one in listed(session, ClaimFilter(flags=(Flag.STALE,)))}
        changed = {one.id for one in listed(session, ClaimFilter(flags=(Flag.EVIDENCE_CHANGED,)))}
    assert {number for number, _ in waiting(location)} == flagged | changed


def test_claims_made_at_one_moment_are_paged_by_their_number(location: Location) -> None:
    with ago(location, 41) as session:
        numbers = [claims.log(session, f"Claim {at}.", Said("City council"), by="ana").id for at in range(5)]
    assert [one for one, _ in waiting(location, limit=2)] == numbers[:2]
    assert [one for one, _ in waiting(location, after=numbers[1])] == numbers[2:]


def test_filters_match_as_in_lists_and_what_says_the_same_waits_once(location: Location) -> None:
    first, second = old(location), old(location, 35, "The bridge is shut.")
    rejected = old(location, 50, "Nobody knows.")
    with writing(location) as session:
        claims.tag(session, [second], ["bridges"], [], by="ana")
        link(session, second, Relation.SAME, first, by="ana")
        claims.reject(session, [rejected], by="ana")
    assert waiting(location) == [(first, "not checked for 41 days")]
    assert waiting(location, tags=("bridges",)) == waiting(location)
    assert waiting(location, sources=("City council",)) == waiting(location)
    assert waiting(location, statuses=(Status.DISPUTED,)) == []
    assert waiting(location, states=(State.REJECTED,)) == [(rejected, "not checked for 50 days")]


@pytest.mark.parametrize(
    ("why", "index"), [(Overdue.NOT_CHECKED, "ix_claim_unchecked_since"), (Overdue.DUE, "ix_claim_due_id")]
)
def test_the_order_comes_from_an_index(sqlite: Location, why: Overdue, index: str) -> None:
    statements: list[str] = []
    with reading(sqlite) as session:
        connection = session.connection()
        driver: Any = connection.connection.driver_connection
        driver.set_trace_callback(statements.append)
        list(stale(session, ClaimFilter(limit=9), (why,)))
        driver.set_trace_callback(None)
        (asked,) = [one for one in statements if "claim_flag" in one or "due" in one]
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}").all()
    assert index in plan[0][3]
    assert not any("B-TREE" in row[3] for row in plan), "nothing is sorted"
