"""Search: literal, ranked, by stems, and never a syntax error."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.settings import Location
from factcheck.store.search import best
from factcheck.store.session import reading
from tests.factories import ingest_text, log


def found(location: Location, typed: str, what: str = "claim") -> list[int]:
    with reading(location) as session:
        return best(session.connection(), what, typed, None)


@pytest.mark.parametrize(
    ("typed", "hit"),
    [
        ("missile", True),
        ("MISSILES", True),
        ("testing", True),
        ("who", True),
        ("u.s.-led", True),
        ("led", True),
        ("drills missile", True),
        ("missile drills absent", False),
        ("cafe", True),
        ("Café", True),
        ("서울", True),
        ("москва", True),
        ("2025", True),
        ("missile*", True),
        ("mis", False),
        ("text:missile", False),
        ("", False),
        ("!!!", False),
        ("...", False),
    ],
)
def test_all_words_must_occur_by_their_stems_whatever_their_case(location: Location, typed: str, hit: bool) -> None:
    log(location, "Those who tested missiles in U.S.-led drills met at the Café in 서울, Москва, 2025.")
    assert found(location, typed) == ([1] if hit else [])


def test_better_matches_come_first_and_equal_ones_by_age(location: Location) -> None:
    log(location, "A long sentence about many things, among which there is also a dam, and a river, and a road.")
    log(location, "The dam, the dam.")
    log(location, "The dam, the dam.")
    assert found(location, "dam") == [2, 3, 1]


def test_words_at_the_far_end_of_a_long_article_are_found_together(location: Location) -> None:
    ingest_text(location, "Alpha begins here. " + "Nothing more is said. " * 6_000 + "Omega ends it.")
    assert found(location, "alpha omega", "article") == [1]
    assert found(location, "alpha gamma", "article") == []


def test_a_word_of_any_length_is_no_error(location: Location) -> None:
    log(location, "x" * 5000 + " dam")
    assert found(location, "x" * 5000) == [1]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_nothing_that_can_be_typed_is_a_syntax_error(location: Location, typed: str) -> None:
    assert isinstance(found(location, typed), list)
