"""Texts that would control, reorder or hide."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.sanitise import inert, inert_block

_SIGNS_OF_ARABIC = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
ODD = st.sampled_from(
    "\x1b\x07\x00\x7f\x9b\r\n\t\u202e\u2066\u200b\u200c\u200d\u2028\ufeff\ufe0f\U000e0041\ud800aب👩🚀"
)
texts = st.text(st.characters(categories=None) | ODD)


@given(texts)
def test_nothing_that_controls_is_left(text: str) -> None:
    for one in inert(text):
        assert unicodedata.category(one) not in {"Cc", "Cs", "Zl", "Zp"}
        assert unicodedata.category(one) != "Cf" or one in f"\u200c\u200d{_SIGNS_OF_ARABIC}"
        assert one not in "\u034f\u180e\u200b\u200e\u200f\u061c\u202a\u202e\u2066\u2069\u00ad\u3164\u115f"


@given(texts)
def test_a_block_keeps_line_breaks_and_nothing_else(text: str) -> None:
    for line in inert_block(text).split("\n"):
        assert inert(line) == line


@given(texts)
def test_a_sanitised_text_stays_as_it_is(text: str) -> None:
    assert inert(inert(text)) == inert(text)
    assert inert_block(inert_block(text)) == inert_block(text)


@given(st.text(st.characters(categories=["L", "N", "P", "S"], exclude_characters="\u115f\u1160\u3164\uffa0")))
def test_letters_digits_and_signs_stay_as_they_are(text: str) -> None:
    assert inert(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Привет, мир",
        "한국어 텍스트",
        "العربية ٣",
        "می‌خواهم",  # Persian writes a non-joiner inside of words.
        "क्‍ष",
        "👩‍🚀 and ❤️‍🔥 and 👍🏽",
        "[bold]text[/nope]",
        "C:\\path",
        "ᠠ\u180b",  # So it does in Mongolian.
        "שָׁ֔לוֹם and བསྒྲུབས",  # Letters may bear several marks.
        "葛󠄀城",  # The selector tells which form of a character a name is written with.
    ],
)
def test_ordinary_writing_stays_as_it_is(text: str) -> None:
    assert inert(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "\\x1b[31mred"),
        ("\x9b31m", "\\x9b31m"),
        ("a\nb\tc\r", "a\\nb\\tc\\r"),
        ("a\u202eb", "a\\u202eb"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        ("a\u200db", "a\\u200db"),
        ("+\u200d+", "+\\u200d+"),
        ("\ufe0fa\ufe0f\ufe0f", "\\ufe0fa\ufe0f\\ufe0f"),
        ("tag\U000e0041", "tag\\U000e0041"),
        ("\ud83d", "\\ud83d"),
        ("\u2028\u2029\x85", "\\u2028\\u2029\\x85"),
    ],
)
def test_what_acts_is_made_visible(text: str, shown: str) -> None:
    assert inert(text) == shown


@pytest.mark.parametrize("mark", ["\u0301", "\u20dd", "\u0e47", "\u0901\u200d"])
def test_marks_piled_upon_one_letter_cover_no_other_line(mark: str) -> None:
    shown = inert(f"a{mark * 1000}b")
    assert shown.count(mark[0]) == 8
    assert shown.startswith(f"a{mark[0]}")
    assert shown.endswith(f"\\u{ord(mark[0]):04x}" * (len(mark) == 1) + "b")


def test_a_block_takes_windows_line_breaks_and_tabs() -> None:
    assert inert_block("one\r\n\ttwo\rthree") == "one\n    two\\rthree"
