"""Whether tables, constraints, indexes and triggers are those that factcheck ships, no more and no less."""

import re
from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, text

from factcheck.store import migrate
from factcheck.store.ddl import lines, shipped
from factcheck.store.tables import ledger
from factcheck.store.verify.report import Found, Tally

_GUARD: Final = "Restore a backup: while a guard was gone, anything may have been rewritten. Compare with your seals."
_EXTRA: Final = "Remove it, or keep it in a database of its own."
_LAST: Final = text(
    "SELECT sequencename, coalesce(last_value, 0) FROM pg_sequences WHERE schemaname = current_schema() "
    "AND has_sequence_privilege(quote_ident(sequencename), 'SELECT, USAGE')"
)
"""The last number that each sequence gave out, as far as whoever asks may know."""
_NUMBERED: Final = re.compile(r"TABLE (\w+): (\w+) .* DEFAULT nextval\('(\w+)'")
_SET: Final = "Let it go on behind that: SELECT setval('{name}', {taken})"
_ENCODING: Final = "UTF-8"
_REENCODE: Final = "Restore a backup, or export and import into a new database."
_REVISIONS: Final = f"Take out all but one row, {migrate.HEAD}."


def check_schema(connection: Connection, tally: Tally) -> None:
    """Compare the schema with the snapshot of it that this factcheck ships.

    Raises:
        Found: something is missing, is other than it should be, or does not belong there.

    """
    found, wanted = lines(connection), shipped(connection.dialect.name)
    here, ours = set(found), set(wanted)
    names = {_name(line) for line in found}
    for line in wanted:
        if line not in here:
            what = "It is other than factcheck made it." if _name(line) in names else "It is missing."
            raise Found(_name(line), None, what, _GUARD)
    for line in found:
        if line not in ours:
            raise Found(_name(line), None, "It does not belong here: factcheck made none such.", _EXTRA)
    revisions = connection.scalars(text("SELECT version_num FROM alembic_version")).all()
    if revisions != [migrate.HEAD]:
        raise Found("table alembic_version", None, f"It names {len(revisions)} revisions, not one.", _REVISIONS)
    if connection.dialect.name == "postgresql":
        _check_sequences(connection, wanted)
    else:
        _check_encoding(connection)
    tally.add(len(wanted))


def _check_encoding(connection: Connection) -> None:
    """Texts are compared byte by byte, so that in another encoding they stand in another order."""
    encoding = connection.scalar(text("PRAGMA encoding"))
    if encoding != _ENCODING:
        raise Found("the database file", None, f"Its texts are in {encoding}, not in {_ENCODING}.", _REENCODE)


def _check_sequences(connection: Connection, columns: Iterable[str]) -> None:
    """Make sure that the next numbers are free: with one from a gap, the next event would stand before earlier ones."""
    last: dict[str, int] = dict(connection.execute(_LAST).all())
    for table, column, name in (found.groups() for found in map(_NUMBERED.match, columns) if found is not None):
        if name not in last or table == ledger.name:  # which has one row, and asks for no number
            continue
        taken = connection.scalar(text(f'SELECT max("{column}") FROM "{table}"')) or 0  # noqa: S608 -- our own names
        if taken > last[name]:
            what = f"It goes on behind {last[name]}, but {taken} is taken."
            raise Found(f"sequence {name}", None, what, _SET.format(name=name, taken=taken))


def _name(line: str) -> str:
    """What a line is about, as `trigger event_no_update`."""
    words = (
        line.replace("CREATE ", "").replace("OR REPLACE ", "").replace("UNIQUE ", "").replace("VIRTUAL ", "").split()
    )
    about = words[:3] if words[0] == "TABLE" and words[1].endswith(":") else words[:2]
    if words[0] == "FOREIGN":
        about = words[:4]
    elif words[0] == "TEXT":
        about = words[: 4 if words[2] == "DICTIONARY" else 3]
    return " ".join([about[0].lower(), *about[1:]]).rstrip(":(")
