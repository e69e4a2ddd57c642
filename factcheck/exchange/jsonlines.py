"""JSONL: everything, ledger included. What is comes first, for readers; the events behind it are the truth."""

from collections.abc import Iterator
from itertools import chain
from typing import Any, BinaryIO, Final, TextIO

from sqlalchemy import Connection, select

from factcheck.dates import now, stamp
from factcheck.exchange import records
from factcheck.exchange.lines import line
from factcheck.exchange.loading import Loading
from factcheck.exchange.outcome import Imported, Progress, silent
from factcheck.exchange.scratch import scratch
from factcheck.store import events
from factcheck.store.bulk import indexed_after, seldom_collected
from factcheck.store.tables import ledger
from factcheck.store.transaction import Session

VERSION: Final = 1
_STEP: Final = 1000


def export_jsonl(session: Session, out: TextIO, progress: Progress = silent) -> int:
    """Write everything: a header, what is, and all events in their order; how many lines there were."""
    done = 0
    for record in everything(session.connection()):
        out.write(line(record))
        done += 1
        if done % _STEP == 0:
            progress(done, None)
    progress(done, done)
    return done


def import_jsonl(
    session: Session,
    file: BinaryIO,
    *,
    by: str,
    name: str,
    skip_bad: TextIO | None = None,
    progress: Progress = silent,
) -> Imported:
    """Add what is not here yet: events of another database, or claims made elsewhere. The file is as `opened` gives it.

    Events keep their own times and are marked as imported now. What the file says to be must be what its events lead
    to. Handles are kept if nothing is here. Every line is checked before any is written. With `skip_bad` the good lines
    are kept, and that file gets the bad ones with the reason. Messages call the file `name`.

    Raises:
        BadRows: lines cannot be imported, and there is no `skip_bad`.
        Unreadable: the file is of a version that this factcheck does not know.

    """
    with scratch() as notes, seldom_collected():
        loading = Loading(session, file, notes, name=name, skip_bad=skip_bad, progress=progress)
        loading.check()
        if skip_bad is None:
            loading.tally.insist()
        with indexed_after(session.connection(), loading.tally.claims, rows=False):
            loading.append()
            loading.store(by=by)
        loading.compare()
        if skip_bad is None:
            loading.tally.insist()
        return loading.tally.imported()


def everything(connection: Connection) -> Iterator[dict[str, Any]]:
    """All lines of an export, as objects."""
    yield {
        "type": "header",
        "format": "factcheck",
        "version": VERSION,
        "database": connection.scalar(select(ledger.c.uid)),
        "exported_at": stamp(now()),
    }
    yield from chain.from_iterable(records.every(connection, what) for what in records.KINDS)
    for one in events.every(connection):
        yield {
            "type": "event",
            "subject": one.subject,
            "version": one.version,
            "recorded_at": stamp(one.recorded_at),
            "by": one.by,
            "action": one.action,
            "reason": one.reason,
            "payload": one.payload,
            "prev_hash": one.prev_hash,
            "hash": one.hash,
            "imported_at": stamp(one.imported_at) if one.imported_at else None,
        }
