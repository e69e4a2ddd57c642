"""The articles that reading is timed with."""

from factcheck.reading import read
from tests.benchmarks.words import articles


def test_articles_are_the_same_for_the_same_seed_and_say_who_states_what() -> None:
    first, second = articles(2)
    assert [first.text, second.text] == [one.text for one in articles(2)]
    assert first.text != second.text
    assert len(read(first).utterances) >= 10
