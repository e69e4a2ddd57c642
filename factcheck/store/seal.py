"""Seals: checkpoints of the whole ledger, to be kept where whoever can write to the database cannot.

A seal covers the first `events` events in the order of `seq`. Its root is that of a Merkle tree (RFC 6962, section 2.1:
leaves are hashed behind a byte 0, nodes behind a byte 1) over every head that every chain ever had: one leaf per event,
its hash, and behind a space the time of its import if it has one, which no hash covers. A tree over today's heads alone
could not be built again once chains have grown. This one only grows, so that every seal can be checked for ever.

No event's hash covers when the ledger began, or the numbers that things have here, by which people cite them. So a seal
has these, too: the last handle of each kind, with a digest over what all of them up to it name.
"""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from sqlalchemy import Connection, func, select, text

from factcheck.dates import now, stamp, unstamp
from factcheck.errors import DatabaseDamaged, DatabaseUnavailable, Refused, Unreadable
from factcheck.identity import handle, is_handle, is_uid
from factcheck.settings import Location
from factcheck.store import handles
from factcheck.store.events import canonical
from factcheck.store.merkle import Tree
from factcheck.store.session import reading
from factcheck.store.tables import event, ledger

_ROWS: Final = 5000
_PAUSE: Final = 0.2
_VERSIONS: Final[dict[int, dict[str, type]]] = {1: {}, 2: {"created_at": str, "handles": dict}}
"""What each version of seals has beside what all have."""
_GIVE: Final = "Give the lines that `factcheck db seal` printed."
_OPEN: Final = text(
    "SELECT DISTINCT virtualtransaction FROM pg_locks WHERE locktype = 'relation' AND mode = 'RowExclusiveLock' "
    "AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
    "AND relation = 'event'::regclass"
)


@dataclass(frozen=True, slots=True)
class Seal:
    """What one checkpoint says. `database` is the ledger's uid, `signature` an armoured SSH signature of the rest.

    `handles` has the digest over what all handles of a kind name, by the last of them. Seals of the first version have
    neither these nor `created_at`, when the ledger began.
    """

    database: str
    sealed_at: str
    events: int
    chains: int
    root: str
    signature: str | None = None
    created_at: str | None = None
    handles: dict[str, str] | None = None

    def message(self) -> str:
        """What a signature is made over: canonical JSON of all but the signature."""
        return replace(self, signature=None).line()

    def line(self) -> str:
        """The seal as one line of JSON."""
        return canonical({name: value for name, value in self._fields().items() if value is not None})

    def _fields(self) -> dict[str, Any]:
        return {"type": "seal", "version": 1 if self.handles is None else 2, **asdict(self)}


def leaf(digest: str, imported_at: str | None) -> bytes:
    """What stands in the tree for one event."""
    return (f"{digest} {imported_at}" if imported_at else digest).encode()


def identity(connection: Connection) -> str:
    """The ledger's uid.

    Raises:
        DatabaseDamaged: there is none, or what is none, although something was written.
        DatabaseUnavailable: there is none, because nothing was ever written.

    """
    uid: Any = connection.scalar(select(ledger.c.uid))  # on SQLite, of any type
    if uid is None and connection.scalar(select(event.c.seq).limit(1)) is None:
        raise DatabaseUnavailable("There is no database yet.", "The first write creates it, such as: ingest")
    if not isinstance(uid, str) or not is_uid(uid):
        raise DatabaseDamaged("The database does not say any more which one it is.", "Restore a copy.")
    return uid


def seal(location: Location, wait: Callable[[int], None]) -> Seal:
    """A checkpoint of everything recorded until now.

    On PostgreSQL an open transaction may hold a lower `seq` than one that is committed already, and would later come to
    stand among the events that were counted. So the last `seq` is read first; then all transactions that are writing
    events at that time are waited for, since whoever drew a lower one is among them or done; and only then are the
    events up to it read. `wait` is told how many there are. The same goes for the numbers of handles: who draws one has
    written its event before.

    Raises:
        DatabaseUnavailable: there is no database, or it cannot be read.
        Refused: this is a standby, which does not know what is under way on its primary.

    """
    with reading(location) as session:
        connection = session.connection()
        identity(connection)
        last, numbers = connection.scalar(select(func.max(event.c.seq))) or 0, handles.last(connection)
        if connection.dialect.name == "postgresql":
            _let_end(connection, wait)
    with reading(location) as session:
        connection = session.connection()
        return _sealed(connection, last, numbers)


def _let_end(connection: Connection, wait: Callable[[int], None]) -> None:
    if connection.scalar(text("SELECT pg_is_in_recovery()")):
        raise Refused("A standby cannot be sealed: it does not know what is under way.", "Give the primary's URL.")
    waited = set(connection.scalars(_OPEN))
    if waited:
        wait(len(waited))
    while waited & set(connection.scalars(_OPEN)):
        time.sleep(_PAUSE)


def _sealed(connection: Connection, last: int, numbers: Mapping[str, int]) -> Seal:
    tree, chains = Tree(), 0
    query = select(event.c.version, event.c.hash, event.c.imported_at).where(event.c.seq <= last).order_by(event.c.seq)
    for row in connection.execute(query, execution_options={"yield_per": _ROWS}):
        tree.append(leaf(row.hash, stamp(row.imported_at) if row.imported_at else None))
        chains += row.version == 1
    begun = connection.scalars(select(ledger.c.created_at)).one()
    named = {
        handle(letter, end): digest
        for letter, end in numbers.items()
        for digest in handles.digests(connection, letter, [end]).values()
    }
    uid, made = identity(connection), stamp(now())
    return Seal(uid, made, tree.size, chains, tree.root(), created_at=stamp(begun), handles=named)


def seals(lines: Iterable[str], name: str) -> Iterator[Seal]:
    """The seals in a file, one a line; messages call it `name`.

    Raises:
        Unreadable: a line is no seal, or none is there: nothing would be compared with what was lost.

    """
    found = 0
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _parsed(json.loads(line.removeprefix("\ufeff")))
            except (ValueError, TypeError, KeyError, RecursionError):
                raise Unreadable(f"Line {number} of {name} is no seal.", _GIVE) from None
            found += 1
    if not found:
        raise Unreadable(f"There is no seal in {name}.", _GIVE)


def _parsed(given: Any) -> Seal:
    kinds = {"database": str, "sealed_at": str, "events": int, "chains": int, "root": str}
    kinds |= _VERSIONS[given["version"]]
    if given["type"] != "seal":
        raise ValueError
    found = {name: given[name] for name in kinds}
    signature = given.get("signature")
    sound = all(type(found[name]) is kind for name, kind in kinds.items())
    if not sound or found["events"] < 0 or not (signature is None or isinstance(signature, str)):
        raise ValueError
    for one, digest in found.get("handles", {}).items():
        if not is_handle(one[:1], one) or one[:1] not in handles.TABLES or not isinstance(digest, str):
            raise ValueError
    for name in found.keys() & {"sealed_at", "created_at"}:
        unstamp(found[name])
    made = Seal(**found, signature=signature)
    made.line().encode()  # a lone surrogate fails here, and not in a program that is given it
    return made
