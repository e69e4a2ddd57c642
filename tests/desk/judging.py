"""Short ways to give evidence, to judge by it, and to see what came of it."""

from collections.abc import Sequence

from factcheck.desk import evidence
from factcheck.desk.assess import Decision, assess
from factcheck.desk.evidence import Item
from factcheck.desk.said import check_said
from factcheck.settings import Location
from factcheck.store.details import ClaimDetail, detail
from factcheck.store.session import reading, writing
from factcheck.vocabulary import Bearing, Flag, SaidCheck, Status
from tests.factories import log, row


def give(location: Location, number: int, bearing: str = "supports", **more: object) -> int:
    with writing(location) as session:
        item = Item(Bearing(bearing), **(more or {"url": "https://log.example/1"}))  # type: ignore[arg-type]
        return evidence.add(session, number, item, by="ana")


def withdraw(location: Location, number: int) -> list[int]:
    with writing(location) as session:
        return evidence.withdraw(session, number, because="of another bridge", by="bo")


def judge(location: Location, number: int, status: Status, items: Sequence[int] = (), **more: object) -> None:
    credibility = 3 if status in {Status.DISPUTED, Status.INSUFFICIENT} else None
    decision = Decision(status, "seen", credibility=credibility, evidence=tuple(items), **more)  # type: ignore[arg-type]
    with writing(location) as session:
        assess(session, [number], decision, by="ana")


def check(location: Location, number: int, found: SaidCheck) -> None:
    with writing(location) as session:
        check_said(session, number, found, because="looked", by="bo")


def shown(location: Location, number: int) -> ClaimDetail:
    with reading(location) as session:
        return detail(session, number)


def is_changed(location: Location, number: int) -> bool:
    return Flag.EVIDENCE_CHANGED in row(location, number).flags


def confirmed(location: Location) -> int:
    """A claim that was confirmed by two items with two origins."""
    number = log(location)
    give(location, number, source="Harbour Authority")
    give(location, number, source="Orm Times")
    judge(location, number, Status.CONFIRMED)
    return number
