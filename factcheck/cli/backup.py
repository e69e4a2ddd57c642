"""`db backup` and `db restore`."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.cli.options import Db
from factcheck.cli.progress import counting
from factcheck.settings import Location, location

if TYPE_CHECKING:
    from factcheck.store.backup import Copy

talk = logging.getLogger("factcheck")

EXAMPLES = {
    "backup": """
    \b
    Examples:
      factcheck db backup desk-2026-11-25.db
      factcheck db backup /media/stick/desk.db --replace
      factcheck db backup desk.dump --db postgresql+psycopg://desk@db.example.org/desk
    """,
    "restore": """
    \b
    Examples:
      factcheck db restore desk-2026-11-25.db --db restored.db
      factcheck db restore desk-2026-11-25.db --db restored.db --against seals.jsonl
      factcheck db restore desk.dump --db postgresql+psycopg://desk@db.example.org/empty
    """,
}


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it.", show_default=False)],
    replace: Annotated[bool, typer.Option("--replace", help="Put it in the place of a file that is there.")] = False,
    db: Db = None,
) -> None:
    """Write a copy of the whole database, checked, while others go on working."""
    from factcheck.store.backup import back_up

    with counting("Copying") as tell:
        done = back_up(location(db), file, tell, replace=replace)
    talk.info("%s: %s.", file, _told(done))


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What db backup wrote.", show_default=False)],
    against: Annotated[
        list[str] | None,
        typer.Option("--against", metavar="FILE", help="Seals to hold it to; - is stdin.", show_default=False),
    ] = None,
    db: Db = None,
) -> None:
    """Put a backup into a place where nothing is yet, verified and compared with seals."""
    from factcheck.cli.db import insist, seals_in
    from factcheck.store.backup import restore as put_back
    from factcheck.store.migrate import HEAD, shown
    from factcheck.store.session import reading
    from factcheck.store.verify import verify

    place, seals = location(db), [one for name in against or () for one in seals_in(name)]

    def check(restored: Location) -> None:
        with reading(restored) as session, counting("Verifying") as tell:
            insist(verify(session, restored, seals=seals, signers=None, progress=tell))

    with counting("Copying") as tell:
        done = put_back(file, place, tell, check)
    talk.info("Restored %s: %s.", shown(place), _told(done))
    if done.revision < HEAD:
        talk.info("It is at revision %s, factcheck needs %s. Run: factcheck db upgrade", done.revision, HEAD)
        if seals:
            from factcheck.shell import word

            given = " ".join(f"--against {word(one, 'FILE')}" for one in against or ())
            talk.info("Then compare it with the seals: factcheck db verify %s", given)


def _told(copy: "Copy") -> str:
    events = "1 event" if copy.events == 1 else f"{copy.events:,} events"
    size = f", {copy.size:,} bytes" if copy.size is not None else ""
    return f"{events}{size}, checked"
