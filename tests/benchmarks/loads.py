"""Work on all of a database: imports, a verification, a backup, each in a process of its own, beside the plainest way.

The processor's time is compared on SQLite, and the time that passes on PostgreSQL, whose work is done elsewhere. The
latter is told on SQLite too, where two threads may share the work.
"""

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from factcheck.exchange.jsonlines import export_jsonl, import_jsonl
from factcheck.exchange.opened import opened
from factcheck.exchange.spreadsheet import import_csv
from factcheck.settings import Location
from factcheck.store.backup import back_up
from factcheck.store.session import reading, writing
from factcheck.store.verify import verify
from tests.benchmarks.sheets import sheet
from tests.benchmarks.spent import Spent

Way = Callable[[Location, Path], int | Spent]
"""How many rows or records there were, or what some of the work took, where not all of it is to be counted."""


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds of the processor and of the clock, memory at its most in MB, and how many rows or records there were."""

    processor: float
    clock: float
    memory: float
    count: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `seconds` is what the product took, None of what is beside it."""

    name: str
    seconds: float | None
    about: str

    def __str__(self) -> str:
        return f"{self.name:33} {self.about}"


@dataclass(frozen=True, slots=True)
class Load:
    """What is measured, on what file (`empty`: into an empty database), the plain ways, and the budgets for each.

    `lived` is done with the database that the questions are asked of, where all came to be change by change; all else
    with one that was filled from a CSV file.
    """

    name: str
    product: str
    file: str
    empty: bool
    beside: tuple[tuple[str, str, float], ...]
    only_sqlite: bool = False
    lived: bool = False


_READING: Final = ("reading and hashing it all", "read_all", 12.0)
LOADS: Final = (
    Load(
        "import CSV",
        "product_csv",
        "claims.csv",
        True,
        (
            ("executemany of ready tuples", "ready_csv", 2.0),
            ("the driver by hand", "driver_csv", 1.6),
            ("sqlite-utils", "utils_csv", 1.0),
        ),
    ),
    Load(
        "import JSONL",
        "product_jsonl",
        "claims.jsonl",
        True,
        (("parsing, and ready tuples", "ready_jsonl", 4.0), ("the CSV file by hand", "driver_csv", 4.0)),
    ),
    Load("db verify", "product_verify", "", False, (_READING,)),
    Load("db verify, after people's work", "product_verify", "", False, (_READING,), lived=True),
    Load("db backup", "product_backup", "", False, (("copying the pages", "copy_pages", 4.0),), only_sqlite=True),
)
_ONLY_SQLITE: Final = frozenset({"ready_csv", "ready_jsonl", "utils_csv"})


def _product_csv(location: Location, file: Path) -> int:
    with opened(file, file.name) as given, writing(location) as session:
        return import_csv(session, given, by="ana", name=file.name).claims


def _product_jsonl(location: Location, file: Path) -> int:
    with opened(file, file.name) as given, writing(location) as session:
        return import_jsonl(session, given, by="ana", name=file.name).claims


def _product_verify(location: Location, _file: Path) -> int:
    with reading(location) as session:
        report = verify(session, location)
        assert report.first is None
        return report.records


def _product_backup(location: Location, file: Path) -> int:
    return back_up(location, file.with_name("backup.db"), lambda *_: None, replace=True).events


def _driver_csv(location: Location, file: Path) -> int:
    from tests.benchmarks.byhand import with_the_driver

    with_the_driver(location, file.with_suffix(".csv"))
    return 0


def _ready_csv(location: Location, file: Path) -> Spent:
    from tests.benchmarks.byhand import with_the_driver

    return with_the_driver(location, file)


def _ready_jsonl(location: Location, file: Path) -> Spent:
    from tests.benchmarks.ready import parsed_and_stored

    return parsed_and_stored(location, file)


def _utils_csv(location: Location, file: Path) -> int:
    from tests.benchmarks.byhand import with_sqlite_utils

    with_sqlite_utils(location, file)
    return 0


