"""`db`: the database itself."""

import logging
import sys
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from factcheck.cli import backup, parse
from factcheck.cli.ask import reading
from factcheck.cli.options import Db, FormatOption, new_app
from factcheck.cli.progress import counting
from factcheck.errors import Damaged, DatabaseDamaged, Unreadable, UsageProblem
from factcheck.settings import at_home, location

if TYPE_CHECKING:
    from factcheck.store.seal import Seal
    from factcheck.store.verify import Report

app = new_app("Look after the database.")
talk = logging.getLogger("factcheck")
_LONGEST_LINE: Final = 1 << 20
"""More is no seal: a device without end is not read to its end."""


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


@app.command(
    "vectors",
    epilog="""
    \b
    Examples:
      factcheck db vectors
      factcheck db vectors --db desk.db
    """,
)
def vectors(db: Db = None) -> None:
    """Keep what claims mean, so that matches is fast."""
    from factcheck.desk.meaning import keep

    with counting("Reading claims") as tell:
        made = keep(location(db), tell)
    claims = "1 claim" if made == 1 else f"{made:,} claims"
    talk.info("%s", f"The meaning of {claims} is kept now." if made else "There was none to keep.")


app.command("backup", epilog=backup.EXAMPLES["backup"])(backup.backup)
app.command("restore", epilog=backup.EXAMPLES["restore"])(backup.restore)


@app.command(
    "verify",
    epilog="""
    \b
    Nobody can write to a SQLite file meanwhile: of a large one, verify a copy.

    \b
    Examples:
      factcheck db verify
      factcheck db verify --against seals.jsonl
      factcheck db verify --against seals.jsonl --signers allowed_signers --format json
    """,
)
def verify(
    against: Annotated[
        list[str] | None,
        typer.Option("--against", metavar="FILE", help="Seals to hold it to; - is stdin.", show_default=False),
    ] = None,
    signers: Annotated[
        str | None,
        typer.Option(
            "--signers", metavar="FILE", help="Who may sign seals, as ssh-keygen's allowed signers.", show_default=False
        ),
    ] = None,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Prove that nothing was altered: ledger, values, texts, schema, seals."""
    from factcheck.output.verified import write_report
    from factcheck.store.verify import verify as prove

    form = parse.format_for(format)
    if signers is not None and not against:
        raise UsageProblem("There are no seals that could be signed.", "Give them: --against FILE")
    given = [one for name in against or () for one in seals_in(name)]
    allowed = at_home(signers) if signers is not None else None
    try:
        with reading(db) as session, counting("Verifying") as tell:
            report = prove(session, location(db), seals=given, signers=allowed, progress=tell)
    except DatabaseDamaged as error:
        raise Damaged(error.message, error.remedy) from error
    write_report(report, form, sys.stdout)
    insist(report)


@app.command(
    "seal",
    epilog="""
    \b
    Keep the lines where whoever can write to the database cannot.

    \b
    Examples:
      factcheck db seal >> seals.jsonl
      factcheck db seal --sign ~/.ssh/id_ed25519 >> seals.jsonl
      factcheck db verify --against seals.jsonl
    """,
)
def seal(
    sign: Annotated[
        str | None,
        typer.Option("--sign", metavar="KEY", help="Sign it with this SSH key, by ssh-keygen.", show_default=False),
    ] = None,
    db: Db = None,
) -> None:
    """Print a checkpoint of all history, to hold the database to later."""
    from dataclasses import replace

    from factcheck.store.seal import seal as make
    from factcheck.store.signing import sign as sign_with

    def wait(count: int) -> None:
        talk.info("Waiting for %s open %s to end.", count, "transaction" if count == 1 else "transactions")

    made = make(location(db), wait)
    if sign is not None:
        made = replace(made, signature=sign_with(made.message(), at_home(sign)))
    sys.stdout.write(f"{made.line()}\n")


def insist(report: "Report") -> None:
    """Make sure that a verification found nothing.

    Raises:
        Damaged: it did; the message names the first bad record.

    """
    if report.first is not None:
        found = report.first
        record = f"{found.record} ({found.uid})" if found.uid else found.record
        raise Damaged(f"{record}: {found.what}", found.remedy)


def seals_in(name: str) -> "list[Seal]":
    """The seals in a file, or from stdin for `-`.

    Raises:
        Unreadable: it cannot be read, a line is no seal, or there is none.

    """
    from factcheck.store.seal import seals

    try:
        with nullcontext(sys.stdin) if name == "-" else Path(name).open(encoding="utf-8") as file:
            return list(seals(iter(partial(file.readline, _LONGEST_LINE), ""), name))
    except OSError as error:
        raise Unreadable(f"{name} cannot be read: {error.strerror}.", "Check the path.") from None
    except UnicodeDecodeError:
        raise Unreadable(f"{name} is not UTF-8 text.", "Give the lines that `factcheck db seal` printed.") from None
