"""What sets claims apart that are worded alike: denials, contraries, numbers and names."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.desk.contrast import contrast

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "contrast.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['one']} | {case['other']}")
def test_a_claim_and_its_negation_are_told_from_two_that_say_the_same(case: dict[str, Any]) -> None:
    for one, other in ((case["one"], case["other"]), (case["other"], case["one"])):
        assert (contrast(one, other).opposite is not None) == case["opposite"]


def test_numbers_and_names_are_told_apart_however_they_are_written() -> None:
    found = contrast("In Orm, 1,200 men and two boats left Veld.", "In Orm, 1200 men and 3 boats left Lund.")
    assert (found.numbers, found.names) == (("1200",), ("Orm",))
    assert (found.other_numbers, found.other_names) == ((("2",), ("3",)), (("Veld",), ("Lund",)))


@given(text=st.text(max_size=80))
def test_no_text_is_the_opposite_of_itself_or_differs_from_itself(text: str) -> None:
    found = contrast(text, text)
    assert found.opposite is None
    assert found.other_numbers == found.other_names == ((), ())


@given(one=st.text(max_size=60), other=st.text(max_size=60))
def test_who_is_compared_with_whom_makes_no_difference(one: str, other: str) -> None:
    first, second = contrast(one, other), contrast(other, one)
    assert (first.opposite is None) == (second.opposite is None)
    assert first.other_numbers == second.other_numbers[::-1]
