"""The article that the project was started from, against its gold."""

from pathlib import Path

import pytest

from factcheck.reading import load_engine, read
from factcheck.reading.document import Document
from factcheck.vocabulary import SourceKind
from tests.benchmarks.founding import measure
from tests.benchmarks.scoring import RELAXED, WHO_SAID_WHAT

BOTH = pytest.mark.parametrize("engine", ["rules", "spacy"])


@BOTH
def test_every_claim_of_the_founding_article_is_found_with_its_source_and_force(engine: str, shared_data: Path) -> None:
    found = measure(load_engine(engine), shared_data / "founding")
    assert (found.wanted, found.missed) == (33, ())
    assert found.right["kind"] >= 30
    assert found.right["stance"] == 33
    assert found.right["modality"] >= 28


@BOTH
def test_who_said_what_in_the_founding_article_is_as_right_as_two_people_agree(engine: str, shared_data: Path) -> None:
    tallies = measure(load_engine(engine), shared_data / "founding").score.tallies
    assert tallies[RELAXED].wanted == 19
    assert tallies[RELAXED].f1 >= 75
    assert tallies[WHO_SAID_WHAT].f1 >= 75


def test_a_relative_date_of_the_founding_article_becomes_a_year(shared_data: Path) -> None:
    text = (shared_data / "founding" / "article.txt").read_bytes().decode()
    reading = read(Document(text, published="2025-08-24"))
    assert len(reading.sentences) == 16
    dated = {(one.speaker.kind, one.said_on) for one in reading.utterances if one.said_on is not None}
    assert {(SourceKind.UNCONFIRMED_REPORT, "2024"), (SourceKind.OFFICIAL, "2025-08")} <= dated
