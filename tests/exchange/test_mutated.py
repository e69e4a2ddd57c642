"""Files that were changed anywhere on their way: they are imported or refused, and nothing is stored by halves."""

from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.errors import FactcheckError
from factcheck.settings import Location
from factcheck.store.session import reading
from factcheck.store.verify import verify
from tests.exchange.everything import typical
from tests.exchange.files import csv_of, jsonl_of, load_csv, load_jsonl
from tests.exchange.tables import state

Fresh = Callable[[], Location]
PIECES = [
    "\\u0000",
    "\\ud800",
    "\x00",
    "\udcff",
    '"',
    "{",
    "}",
    "[",
    ",",
    "\\",
    "null",
    "true",
    "1e999",
    "-1",
    "NaN",
    "\n",
    "\r",
    "\x1b",
    "'",
    "=",
    ";",
]
pieces = st.sampled_from(PIECES) | st.text(max_size=3)
places = st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 30), pieces), max_size=3)
how_often = pytest.mark.parametrize("often", [25, pytest.param(2000, marks=pytest.mark.slow)])


def changed(text: str, changes: list[tuple[float, int, str]]) -> bytes:
    for where, length, piece in changes:
        at = int(where * len(text))
        text = text[:at] + piece + text[at + length :]
    return text.encode("utf-8", "surrogateescape")


@pytest.fixture(scope="module")
def exported() -> Callable[[Fresh], tuple[str, str]]:
    @cache
    def export(fresh: Fresh) -> tuple[str, str]:
        here = fresh()
        typical(here)
        return jsonl_of(here), csv_of(here)

    return export


@how_often
@pytest.mark.parametrize("at", [0, 1])
def test_a_changed_file_is_imported_whole_or_not_at_all(
    fresh: Fresh, exported: Callable[[Fresh], tuple[str, str]], at: int, often: int
) -> None:
    text, load, here = exported(fresh)[at], (load_jsonl, load_csv)[at], fresh()
    lines = text.splitlines(keepends=True)

    @settings(max_examples=often, suppress_health_check=list(HealthCheck))
    @given(st.just([*range(1, len(lines))]) | st.lists(st.integers(1, len(lines) - 1), max_size=8, unique=True), places)
    def take(kept: list[int], changes: list[tuple[float, int, str]]) -> None:
        nonlocal here
        data = changed("".join([lines[0], *(lines[one] for one in sorted(kept))]), changes)
        before = state(here)
        try:
            load(here, data)
        except FactcheckError:
            assert state(here) == before
        else:
            with reading(here) as session:
                assert verify(session, here, seals=[], signers=None).first is None
            here = fresh()

    take()
