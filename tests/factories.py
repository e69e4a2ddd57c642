"""Short ways to a database with something in it. Texts are made up."""

from collections.abc import Sequence

from factcheck.desk import claims, evidence, links, sources
from factcheck.desk.assess import Decision, assess, retract
from factcheck.desk.attributions import Said
from factcheck.desk.evidence import Item
from factcheck.desk.ingest import ingest
from factcheck.desk.outcomes import Ingested
from factcheck.reading import read
from factcheck.reading.document import Document
from factcheck.settings import Location
from factcheck.store.claims import ClaimRow, rows
from factcheck.store.session import reading, writing
from factcheck.vocabulary import Bearing, Relation, Reliability, Status

ARTICLE = (
    "State media in Veld announced that the dam was finished. Officials in Orm have raised concerns that the river "
    "may dry up.\nReports last year suggested that two turbines were missing. There is no confirmation that the dam "
    "holds water.\n"
)
"""Four sentences with four kinds of speaker."""


def log(location: Location, text: str = "The bridge is closed.", by: str = "City council", **said: object) -> int:
    """A claim logged by hand."""
    with writing(location) as session:
        return claims.log(session, text, Said(by, **said), by="ana").id  # type: ignore[arg-type]


def ingest_text(
    location: Location, text: str = ARTICLE, publisher: str | None = "Example Wire", url: str = "", **about: str | bool
) -> Ingested:
    """An article read with the default engine."""
    document = Document(text, publisher=publisher, url=url, **about)  # type: ignore[arg-type]
    with writing(location) as session:
        return ingest(session, document, read(document), by="ana")


def row(location: Location, number: int) -> ClaimRow:
    """One claim as lists show it."""
    with reading(location) as session:
        return rows(session, [number])[0]


def rows_of(location: Location, numbers: Sequence[int]) -> list[ClaimRow]:
    """Several claims as lists show them."""
    with reading(location) as session:
        return rows(session, numbers)


def fill_history(location: Location) -> None:
    """A row in every table of history."""
    ingest_text(location, url="https://wire.example/1")
    ingest_text(location, ARTICLE.replace("two turbines", "three turbines"), url="https://wire.example/1")
    with writing(location) as session:
        evidence.add(session, 1, Item(Bearing.REFUTES, url="https://dam.example/log"), by="ana")
        assess(session, [1], Decision(Status.REFUTED, "read the log"), by="ana")
        evidence.withdraw(session, 1, because="another dam", by="ana")
    with writing(location) as session:
        retract(session, 1, because="slip", by="ana")
        sources.grade(session, "S1", Reliability.B, because="long record", by="ana")
        links.link(session, 2, Relation.SAME, 1, by="ana")
        links.unlink(session, 2, 1, by="ana")
