"""Changes of status with all that makes them history, beside a bare UPDATE of the same columns of as many claims.

Both write to one copy of the database, a file on a disk with a rollback journal and `synchronous = FULL`, each change
in a transaction of its own that is committed. The product looks whether somebody changed the claim meanwhile, judges by
the rules, and adds the assessment, the event and the flags. Either both open the file for it and close it, as a command
does, or both have it open. Both fire the triggers of the schema. The processor's time is compared.
"""

import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Final

from sqlalchemy import Connection

from factcheck.dates import now, stamp
from factcheck.desk.assess import Decision, assess
from factcheck.settings import Location
from factcheck.store.engine import open_engine
from factcheck.store.session import changing, writing
from factcheck.vocabulary import Status
from tests.benchmarks.measuring import Measured

_DECISION: Final = Decision(Status.INSUFFICIENT, "Asked the harbour office and its archive.", credibility=6)
_UPDATE: Final = (
    "UPDATE claim SET status = 'insufficient', credibility = 6, assessed_at = :moment, checked_at = :moment, "
    "version = version + 1 WHERE id = :claim"
)
_UNCHECKED: Final = (
    "SELECT id FROM claim WHERE status = 'unchecked' AND state = 'accepted' AND group_id IS NULL "
    "AND id NOT IN (SELECT group_id FROM claim WHERE group_id IS NOT NULL) ORDER BY id LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class Changed:
    """How many claims are judged in each transaction, how many times, and the most that it may take over the UPDATE.

    `opens` where the file is opened for each.
    """

    name: str
    claims: int
    times: int
    opens: bool = False
    ratio: float = 3.5


CHANGES: Final = (
    Changed("assess a claim, beside UPDATE and commit", 1, 60),
    Changed("open, assess a claim and close, beside open, UPDATE and close", 1, 60, opens=True),
    Changed("assess 100 claims in one commit, beside as many UPDATEs", 100, 7),
)


def measure_change(one: Changed, location: Location, folder: Path) -> Measured:
    """Judge and update in turn, other claims each time, after one time each that does not count."""
    path = folder / "changed.db"
    assert location.path is not None
    shutil.copyfile(location.path, path)
    changed = Location(path, None, explicit=True)
    times: tuple[list[float], list[float]] = [], []
    with open_engine(changed, write=True).connect() as product, closing(opened(path)) as plain:
        runs = _runs(plain, one)
        for judged, updated in zip(runs, runs, strict=False):
            if one.opens:
                ways = partial(judge, changed, judged), partial(_open_and_update, path, updated)
            else:
                ways = partial(_judge_over, product, judged), partial(update, plain, updated)
            for way, taken in zip(ways, times, strict=True):
                taken.append(_taken(way))
    path.unlink()
    mine, sql = (sorted(several[1:]) for several in times)
    spread = sql[3 * len(sql) // 4] - sql[len(sql) // 4]
    return Measured(1000 * median(mine), 1000 * median(sql), spread / median(sql))


def judge(location: Location, claims: Sequence[int]) -> None:
    """As the command does."""
    with writing(location, watch=claims) as session:
        assess(session, claims, _DECISION, by="bench")


def _judge_over(connection: Connection, claims: Sequence[int]) -> None:
    with changing(connection, watch=claims) as session:
        assess(session, claims, _DECISION, by="bench")


def opened(path: Path) -> sqlite3.Connection:
    """The bare driver's connection, as safe as the product's."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _open_and_update(path: Path, claims: Sequence[int]) -> None:
    with closing(opened(path)) as connection:
        update(connection, claims)


def update(connection: sqlite3.Connection, claims: Sequence[int]) -> None:
    """The same columns of the claims, and nothing else."""
    moment = stamp(now())
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(_UPDATE, [{"claim": one, "moment": moment} for one in claims])
    connection.execute("COMMIT")


def unchecked(connection: sqlite3.Connection, most: int) -> list[int]:
    """Claims that nobody judged and that stand for themselves alone."""
    return [number for (number,) in connection.execute(_UNCHECKED, (most,))]


def _runs(connection: sqlite3.Connection, one: Changed) -> Iterator[list[int]]:
    numbers = unchecked(connection, 2 * one.claims * (one.times + 1))
    return (numbers[at : at + one.claims] for at in range(0, len(numbers) - one.claims + 1, one.claims))


def _taken(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun
