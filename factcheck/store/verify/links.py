"""Every link of every chain, in the order in which they were recorded; seals and the replay ride along."""

from collections.abc import Iterator, Sequence
from json import JSONDecoder
from typing import Any, Final, NoReturn

from sqlalchemy import Connection, select

from factcheck.dates import stamp, unstamp
from factcheck.identity import ARTICLE, CLAIM, SOURCE, handle
from factcheck.store import driver
from factcheck.store.events import Event, is_hash
from factcheck.store.tables import article, claim, source
from factcheck.store.verify.before import Told
from factcheck.store.verify.replay import Replay, Unfit
from factcheck.store.verify.report import Found, Tally, shown
from factcheck.store.verify.rows import stamped
from factcheck.store.verify.seals import Witness

_ROWS: Final = 500
_EVENTS: Final = 10_000
_WARM: Final = 250
"""So many events are looked at as soon as they are read, while the processor still has them at hand."""
_MOST: Final = 16_000_000
"""So many events, or characters of payload, are applied at a time: many for speed, not all for memory."""
REWRITTEN: Final = "The ledger was rewritten: restore a backup from before, and find out who could write to it."
_QUERY: Final = """
    SELECT e.seq, e.subject, e.version, {recorded} AS recorded_at, e."by", e.action, e.reason, e.payload, e.prev_hash,
        e.hash, {imported} AS imported_at, p.hash AS before, p.seq AS before_seq
    FROM event AS e LEFT JOIN event AS p ON e.version > 1 AND p.subject = e.subject AND p.version = e.version - 1
    ORDER BY e.seq
"""
_decoder: Final = JSONDecoder()
Row = tuple[Any, ...]


def check_links(connection: Connection, replay: Replay, witness: Witness, tally: Tally) -> None:
    """Check every event against its hash and the one before it, and apply it.

    The hash is taken over the payload as it is stored, so that no other text with the same meaning passes.

    Raises:
        Found: an event was changed, does not follow the one before it, or cannot have happened; or nothing says any
            more which database this is.

    """
    if witness.database is None:
        raise Found("the ledger", None, "It does not say any more which database this is.", REWRITTEN)
    ((begun,),) = driver.ask(connection, f"SELECT {stamped(connection, 'created_at')} FROM ledger")  # noqa: S608 -- our own names
    if not _is_stamp(begun):
        raise Found("the ledger", None, f"It began at no time: {shown(begun)}.", REWRITTEN)
    witness.began(begun)
    for some in _chunks(connection, tally):
        for row in some:
            _check(connection, row)
            witness.see(version=row[2], digest=row[9], imported_at=row[10])
        try:
            _apply(connection, replay, some)
        except Unfit as error:
            _refuse(connection, error.event.subject, error.event.version, f"It cannot have happened: {error.reason}.")
    witness.finish()


def _apply(connection: Connection, replay: Replay, some: Sequence[Row]) -> None:
    events: list[Event] = []
    told = Told()
    for at in range(0, len(some), _WARM):
        read = [_event(connection, row) for row in some[at : at + _WARM]]
        told.look(read)
        events += read
    told.check_statuses(replay.scratch)
    replay.add(events)
    told.check_pasts(connection, some[-1][0])


def _chunks(connection: Connection, tally: Tally) -> Iterator[list[Row]]:
    recorded, imported = (stamped(connection, name) for name in ("e.recorded_at", "e.imported_at"))
    query = _QUERY.format(recorded=recorded, imported=imported)
    chunk: list[Row] = []
    length = 0
    for some in driver.stream(connection, query, _ROWS):
        chunk += some
        length += sum(len(row[7]) for row in some)
        if length > _MOST or len(chunk) >= _EVENTS:
            yield chunk
            tally.add(len(chunk))
            chunk, length = [], 0
    if chunk:
        yield chunk
        tally.add(len(chunk))


def _is_stamp(text: Any) -> bool:
    """Whether it is a moment as factcheck writes it: the same moment in other words stands elsewhere in the order."""
    try:
        return bool(stamp(unstamp(text)) == text)
    except (AttributeError, OverflowError, TypeError, ValueError):
        return False


def _check(connection: Connection, row: Row) -> None:
    seq, subject, version, recorded_at, by, action, reason, payload, prev_hash, digest, _, before, before_seq = row
    wrong = None
    if not is_hash(digest, subject, version, recorded_at, by, action, reason, payload, prev_hash):
        wrong = "It was changed: its hash is not that of its content."
    elif seq < 1:
        wrong = f"Its place is {seq}, but places count from 1."
    elif version == 1:
        if prev_hash:
            wrong = "It begins a chain, but names an event before it."
    elif before is None:
        wrong = f"Change {version - 1} of the same, which it follows, is missing."
    elif prev_hash != before:
        wrong = f"It does not follow change {version - 1} of the same as that stands here."
    elif before_seq >= seq:
        wrong = f"It stands before change {version - 1} of the same, which it follows."
    if wrong is not None:
        _refuse(connection, subject, version, wrong)


def _event(connection: Connection, row: Row) -> Event:
    _, subject, version, recorded_at, by, action, reason, payload, prev_hash, digest, imported_at, *_ = row
    if imported_at is not None and not _is_stamp(imported_at):
        _refuse(connection, subject, version, f"It cannot be read: {shown(imported_at)} is no time.")
    try:
        came = unstamp(imported_at) if imported_at is not None else None
        told, made = _decoded(payload), unstamp(recorded_at)
    except (RecursionError, TypeError, ValueError) as error:  # which its hash does not tell, or was made anew for
        _refuse(connection, subject, version, f"It cannot be read: {error}.")
    return Event(subject, version, made, by, action, reason, told, prev_hash, digest, came, stamped=recorded_at)


def _decoded(payload: str) -> Any:
    """What a payload says. To look for space around it, where there is none, takes as long as to read a short one."""
    told, end = _decoder.raw_decode(payload)
    return told if end == len(payload) else _decoder.decode(payload)


def _refuse(connection: Connection, subject: str, version: int, what: str) -> NoReturn:
    for table, letter in ((claim, CLAIM), (article, ARTICLE), (source, SOURCE)):
        number = connection.scalar(select(table.c.id).where(table.c.uid == subject))
        if number is not None:
            raise Found(f"change {version} of {handle(letter, number)}", subject, what, REWRITTEN)
    raise Found(f"change {version} of a subject that is not here", subject, what, REWRITTEN)
