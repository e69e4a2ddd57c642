"""The schema's age: whether a database is ours and current, setting an empty one up, upgrading an old one."""

from typing import Any, Final

from sqlalchemy import Connection, make_url, text

from factcheck.dates import now
from factcheck.errors import NotFactcheck
from factcheck.identity import new_uid
from factcheck.resources import schema
from factcheck.settings import Location
from factcheck.store import driver
from factcheck.store.engine import APPLICATION_ID
from factcheck.store.tables import ledger

HEAD: Final = "0019"
"""The newest revision in schema/migrations; known here so that a read need not import Alembic. A test keeps it true."""

_SETUP_LOCK: Final = APPLICATION_ID


def revision(connection: Connection) -> str | None:
    """The schema's revision; None for an empty database.

    Raises:
        NotFactcheck: there are tables, but not ours.

    """
    if connection.dialect.name == "postgresql":
        tables = (
            "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')"
        )
    else:
        tables = "SELECT name FROM sqlite_master WHERE type = 'table'"
    names = {name for (name,) in driver.ask(connection, tables)}
    if not names:
        return None
    if not {"ledger", "event", "alembic_version"} <= names:
        raise NotFactcheck("This database belongs to another program.", "Give an empty one; this was left untouched.")
    have = driver.ask(connection, "SELECT version_num FROM alembic_version")
    return str(have[0][0] if have else None)


def is_set_up(connection: Connection) -> bool:
    """Whether the database is current; False for an empty one.

    Raises:
        NotFactcheck: it is another program's, or older or newer than this factcheck.

    """
    have = revision(connection)
    if have is None:
        return False
    if not have.isdigit():
        raise NotFactcheck(f"This database's revision is {have!r}, which none is.", "Restore a copy.")
    if have > HEAD:
        raise NotFactcheck(
            f"This database is at revision {have}, this factcheck knows {HEAD}.", "Install a newer factcheck."
        )
    if have < HEAD:
        raise NotFactcheck(f"This database is at revision {have}, factcheck needs {HEAD}.", "Run: factcheck db upgrade")
    return True


def set_up(connection: Connection) -> bool:
    """Create the schema in an empty database, within the caller's transaction. Whether there was something to do."""
    if is_set_up(connection):
        return False
    hold_place(connection)
    if connection.dialect.name == "postgresql" and is_set_up(connection):  # somebody else was first
        return False
    run(connection, HEAD)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(ledger.insert().values(id=1, uid=new_uid(), created_at=now()))
    return True


def hold_place(connection: Connection) -> None:
    """Let nobody else set up the server's database before this transaction ends; a file has its own lock."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _SETUP_LOCK})


def shown(location: Location) -> str:
    """The database's place, without a password."""
    if location.path is not None:
        return str(location.path)
    return make_url(str(location.url)).render_as_string(hide_password=True)


def run(connection: Connection, target: str, **attributes: Any) -> None:
    """Run the revisions up to `target` on this connection, within its transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(schema("migrations")).replace("%", "%%"))
    config.attributes.update(connection=connection, **attributes)
    command.upgrade(config, target)
