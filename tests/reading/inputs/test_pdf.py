"""PDFs: their text in paragraphs, or one line that says why there is none."""

import sys

import pytest

from factcheck.reading.inputs.about import About
from tests.reading.inputs.made import FIRST, SECOND, locked, one, pdf, refusal

WRAPPED = [
    "The harbour office of Amsel said on Monday that the ferry would sail",
    "again in May, after an inter-",
    "national inquiry into the lost crates had found nothing that spoke",
    "against it, and the ferry's owner promised a new engine.",
    "Officials in the capital denied that any cargo had been lost.",
]


def test_wrapped_lines_are_joined_and_divided_words_made_whole() -> None:
    text = one(pdf([WRAPPED]), "a.pdf").text
    assert text.startswith("The harbour office of Amsel said on Monday that the ferry would sail again in May, after")
    assert "an international inquiry into" in text
    assert text.endswith("a new engine.\n\nOfficials in the capital denied that any cargo had been lost.")


def test_a_paragraph_goes_on_over_pages_without_page_numbers_and_running_titles() -> None:
    pages = [["STRAIT GAZETTE No. 7", *WRAPPED[:1], f"Page {at} of 3"] for at in (1, 2)]
    pages.append(["STRAIT GAZETTE No. 7", "again in May.", "Page 3 of 3"])
    assert one(pdf(pages), "a.pdf").text == f"{WRAPPED[0]} {WRAPPED[0]} again in May."


def test_pages_that_say_the_same_keep_their_words() -> None:
    assert one(pdf([[FIRST] * 9] * 4), "a.pdf").text.count(FIRST) >= 4


def test_a_hyphen_before_a_capital_stays() -> None:
    lines = ["Talks on pre- and post-war debts at the Amsel-", "Ruritania border went on all day long."]
    assert (
        one(pdf([lines])).text == "Talks on pre- and post-war debts at the Amsel-Ruritania border went on all day long."
    )


def test_its_own_metadata_count_where_a_person_gives_none() -> None:
    data = pdf([[FIRST, SECOND]], "/Title (Ferry) /Author (Ana Weir) /CreationDate (D:20250304120000Z)")
    document = one(data, "a.pdf")
    assert (document.title, document.author) == ("Ferry", "Ana Weir")
    assert document.published is None  # when the file was made is not when it was published
    assert one(data, "a.pdf", About(title="Mine", published="2020")).title == "Mine"


def test_a_pdf_locked_with_an_empty_password_is_read() -> None:
    assert one(locked(pdf([[FIRST]]), "")).text == FIRST


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (locked(pdf([[FIRST]]), "secret"), "asks for a password"),
        (pdf([[FIRST]])[:-10], "cut off"),
        (pdf([[FIRST]])[:300], "cut off"),
        (pdf([[]]), "without text"),
        (b"%PDF-1.4\n%%EOF", "damaged"),
        (b"%PDF-1.4\n" + b"[" * 100_000 + b"%%EOF", "damaged"),
    ],
)
def test_a_pdf_that_cannot_be_read_says_why(data: bytes, words: str) -> None:
    assert words in refusal(data, "a.pdf").message


def test_more_text_than_the_cap_is_refused() -> None:
    assert "--max-bytes" in refusal(pdf([[FIRST] * 40] * 40), "a.pdf", max_bytes=100_000).remedy


def test_a_missing_extra_is_named_with_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    assert ".venv/bin/pip install '.[pdf]'" in refusal(pdf([[FIRST]]), "a.pdf").remedy
