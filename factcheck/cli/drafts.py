"""`accept` and `reject`: deciding about drafts."""

import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.cli import parse
from factcheck.cli.ask import reading, show_claims, writing
from factcheck.cli.options import Because, By, Db, FormatOption, new_app
from factcheck.errors import UsageProblem
from factcheck.identity import ARTICLE, handle, number
from factcheck.settings import analyst

if TYPE_CHECKING:
    from factcheck.store.transaction import Session

app = new_app()
talk = logging.getLogger("factcheck")

Drafts = Annotated[
    list[str] | None,
    typer.Argument(metavar="C1...", help="Claims; - reads ids from stdin, one a line.", show_default=False),
]
OfArticle = Annotated[
    str | None, typer.Option("--article", metavar="A3", help="All drafts of this article.", show_default=False)
]


@app.command(
    "accept",
    epilog="""
    \b
    Examples:
      factcheck accept C1 C2
      factcheck accept --article A3
      factcheck claims --draft --kind official | factcheck accept -
    """,
)
def accept(
    claims: Drafts = None,
    article: OfArticle = None,
    because: Because = None,
    by: By = None,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Take drafts over."""

    def take_over(session: "Session", numbers: Sequence[int], who: str) -> None:
        from factcheck.desk.claims import accept as record

        record(session, numbers, because=because, by=who)

    _decide(take_over, claims, article, by=by, format=format, db=db)


@app.command(
    "reject",
    epilog="""
    \b
    Examples:
      factcheck reject C7 --because "a headline, no claim"
      factcheck reject --article A3 --because "an advertisement"
      factcheck claims --draft --search advertisement | factcheck reject -
    """,
)
def reject(
    claims: Drafts = None,
    article: OfArticle = None,
    because: Because = None,
    by: By = None,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Turn drafts down."""

    def turn_down(session: "Session", numbers: Sequence[int], who: str) -> None:
        from factcheck.desk.claims import reject as record

        record(session, numbers, because=because, by=who)

    _decide(turn_down, claims, article, by=by, format=format, db=db)


def _decide(
    record: "Callable[[Session, Sequence[int], str], None]",
    claims: list[str] | None,
    article: str | None,
    *,
    by: str | None,
    format: str | None,
    db: str | None,
) -> None:
    """Decide about the claims named, or about all drafts of an article."""
    who = analyst(by)
    parse.format_for(format)
    if article is None:
        numbers = parse.claim_ids(claims or [])
    elif claims:
        raise UsageProblem("Claims and --article are two ways to say which.", "Give one of them.")
    else:
        numbers = _of_article(number(ARTICLE, article), db)
    with writing(db, watch=numbers) as session:
        record(session, numbers, who)
    show_claims(db, numbers, format)


def _of_article(key: int, db: str | None) -> list[int]:
    from factcheck.store.drafts import waiting

    with reading(db, written=True) as session:
        numbers = waiting(session, key)
    if not numbers:
        talk.info("%s has no drafts.", handle(ARTICLE, key))
    return numbers
