"""How fast factcheck answers, beside the plainest SQL that answers the same: `python -m tests.benchmarks`.

Builds a database of a million claims, three million attributions and half a million assessments on SQLite and on
PostgreSQL (a server that comes in a wheel), unless they are in the cache; then asks each question in turn of the
product and of the bare driver, in this process, and prints the medians in milliseconds. `noise` is how far the times
of the SQL lie apart: the middle half of them, over their median.
Where no plain SQL answers a question, its time stands alone. Changes of status on SQLite are beside a bare UPDATE of as
many rows with its commit, in processor time, on a copy of the database in the cache: keep that on a disk.
Then come whole processes, beside the plainest ones that do the same: starts, and imports, verifications and a backup
of so many claims, with rows or records per second and memory at its most (`--row import` for these alone). A database
that people worked in takes other work to verify than one that was filled from a file, so that there is a row for each.
Beside an import stand a load by hand of the same file, and what the inserts of its tuples take of that, once they are
ready; beside one of JSONL what it takes to parse the file, and to insert all rows that it leads to, ready as they are.
Articles of our own making are read, and read and stored, in words per second (`--row reading`).
Given several sizes, it tells in the end how times grew (`--claims 10000 100000 1000000`).
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from factcheck.settings import Location
from tests.benchmarks.alone import ALONE, measure_alone
from tests.benchmarks.building import ORIGINAL, Cache
from tests.benchmarks.changes import CHANGES, measure_change
from tests.benchmarks.growth import Growth, Times
from tests.benchmarks.loads import LOADS, measured
from tests.benchmarks.measuring import measure
from tests.benchmarks.row import Subjects
from tests.benchmarks.rows import ROWS
from tests.benchmarks.starting import BUDGET, measure_start, starts
from tests.benchmarks.words import INGESTED, READ, speeds

DATABASES = ("sqlite", "postgresql")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--claims", type=int, nargs="+", default=[1_000_000], metavar="N", help="sizes to measure")
    parser.add_argument("--db", choices=DATABASES, nargs="+", default=DATABASES, help="on what (both)")
    parser.add_argument("--row", metavar="TEXT", default="", help="only the questions whose name holds this")
    parser.add_argument(
        "--cache",
        type=Path,
        default=Path(tempfile.gettempdir()) / "factcheck-benchmarks",
        metavar="FOLDER",
        help="where databases are kept (%(default)s)",
    )
    given = parser.parse_args()
    cache = Cache(given.cache)
    for kind in given.db:
        growth = Growth()
        for claims in given.claims:
            _print(cache, kind, claims, given.row, growth)
        for line in (f"\n{kind}, times those at the smallest size", *growth.lines()) if len(given.claims) > 1 else ():
            _write(line)


def _print(cache: Cache, kind: str, claims: int, wanted: str, growth: Growth) -> None:
    begun = time.perf_counter()
    location = cache.sqlite(claims) if kind == "sqlite" else cache.postgresql(claims)
    _write(f"\n{kind}, {claims:,} claims (ready in {time.perf_counter() - begun:.0f} s)")
    _write(f"{'':64} {'product':>9} {'SQL':>9} {'ratio':>6} {'noise':>6} {'expect':>7}")
    subjects = Subjects(max(claims // ORIGINAL, 1), min(claims, ORIGINAL))
    for row in ROWS:
        if wanted not in row.name:
            continue
        found = measure(row, location, subjects)
        growth.pages.setdefault(row.name, {})[claims] = Times(found.product, found.sql)
        slow = " slow" * (found.product > row.expect) + " over" * (found.ratio > row.ratio)
        _write(
            f"{row.name:64} {found.product:9.2f} {found.sql:9.2f} {found.ratio:5.1f}x {found.noise:6.0%} "
            f"{row.expect:7.0f}{slow}"
        )
    for alone in ALONE:
        if wanted in alone.name:
            taken = measure_alone(alone, location, subjects)
            growth.pages.setdefault(alone.name, {})[claims] = Times(taken)
            slow = " slow" * (taken > alone.expect)
            _write(f"{alone.name:64} {taken:9.2f} {'':9} {'':6} {'':6} {alone.expect:7.0f}{slow}")
    if kind == "sqlite":
        _print_changes(cache, location, wanted)
        _print_starts(location, wanted)
    if any(wanted in one for one in (READ, INGESTED)):
        folder = cache.folder("words")
        for speed in speeds(cache.empties(kind, folder), wanted):
            _write(str(speed))
        shutil.rmtree(folder)
    for name, times in _print_loads(cache, kind, claims, location, wanted):
        growth.loads.setdefault(name, {})[claims] = times


def _print_changes(cache: Cache, location: Location, wanted: str) -> None:
    for one in CHANGES:
        if wanted in one.name:
            folder = cache.folder("changes")
            found = measure_change(one, location, folder)
            over = " over" * (found.ratio > one.ratio)
            _write(f"{one.name:64} {found.product:9.2f} {found.sql:9.2f} {found.ratio:5.1f}x {found.noise:6.0%}{over}")
            shutil.rmtree(folder)


def _print_starts(location: Location, wanted: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for one in starts(location):
            if wanted in one.name:
                found = measure_start(one, Path(folder))
                over = " over" * (found.ratio > BUDGET)
                _write(
                    f"{one.name:64} {found.product:9.2f} {found.sql:9.2f} {found.ratio:5.2f}x {found.noise:6.0%}{over}"
                )


def _print_loads(cache: Cache, kind: str, claims: int, location: Location, wanted: str) -> Iterator[tuple[str, Times]]:
    """Print what they took, and give that of the product."""
    if not any(wanted in load.name for load in LOADS):
        return
    folder = cache.folder("loads")
    for load in measured(folder, claims, location, cache.empties(kind, folder), wanted):
        _write(str(load))
        if load.seconds is not None:
            yield load.name, Times(load.seconds)
    shutil.rmtree(folder)


def _write(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
