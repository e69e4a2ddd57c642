"""What the database itself can say: whether pages, indexes and constraints are sound, and references lead somewhere."""

from typing import Final

from sqlalchemy import Connection, text

from factcheck import models
from factcheck.store.verify.report import Found, Tally

_RESTORE: Final = "Restore a backup; then check the disk and whatever else may write to the database."
_UNCHECKED: Final = "PostgreSQL's extension amcheck is not installed: indexes were not compared with their tables"
_INDEXES: Final = text(
    "SELECT c.oid, relname FROM pg_class AS c JOIN pg_index ON indexrelid = c.oid JOIN pg_am AS a ON a.oid = relam "
    "WHERE relnamespace = current_schema()::regnamespace AND amname = 'btree' ORDER BY relname"
)


def check_integrity(connection: Connection, tally: Tally) -> str | None:
    """Run the database's own check; what it could not look at.

    SQLite compares indexes with tables and rows with their constraints; PostgreSQL does the first where amcheck is
    installed, and verifies the checksums of all pages that are read, if its cluster has them.

    Raises:
        Found: the database reports damage.

    """
    if connection.dialect.name == "sqlite":
        said = connection.scalar(text("PRAGMA integrity_check(1)"))
        if said != "ok":
            raise Found("the database file", None, f"SQLite says: {' '.join(str(said).split())}.", _RESTORE)
        tally.add(1)
        return None
    home = connection.scalar(
        text(
            "SELECT nspname FROM pg_extension JOIN pg_namespace AS n ON n.oid = extnamespace WHERE extname = 'amcheck'"
        )
    )
    if home is None:
        return _UNCHECKED
    for index in connection.execute(_INDEXES).all():
        connection.execute(text(f"SELECT {home}.bt_index_check(:index, true)"), {"index": index.oid})
        tally.add(1)
    return None


def check_references(connection: Connection, tally: Tally) -> None:
    """Look for rows that point at a row that is not there.

    Raises:
        Found: there is one.

    """
    for table in models.Table.metadata.sorted_tables:
        for key in (one for column in table.columns for one in column.foreign_keys):
            child, parent = f'"{table.name}"', key.column.table.name
            query = (
                f'SELECT c."{key.parent.name}" FROM {child} AS c LEFT JOIN "{parent}" AS p '  # noqa: S608 -- our own names
                f'ON p."{key.column.name}" = c."{key.parent.name}" '
                f'WHERE c."{key.parent.name}" IS NOT NULL AND p."{key.column.name}" IS NULL LIMIT 1'
            )
            number = connection.scalar(text(query))
            if number is not None:
                what = f"A row points by {key.parent.name} at {parent} {number}, which is not there."
                raise Found(f"table {table.name}", None, what, _RESTORE)
            tally.add(1)
