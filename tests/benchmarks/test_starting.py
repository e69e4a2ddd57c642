"""Whole processes are measured beside plain ones that answer the same."""

from pathlib import Path

import pytest

from factcheck.settings import Location
from tests.benchmarks.building import original
from tests.benchmarks.starting import BUDGET, Start, answer, measure_start, starts


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Location:
    """A few dozen claims."""
    location = Location(tmp_path_factory.mktemp("start") / "desk.db", None, explicit=True)
    original(location, 60)
    return location


def test_help_and_completion_answer_alike(built: Location, tmp_path: Path) -> None:
    shown, completed, _ = starts(built)
    assert all("Usage:" in answer(way, shown) for way in shown.ways(tmp_path))
    product, plain = (answer(way, completed).split() for way in completed.ways(tmp_path))
    assert (product, plain) == (["origins"], ["one"])


def test_a_page_is_that_of_the_sql(built: Location, tmp_path: Path) -> None:
    *_, page = starts(built)
    product, plain = (answer(way, page).splitlines() for way in page.ways(tmp_path))
    assert [line.split("\t")[0] for line in product] == [f"C{line.split()[0]}" for line in plain]
    assert len(product) > 20


@pytest.mark.slow
@pytest.mark.parametrize("at", range(3), ids=["help", "completion", "unverified"])
def test_starting_is_within_its_budget(at: int, built: Location, tmp_path: Path) -> None:
    one: Start = starts(built)[at]
    assert measure_start(one, tmp_path).ratio <= BUDGET
