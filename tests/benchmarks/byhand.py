"""A spreadsheet of claims stored as plainly as can be: into the same tables, with the ledger and the search index.

The file is read with the csv module, and each chunk of rows given to the bare driver, or to sqlite-utils. Nothing is
checked, and nothing that is here already would be known again.
"""

import csv
import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import count, islice
from pathlib import Path
from typing import Any, Final

import psycopg
import sqlite_utils
from sqlalchemy import make_url

from factcheck.dates import now, stamp
from factcheck.identity import new_uid
from factcheck.settings import Location
from tests.benchmarks.spent import Spent

Rows = dict[str, tuple[tuple[str, ...], list[tuple[Any, ...]]]]
_CHUNK: Final = 1000
_COLUMNS: Final = {
    "event": "seq subject version recorded_at by action reason payload prev_hash hash imported_at",
    "source": "id uid version name folded kind named recorded_at imported_at",
    "source_skeleton": "source_id name skeleton",
    "claim": "id uid version text state status credibility digest recorded_at assessed_at checked_at imported_at",
    "attribution": "id uid claim_id source_id cue stance modality voice said_on said_check citation recorded_at "
    "imported_at",
    "via": "attribution_id position source_id",
    "tag": "claim_id name",
    "claim_flag": "claim_id flag",
    "assessment": "id uid claim_id status credibility reason override by recorded_at imported_at",
    "claim_search": "rowid text",
}
_encode: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def with_the_driver(location: Location, file: Path) -> Spent:
    """Into empty tables by executemany, or by COPY on PostgreSQL; what the database took of that, as tuples came."""
    spent = Spent()
    if location.path is None:
        _copy(str(location.url), file, spent)
        return spent
    with closing(sqlite3.connect(location.path, isolation_level=None)) as connection:
        for pragma in ("foreign_keys = ON", "recursive_triggers = ON", "synchronous = FULL"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN IMMEDIATE")
        for rows in chunks(file):
            for table, (columns, several) in rows.items():
                names, marks = ", ".join(f'"{one}"' for one in columns), ", ".join("?" * len(columns))
                with spent.counted():
                    connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", several)
        with spent.counted():
            connection.execute("COMMIT")
    return spent


def with_sqlite_utils(location: Location, file: Path) -> None:
    """Into empty tables by `insert_all`."""
    assert location.path is not None
    with closing(sqlite3.connect(location.path, isolation_level=None)) as connection:
        database = sqlite_utils.Database(connection, recursive_triggers=True)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN IMMEDIATE")
        for rows in chunks(file):
            for table, (columns, several) in rows.items():
                database.table(table).insert_all(dict(zip(columns, one, strict=True)) for one in several)
        if connection.in_transaction:
            connection.execute("COMMIT")


def _copy(url: str, file: Path, spent: Spent) -> None:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, options="-c TimeZone=UTC") as server, server.cursor() as cursor:
        for rows in chunks(file):
            for table, (columns, several) in rows.items():
                with spent.counted():
                    _copy_rows(cursor, table, columns, several)


def _copy_rows(
    cursor: psycopg.Cursor[Any], table: str, columns: tuple[str, ...], several: list[tuple[Any, ...]]
) -> None:
    if table == "claim_search":
        query = "INSERT INTO claim_search VALUES (%s, 0, to_tsvector('factcheck', %s))"
        cursor.executemany(query, several)
        return
    names = ", ".join(f'"{one}"' for one in columns)
    with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as into:
        for one in several:
            into.write_row(one)


def chunks(file: Path) -> Iterator[Rows]:
    """The rows of all tables, for a thousand claims at a time, in an order in which references lead somewhere."""
    moment, numbers = stamp(now()), {table: count(1) for table in _COLUMNS}
    sources: dict[str, tuple[int, str]] = {}
    with file.open(encoding="utf-8", newline="") as text:
        reader = csv.DictReader(text)
        while some := list(islice(reader, _CHUNK)):
            rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in _COLUMNS}
            for row in some:
                _claim(row, rows, numbers, sources, moment)
            yield {table: (tuple(_COLUMNS[table].split()), several) for table, several in rows.items() if several}


