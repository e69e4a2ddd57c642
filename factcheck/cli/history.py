"""`history` and `log`: what was done, by whom, when and why."""

import sys
from typing import Annotated

import typer

from factcheck.cli import parse
from factcheck.cli.ask import reading
from factcheck.cli.options import Db, FormatOption, Limit, new_app
from factcheck.identity import CLAIM, number

app = new_app()


@app.command(
    "history",
    epilog="""
    \b
    Examples:
      factcheck history C1
      factcheck history C1 --format json
    """,
)
def history(
    claim: Annotated[str, typer.Argument(metavar="C1", help="The claim.", show_default=False)],
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Show what happened to one claim."""
    from factcheck.output.history import write_history
    from factcheck.store.history import of_claim

    form = parse.format_for(format)
    key = number(CLAIM, claim)
    with reading(db) as session:
        write_history(of_claim(session, key), form, sys.stdout)


@app.command(
    "log",
    epilog="""
    \b
    Examples:
      factcheck log --limit 20
      factcheck log --who ana --format jsonl
    """,
)
def log(
    who: Annotated[
        str | None, typer.Option("--who", metavar="NAME", help="Only what this analyst did.", show_default=False)
    ] = None,
    limit: Limit = None,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Show what happened, newest first."""
    from factcheck.output.history import write_history
    from factcheck.store.history import log as events

    form = parse.format_for(format)
    with reading(db) as session:
        write_history(events(session, limit=parse.limit_for(limit, form), by=who), form, sys.stdout)
