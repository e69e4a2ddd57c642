"""Connections to a PostgreSQL server, and what is set for each."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from factcheck.errors import DatabaseUnavailable, UsageProblem, install_hint
from factcheck.store.engine import BUSY_SECONDS, CONSISTENT, COPY, ENGINES, LATEST

_SESSION: Final = {"TimeZone": "UTC", "DateStyle": "ISO"}


@lru_cache(ENGINES)
def server_engine(address: str, *, write: bool) -> Engine:
    """An engine whose transactions may write, or are one consistent read.

    Whatever a role, the URL or a variable says, times and texts come as they are taken here.

    Raises:
        DatabaseUnavailable: the driver is missing.
        UsageProblem: the URL is malformed.

    """
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise UsageProblem(
            "The database's URL is malformed.", "Give one like postgresql+psycopg://user@host:5432/name"
        ) from None
    options: dict[str, Any] = {"application_name": "factcheck", "connect_timeout": 10}
    arguments = {name: value for name, value in options.items() if name not in url.query}
    own = "".join(f"-c {name}={value} " for name, value in _SESSION.items())
    session = f"{own}-c quote_all_identifiers=off -c lock_timeout={BUSY_SECONDS}s"
    try:
        engine = create_engine(
            url,
            connect_args={
                **arguments,
                "client_encoding": "utf8",
                "options": f"{url.query.get('options', '')} {session}".strip(),
            },
            poolclass=NullPool,
            isolation_level=LATEST if write else CONSISTENT,
        )
    except NoSuchModuleError:
        raise UsageProblem("The database's URL asks for a plugin that is not there.", "Leave it out.") from None
    except ModuleNotFoundError:
        raise DatabaseUnavailable(
            "PostgreSQL needs a driver that is not installed.", install_hint("postgres")
        ) from None
    event.listen(engine, "connect", _set)
    event.listen(engine, "do_executemany", _copy)
    if not write:
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("SET TRANSACTION READ ONLY"))
    return engine


def _set(connection: Any, _record: Any) -> None:
    """Say again what PGTZ or PGDATESTYLE said otherwise. The server tells what holds, so that it need not be asked."""
    for name, value in _SESSION.items():
        if (connection.info.parameter_status(name) or "").partition(",")[0] != value:
            connection.execute(f"SET {name} = '{value}'")
            connection.commit()


def _copy(cursor: Any, statement: str, rows: Sequence[Sequence[Any]], _context: Any) -> bool:
    """Let COPY have its rows as it takes them; whether it was one."""
    if not statement.startswith(COPY):
        return False
    with cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
    return True
