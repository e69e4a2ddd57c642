"""Text in cells of a spreadsheet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.cells import escape, unescape

texts = st.text() | st.text(st.sampled_from("'=+-@\t\r\n\uff1da"))


@given(texts)
def test_what_is_escaped_can_be_had_back(text: str) -> None:
    assert unescape(escape(text)) == text


@given(texts)
def test_no_escaped_text_is_a_formula(text: str) -> None:
    assert not escape(text).startswith(tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"))


@given(texts)
def test_different_texts_stay_different(text: str) -> None:
    assert escape(text) != escape(f"'{text}")


@pytest.mark.parametrize(
    "formula",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1", "\uff0b1", "\uff0d1", "\uff20A1", "'=1"],
)
def test_a_formula_is_marked_as_text(formula: str) -> None:
    assert escape(formula) == f"'{formula}"


@pytest.mark.parametrize("text", ["", "a=b", "'tis", "2026-01", "«=»"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert escape(text) == text
