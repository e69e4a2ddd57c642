"""As of any moment the database answers what it answered then; as of now, what it answers."""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from itertools import cycle
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlmodel import Session

from factcheck import models
from factcheck.dates import now
from factcheck.errors import FactcheckError
from factcheck.exchange.jsonlines import import_jsonl
from factcheck.output.claims import write_claims
from factcheck.output.detail import write_detail
from factcheck.output.overview import write_overview
from factcheck.settings import Format, Location
from factcheck.store import claims as pages
from factcheck.store import narrowing, retrospect
from factcheck.store.asof import TABLES
from factcheck.store.claims import claims, count
from factcheck.store.conditions import ClaimFilter
from factcheck.store.details import detail
from factcheck.store.overview import overview
from factcheck.store.session import reading, writing
from factcheck.store.tables import claim
from factcheck.vocabulary import UNVERIFIED, Flag, SourceKind, State, Status
from tests import conftest
from tests.exchange.desks import NAMES, Step, steps, typical
from tests.exchange.files import jsonl_of, of_revision_1
from tests.exchange.tables import PAST, state

Anew = Callable[[], Location]
FILTERS = (
    ClaimFilter(),
    ClaimFilter(all=True, states=tuple(State), sort="assessed", descending=True),
    ClaimFilter(statuses=UNVERIFIED, sort="recorded", limit=3),
    *(ClaimFilter(flags=(flag,)) for flag in (Flag.SINGLE_ORIGIN, Flag.OVERRIDDEN, Flag.DRAFT)),
    ClaimFilter(kinds=(SourceKind.STATE_MEDIA, SourceKind.INDIVIDUAL), limit=4),
    ClaimFilter(tags=("missiles",)),
    ClaimFilter(sources=(*NAMES[:3], "S2")),
    ClaimFilter(articles=(1,), credibilities=(1, 5, 6)),
    ClaimFilter(statuses=(Status.REFUTED, Status.CONFIRMED), descending=True, limit=3),
    ClaimFilter(statuses=(Status.IN_REVIEW,)),
    ClaimFilter(stances=("denies", "asserts"), said_since="2025", limit=2),
)
Printed = tuple[datetime, dict[str, str]]


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def anew(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Anew]:
    """Give an empty database each time, all on SQLite, then all on PostgreSQL."""
    if request.param == "sqlite":
        folder, template = tmp_path_factory.mktemp("anew"), request.getfixturevalue("sqlite_template").read_bytes()

        def file() -> Location:
            path = folder / f"{len(list(folder.iterdir()))}.db"
            path.write_bytes(template)
            return Location(path, None, explicit=True)

        yield file
        return
    server, template = request.getfixturevalue("postgres_server"), request.getfixturevalue("postgres_template")
    with ExitStack() as made:
        yield lambda: made.enter_context(conftest.postgres_database(server, template))


@pytest.fixture(scope="session")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What another desk exported."""
    there = Location(tmp_path_factory.mktemp("foreign") / "there.db", None, explicit=True)
    typical(there)
    exported = tmp_path_factory.mktemp("foreign") / "there.jsonl"
    exported.write_text(jsonl_of(there), "utf-8")
    return exported


def printed(session: Session) -> dict[str, str]:
    """Everything that a question can be asked about with --as-of, as it is printed."""
    found: dict[str, str] = {}
    for wanted in FILTERS:
        out = io.StringIO()
        write_claims(claims(session, wanted), Format.JSON, out)
        found[repr(wanted)] = f"{out.getvalue()}{sorted(count(session, wanted).items())}"
    for number in session.connection().scalars(select(claim.c.id).order_by(claim.c.id)):
        out = io.StringIO()
        write_detail(detail(session, number), Format.JSON, out)
        found[f"C{number}"] = out.getvalue()
    out = io.StringIO()
    write_overview(overview(session), Format.JSON, out)
    return {**found, "stats": out.getvalue()}


def look(location: Location, as_of: datetime | None = None) -> dict[str, str]:
    with reading(location, as_of=as_of) as session:
        return printed(session)


def live(location: Location, done: Sequence[Step], arriving: Mapping[int, str]) -> list[Printed]:
    """Do one thing after the other, each a transaction of its own, and print everything behind every third."""
    seen: list[Printed] = []
    for at, step in enumerate(done, 1):
        with writing(location) as session:
            if at in arriving:
                import_jsonl(session, io.BytesIO(arriving[at].encode()), by="importer", name="x.jsonl")
            with session.begin_nested(), suppress(FactcheckError):
                step.do(session, step.words)
        if at % 3 == 0 or at == len(done):
            seen.append((now(), look(location)))
    return seen


@contextmanager
def looking(few: int, at_once: int) -> Iterator[None]:
    """As a database does in which so many rows are few, and so many claims are looked at in one statement."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(narrowing, "_FEW", few)
        patch.setattr(retrospect, "_SOME", at_once)
        patch.setattr(retrospect, "_KEYS", at_once)
        patch.setattr(pages, "_CHUNK", at_once)
        yield


def check(location: Location, seen: Sequence[Printed]) -> None:
    for (moment, then), (few, at_once) in zip(seen, cycle(((5000, 250), (5, 2), (0, 3)))):
        with looking(few, at_once):
            assert look(location, moment) == then
    assert look(location, now()) == seen[-1][1]


quick = settings(
    max_examples=3, deadline=None, phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck)
)


@quick
@given(done=steps(12, 20), arrival=st.integers(1, 20))
def test_as_of_any_moment_the_answers_are_those_that_were_printed_then(
    anew: Anew, foreign: Path, done: list[Step], arrival: int
) -> None:
    location = anew()
    check(location, live(location, done, {arrival: foreign.read_text("utf-8")}))


@pytest.mark.slow
@settings(quick, max_examples=60)
@given(done=steps(30, 60), arrivals=st.tuples(st.integers(1, 30), st.integers(1, 60)))
def test_as_of_any_moment_of_a_long_life_the_answers_are_those_that_were_printed_then(
    anew: Anew, foreign: Path, done: list[Step], arrivals: tuple[int, int]
) -> None:
    location = anew()
    check(location, live(location, done, {arrivals[1]: of_revision_1(), arrivals[0]: foreign.read_text("utf-8")}))


def test_no_table_is_read_as_it_is_now_but_those_that_never_change() -> None:
    kept = {table.name for table in PAST}
    assert models.Table.metadata.tables.keys() - kept == TABLES | {"ledger"}


def test_before_the_first_event_there_was_nothing(location: Location) -> None:
    before = now()
    with reading(location) as session:
        empty = printed(session)
    typical(location)
    assert state(location)["claim"]
    assert look(location, datetime.fromisoformat("1990-01-01T00:00Z")) == empty
    assert look(location, before) == empty
