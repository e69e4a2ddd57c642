"""All that a database holds, whatever its schema."""

from sqlalchemy import inspect

from factcheck.settings import Location
from factcheck.store.engine import open_engine

Contents = dict[str, list[str]]


def contents(location: Location) -> Contents:
    """The rows of each table."""
    with open_engine(location, write=False).connect() as connection, connection.begin():
        return {
            name: sorted(map(repr, connection.exec_driver_sql(f'SELECT * FROM "{name}"')))
            for name in inspect(connection).get_table_names()
        }
