"""The measure of matching, checked by hand and against the scorer that others use; and what is reached."""

import importlib.util
import random
from pathlib import Path
from types import ModuleType

import pytest

from factcheck.desk.meaning import keep
from factcheck.reading import meaning
from factcheck.settings import Location
from factcheck.store.session import reading
from tests.benchmarks.matching import load, mean_average_precision, rank, store


@pytest.fixture
def theirs(shared_data: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_matching", shared_data.parent / "tools" / "score_matching.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_measure_can_be_counted_by_hand() -> None:
    relevant = {"1": frozenset("a"), "2": frozenset("bc"), "3": frozenset("d")}
    ranked = {"1": ["a"], "2": ["x", "b", "y", "c"], "3": list("vwxyzd")}
    assert mean_average_precision(ranked, relevant) == pytest.approx((1 + (1 / 2 + 2 / 4) / 2 + 0) / 3)


def test_the_figures_are_those_of_the_scorer_that_others_use(theirs: ModuleType) -> None:
    chance = random.Random(7)
    for _ in range(20):
        documents = [str(number) for number in range(12)]
        relevant = {str(query): frozenset(chance.sample(documents, chance.randint(1, 7))) for query in range(9)}
        ranked = {query: chance.sample(documents, chance.randint(1, 12)) for query in relevant if chance.random() < 0.9}
        run = {query: [(one, -float(at)) for at, one in enumerate(found)] for query, found in ranked.items()}
        assert theirs.score(run, relevant)["MAP@5"] == round(mean_average_precision(ranked, relevant), 3)


def test_claims_are_found_again_in_the_words_of_posts(shared_data: Path, sqlite: Location) -> None:
    documents = store(sqlite, shared_data / "matching")
    (dev,) = (one for one in load(shared_data / "matching") if one.name == "dev")
    with reading(sqlite) as session:
        ranked, _ = rank(session, documents, dev)
    assert mean_average_precision(ranked, dev.relevant) >= 0.82


@pytest.mark.slow
@pytest.mark.skipif(not meaning.available(), reason="the extra match is not installed")
def test_more_of_them_are_found_by_meaning(shared_data: Path, sqlite: Location) -> None:
    documents = store(sqlite, shared_data / "matching")
    assert keep(sqlite) == len(documents)
    (dev,) = (one for one in load(shared_data / "matching") if one.name == "dev")
    with reading(sqlite) as session:
        ranked, _ = rank(session, documents, dev, by_meaning=True)
    assert mean_average_precision(ranked, dev.relevant) >= 0.88
