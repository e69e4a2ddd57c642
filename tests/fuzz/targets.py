"""What is fuzzed: bytes in, and nothing but documents, imported rows or a refusal may come of them."""

import io
import json
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from factcheck.errors import FactcheckError
from factcheck.exchange.jsonlines import import_jsonl
from factcheck.exchange.spreadsheet import import_csv
from factcheck.settings import Location
from factcheck.store.engine import open_engine
from factcheck.store.failures import translated
from factcheck.store.session import changing, writing
from tests.exchange.everything import typical
from tests.exchange.files import csv_of, jsonl_of
from tests.reading.inputs.test_hostile import INPUTS, read

Target = Callable[[bytes], None]


def _reader(name: str) -> Target:
    def fuzz(data: bytes) -> None:
        read(data, name)

    return fuzz


class _TakenBack(Exception):
    """Nothing of an import is to stay."""


def importer(take: Callable[..., object], here: Location) -> Target:
    """Import into a database that is set up once as far as that goes, and take it back."""
    with writing(here):
        pass
    connection = open_engine(here, write=True).connect()

    def fuzz(data: bytes) -> None:
        with suppress(FactcheckError, _TakenBack), translated(here, write=True), changing(connection) as session:
            take(session, io.BytesIO(data), by="fuzz", name="input", skip_bad=io.StringIO())
            raise _TakenBack

    return fuzz


def _place(name: str) -> Location:
    return Location(Path(tempfile.mkdtemp(prefix="factcheck-fuzz-"), name), None, explicit=True)


def _exported() -> tuple[bytes, bytes]:
    here = _place("seed.db")
    typical(here)
    return jsonl_of(here).encode(), csv_of(here).encode()


_JSONL, _CSV = _exported()
_LINES: Final = _JSONL.splitlines(keepends=True)
TARGETS: Final[dict[str, Target]] = {
    **{name: _reader(name) for name in INPUTS},
    "jsonl": importer(import_jsonl, _place("jsonl.db")),
    "csv": importer(import_csv, _place("csv.db")),
}
SEEDS: Final[dict[str, list[bytes]]] = {
    **{name: [data] for name, data in INPUTS.items()},
    "jsonl": [
        _JSONL,
        *(_LINES[0] + line for line in _LINES[1::9]),
        json.dumps({"type": "claim", "text": "x"}).encode(),
    ],
    "csv": [_CSV, b"text,said_by\nIt rains.,The BBC\n"],
}
