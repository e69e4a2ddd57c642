"""Lists of the past, page by page, in the order in which they were listed then."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from factcheck.dates import now
from factcheck.desk.assess import Decision, assess, retract
from factcheck.exchange.jsonlines import import_jsonl
from factcheck.settings import Location
from factcheck.store import clock
from factcheck.store.claims import claims
from factcheck.store.filters import ClaimFilter
from factcheck.store.session import reading, writing
from factcheck.vocabulary import Status
from tests.exchange.files import jsonl_of
from tests.factories import log
from tests.store.moments import looking

ASKED = Decision(Status.IN_REVIEW, "asked")
ORDERS = (ClaimFilter(sort="assessed"), ClaimFilter(sort="assessed", descending=True))


def listed(location: Location, as_of: datetime | None = None) -> list[list[int]]:
    with reading(location, as_of=as_of) as session:
        return [[one.id for one in claims(session, order)] for order in ORDERS]


def assessed(location: Location, *numbers: int) -> None:
    with writing(location) as session:
        assess(session, list(numbers), ASKED, by="ana")


@pytest.mark.parametrize("at_once", [1, 2, 3])
def test_claims_of_the_past_are_listed_by_when_they_were_last_assessed_and_the_others_behind(
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
    assert len({str(lists) for _, lists in seen}) == len(seen)
    with looking(0, at_once):
        for moment, then in seen:
            assert listed(location, moment) == then
