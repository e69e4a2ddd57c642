"""`demo`: something to try things out on."""

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from factcheck.cli import parse
from factcheck.cli.ask import reading, writing
from factcheck.cli.options import Db, FormatOption, new_app
from factcheck.errors import Refused

if TYPE_CHECKING:
    from factcheck.reading.document import Document
    from factcheck.store.transaction import Session

app = new_app()
talk = logging.getLogger("factcheck")

FILE: Final = "factcheck-demo.db"


@app.command(
    "demo",
    epilog="""
    \b
    Examples:
      factcheck demo
      factcheck demo --db tryout.db
    """,
)
def demo(
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Make a small database to try things out."""
    from factcheck.desk.ingest import ingest
    from factcheck.output.claims import write_claims
    from factcheck.reading import read
    from factcheck.reading.document import Document
    from factcheck.store.claims import claims
    from factcheck.store.filters import ClaimFilter

    form, place = parse.format_for(format), db if db is not None else FILE
    text = Path(__file__).with_name("demo_article.txt").read_text("utf-8")
    article = Document(
        text,
        publisher="Strait Gazette",
        title="Harbour row deepens over missing cargo",
        url="https://gazette.example/harbour",
        published="2025-06-03",
        lang="en",
    )
    with writing(place) as session:
        _spare(session, article)
        ingest(session, article, read(article), by="demo")
    with reading(place, written=True) as session:
        write_claims(claims(session, ClaimFilter(limit=parse.limit_for(None, form))), form, sys.stdout)
    if form.value in {"table", "plain"}:
        from factcheck.shell import word

        for line in _SUGGESTIONS:
            talk.info("%s", line.format(db=word(place, "PATH")))


def _spare(session: "Session", article: "Document") -> None:
    """Leave alone what others hold: nothing could ever take the demo out of it again.

    Raises:
        Refused: something else is there.

    """
    from factcheck.store.articles import by_text
    from factcheck.store.events import every

    if next(every(session.connection(), chunk=1), None) is not None and not by_text(session, article.sha256):
        raise Refused("This database holds other work, and keeps what it is given.", "Name a new one: --db demo.db")


_SUGGESTIONS: Final = (
    "Try next:",
    "  factcheck unverified --kind official --db {db}",
    "  factcheck show C1 --db {db}",
    '  factcheck assess C1 in_review --because "asked the harbour office" --db {db}',
    "  factcheck history C1 --db {db}",
)
