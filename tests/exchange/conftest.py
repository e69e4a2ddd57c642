"""Fresh databases for properties, which Hypothesis runs many times within one test."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from factcheck.settings import Location
from tests.conftest import copied
from tests.exchange.everything import typical
from tests.exchange.files import jsonl_of, records
from tests.exchange.forging import Record


@pytest.fixture(scope="session")
def fresh(sqlite_template: Path, places: Path) -> Callable[..., Location]:
    """Give an empty SQLite database each time; one with a name is in the place of the one before by this name."""
    numbers = count()

    def make(name: str | None = None) -> Location:
        return copied(sqlite_template, places / f"fresh-{name or next(numbers)}" / "desk.db")

    return make


@pytest.fixture
def sqlite_copy(fresh: Callable[..., Location]) -> Location:
    """An empty SQLite database beside the one under test."""
    return fresh("copy")


@pytest.fixture(scope="session")
def everything(fresh: Callable[..., Location]) -> str:
    """An export in which everything happened."""
    here = fresh("everything")
    typical(here)
    return jsonl_of(here)


@pytest.fixture
def exported(everything: str) -> list[Record]:
    """Its lines, to be changed at will."""
    return records(everything)
