"""The gates before a verdict, beside the plainest way to say what they ask for."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.desk.gates import NEEDS, NEWER_EVIDENCE, Ground, counted, gaps
from factcheck.vocabulary import MOVES, VERDICTS, Bearing, Move, Status

grounds = st.lists(
    st.builds(
        Ground,
        key=st.sampled_from(("E1", "E2", "E3", "E4")),
        bearing=st.sampled_from(Bearing),
        direct=st.booleans(),
        origin=st.sampled_from((None, 1, 2, 3)),
        at=st.sampled_from(("2025", "2026", "2027")),
    ),
    max_size=6,
)


def met(status: Status, items: list[Ground]) -> bool:
    """The column "needs" of the table of statuses, word for word."""
    supporting = [one for one in items if one.bearing == "supports"]
    refuting = [one for one in items if one.bearing == "refutes"]
    if status == "confirmed":
        distinct = any(
            one.origin is not None and other.origin is not None and one.origin != other.origin
            for one, other in combinations(supporting, 2)
        )
        return distinct or any(one.direct for one in supporting)
    if status == "refuted":
        return len(refuting) >= 1
    if status == "disputed":
        return len(supporting) >= 1 and len(refuting) >= 1
    return True


@given(
    before=st.sampled_from(Status),
    status=st.sampled_from(Status),
    rests=grounds,
    standing=grounds,
    verdict_at=st.sampled_from((None, "2025", "2026")),
)
def test_a_gate_is_open_exactly_if_what_the_status_needs_is_there(
    before: Status, status: Status, rests: list[Ground], standing: list[Ground], verdict_at: str | None
) -> None:
    newer = any(verdict_at is None or one.at > verdict_at for one in standing)
    wanted = [] if met(status, rests) else [NEEDS[status]]
    if MOVES[before, status] is Move.NEWER_EVIDENCE and not newer:
        wanted.append(NEWER_EVIDENCE)
    assert [gap.needs for gap in gaps(before, status, rests, standing, verdict_at)] == wanted


@given(status=st.sampled_from(Status), items=grounds)
def test_what_a_gate_counts_is_enough_for_it_if_all_is(status: Status, items: list[Ground]) -> None:
    kept = counted(status, items)
    assert met(status, kept) == met(status, items)
    assert set(kept) <= set(items)


@given(status=st.sampled_from(sorted(VERDICTS)), items=grounds, more=grounds)
def test_more_evidence_never_closes_a_gate(status: Status, items: list[Ground], more: list[Ground]) -> None:
    if not gaps(Status.IN_REVIEW, status, items, items, None):
        assert not gaps(Status.IN_REVIEW, status, items + more, items + more, None)


@given(status=st.sampled_from(sorted(NEEDS)), items=grounds)
def test_what_is_said_to_be_missing_helps_if_it_is_added(status: Status, items: list[Ground]) -> None:
    for turn in range(3):
        missing = gaps(Status.IN_REVIEW, status, items, items, None)
        if not missing:
            return
        assert turn < 2, "two items are enough for any gate"
        items = [*items, Ground(f"E{5 + turn}", missing[0].bearing, direct=False, origin=10 + turn, at="2028")]


@pytest.mark.parametrize(
    ("status", "items", "has"),
    [
        (Status.CONFIRMED, [], "there is none"),
        (Status.CONFIRMED, [("E1", "refutes", 1)], "there is none"),
        (Status.CONFIRMED, [("E1", "supports", None)], "E1 has no known origin"),
        (Status.CONFIRMED, [("E1", "supports", 1), ("E2", "supports", None)], "E1 has one origin"),
        (Status.CONFIRMED, [("E1", "supports", 1), ("E3", "supports", 1)], "E1, E3 have one origin"),
        (Status.REFUTED, [("E1", "supports", 1)], "there is none"),
        (Status.DISPUTED, [], "there is none"),
        (Status.DISPUTED, [("E1", "supports", 1)], "there is no refuting one"),
        (Status.DISPUTED, [("E1", "refutes", 1)], "there is no supporting one"),
    ],
)
def test_a_gap_says_what_there_is(status: Status, items: list[tuple[str, str, int | None]], has: str) -> None:
    rests = [Ground(key, Bearing(word), direct=False, origin=origin, at="2026") for key, word, origin in items]
    (gap,) = gaps(Status.UNCHECKED, status, rests, rests, None)
    assert gap.has == has
