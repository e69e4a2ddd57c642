"""Every link of every chain, in the order in which they were recorded; seals and the replay ride along."""

import json
from collections.abc import Iterator
from typing import Any, Final, NoReturn

from sqlalchemy import Connection, Row, select, text

from factcheck.dates import unstamp
from factcheck.identity import ARTICLE, CLAIM, SOURCE, handle
from factcheck.store.events import Event, is_hash
from factcheck.store.tables import article, claim, source
from factcheck.store.verify.replay import Replay, Unfit
from factcheck.store.verify.report import Found, Tally
from factcheck.store.verify.rows import STAMP
from factcheck.store.verify.seals import Witness

_ROWS: Final = 500
_EVENTS: Final = 10_000
_MOST: Final = 16_000_000
"""So many events, or characters of payload, are applied at a time: many for speed, not all for memory."""
_REWRITTEN: Final = "The ledger was rewritten: restore a backup from before, and find out who could write to it."
_QUERY: Final = """
    SELECT e.seq, e.subject, e.version, {recorded} AS recorded_at, e."by", e.action, e.reason, e.payload, e.prev_hash,
        e.hash, {imported} AS imported_at, p.hash AS before, p.seq AS before_seq
    FROM event AS e LEFT JOIN event AS p ON p.subject = e.subject AND p.version = e.version - 1
    ORDER BY e.seq
"""


def check_links(connection: Connection, replay: Replay, witness: Witness, tally: Tally) -> None:
    """Check every event against its hash and the one before it, and apply it.

    The hash is taken over the payload as it is stored, so that no other text with the same meaning passes.

    Raises:
        Found: an event was changed, does not follow the one before it, or cannot have happened.

    """
    for some in _chunks(connection, tally):
        for row in some:
            _check(connection, row)
            witness.see(row.version, row.hash, row.imported_at)
        try:
            replay.add([_event(connection, row) for row in some])
        except Unfit as error:
            row = next(one for one in some if (one.subject, one.version) == (error.event.subject, error.event.version))
            _refuse(connection, row, f"It cannot have happened: {error.reason}.")
    witness.finish()


def _chunks(connection: Connection, tally: Tally) -> Iterator[list[Row[Any]]]:
    moments = ("e.recorded_at", "e.imported_at")
    if connection.dialect.name == "postgresql":
        moments = (STAMP.format(moments[0]), STAMP.format(moments[1]))
    query = text(_QUERY.format(recorded=moments[0], imported=moments[1]))
    chunk: list[Row[Any]] = []
    length = 0
    with connection.execute(query, execution_options={"yield_per": _ROWS}) as result:
        for some in result.partitions(_ROWS):
            chunk.extend(some)
            length += sum(len(row.payload) for row in some)
            if length > _MOST or len(chunk) >= _EVENTS:
                yield chunk
                tally.add(len(chunk))
                chunk, length = [], 0
    if chunk:
        yield chunk
        tally.add(len(chunk))


def _check(connection: Connection, row: Row[*tuple[Any, ...]]) -> None:
    seq, *told, digest, _, before, before_seq = row
    version, prev_hash = told[1], told[-1]
    if not is_hash(digest, *told):
        _refuse(connection, row, "It was changed: its hash is not that of its content.")
    if version == 1:
        if prev_hash:
            _refuse(connection, row, "It begins a chain, but names an event before it.")
    elif before is None:
        _refuse(connection, row, f"Change {version - 1} of the same, which it follows, is missing.")
    elif prev_hash != before:
        _refuse(connection, row, f"It does not follow change {version - 1} of the same as that stands here.")
    elif before_seq >= seq:
        _refuse(connection, row, f"It stands before change {version - 1} of the same, which it follows.")


def _event(connection: Connection, row: Row[*tuple[Any, ...]]) -> Event:
    _, subject, version, recorded_at, by, action, reason, payload, prev_hash, digest, imported_at, *_ = row
    try:
        came = unstamp(imported_at) if imported_at is not None else None
        told = json.loads(payload)
        return Event(subject, version, unstamp(recorded_at), by, action, reason, told, prev_hash, digest, came)
    except (RecursionError, TypeError, ValueError) as error:  # which its hash does not tell, or was made anew for
        _refuse(connection, row, f"It cannot be read: {error}.")


def _refuse(connection: Connection, row: Row[Any], what: str) -> NoReturn:
    for table, letter in ((claim, CLAIM), (article, ARTICLE), (source, SOURCE)):
        number = connection.scalar(select(table.c.id).where(table.c.uid == row.subject))
        if number is not None:
            raise Found(f"change {row.version} of {handle(letter, number)}", row.subject, what, _REWRITTEN)
    raise Found(f"change {row.version} of a subject that is not here", row.subject, what, _REWRITTEN)
