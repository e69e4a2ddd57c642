"""Archives of pg_dump: made, read back, and put into an empty database."""

import re
import subprocess
import tempfile
from collections.abc import Collection, Generator, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Final, cast

from sqlalchemy import Connection, text

from factcheck.dates import stamp
from factcheck.store import programs, soundness

MAGIC: Final = b"PGDMP"
_ESCAPES: Final = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\"}
_ESCAPED: Final = re.compile(r"\\(.)")
_HEAD: Final = 1000
_VERSION: Final = re.compile(rb"\0[^\0]\0\0\0(\d+)(?:\.|devel|beta|rc)")
"""In an archive's head, a text that begins like a version: the server's, then that of the pg_dump that wrote it."""
_HERE: Final = "namespace = current_schema()::regnamespace"
_DROPS: Final = text(
    " UNION ALL ".join(
        f"SELECT format('DROP {kind} IF EXISTS %s CASCADE', {name}) FROM {where}"  # noqa: S608 -- our own words
        for kind, name, where in (
            ("EXTENSION", "quote_ident(extname)", "pg_extension"),
            ("SCHEMA", "oid::regnamespace", "pg_namespace WHERE nspname !~ '^pg_'"),
            ("TABLE", "oid::regclass", f"pg_class WHERE relkind IN ('r', 'p') AND rel{_HERE}"),
            ("VIEW", "oid::regclass", f"pg_class WHERE relkind = 'v' AND rel{_HERE}"),
            ("MATERIALIZED VIEW", "oid::regclass", f"pg_class WHERE relkind = 'm' AND rel{_HERE}"),
            ("FOREIGN TABLE", "oid::regclass", f"pg_class WHERE relkind = 'f' AND rel{_HERE}"),
            ("SEQUENCE", "oid::regclass", f"pg_class WHERE relkind = 'S' AND rel{_HERE}"),
            ("TYPE", "oid::regtype", f"pg_type WHERE typtype IN ('d', 'e', 'r') AND typ{_HERE}"),
            ("TYPE", "oid::regclass", f"pg_class WHERE relkind = 'c' AND rel{_HERE}"),
            ("CAST", "format('(%s AS %s)', castsource::regtype, casttarget::regtype)", "pg_cast"),
            ("OPERATOR", "oid::regoperator", f"pg_operator WHERE opr{_HERE}"),
            ("ROUTINE", "oid::regprocedure", f"pg_proc WHERE pro{_HERE}"),
            ("COLLATION", "oid::regcollation", f"pg_collation WHERE coll{_HERE}"),
            ("TEXT SEARCH CONFIGURATION", "oid::regconfig", f"pg_ts_config WHERE cfg{_HERE}"),
            ("TEXT SEARCH DICTIONARY", "oid::regdictionary", f"pg_ts_dict WHERE dict{_HERE}"),
        )
    )
)
_RECORDED_AT: Final = soundness.FIELDS.index("recorded_at")


def dump(connection: Connection, place: Path, *options: str) -> None:
    """Write everything that the database holds, as one moment shows it.

    Raises:
        DatabaseUnavailable: there is no pg_dump that is new enough, or it failed.

    """
    tool = programs.program("pg_dump", programs.server_version(connection), connection)
    arguments, surroundings = programs.command(
        tool,
        connection.engine,
        "--format=custom",
        "--encoding=UTF8",
        f"--file={place}",
        "--lock-wait-timeout=30s",
        *options,
    )
    programs.run(arguments, surroundings, "pg_dump")


def load(connection: Connection, archive: Path) -> None:
    """Put an archive into an empty database, all of it or nothing; whose it was and who had which rights is left out.

    Raises:
        DatabaseUnavailable: there is no pg_restore that is new enough, or it failed.

    """
    arguments, surroundings = programs.command(
        _reader(connection, archive),
        connection.engine,
        *("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", str(archive)),
    )
    programs.run(arguments, surroundings, "pg_restore")


def drops(connection: Connection) -> list[str]:
    """Statements that would take away what a database holds, one for each thing."""
    return list(connection.scalars(_DROPS))


def take_back(connection: Connection, before: Collection[str]) -> None:
    """Take away what was put into a database since it held no more than this."""
    for statement in drops(connection):
        if statement not in before:
            connection.exec_driver_sql(statement.replace("%", "%%"))


def events(connection: Connection, archive: Path) -> Generator[list[Any], None, None]:
    """The events that are in an archive, with the fields that their hash is made over; all of the archive is read.

    Raises:
        DatabaseUnavailable: there is no pg_restore that is new enough, or it failed.

    """
    arguments, surroundings = programs.command(
        _reader(connection, archive), connection.engine, "--file=-", str(archive), database=False
    )
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(  # noqa: S603 -- the program was chosen by us
            arguments, env=surroundings, stdout=subprocess.PIPE, stderr=said, encoding="utf-8", errors="replace"
        ) as tool,
    ):
        try:
            yield from _copied(cast("IO[str]", tool.stdout))
        except BaseException:
            tool.kill()
            raise
        tool.wait()
        said.seek(0)
        if tool.returncode:
            raise programs.failed("pg_restore", said.read().decode("utf-8", "replace"))


def _reader(connection: Connection, archive: Path) -> programs.Program:
    with archive.open("rb") as file:
        found = _VERSION.findall(file.read(_HEAD))
    return programs.program("pg_restore", int(found[-1]) if found else 0, connection)


def _copied(lines: IO[str]) -> Iterator[list[Any]]:
    """The rows of `event` among the lines of a script; the other tables' are passed over, whatever they hold."""
    chosen: list[int] | None = None
    inside = False
    for line in lines:
        if inside:
            inside = line != "\\.\n"
            if inside and chosen is not None:
                cells = line[:-1].split("\t")
                yield _event([_plain(cells[at]) for at in chosen])
        elif line.startswith("COPY ") and line.endswith(" FROM stdin;\n"):
            table, _, rest = line[len("COPY ") :].partition(" (")
            columns = [name.strip('"') for name in rest.partition(")")[0].split(", ")]
            chosen = [columns.index(name) for name in soundness.FIELDS] if table.endswith(".event") else None
            inside = True


def _event(cells: list[Any]) -> list[Any]:
    cells[_RECORDED_AT] = stamp(datetime.fromisoformat(cells[_RECORDED_AT]))
    return cells


def _plain(cell: str) -> str | None:
    """A cell of PostgreSQL's text format as it was."""
    if cell == "\\N":
        return None
    return _ESCAPED.sub(lambda found: _ESCAPES[found[1]], cell) if "\\" in cell else cell
