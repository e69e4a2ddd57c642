"""`stats`: counts."""

import sys

from factcheck.cli import parse
from factcheck.cli.ask import reading
from factcheck.cli.options import AsOf, Db, FormatOption, new_app

app = new_app()


@app.command(
    "stats",
    epilog="""
    \b
    Examples:
      factcheck stats
      factcheck stats --format json
      factcheck stats --as-of 2026-03-01
    """,
)
def stats(
    as_of: AsOf = None,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Count what is in the database."""
    from factcheck.output.overview import write_overview
    from factcheck.store.overview import overview

    form = parse.format_for(format)
    with reading(db, as_of=as_of) as session:
        write_overview(overview(session), form, sys.stdout)
