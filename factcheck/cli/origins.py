"""`origins`: on whose word a claim rests."""

import sys

from factcheck.cli import parse
from factcheck.cli.ask import reading
from factcheck.cli.options import AsOf, Db, FormatOption, OneClaim, new_app
from factcheck.identity import CLAIM, number

app = new_app()


@app.command(
    "origins",
    epilog="""
    \b
    Examples:
      factcheck origins C1
      factcheck origins C1 --as-of 2026-03-01
      factcheck origins C1 --format json

    On a terminal what repeats is folded; every other format has it all.
    """,
)
def origins(claim: OneClaim, as_of: AsOf = None, format: FormatOption = None, db: Db = None) -> None:
    """Show on whose word a claim rests: who has it from whom."""
    from factcheck.output.origins import write_origins
    from factcheck.store.origins import origins as find

    form, key = parse.format_for(format), number(CLAIM, claim)
    with reading(db, as_of=as_of) as session:
        write_origins(find(session, key), form, sys.stdout)
