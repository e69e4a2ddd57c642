"""`import` and `export`."""

import logging
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from factcheck.cli import parse
from factcheck.cli.ask import reading, write
from factcheck.cli.options import By, Db, new_app
from factcheck.cli.progress import counting
from factcheck.errors import Unreadable, UsageProblem
from factcheck.settings import Format, analyst, location

if TYPE_CHECKING:
    from factcheck.exchange.outcome import Imported
    from factcheck.store.transaction import Session

app = new_app()
talk = logging.getLogger("factcheck")

FormatOption = Annotated[
    str | None,
    typer.Option("--format", metavar="FORMAT", help="jsonl or csv; else by the file's name.", show_default=False),
]


@app.command(
    "import",
    epilog="""
    \b
    Examples:
      factcheck import desk.jsonl
      factcheck import claims.csv --skip-bad bad.csv
      factcheck export --db old.db | factcheck import - --db new.db
    """,
)
def import_(
    file: Annotated[str, typer.Argument(metavar="FILE", help="JSONL or CSV; - is stdin.", show_default=False)],
    skip_bad: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Keep the good rows, write the bad ones here.", show_default=False),
    ] = None,
    by: By = None,
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Read claims from JSONL or CSV."""
    from factcheck.exchange.jsonlines import import_jsonl
    from factcheck.exchange.opened import opened
    from factcheck.exchange.spreadsheet import import_csv

    who, take = analyst(by), import_csv if _format(format, file) is Format.CSV else import_jsonl
    given, name = (sys.stdin.buffer, "stdin") if file == "-" else (Path(file), file)
    if skip_bad is not None and file != "-" and _is_same(skip_bad, Path(file)):
        raise UsageProblem(f"{skip_bad} is the file to import.", "Give another file for the bad rows.")
    with ExitStack() as stack:
        rows = stack.enter_context(opened(given, name))
        bad = stack.enter_context(_written(skip_bad, db)) if skip_bad is not None else None

        def work(session: "Session") -> "Imported":
            if bad is not None and bad.seekable() and bad.tell():  # written before the work had to be done again
                bad.seek(0)
                bad.truncate()
            with counting("Importing") as tell:
                done = take(session, rows, by=who, name=name, skip_bad=bad, progress=tell)
            if bad is not None:
                bad.flush()  # where there is no room for the bad rows, the good ones are not stored either
            return done

        done = write(db, work)
    new = "1 row is new" if done.new == 1 else f"{done.new:,} rows are new"
    skipped = f", {done.bad:,} bad (in {skip_bad})" if done.bad else ""
    talk.info("%s: %s, %s were here already%s.", name, new, f"{done.known:,}", skipped)


@app.command(
    "export",
    epilog="""
    \b
    Examples:
      factcheck export desk.jsonl
      factcheck export claims.csv
      factcheck export --format csv | head
    """,
)
def export(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="Where to write it; - is stdout.", show_default=False)
    ] = "-",
    format: FormatOption = None,
    db: Db = None,
) -> None:
    """Write everything as JSONL, or claims as CSV."""
    from factcheck.exchange.jsonlines import export_jsonl
    from factcheck.exchange.spreadsheet import export_csv

    send = export_csv if _format(format, file) is Format.CSV else export_jsonl
    with ExitStack() as stack:
        session = stack.enter_context(reading(db))
        out = sys.stdout if file == "-" else stack.enter_context(_written(Path(file), db))
        tell = stack.enter_context(counting("Exporting"))
        done = send(session, out, progress=tell)
    if file != "-":
        talk.info("%s: %s rows.", file, f"{done:,}")


def _format(given: str | None, file: str) -> Format:
    form = parse.word(Format, "format", given) if given is not None else None
    if form not in {None, Format.JSONL, Format.CSV}:
        raise UsageProblem(f"Nothing is exchanged as {form}.", "Give --format jsonl or csv.")
    suffix = Path(file).suffix.lower()
    return form or (Format.CSV if suffix in {".csv", ".tsv"} else Format.JSONL)


@contextmanager
def _written(path: Path, db: str | None) -> Iterator[TextIO]:
    """A file that takes its name only when all of it was written, so that a failure leaves what was there."""
    place = location(db).path
    if place is not None and _is_same(path, place):
        raise UsageProblem(f"{path} is the database.", "Give another file.")
    if path.is_dir() or not path.parent.is_dir():
        raise Unreadable(f"{path} cannot be written: it is a folder, or its folder is missing.", "Give another file.")
    from factcheck.store.partial import partial, unwritten

    if path.exists() and not path.is_file():  # a pipe or device takes what it is given
        try:
            with path.open("w", encoding="utf-8", newline="") as out:
                yield out
        except BrokenPipeError:  # whoever reads it has enough
            raise
        except OSError as error:
            raise unwritten(path, error) from error
        return
    with partial(path, replace=True) as part, part.open("w", encoding="utf-8", newline="") as out:
        yield out


def _is_same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)