def _claim(
    row: dict[str, str],
    rows: dict[str, list[tuple[Any, ...]]],
    numbers: dict[str, "count[int]"],
    sources: dict[str, tuple[int, str]],
    moment: str,
) -> None:
    def recorded(subject: str, version: int, at: str, action: str, says: object, before: str, why: str | None) -> str:
        payload = _encode(says)
        told = _encode([subject, version, at, row["by"], action, why])
        sealed = hashlib.sha256(f'{told[:-1]},{payload},"{before}"]'.encode()).hexdigest()
        about = (subject, version, at, row["by"], action, why, payload, before, sealed, moment)
        rows["event"].append((next(numbers["event"]), *about))
        return sealed

    def source(name: str, kind: str) -> tuple[int, str]:
        if name not in sources:
            number, uid = sources[name] = next(numbers["source"]), new_uid()
            recorded(uid, 1, moment, "source_created", {"name": name, "kind": kind, "named": True}, "", None)
            rows["source"].append((number, uid, 1, name, name.casefold(), kind, True, moment, moment))
            rows["source_skeleton"].append((number, name, name.casefold()))
        return sources[name]

    speaker, publisher = source(row["said_by"], row["kind"]), source(row["publisher"], "independent_media")
    number, uid, said = next(numbers["claim"]), new_uid(), new_uid()
    at = row["recorded_at"].replace("Z", ".000000Z")
    citation = {name: row[name] for name in ("publisher", "title", "url", "published")}
    known_by = [row["text"].casefold(), row["said_by"].casefold(), _encode(citation), row["said_on"]]
    digest = hashlib.sha256(_encode(known_by).encode()).hexdigest()
    plain = {name: row[name] or None for name in ("cue", "stance", "modality", "said_on")}
    attributed = {**plain, "uid": said, "voice": "reported", "source": speaker[1], "via": [publisher[1]]}
    attributed |= dict.fromkeys(("article", "quote", "start", "end", "content", "source_span", "cue_span", "inside"))
    says: dict[str, Any] = {
        "text": row["text"],
        "state": "accepted",
        "engine": None,
        "digest": digest,
        "tags": row["tags"].split(),
    }
    says["attributions"] = [{**attributed, "citation": citation}]
    first = recorded(uid, 1, at, "claim_logged", says, "", None)
    judged = row["status"] != "unchecked"
    credibility = (5 if row["status"] == "refuted" else 6) if judged else None
    if judged:
        key = new_uid()
        verdict: dict[str, Any] = {
            "assessment": key,
            "status": row["status"],
            "credibility": credibility,
            "evidence": [],
        }
        recorded(uid, 2, moment, "claim_assessed", verdict, first, row["because"])
        about = (row["status"], credibility, row["because"], None, row["assessed_by"], moment, moment)
        rows["assessment"].append((next(numbers["assessment"]), key, number, *about))
    checked = moment if judged else None
    status = (row["status"], credibility, digest, at, checked, checked, moment)
    rows["claim"].append((number, uid, 1 + judged, row["text"], "accepted", *status))
    words = (row["cue"] or None, row["stance"], row["modality"], "reported", row["said_on"] or None, "not_checked")
    rows["attribution"].append((number, said, number, speaker[0], *words, _encode(citation), at, moment))
    rows["via"].append((number, 1, publisher[0]))
    rows["tag"] += [(number, one) for one in row["tags"].split()]
    if row["stance"] == "asserts":
        rows["claim_flag"].append((number, "single_origin"))
        if row["kind"] == "state_media":
            rows["claim_flag"].append((number, "state_media_only"))
    else:
        rows["claim_flag"].append((number, "origin_unknown"))
    if row["status"] == "refuted":
        rows["claim_flag"].append((number, "overridden"))
    rows["claim_search"].append((number, row["text"]))
