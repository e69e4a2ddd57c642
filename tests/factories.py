"""Short ways to a database with something in it. Texts are made up."""

from collections.abc import Sequence

from factcheck.desk import claims
from factcheck.desk.attributions import Said
from factcheck.desk.ingest import ingest
from factcheck.desk.outcomes import Ingested
from factcheck.reading import read
from factcheck.reading.document import Document
from factcheck.settings import Location
from factcheck.store.claims import ClaimRow, rows
from factcheck.store.session import reading, writing

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
    location: Location, text: str = ARTICLE, publisher: str | None = "Example Wire", url: str = "", **about: str
) -> Ingested:
    """An article read with the default engine."""
    document = Document(text, publisher=publisher, url=url, **about)
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
