"""A filter finds what a naive reading of the rows finds, whichever way it takes to them."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from factcheck.desk.assess import Decision, assess, retract
from factcheck.desk.links import link, unlink
from factcheck.settings import Location
from factcheck.store import chronicle, narrowing, windows
from factcheck.store.claims import claims, count
from factcheck.store.filters import ClaimFilter
from factcheck.store.session import reading, writing
from factcheck.store.sorting import SORTS
from factcheck.store.tables import event
from factcheck.store.transaction import Session
from factcheck.vocabulary import CREDIBILITIES, UNVERIFIED, Flag, Modality, Relation, SourceKind, Stance, State, Status
from tests.benchmarks.building import original
from tests.conftest import postgres_database
from tests.store.naive import World, world_of

_CLAIMS = 60
_ALIKE = ((45, 1), (29, 1), (34, 10), (57, 38), (41, 40), (59, 54))
_UNDECIDED = (2, 6, 11, 21, 24, 53)
"""Claims that were reviewed and left unchecked."""
_EXAMPLES = 80
_DATES = ("2024", "2025", "2024-06", "2025-02", "2025-02-10", "2025-06-15", "2025-12-28")


Known = tuple[Session, World]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Location]:
    """A small database in which some claims say the same."""
    with ExitStack() as stack:
        location = Location(tmp_path_factory.mktemp("filters") / "desk.db", None, explicit=True)
        if request.param == "postgresql":
            server = request.getfixturevalue("postgres_server")
            location = stack.enter_context(postgres_database(server, "template0"))
        original(location, _CLAIMS)
        with writing(location) as session:
            for number, other in _ALIKE:
                link(session, number, Relation.SAME, other, by="ana")
            for number in _UNDECIDED:
                for status in (Status.IN_REVIEW, Status.UNCHECKED):
                    assess(session, [number], Decision(status, "no time"), by="ana")
            for _ in range(2):  # as if nobody had looked
                retract(session, _UNDECIDED[0], because="a slip", by="ana")
        with writing(location) as session:
            unlink(session, *_ALIKE[0], by="ana")
        yield location


@pytest.fixture(scope="module")
def today(built: Location) -> Iterator[Known]:
    """All of it, and its rows."""
    with reading(built) as session:
        yield session, world_of(built)


@pytest.fixture(scope="module")
def eras(built: Location, today: Known) -> Iterator[list[Known]]:
    """Moments at which a part of it was known, or all, or two more claims said the same; and its rows then."""
    times = today[0].connection().scalars(select(event.c.recorded_at).order_by(event.c.seq)).all()
    moments = [times[len(times) * part // 8] for part in (3, 6)] + [times[-1], times[-2]]
    with ExitStack() as stack:
        yield [(stack.enter_context(reading(built, as_of=moment)), world_of(built, moment)) for moment in moments]


def _some(*several: Any) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.sampled_from(several), min_size=1, max_size=2, unique=True).map(tuple)


_FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "statuses": _some(*Status),
    "states": st.sampled_from(((State.DRAFT,), (State.ACCEPTED,), tuple(State))),
    "sources": _some(*(f"S{number}" for number in (1, 2, 3, 5, 20, 46, 47, 60, 999))),
    "kinds": _some(*SourceKind),
    "articles": _some(1, 2, 5, 9),
    "tags": _some("topic-0", "topic-1", "topic-2", "case-0"),
    "stances": _some(*Stance),
    "modalities": _some(*Modality),
    "credibilities": _some(*CREDIBILITIES),
    "flags": _some(Flag.SINGLE_ORIGIN, Flag.ORIGIN_UNKNOWN, Flag.CIRCULAR, Flag.DRAFT),
    "said_since": st.sampled_from(_DATES),
    "said_until": st.sampled_from(_DATES),
    "descending": st.just(True),
    "after": st.integers(1, _CLAIMS),
    "limit": st.integers(1, 9),
}
_VALUES: dict[str, Sequence[Any]] = {
    "sources": [(f"S{number}",) for number in range(1, 20)],
    "kinds": [(kind,) for kind in SourceKind],
    "articles": [(number,) for number in range(1, 13)],
    "tags": [(f"topic-{number}",) for number in range(9)],
    "stances": [(stance,) for stance in Stance],
    "modalities": [(modality,) for modality in Modality],
    "said_since": _DATES,
}
_ASKED: Sequence[dict[str, Any]] = (
    {},
    {"statuses": UNVERIFIED},
    {"statuses": (Status.UNCHECKED,)},
    {"statuses": (Status.UNCHECKED,), "flags": (Flag.ORIGIN_UNKNOWN,)},
    {"statuses": (Status.NOT_CHECKABLE, Status.UNCHECKED), "articles": (1,)},
    {"statuses": (Status.NOT_CHECKABLE, Status.UNCHECKED), "articles": (2,)},
    {"stances": (Stance.ASSERTS,)},
    {"flags": (Flag.SINGLE_ORIGIN,)},
    {"flags": (Flag.DRAFT,)},
    {"said_since": "2024-06"},
    {"said_since": "2024-12-01", "said_until": "2025-10", "stances": (Stance.ASSERTS,)},
)


@st.composite
def filters(draw: st.DrawFn) -> ClaimFilter:
    """A filter that asks for a few things: one that asks for more finds nothing."""
    asked = draw(st.lists(st.sampled_from(sorted(_FIELDS)), max_size=4, unique=True))
    return ClaimFilter(**{field: draw(_FIELDS[field]) for field in asked})


@settings(max_examples=_EXAMPLES, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
@given(wanted=filters(), few=st.sampled_from((0, 3, 5_000)), keys=st.sampled_from((1, 3, 500)))
def test_a_filter_finds_what_a_naive_one_finds(today: Known, wanted: ClaimFilter, few: int, keys: int) -> None:
    session, world = today
    every = [number for number in sorted(world.claims, reverse=wanted.descending) if world.matches(wanted, number)]
    page = [
        number
        for number in every
        if wanted.after is None or (number < wanted.after if wanted.descending else number > wanted.after)
    ][: wanted.limit]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(narrowing, "_FEW", few)
        patch.setattr(windows, "KEYS", keys)
        assert [one.id for one in claims(session, wanted)] == page
        assert sum(count(session, replace(wanted, after=None)).values()) == len(every)


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("field", ["sources", "kinds", "articles", "tags", "stances", "modalities", "said_since"])
def test_pages_that_are_looked_for_in_turns_find_what_a_naive_filter_finds(
    today: Known, field: str, descending: bool
) -> None:
    session, world = today
    with pytest.MonkeyPatch.context() as patch:
        for value, keys in product(_VALUES[field], (1, 5)):
            wanted = ClaimFilter(**{field: value}, descending=descending, limit=4)
            every = [number for number in sorted(world.claims, reverse=descending) if world.matches(wanted, number)]
            patch.setattr(windows, "KEYS", keys)
            assert _page_by_page(session, wanted) == every


@settings(max_examples=_EXAMPLES, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
@given(
    wanted=filters(),
    sort=st.sampled_from(SORTS),
    few=st.sampled_from((0, 3, 5_000)),
    keys=st.sampled_from((1, 3, 500)),
)
def test_what_is_sorted_by_something_else_stands_in_its_order_those_without_it_last(
    today: Known, wanted: ClaimFilter, sort: str, few: int, keys: int
) -> None:
    session, world = today
    wanted = replace(wanted, sort=sort)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(narrowing, "_FEW", few)
        patch.setattr(windows, "KEYS", keys)
        assert [one.id for one in claims(session, wanted)] == _page(world, wanted)


@settings(max_examples=_EXAMPLES // 2, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
@given(
    wanted=filters(),
    sort=st.sampled_from(SORTS),
    era=st.integers(0, 3),
    few=st.sampled_from((0, 3, 20, 5_000)),
    keys=st.sampled_from((1, 3, 500)),
    looked=st.sampled_from((0, 20, 10_000)),
)
def test_of_the_past_too_what_is_sorted_stands_in_its_order(
    eras: list[Known],
    wanted: ClaimFilter,
    sort: str,
    era: int,
    few: int,
    keys: int,
    looked: int,
) -> None:
    session, world = eras[era]
    wanted = replace(wanted, sort=sort, after=wanted.after if wanted.after in world.claims else None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(narrowing, "_FEW", few)
        patch.setattr(windows, "KEYS", keys)
        patch.setattr(chronicle, "_LOOKED", looked)
        assert [one.id for one in claims(session, wanted)] == _page(world, wanted)


_ASKED_ONCE: Sequence[tuple[str, dict[str, Any]]] = (
    ("said", {}),
    *(("said", {"kinds": (kind,)}) for kind in SourceKind),
    ("said", {"said_since": "2024-06", "stances": (Stance.ASSERTS,)}),
    ("assessed", {"statuses": (Status.UNCHECKED,)}),
)


@pytest.mark.parametrize(("few", "looked"), [(0, 0), (0, 15), (0, 10_000), (20, 10_000)])
@pytest.mark.parametrize("descending", [False, True])
def test_pages_of_the_past_follow_each_other_to_the_end(
    eras: list[Known], descending: bool, few: int, looked: int
) -> None:
    session, world = eras[-1]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(narrowing, "_FEW", few)
        patch.setattr(windows, "KEYS", 2)
        patch.setattr(chronicle, "_LOOKED", looked)
        for sort, asked in _ASKED_ONCE:
            wanted = ClaimFilter(sort=sort, descending=descending, limit=7, **asked)
            assert _page_by_page(session, wanted) == world.ordered(wanted)


def _page_by_page(session: Session, wanted: ClaimFilter) -> list[int]:
    """All that match, each page behind the last."""
    found: list[int] = []
    while page := [one.id for one in claims(session, wanted)]:
        found += page
        wanted = replace(wanted, after=page[-1])
    return found


def _page(world: World, wanted: ClaimFilter) -> list[int]:
    """The page, read naively, behind a claim that need not be listed itself."""
    every = world.ordered(wanted)
    if wanted.after is not None:
        behind = world.ordered(wanted, {*every, wanted.after})
        every = behind[behind.index(wanted.after) + 1 :]
    return every[: wanted.limit]


@pytest.mark.parametrize("keys", [2, 500])
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", SORTS)
def test_pages_in_any_order_follow_each_other_to_the_end(today: Known, sort: str, descending: bool, keys: int) -> None:
    session, world = today
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(narrowing, "_FEW", 0)
        patch.setattr(windows, "KEYS", keys)
        for asked in _ASKED:
            wanted = ClaimFilter(sort=sort, descending=descending, limit=4, **asked)
            assert _page_by_page(session, wanted) == world.ordered(wanted)


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("kind", SourceKind)
def test_claims_that_say_the_same_stand_where_the_first_of_them_that_matches_was_said(
    today: Known, kind: SourceKind, descending: bool
) -> None:
    session, world = today
    wanted = ClaimFilter(sort="said", kinds=(kind,), descending=descending, limit=4)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(narrowing, "_FEW", 0)
        patch.setattr(windows, "WIDER", 1)
        for keys in (1, 30, 500):
            patch.setattr(windows, "KEYS", keys)
            assert _page_by_page(session, wanted) == world.ordered(wanted)
