"""Settings: an option wins over the environment, the environment over the default. Read on call, never at import."""

import os
from dataclasses import dataclass
from enum import StrEnum, unique
from pathlib import Path
from typing import Final

from factcheck.errors import UsageProblem

DEFAULT_MAX_BYTES: Final = 20_000_000
_DIGITS: Final = 15
STALE_DAYS: Final = 30
"""An unverified claim that nobody has checked for longer is stale."""


@unique
class Format(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    PLAIN = "plain"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    MARKDOWN = "markdown"


@dataclass(frozen=True, slots=True)
class Location:
    """Where the database is: a file for SQLite, or a URL for PostgreSQL. `explicit` unless it is the default file."""

    path: Path | None
    url: str | None
    explicit: bool


def location(option: str | None = None) -> Location:
    """The database that `--db`, `FACTCHECK_DB` or the default names.

    Raises:
        UsageProblem: it is empty, or a URL of a database that factcheck does not know.

    """
    given = option if option is not None else os.environ.get("FACTCHECK_DB") or None
    if given is None:
        from platformdirs import user_data_path  # costs time that most commands save

        return Location(user_data_path("factcheck", appauthor=False) / "factcheck.db", None, explicit=False)
    if not given.strip() or "\0" in given:
        raise UsageProblem("The database has no name.", "Give a path or a URL: --db desk.db")
    scheme, separator, rest = given.partition("://")
    if not separator:
        return Location(at_home(given), None, explicit=True)
    if scheme in {"sqlite", "sqlite+pysqlite"} and rest.startswith("/") and len(rest) > 1 and rest != "/:memory:":
        return Location(at_home(rest[1:]), None, explicit=True)
    if scheme in {"postgresql", "postgres", "postgresql+psycopg"}:
        return Location(None, f"postgresql+psycopg://{rest}", explicit=True)
    raise UsageProblem(
        f"{scheme}:// is no database that factcheck can use.",
        "Give a file's path, or postgresql+psycopg://user@host/name",
    )


def reading_place(option: str | None = None) -> Location:
    """Where to read from: the hot standby in `FACTCHECK_READ_URL`, unless `--db` names a database.

    Raises:
        UsageProblem: it is no URL of PostgreSQL, or what is written is none.

    """
    standby = os.environ.get("FACTCHECK_READ_URL") or None
    if standby is None or option is not None:
        return location(option)
    if location().url is None:
        raise UsageProblem(
            "FACTCHECK_READ_URL is set, but FACTCHECK_DB names no PostgreSQL server that it could follow.",
            "Set FACTCHECK_DB to the server to write to, or unset FACTCHECK_READ_URL.",
        )
    place = location(standby)
    if place.url is None:
        raise UsageProblem(
            "FACTCHECK_READ_URL names no PostgreSQL server.", "Give one like postgresql+psycopg://user@standby/name"
        )
    return place


def at_home(given: str) -> Path:
    """The path that was typed, with `~` for a home.

    Raises:
        UsageProblem: it is that of nobody known here.

    """
    try:
        return Path(given).expanduser()
    except RuntimeError:
        raise UsageProblem(f"{given} is in the home of nobody known here.", "Give the whole path.") from None


def analyst(option: str | None = None) -> str:
    """Who is at work: `--by`, else `FACTCHECK_ANALYST`, else the login name.

    Raises:
        UsageProblem: nobody is named, or the name is empty.

    """
    given = option if option is not None else os.environ.get("FACTCHECK_ANALYST") or None
    if given is None:
        import getpass

        try:
            given = getpass.getuser()
        except (OSError, KeyError):
            given = ""
    name = " ".join(given.split())
    if any("\ud800" <= one <= "\udfff" for one in name):
        raise UsageProblem("The analyst's name is not UTF-8 text.", "Give --by NAME, or set FACTCHECK_ANALYST again.")
    if not name:
        raise UsageProblem("Nobody is named as the analyst.", "Give --by NAME, or set FACTCHECK_ANALYST.")
    return name


def max_bytes(option: int | None = None) -> int:
    """How large an input may be: `--max-bytes`, else `FACTCHECK_MAX_BYTES`, else 20 MB.

    Raises:
        UsageProblem: it is no number of at least 1.

    """
    given = str(option) if option is not None else os.environ.get("FACTCHECK_MAX_BYTES") or str(DEFAULT_MAX_BYTES)
    if not (given.isascii() and given.isdigit() and len(given) <= _DIGITS and int(given) >= 1):
        raise UsageProblem(f"{given[:40]!r} is no number of bytes.", "Give one of at least 1, as 20000000.")
    return int(given)
