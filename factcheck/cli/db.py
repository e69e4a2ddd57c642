"""`db`: the database itself."""

import logging
import sys
from typing import Annotated

import typer

from factcheck.cli import backup, parse
from factcheck.cli.ask import reading
from factcheck.cli.options import Db, FormatOption, new_app
from factcheck.settings import location

app = new_app("Look after the database.")
talk = logging.getLogger("factcheck")


@app.command(
    "info",
    epilog="""
    \b
    Examples:
      factcheck db info
      factcheck db info --db postgresql+psycopg://desk@db.example.org/desk --format json
    """,
)
def info(
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Tell where the database is and how it is."""
    from factcheck.output.condition import write_condition
    from factcheck.store.condition import condition

    form = parse.format_for(format)
    with reading(db, written=True) as session:
        write_condition(condition(session, location(db)), form, sys.stdout)


@app.command(
    "upgrade",
    epilog="""
    \b
    Examples:
      factcheck db upgrade
      factcheck db upgrade --db desk.db
    """,
)
def upgrade(
    no_backup: Annotated[bool, typer.Option("--no-backup", help="Make no copy first; you have one.")] = False,
    db: Db = None,
) -> None:
    """Bring an older database up to date, after a backup."""
    from factcheck.store.upgrade import upgrade as bring_up

    done = bring_up(location(db), copy=not no_backup)
    if done is None:
        talk.info("The database is up to date.")
        return
    talk.info("Upgraded from revision %s to %s.", done.before, done.after)
    if done.backup is not None:
        talk.info("The database as it was is in %s", done.backup)


app.command("backup", epilog=backup.EXAMPLES["backup"])(backup.backup)
app.command("restore", epilog=backup.EXAMPLES["restore"])(backup.restore)
