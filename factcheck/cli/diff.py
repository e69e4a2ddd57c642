"""`diff`: what changed between two moments."""

import sys
from typing import Annotated

import typer

from factcheck.cli import parse
from factcheck.cli.ask import comparing
from factcheck.cli.options import Db, FormatOption, Limit, new_app

app = new_app()


@app.command(
    "diff",
    epilog="""
    \b
    Examples:
      factcheck diff --since 2026-03-01
      factcheck diff --since 2026-03-01T08:00Z --until 2026-03-02 --format json
    """,
)
def diff(
    since: Annotated[
        str,
        typer.Option(metavar="WHEN", help="From when on: 2026-03-01T12:00Z, or a whole day.", show_default=False),
    ],
    until: Annotated[
        str | None,
        typer.Option(metavar="WHEN", help="Up to when, that day included; else now.", show_default=False),
    ] = None,
    limit: Limit = None,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Show what changed between two moments, and why."""
    from factcheck.output.diff import write_differences
    from factcheck.store.diff import differences

    form = parse.format_for(format)
    begin, end = parse.between(since, until)
    most = parse.limit_for(limit, form)
    with comparing(db, begin, end) as (before, after):
        write_differences(differences(before, after, since=begin, limit=most), form, sys.stdout)
