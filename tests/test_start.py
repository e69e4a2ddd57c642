"""What each command imports: no more than it uses, since that is most of the time that a short command takes."""

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import packages_distributions, requires
from pathlib import Path
from typing import Final

import pytest

from factcheck.cli import run

_SNAPSHOT: Final = Path(__file__).parent / "snapshots" / "imports.toml"
_FOUND_THROUGH_OTHERS: Final = {"pydantic", "sqlalchemy"}
_COMMANDS: Final = (
    *("--help", "--version", "claims --help", "ingest --help", "source --help"),
    *("unverified", "unverified --as-of 2026-01-01", "show C1", "search harbour", "stats", "history C1", "origins C1"),
    *("assess C1 in_review --because why", "add It_rained --said-by Amsel", "ingest text.txt", "import all.jsonl"),
    *("export all.jsonl", "db info", "matches C1"),
)
_COMPLETED: Final = ("factcheck unv", "factcheck unverified --status in")
_DIALECT: Final = "sqlalchemy.dialects.postgresql"
"""Which SQLite has no use for."""
_LOOK: Final = (
    "import json, sys\n"
    "from factcheck.cli import run\n"
    "run(sys.argv[1:])\n"
    "print(); print(json.dumps(sorted(sys.modules)))\n"
)


def imported(*arguments: str, **settings: str) -> set[str]:
    """The modules that are there after a command."""
    environment = {**os.environ, **settings}
    done = subprocess.run(
        [sys.executable, "-c", _LOOK, *arguments], capture_output=True, text=True, check=True, env=environment
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def told(modules: set[str]) -> dict[str, list[str]]:
    """Of modules, the libraries that the project asks for, and its own packages."""
    libraries = {one.partition(".")[0] for one in modules} & (_asked() | _FOUND_THROUGH_OTHERS) - {"factcheck"}
    ours = {one.split(".")[1] for one in modules if one.startswith("factcheck.")}
    return {"libraries": sorted(libraries | modules & {_DIALECT}), "factcheck": sorted(ours)}


@cache
def _asked() -> frozenset[str]:
    names = {re.split(r"[^\w.-]", one)[0].lower() for one in requires("factcheck") or ()}
    return frozenset(name for name, given in packages_distributions().items() if names & set(map(str.lower, given)))


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder to work in, with a small database, a text and an export."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FACTCHECK_DB", str(tmp_path / "desk.db"))
    Path("text.txt").write_text("Amsel officials said that the bridge was closed.\n", "utf-8")
    assert run(["demo", "--db", "desk.db"]) == 0
    assert run(["export", "all.jsonl"]) == 0


@pytest.mark.usefixtures("place")
def test_a_command_imports_what_the_snapshot_says(pytestconfig: pytest.Config) -> None:
    found = {command: told(imported(*command.split())) for command in _COMMANDS}
    for typed in _COMPLETED:
        words = {"COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" "))}
        found[f"{typed}<TAB>"] = told(imported(_FACTCHECK_COMPLETE="complete_bash", **words))
    if pytestconfig.getoption("--write-snapshots"):
        _SNAPSHOT.write_text("\n".join(map(_written, found, found.values())), "utf-8")
    known = tomllib.loads(_SNAPSHOT.read_text("utf-8"))
    begun, ended = _each(found) - _each(known), _each(known) - _each(found)
    assert (sorted(begun), sorted(ended)) == ([], [])


@pytest.mark.usefixtures("place")
def test_a_short_command_ends_before_garbage_is_looked_for() -> None:
    look = (
        "import atexit, gc, sys\n"
        "from factcheck.cli import main\n"
        "looked = lambda: sum(one['collections'] for one in gc.get_stats())\n"
        "before, sys.argv = looked(), ['factcheck', 'unverified']\n"
        "atexit.register(lambda: print(looked() - before, file=sys.stderr))\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.count("\n") > 1
    assert done.stderr.splitlines()[-1] == "0"


def _each(told: Mapping[str, Mapping[str, Sequence[str]]]) -> set[str]:
    """What each command imports, one by one: a difference is a line that says it."""
    return {f"{command}: {name}" for command, some in told.items() for names in some.values() for name in names}


def _written(command: str, modules: Mapping[str, Sequence[str]]) -> str:
    lines = (f"{what} = {json.dumps(names)}\n" for what, names in modules.items())
    return f'["{command}"]\n{"".join(lines)}'
