"""`matches`: other claims that may say the same."""

import logging
import sys

from factcheck.cli import parse
from factcheck.cli.ask import reading
from factcheck.cli.options import Db, FormatOption, Limit, OneClaim, new_app
from factcheck.identity import CLAIM, number
from factcheck.settings import Format

app = new_app()
talk = logging.getLogger("factcheck")


@app.command(
    "matches",
    epilog="""
    \b
    Examples:
      factcheck matches C5
      factcheck matches C5 --limit 3 --format json
    """,
)
def matches(claim: OneClaim, limit: Limit = None, format: FormatOption = None, db: Db = None) -> None:
    """Find other claims that may say the same."""
    from factcheck.desk.matches import matches as find
    from factcheck.output.matches import write_matches

    form = parse.format_for(format)
    key, most = number(CLAIM, claim), parse.limit_for(limit, form)
    with reading(db) as session:
        found = find(session, key, most)
        write_matches(found, form, sys.stdout)
    if form is Format.TABLE:
        talk.info("%s", "Whether they say the same is for you to judge." if found else "No other claim is like it.")
