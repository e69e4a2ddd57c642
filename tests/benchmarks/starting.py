"""What it takes to start: a whole process of the product's, beside the plainest one that does the same.

Each is run in turn with the other, and the processor's time of the process is taken, its system calls included.
"""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from typing import Final

from factcheck.settings import Location
from tests.benchmarks.measuring import Measured, sqlite_sql
from tests.benchmarks.rows import ROWS

BUDGET: Final = 1.3
_TIMES: Final = 15

_BARE: Final = '''
import typer
app = typer.Typer({plain})
@app.command()
def one(name: str = "it") -> None:
    """One."""
@app.command()
def two(name: str = "it") -> None:
    """Two."""
app(prog_name="bare")
'''
_HELP: Final = _BARE.format(plain="rich_markup_mode=None")
_COMPLETION: Final = {
    "COMP_CWORD": "1",
    "COMP_WORDS": "command o",
    "_BARE_COMPLETE": "complete_bash",
    "_FACTCHECK_COMPLETE": "complete_bash",
}
_BY_HAND: Final = '''
import sqlite3, sys
import sqlmodel, typer
app = typer.Typer(rich_markup_mode=None)
@app.command()
def unverified(path: str) -> None:
    """Ask."""
    for row in sqlite3.connect(path).execute(sys.stdin.read()):
        print(*row, sep="\\t")
@app.command()
def other() -> None:
    """The second, so that the first is asked for by name."""
app()
'''


@dataclass(frozen=True, slots=True)
class Start:
    """Two processes: arguments of the product, and a script with its arguments that does the same plainly."""

    name: str
    product: Sequence[str]
    script: str
    arguments: Sequence[str] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
    asked: str = ""

    def ways(self, folder: Path) -> tuple[Sequence[str], Sequence[str]]:
        """What to give to Python for each of the two."""
        script = folder / "by_hand.py"
        script.write_text(self.script, "utf-8")
        return ["-m", "factcheck", *self.product], [str(script), *self.arguments]


def starts(location: Location) -> list[Start]:
    """What is measured, on a SQLite database."""
    path = str(location.path)
    page = next(row.sql for row in ROWS if row.name == "unverified, first page")
    return [
        Start("factcheck --help", ["--help"], _HELP, ["--help"]),
        Start("shell completion", [], _BARE.format(plain=""), settings=_COMPLETION),
        Start(
            "factcheck unverified --limit 50",
            ["unverified", "--limit", "50", "--db", path],
            _BY_HAND,
            ["unverified", path],
            asked=sqlite_sql(page),
        ),
    ]


def measure_start(one: Start, folder: Path, times: int = _TIMES) -> Measured:
    """Run both in turn, after one time each that does not count; medians in milliseconds."""
    ways = one.ways(folder)
    taken: tuple[list[float], list[float]] = [], []
    for way in ways:
        _run(way, one)
    for _ in range(times):
        for way, kept in zip(ways, taken, strict=True):
            kept.append(_run(way, one))
    product, plain = taken
    ordered = sorted(plain)
    spread = ordered[3 * len(ordered) // 4] - ordered[len(ordered) // 4]
    return Measured(1000 * median(product), 1000 * median(plain), spread / median(plain))


def answer(arguments: Sequence[str], one: Start) -> str:
    """What a process writes that is given this to run."""
    environment = {**os.environ, **one.settings}
    command = [sys.executable, *arguments]
    done = subprocess.run(command, input=one.asked, capture_output=True, text=True, check=False, env=environment)
    return done.stdout


def _run(arguments: Sequence[str], one: Start) -> float:
    """The processor's time of one process, in seconds."""
    before = getrusage(RUSAGE_CHILDREN)
    answer(arguments, one)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
