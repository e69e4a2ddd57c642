"""`article`: what was read."""

import sys
from typing import Annotated

import typer

from factcheck.cli import parse
from factcheck.cli.ask import reading
from factcheck.cli.options import Db, FormatOption, Limit, new_app
from factcheck.identity import ARTICLE, number

app = new_app("List, show and compare articles.")


@app.command(
    "list",
    epilog="""
    \b
    Examples:
      factcheck article list
      factcheck article list --publisher "Example Wire" --format json
    """,
)
def list_(
    publisher: Annotated[
        str | None, typer.Option(metavar="NAME|S5", help="Only of this publisher.", show_default=False)
    ] = None,
    limit: Limit = None,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """List articles with how many claims they gave."""
    from factcheck.output.articles import write_articles
    from factcheck.store.articles import articles
    from factcheck.store.sources import group

    form = parse.format_for(format)
    with reading(db) as session:
        keys = group(session, publisher) if publisher is not None else None
        found = articles(session, publisher=keys, limit=parse.limit_for(limit, form))
        write_articles(found, form, sys.stdout)


@app.command(
    "show",
    epilog="""
    \b
    Examples:
      factcheck article show A3
      factcheck article show A3 --format json
    """,
)
def show(
    article: Annotated[str, typer.Argument(metavar="A3", help="The article.", show_default=False)],
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Show an article's text with its claims in the margin."""
    from factcheck.output.articles import write_article
    from factcheck.store.articles import article_detail, claims_in, quotes
    from factcheck.store.claims import rows

    form, key = parse.format_for(format), number(ARTICLE, article)
    with reading(db) as session:
        detail = article_detail(session, key)
        listed = {row.id: row for row in rows(session, claims_in(session, detail.row.id))}
        standing = [quote for quote in quotes(session, detail.row.id) if quote.claim_id in listed]
        write_article(detail, standing, listed, form, sys.stdout)


@app.command(
    "diff",
    epilog="""
    \b
    Examples:
      factcheck article diff A3
      factcheck article diff A1 A3 --format json
    """,
)
def diff(
    article: Annotated[str, typer.Argument(metavar="A3", help="The revision.", show_default=False)],
    other: Annotated[
        str | None, typer.Argument(metavar="A1", help="Another one; else the one it revises.", show_default=False)
    ] = None,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Show what a revision changed: claims gone, new, or put otherwise."""
    from factcheck.desk.comparison import compare
    from factcheck.output.comparison import write_comparison

    form, key = parse.format_for(format), number(ARTICLE, article)
    its = number(ARTICLE, other) if other is not None else None
    with reading(db) as session:
        write_comparison(compare(session, key, its), form, sys.stdout)