def _read_all(location: Location, _file: Path) -> int:
    from sqlalchemy import text

    from factcheck import models

    found = 0
    with reading(location) as session:
        for table in models.Table.metadata.sorted_tables:
            query = text(f'SELECT * FROM "{table.name}"')
            for row in session.connection().execute(query, execution_options={"yield_per": 1000}):
                found += 1
                if table.name == "event":
                    sha256(row.payload.encode()).hexdigest()
    return found


def _copy_pages(location: Location, file: Path) -> int:
    assert location.path is not None
    with closing(sqlite3.connect(location.path)) as one, closing(sqlite3.connect(file.with_name("plain.db"))) as other:
        one.backup(other)
    return 0


WAYS: Final[dict[str, Way]] = {
    "product_csv": _product_csv,
    "product_jsonl": _product_jsonl,
    "product_verify": _product_verify,
    "product_backup": _product_backup,
    "driver_csv": _driver_csv,
    "ready_csv": _ready_csv,
    "ready_jsonl": _ready_jsonl,
    "utils_csv": _utils_csv,
    "read_all": _read_all,
    "copy_pages": _copy_pages,
}


def measured(
    folder: Path, claims: int, lived: Location, made: Callable[[], Location], wanted: str = ""
) -> Iterator[Line]:
    """A line for each load of so many claims, as many as people left in `lived`; `made` gives a new, empty database."""
    loads = [one for one in LOADS if wanted in one.name and (lived.path is not None or not one.only_sqlite)]
    filled = lived if all(one.lived for one in loads) else _filled(folder, claims, made)
    clock = "processor" if lived.path is not None else "clock"
    for load in loads:
        there = lived if load.lived else filled
        mine = _run(load.product, _place(load, there, made), folder / (load.file or "claims.csv"))
        took: float = getattr(mine, clock)
        about = f"{mine.count / took:9,.0f}/s {took:9.2f} s {mine.memory:6,.0f} MB {mine.clock:9.2f} s pass"
        yield Line(load.name, took, about)
        for name, way, budget in load.beside:
            if way in _ONLY_SQLITE and lived.path is None:
                continue
            other = _run(way, _place(load, there, made), folder / (load.file or "claims.csv"))
            beside: float = getattr(other, clock)
            over = " over" * (took / beside > budget)
            about = f"{beside:21.2f} s {other.memory:6,.0f} MB {took / beside:5.2f}x{over}"
            yield Line(f"  beside {name}", None, about)


def _filled(folder: Path, claims: int, made: Callable[[], Location]) -> Location:
    """A database that was filled from a CSV file; that and its JSONL are left in the folder, and itself beside them."""
    sheet(folder / "claims.csv", claims)
    filled = made()
    _prepare(filled)
    _product_csv(filled, folder / "claims.csv")
    if filled.path is not None:
        (folder / "claims.db").symlink_to(filled.path)
    with reading(filled) as session, (folder / "claims.jsonl").open("w", encoding="utf-8") as out:
        export_jsonl(session, out)
    return filled


def _place(load: Load, filled: Location, made: Callable[[], Location]) -> Location:
    if not load.empty:
        return filled
    location = made()
    _prepare(location)
    return location


def _prepare(location: Location) -> None:
    with writing(location):
        pass


def _run(way: str, location: Location, file: Path) -> Took:
    """In a process of its own, so that nothing is warm and its memory is its own."""
    command = [sys.executable, "-m", "tests.benchmarks.loads", way, str(location.path or location.url), str(file)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Took(**json.loads(done.stdout))


def main() -> None:
    """Go one way, and tell what it took."""
    way, place, file = sys.argv[1:]
    url = place if "://" in place else None
    location = Location(None if url else Path(place), url, explicit=True)
    processor, clock = time.process_time(), time.perf_counter()
    found = WAYS[way](location, Path(file))
    spent = Spent(time.process_time() - processor, time.perf_counter() - clock)
    count, spent = (0, found) if isinstance(found, Spent) else (found, spent)
    took = {"processor": spent.processor, "clock": spent.clock, "count": count}
    print(json.dumps({**took, "memory": _peak()}))  # noqa: T201 -- to whoever asked


def _peak() -> float:
    """In MB; `getrusage` would tell of the parent's memory too, which this process began with."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    main()
