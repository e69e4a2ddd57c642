"""Lists of the past, page by page, in the order in which they were listed then."""

import io
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from factcheck.dates import now
from factcheck.desk import claims as desk
from factcheck.desk import correction, links, sources
from factcheck.desk.assess import Decision, assess, retract
from factcheck.desk.attributions import Said
from factcheck.exchange.jsonlines import import_jsonl
from factcheck.settings import Location
from factcheck.store import clock
from factcheck.store.claims import claims
from factcheck.store.filters import ClaimFilter
from factcheck.store.session import reading, writing
from factcheck.store.transaction import Session
from factcheck.vocabulary import Flag, Relation, SourceKind, Status
from tests.exchange.files import jsonl_of
from tests.factories import log
from tests.store.moments import looking

ASKED = Decision(Status.IN_REVIEW, "asked")
PAGES = (
    ClaimFilter(descending=True),
    ClaimFilter(sources=("Veld Radio",)),
    ClaimFilter(sources=("Amsel Post",), descending=True),
    ClaimFilter(tags=("dam",)),
    ClaimFilter(kinds=("official",), descending=True),
    ClaimFilter(statuses=(Status.UNCHECKED,), descending=True),
    ClaimFilter(statuses=(Status.UNCHECKED, Status.REFUTED)),
    ClaimFilter(statuses=(Status.REFUTED,), descending=True),
    ClaimFilter(flags=(Flag.OVERRIDDEN,), sort="assessed"),
    ClaimFilter(flags=(Flag.OVERRIDDEN,)),
    ClaimFilter(flags=(Flag.SINGLE_ORIGIN,), descending=True),
    *(ClaimFilter(sort=sort, descending=down) for sort in ("status", "credibility") for down in (False, True)),
)
ORDERS = tuple(
    ClaimFilter(sort=sort, descending=down) for sort in ("assessed", "recorded", "said") for down in (False, True)
)


def listed(
    location: Location, pages: Sequence[ClaimFilter] = ORDERS, as_of: datetime | None = None
) -> dict[ClaimFilter, list[int]]:
    with reading(location, as_of=as_of) as session:
        return {wanted: [one.id for one in claims(session, wanted)] for wanted in pages}


def assessed(location: Location, *numbers: int) -> None:
    with writing(location) as session:
        assess(session, list(numbers), ASKED, by="ana")


@pytest.mark.parametrize("at_once", [1, 2, 3])
def test_claims_of_the_past_are_listed_by_their_times_whatever_times_imports_bear_and_the_others_behind(
    location: Location, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    there = Location(tmp_path / "there.db", None, explicit=True)
    with monkeypatch.context() as patch:
        patch.setattr(clock, "_clock", lambda _: datetime(2126, 3, 1, tzinfo=UTC))
        for word in ("dam", "gate"):
            log(there, f"A {word} broke in Ruritania.", by="Veld Radio")
        assessed(there, 1)
        patch.setattr(clock, "_clock", lambda _: now() - timedelta(days=900))
        early = Location(tmp_path / "early.db", None, explicit=True)
        log(early, "A mill burnt down in Amsel.", by="Veld Radio")
        assessed(early, 1)
    seen = []
    for number in range(1, 6):
        log(location, f"Bridge {number} is closed.", by="Orm Times")
    for numbers in ((4,), (2, 3, 5), (4,)):
        assessed(location, *numbers)
        seen.append((now(), listed(location)))
    for come in (there, early):
        with writing(location) as session:
            import_jsonl(session, io.BytesIO(jsonl_of(come).encode()), by="ana", name="x.jsonl")
        seen.append((now(), listed(location)))
    with writing(location) as session:
        retract(session, 4, because="a slip", by="ana")
    seen.append((now(), listed(location)))
    assert len({str(lists.values()) for _, lists in seen}) == len(seen)
    with looking(0, at_once):
        for moment, then in seen:
            assert listed(location, as_of=moment) == then


def _judged(number: int, status: Status) -> Callable[[Session], object]:
    decision = Decision(status, "a record", override="no time")
    return lambda session: assess(session, [number], decision, by="ana")


STEPS: tuple[Callable[[Session], object], ...] = (
    *(
        lambda session, at=at: desk.log(session, f"Bridge {at} is closed.", Said("Orm Times"), by="ana")
        for at in range(1, 7)
    ),
    lambda session: desk.log(session, "Bridge 2 is shut.", Said("Veld Radio"), tags=("dam",), by="ana"),
    lambda session: desk.log(session, "Bridge 3 is shut.", Said("Amsel Post"), by="ana"),
    lambda session: links.link(session, 7, Relation.SAME, 2, because=None, by="ana"),
    lambda session: links.link(session, 8, Relation.SAME, 3, because=None, by="ana"),
    lambda session: sources.edit(session, "Veld Radio", kind=SourceKind.OFFICIAL, by="ana"),
    lambda session: links.unlink(session, 7, 2, by="ana"),
    lambda session: correction.correct(session, 7, "Amsel Post", by="ana"),
    lambda session: desk.tag(session, [7], [], ["dam"], by="ana"),
    _judged(6, Status.IN_REVIEW),
    _judged(6, Status.REFUTED),
    _judged(4, Status.REFUTED),
    lambda session: retract(session, 6, because="a slip", by="ana"),
    _judged(5, Status.NOT_CHECKABLE),
)


def test_whichever_way_a_page_of_the_past_is_found_it_is_the_one_that_was_listed_then(location: Location) -> None:
    seen = []
    for at, step in enumerate(STEPS, 1):
        with writing(location) as session:
            step(session)
        if at > 8:  # from when on things change
            seen.append((now(), listed(location, PAGES)))
    ways = [((0, 3), seen), ((10, 1), seen)]
    if location.path is None:  # which takes long
        ways = [((0, 3), seen[::2]), ((10, 1), seen[1::2])]
    for way, moments in ways:
        with looking(*way):
            for moment, then in moments:
                assert listed(location, PAGES, moment) == then
