"""What the engines reach on the annotated articles; a change that makes them worse is noticed here."""

import json
from pathlib import Path

import pytest

from factcheck.reading import load_engine
from tests.benchmarks.attribution import measure
from tests.benchmarks.scoring import CONTENT, CUE, RELAXED, SOURCE, WHO_SAID_WHAT

PROMISED = {
    "rules": {SOURCE: 62, CUE: 62, CONTENT: 52, RELAXED: 53, WHO_SAID_WHAT: 55},
    "spacy": {SOURCE: 72, CUE: 67, CONTENT: 60, RELAXED: 58, WHO_SAID_WHAT: 60},
}


@pytest.mark.parametrize("engine", PROMISED)
def test_an_engine_reads_as_well_as_it_promises(engine: str, shared_data: Path) -> None:
    lines = (shared_data / "attribution" / "polnear_dev.jsonl").read_text(encoding="utf-8").splitlines()
    score, _ = measure(load_engine(engine), [json.loads(line) for line in lines])
    reached = {name: tally.f1 for name, tally in score.tallies.items()}
    assert {name: f1 for name, f1 in reached.items() if f1 < PROMISED[engine][name]} == {}
