"""Fresh databases for properties, which Hypothesis runs many times within one test."""

import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from factcheck.settings import Location


@pytest.fixture(scope="session")
def fresh(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Location]:
    """Give an empty SQLite database each time."""
    folder, numbers = tmp_path_factory.mktemp("fresh"), count()

    def make() -> Location:
        path = folder / f"{next(numbers)}.db"
        shutil.copyfile(sqlite_template, path)
        return Location(path, None, explicit=True)

    return make


@pytest.fixture
def sqlite_copy(fresh: Callable[[], Location]) -> Location:
    """An empty SQLite database beside the one under test."""
    return fresh()
