"""Whether a database is what its history says, and its history what was sealed: `db verify`."""

import logging
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import DBAPIError

from factcheck.errors import DatabaseDamaged
from factcheck.settings import Location
from factcheck.store import migrate
from factcheck.store.bulk import seldom_collected
from factcheck.store.failures import FAULTS, withheld
from factcheck.store.seal import Seal, identity
from factcheck.store.tables import event
from factcheck.store.transaction import Session
from factcheck.store.verify.aside import aside
from factcheck.store.verify.integrity import check_integrity, check_references
from factcheck.store.verify.links import check_links
from factcheck.store.verify.replay import replaying
from factcheck.store.verify.report import Check, Damage, Found, Progress, Report, Tally, silent
from factcheck.store.verify.schema import check_schema
from factcheck.store.verify.seals import Witness, check_handles, check_signatures
from factcheck.store.verify.search import check_search
from factcheck.store.verify.texts import check_texts
from factcheck.store.verify.values import check_values

__all__ = ["Check", "Damage", "Progress", "Report", "verify"]

Run = Callable[[Tally], str | None]

talk = logging.getLogger("factcheck")

_LONG: Final = 100_000
"""So many events may take longer than the half minute that who wants to write to a file waits for it."""
_UNREADABLE: Final = "Restore a backup, and check the disk."
_LEDGER: Final = "the ledger is damaged, so that nothing can be compared with it"


def verify(
    session: Session,
    location: Location,
    *,
    seals: Sequence[Seal] = (),
    signers: Path | None = None,
    progress: Progress = silent,
) -> Report:
    """Check everything that can be checked, each thing up to its first bad record.

    All is read from one snapshot; nothing is written. Memory does not grow with the database: what the ledger leads to
    is built in a temporary file.

    With `signers`, a file of allowed signers as ssh-keygen has it, each seal has to be signed by one of them.

    Raises:
        DatabaseUnavailable: nothing was ever written.
        Unreadable: the file of signers cannot be read.

    """
    connection = session.connection()
    uid = _identity(connection)
    events = connection.scalar(select(func.count()).select_from(event)) or 0
    if location.path is not None and events > _LONG:
        talk.info(
            "Nobody can write to this file until it is verified. To go on working meanwhile, verify a copy: "
            "factcheck db backup copy.db, then factcheck db verify --db copy.db"
        )
    with aside(connection, _integrity) as integrity, replaying(connection) as replay, seldom_collected():
        checks = _Checks(connection, progress, integrity)
        checks.run("schema", "tables, constraints and triggers are those shipped", partial(check_schema, connection))
        sealed = Tally(progress)
        witness = Witness(seals, uid, sealed)
        links = partial(check_links, connection, replay, witness)
        whole = checks.run("ledger", "every event is intact and follows the one before it", links, total=events)
        if signers is not None or any(one.signature for one in seals):
            checks.run("signatures", "seals are signed by who may", partial(check_signatures, seals, signers))
        if seals:
            checks.add(_of_seals(witness, sealed, whole=whole))
        if named := [one for one in seals if one.handles and one.database == uid]:
            checks.run("handles", "they name what was sealed", partial(check_handles, connection, named))
        unknown = None if whole else _LEDGER
        values, search = (partial(one, connection, replay) for one in (check_values, check_search))
        checks.run("values", "every table is what the ledger leads to", values, unless=unknown)
        checks.run("texts", "every text is unchanged, every quote stands in it", partial(check_texts, connection))
        checks.run("references", "every reference leads to a row", partial(check_references, connection))
        checks.run("search", "the search index holds these words", search, unless=unknown)
        return Report(migrate.shown(location), uid, events, witness.chains, checks.every())


def _identity(connection: Connection) -> str | None:
    """Which database this is, if it still says so."""
    try:
        return identity(connection)
    except DatabaseDamaged:
        return None


def _integrity(connection: Connection) -> Check:
    tally = Tally(silent)
    note, damage = _made(connection, partial(check_integrity, connection), tally, tuple)
    return Check("integrity", "the database's own check", tally.records, damage, note)


def _of_seals(witness: Witness, tally: Tally, *, whole: bool) -> Check:
    damage = witness.damage.damage if witness.damage is not None else None
    return Check("seals", "the ledger begins with what was sealed", tally.records, damage, None if whole else _LEDGER)


class _Checks:
    """The checks that were made so far, and the one that is made meanwhile."""

    def __init__(self, connection: Connection, progress: Progress, first: Callable[[], Check]) -> None:
        self._done: list[Check] = []
        self._connection = connection
        self._progress = progress
        self._first = first

    def every(self) -> tuple[Check, ...]:
        """All of them, in the order in which they are told."""
        return (self._first(), *self._done)

    def add(self, check: Check) -> None:
        self._done.append(check)

    def run(self, name: str, about: str, run: Run, *, total: int | None = None, unless: str | None = None) -> bool:
        """Make one check, unless there is a reason not to; whether it found nothing."""
        if unless is not None:
            self.add(Check(name, about, 0, None, unless))
            return False
        tally = Tally(self._progress, total)
        note, damage = _made(self._connection, run, tally, self.every)
        self.add(Check(name, about, tally.records, damage, note))
        return damage is None


def _made(
    connection: Connection, run: Run, tally: Tally, others: Callable[[], tuple[Check, ...]]
) -> tuple[str | None, Damage | None]:
    """What a check has to say, and what it found. What fails on PostgreSQL would else end the transaction.

    `others` are those that may have found why this one fails.
    """
    try:
        with connection.begin_nested():
            try:
                return run(tally), None
            except Found as found:  # caught within: a rollback would take away cursors that are not closed yet
                return None, found.damage
            except FAULTS as error:
                if all(one.damage is None for one in others()):  # a fault of ours, then
                    raise
                return None, Damage("the database", None, f"It cannot be checked: {error}.", _UNREADABLE)
    except DBAPIError as error:
        if withheld(error):
            raise
        what = f"It cannot be read: {' '.join(str(error.orig).split())}."
        return None, Damage("the database", None, what, _UNREADABLE)
