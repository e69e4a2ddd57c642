"""A file that was exported, parsed, and the rows that it leads to stored as they are, by executemany."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from factcheck import models
from factcheck.settings import Location
from factcheck.store.events import canonical
from tests.benchmarks.spent import Spent

_CHUNK: Final = 1000
_SEARCHES: Final = {"claim_search": ("claim", "id", "text"), "article_search": ("article", "id", "title", "text")}


def parsed_and_stored(location: Location, file: Path) -> Spent:
    """What it takes to parse each line, to write payloads as they are stored, and to insert all rows, once ready.

    They come from the database beside the file, which the file was exported from.
    """
    assert location.path is not None
    spent = Spent()
    with spent.counted(), file.open("rb") as lines:
        for line in lines:
            record = json.loads(line)
            if record["type"] == "event":
                canonical(record["payload"])
    done = f"file:{file.with_suffix('.db')}?mode=ro"
    with (
        closing(sqlite3.connect(location.path, isolation_level=None)) as new,
        closing(sqlite3.connect(done, uri=True)) as old,
    ):
        for pragma in ("foreign_keys = ON", "recursive_triggers = ON", "synchronous = FULL"):
            new.execute(f"PRAGMA {pragma}")
        new.execute("BEGIN IMMEDIATE")
        for insert, query in _statements():
            rows = old.execute(query)
            while some := rows.fetchmany(_CHUNK):
                with spent.counted():
                    new.executemany(insert, some)
        with spent.counted():
            new.execute("COMMIT")
    return spent


def _statements() -> Iterator[tuple[str, str]]:
    """For each table the insert, and the query that gives its rows; what is searched for stands in other tables."""
    tables = [one for one in models.Table.metadata.sorted_tables if one.name != "ledger"]
    copied = {one.name: (one.name, *(column.name for column in one.c)) for one in tables}
    for table, (source, *columns) in {**copied, **_SEARCHES}.items():
        names, marks = ", ".join(f'"{one}"' for one in columns), ", ".join("?" * len(columns))
        into = names if table in copied else names.replace('"id"', "rowid")
        yield f"INSERT INTO {table} ({into}) VALUES ({marks})", f"SELECT {names} FROM {source}"
