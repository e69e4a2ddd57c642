"""Exports and imports of whole databases, as tests need them."""

import io
import json
from pathlib import Path
from typing import Any, TextIO

from factcheck.exchange.jsonlines import export_jsonl, import_jsonl
from factcheck.exchange.opened import opened
from factcheck.exchange.outcome import Imported
from factcheck.exchange.spreadsheet import export_csv, import_csv
from factcheck.settings import Location
from factcheck.store.session import reading, writing


def jsonl_of(location: Location) -> str:
    out = io.StringIO()
    with reading(location) as session:
        export_jsonl(session, out)
    return out.getvalue()


def csv_of(location: Location) -> str:
    out = io.StringIO()
    with reading(location) as session:
        export_csv(session, out)
    return out.getvalue()


def load_jsonl(location: Location, text: str | bytes, skip_bad: TextIO | None = None) -> Imported:
    data = text if isinstance(text, bytes) else text.encode()
    with opened(io.BytesIO(data), "x.jsonl") as file, writing(location) as session:
        return import_jsonl(session, file, by="importer", name="x.jsonl", skip_bad=skip_bad)


def load_csv(location: Location, text: str | bytes | Path, skip_bad: TextIO | None = None) -> Imported:
    data = text.encode() if isinstance(text, str) else text
    given = data if isinstance(data, Path) else io.BytesIO(data)
    with opened(given, "x.csv") as file, writing(location) as session:
        return import_csv(session, file, by="importer", name="x.csv", skip_bad=skip_bad)


def records(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def comparable(text: str) -> list[dict[str, Any]]:
    """The lines without what an import has to change."""
    lines = [line for line in records(text) if line["type"] != "header"]
    return [{**line, "imported_at": None} if line["type"] == "event" else line for line in lines]


def of_revision_1() -> str:
    """An export by the factcheck whose schema had one revision: it knows no author, archive or wire group."""
    return (Path(__file__).parent / "revision_1.jsonl").read_text("utf-8")
