"""PostgreSQL's own programs: where one stands that is new enough, and how it is called."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from psycopg.conninfo import make_conninfo
from sqlalchemy import Connection, Engine, text

from factcheck.errors import DatabaseUnavailable, FactcheckError

_FOLDERS: Final = (
    "/usr/lib/postgresql/*/bin",  # Debian, Ubuntu
    "/usr/pgsql-*/bin",  # Red Hat, Fedora
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Library/PostgreSQL/*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)
_HUNDRED: Final = 10_000
"""PostgreSQL writes 18.4 as 180004."""
_GRACE: Final = 5
"""Seconds that a program has to end by itself."""


@dataclass(frozen=True, slots=True)
class Program:
    """One of PostgreSQL's programs, and the major version that it says it has."""

    path: Path
    major: int


def server_version(connection: Connection) -> int:
    """The server's major version."""
    return int(connection.scalar(text("SHOW server_version_num"))) // _HUNDRED


def program(name: str, at_least: int, connection: Connection) -> Program:
    """The oldest that is new enough: on the PATH, where packages put it, or beside a server on this machine.

    Raises:
        DatabaseUnavailable: there is none.

    """
    found = [Program(path, _major(path)) for path in dict.fromkeys(_places(name, connection))]
    fit = [one for one in found if one.major >= at_least]
    if not fit:
        here = f"the newest here is {max(one.major for one in found)}" if found else "there is none here"
        raise DatabaseUnavailable(
            f"PostgreSQL {at_least} needs a {name} of version {at_least} or newer, and {here}.",
            f"Install it (on Debian: postgresql-client-{at_least}), or put it on the PATH.",
        )
    return min(fit, key=lambda one: one.major)


def command(program: Program, engine: Engine, *options: str, database: bool = True) -> tuple[list[str], dict[str, str]]:
    """The arguments and the environment to call it with; a password is passed where `ps` shows nothing of it."""
    named = engine.url.translate_connect_args(username="user", database="dbname")
    asked = {name: value if isinstance(value, str) else ",".join(value) for name, value in engine.url.query.items()}
    given = {**named, **asked}
    password = given.pop("password", None)
    surroundings = {**os.environ, "PGAPPNAME": "factcheck", "PGCONNECT_TIMEOUT": "10"}
    if password is not None:
        surroundings["PGPASSWORD"] = str(password)
    where = ["--no-password", f"--dbname={make_conninfo('', **given)}"] if database else []
    return [str(program.path), *where, *options], surroundings


def run(arguments: Sequence[str], surroundings: dict[str, str], what: str) -> None:
    """Run it to its end; nothing of it is left if we are interrupted.

    Raises:
        FactcheckError: it failed.

    """
    with subprocess.Popen(  # noqa: S603 -- the program was chosen by us
        arguments,
        env=surroundings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
    ) as tool:
        try:
            _, said = tool.communicate()
        except BaseException:
            _end(tool)
            raise
    if tool.returncode:
        raise failed(what, said)


def _end(tool: "subprocess.Popen[str]") -> None:
    """Ask it to end, since then it takes back what it has asked the server for, which would go on for nobody."""
    tool.terminate()
    try:
        tool.wait(_GRACE)
    except subprocess.TimeoutExpired:
        tool.kill()


def failed(what: str, said: str) -> FactcheckError:
    """What to say of a program that failed, by the first line of what it said."""
    first = next((line for line in said.splitlines() if "error:" in line), said.strip().partition("\n")[0])
    remedy = "Free some space; nothing was changed." if "No space left" in said else "Nothing was changed."
    return DatabaseUnavailable(f"{what} failed: {first.strip().rstrip('.')}.", remedy)


def _places(name: str, connection: Connection) -> Iterator[Path]:
    on_path = shutil.which(name)
    if on_path is not None:
        yield Path(on_path)
    folders = [one for pattern in _FOLDERS for one in sorted(Path("/").glob(pattern.removeprefix("/")))]
    for folder in [*folders, *_beside_server(connection)]:
        found = shutil.which(name, path=str(folder))
        if found is not None:
            yield Path(found)


def _beside_server(connection: Connection) -> list[Path]:
    """Where the server's own programs are, if it is on this machine and would tell."""
    is_here = "inet_server_addr() IS NULL OR inet_server_addr() << '127.0.0.0/8' OR inet_server_addr() = '::1'"
    may_ask = "has_function_privilege('pg_config()', 'EXECUTE') AND has_table_privilege('pg_config', 'SELECT')"
    if not connection.scalar(text(f"SELECT ({is_here}) AND {may_ask}")):
        return []
    folder = connection.scalar(text("SELECT setting FROM pg_config WHERE name = 'BINDIR'"))
    return [Path(folder)] if folder else []


def _major(path: Path) -> int:
    """What it says of itself; 0 for one that does not run, as Debian's wrapper without a package behind it."""
    try:
        said = subprocess.run([path, "--version"], check=False, capture_output=True, text=True, timeout=10)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = re.search(r"\(PostgreSQL\) (\d+)", said.stdout)
    return int(found[1]) if found else 0
