"""Text in cells of a spreadsheet."""

import csv
import re
from io import StringIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from factcheck.cells import escape, row, unescape

SIGNS = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
texts = st.text() | st.text(st.sampled_from("'\"=+-@;\t\r\n\uff1da"))


@given(texts)
def test_what_is_escaped_can_be_had_back(text: str) -> None:
    assert unescape(escape(text)) == text


@given(texts)
def test_no_escaped_text_is_a_formula(text: str) -> None:
    assert not escape(text).startswith((*SIGNS, "\t", "\r", "\n"))


@given(texts)
@example('a;"=1+1;b')
@example("a\n=1+1\n")
@example("=1;\t@SUM(A1)")
def test_no_part_of_a_record_is_a_formula_wherever_it_is_taken_apart(text: str) -> None:
    """Where a semicolon parts the cells, commas part none, and a quotation mark counts only where a cell begins."""
    for part in re.split("[;\t\r\n]", row(["C1", escape(text), "unchecked"])):
        assert not part.lstrip('"').startswith(SIGNS)


@given(texts)
def test_a_cell_is_the_same_to_all_who_take_a_comma_for_what_parts_cells(text: str) -> None:
    record = row(["C1", escape(text), "unchecked"])
    assert next(csv.reader(StringIO(record, newline=""))) == ["C1", escape(text), "unchecked"]


@given(texts)
def test_different_texts_stay_different(text: str) -> None:
    assert escape(text) != escape(f"'{text}")


@pytest.mark.parametrize(
    "formula",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t1", "\r1", "\n1", "\uff1d1", "\uff0b1", "\uff0d1", "\uff20A1", "'=1"],
)
def test_a_formula_is_marked_as_text(formula: str) -> None:
    assert escape(formula) == f"'{formula}"


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("a;=1+1;b", "a;'=1+1;b"),
        ("a;'=1+1", "a;''=1+1"),
        ('a;"=1+1', "a;'\"=1+1"),
        ("a\t@x", "a\t'@x"),
        ("\t=1", "'\t'=1"),
        ("a\n-b\r\n+c", "a\n'-b\r\n'+c"),
        ("=a;\uff1db", "'=a;'\uff1db"),
    ],
)
def test_a_formula_within_a_cell_is_marked_where_cells_may_be_parted(text: str, marked: str) -> None:
    assert escape(text) == marked


@pytest.mark.parametrize("text", ["", "a=b", "'tis", "2026-01", "«=»", "a; b = c", "a;b=c", "a, =b", "a\n\nb"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert escape(text) == text
