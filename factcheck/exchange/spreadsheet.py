"""CSV: one row per claim, with its first attribution and its last standing assessment; lossless for its columns."""

from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO, TextIO, TypeVar

from factcheck.cells import escape, row
from factcheck.exchange import flat, sheet
from factcheck.exchange.heading import COLUMNS
from factcheck.exchange.intake import CHUNK, Intake
from factcheck.exchange.outcome import Imported, Progress, Tally, silent
from factcheck.exchange.scratch import scratch
from factcheck.sanitise import inert
from factcheck.store.bulk import indexed_after, seldom_collected
from factcheck.store.transaction import Session

_Item = TypeVar("_Item")


def export_csv(session: Session, out: TextIO, progress: Progress = silent) -> int:
    """Write all claims but superseded ones; how many there were. `out` has to leave line breaks as they are.

    On a terminal, where they can only be looked at, the cells are sanitised.
    """
    shown = inert if out.isatty() else str
    out.write(row(COLUMNS))
    done = 0
    for cells in flat.claims(session.connection()):
        out.write(row(shown(escape(cells.get(column, ""))) for column in COLUMNS))
        done += 1
        if done % CHUNK == 0:
            progress(done, None)
    progress(done, done)
    return done


def import_csv(
    session: Session,
    file: BinaryIO,
    *,
    by: str,
    name: str,
    skip_bad: TextIO | None = None,
    progress: Progress = silent,
) -> Imported:
    """Add the claims that are not here yet. The file is as `opened` gives it; `name` is what messages call it.

    Every row is checked before any is written. With `skip_bad` the good rows are kept, and that file gets the bad ones
    as they stand, behind their line and the reason.

    Raises:
        BadRows: rows cannot be imported, and there is no `skip_bad`.
        Unreadable: the file is no text in UTF-8.
        UsageProblem: a column is unknown or missing.

    """
    with scratch() as notes, seldom_collected():
        head = sheet.heading(file, name)
        intake, tally = Intake(session, notes, name), Tally()
        if skip_bad is not None:
            skip_bad.write(row(["line", "reason", *sheet.written(head.given)]))
        for chunk in chunks(sheet.records(file, head), CHUNK):
            for record, verdict in zip(chunk, intake.check([one.read for one in chunk]), strict=True):
                tally.new += verdict.new
                tally.known += not verdict.new and not verdict.problem
                if verdict.problem:
                    tally.refuse(record.read.line, verdict.problem)
                    if skip_bad is not None:
                        line = [str(record.read.line), verdict.problem, *record.given]
                        skip_bad.write(row(sheet.written(line)))
            progress(tally.new + tally.known + tally.bad, None)
        if skip_bad is None:
            tally.insist()
        tally.claims = tally.new
        done = 0
        with indexed_after(session.connection(), tally.new, rows=True):
            for stored in intake.store(by=by):
                done += stored
                progress(done, tally.new)
    return tally.imported()


def chunks(items: Iterator[_Item], size: int) -> Iterator[list[_Item]]:
    """The items, some at a time."""
    while chunk := list(islice(items, size)):
        yield chunk
