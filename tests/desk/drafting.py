"""What people do with drafts, in short."""

from collections.abc import Sequence

from factcheck.desk import assess, claims, correction, replacement
from factcheck.desk import undo as undoing
from factcheck.desk.assess import Decision
from factcheck.output.history import sentence
from factcheck.settings import Location
from factcheck.store.details import AttributionRow, detail
from factcheck.store.history import of_claim
from factcheck.store.session import reading, writing
from factcheck.vocabulary import Status


def split(location: Location, number: int, *texts: str) -> list[int]:
    with writing(location) as session:
        return replacement.split(session, number, texts, because="two claims", by="ana")


def join(location: Location, first: int, second: int, text: str | None = None) -> int:
    with writing(location) as session:
        return replacement.join(session, first, second, text=text, by="ana")


def correct(location: Location, number: int, said_by: str, **more: object) -> None:
    with writing(location) as session:
        correction.correct(session, number, said_by, by="ana", **more)  # type: ignore[arg-type]


def take_back(location: Location, number: int) -> list[int]:
    with writing(location) as session:
        return undoing.undo(session, number, by="ana")


def accept(location: Location, *numbers: int) -> None:
    with writing(location) as session:
        claims.accept(session, numbers, by="ana")


def judge(location: Location, number: int) -> None:
    with writing(location) as session:
        assess.assess(session, [number], Decision(Status.IN_REVIEW, "looking"), by="ana")


def said(location: Location, number: int) -> Sequence[AttributionRow]:
    with reading(location) as session:
        return detail(session, number).attributions


def places(location: Location, number: int) -> list[tuple[object, ...]]:
    """Everything of the attributions but what names them."""
    return [
        (one.chain, one.article_id, one.quote, one.start, one.end, one.content, one.cue, one.stance, one.anchors)
        for one in said(location, number)
    ]


def history(location: Location, number: int) -> list[str]:
    with reading(location) as session:
        return [sentence(one) for one in of_claim(session, number)]
