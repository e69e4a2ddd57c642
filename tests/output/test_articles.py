"""Articles, in lists and with their text."""

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.output.articles import COLUMNS, shape, write_article, write_articles
from factcheck.output.csv import flatten
from factcheck.output.margin import annotated
from factcheck.settings import Format
from factcheck.store.articles import Quote
from factcheck.store.claims import ClaimRow
from tests.output.examples import ARTICLE, ARTICLE_DETAIL, CLAIM, CONFIRMED, DENIED, FEARED, QUOTES, TEXT, UID, written

CLAIMS = {row.id: row for row in (CLAIM, FEARED, DENIED)}


def body(quotes: list[Quote], text: str = TEXT, format: Format = Format.PLAIN, width: int = 80) -> list[str]:
    """The lines of the page below its head."""
    page = written(write_article, replace(ARTICLE_DETAIL, text=text), quotes, CLAIMS, format, width=width)
    return page.partition("\n\n")[2].partition("\n\n")[2].splitlines()


def test_plain_is_one_row_per_article() -> None:
    assert written(write_articles, [ARTICLE], Format.PLAIN) == "A1\t2026-11-22\t3\tVell Courier\tHarbour reopens\n"


def test_csv_has_a_column_for_every_part_of_the_json() -> None:
    assert COLUMNS.split(",") == list(flatten(shape(ARTICLE)))


def test_json_of_one_article_has_the_exact_text_and_its_quotes() -> None:
    article = json.loads(written(write_article, ARTICLE_DETAIL, QUOTES, CLAIMS, Format.JSON))
    assert article["text"] == TEXT
    assert article["revised_by"] == ["A2", "A3"]
    assert article["revises"] == "A8"
    assert article["quotes"][0] == {"claim": "C1", "attribution": UID, "start": 17, "end": 90}


def test_claims_stand_in_the_margin_beside_their_words() -> None:
    assert body(QUOTES) == [
        "                    Harbour reopens",
        "",
        "C1 draft            The port authority announced that the harbour of Vell reopened on Monday.",
        "C2 in review        Fishermen warned of an oil slick near the breakwater.",
        "                    It rained.",
        "",
        "C113 not checkable  The ministry denied that any ship had sunk.",
    ]


def test_the_text_is_wrapped_to_the_terminal() -> None:
    lines = body(QUOTES, format=Format.TABLE, width=60)
    assert lines[2:4] == [
        "C1 draft            The port authority announced that the",
        "                    harbour of Vell reopened on Monday.",
    ]


def test_claims_from_the_same_words_stand_under_one_another() -> None:
    quotes = [Quote(UID, 1, 17, 90), Quote(UID, 2, 30, 90), Quote(UID, 1, 17, 90)]
    assert body(quotes)[2].startswith("C1 draft, C2 in review The port")
    assert [line[:14].rstrip() for line in body(quotes, format=Format.TABLE, width=80)[2:4]] == [
        "C1 draft",
        "C2 in review",
    ]


def test_the_comma_behind_a_quote_goes_with_it() -> None:
    text = "It rained, as “nobody” said."
    assert body([Quote(UID, 1, 0, 9), Quote(UID, 2, 15, 21)], text) == [
        "C1 draft      It rained,",
        "              as “",
        "C2 in review  nobody”",
        "              said.",
    ]


def test_a_quote_may_run_over_a_line_break() -> None:
    text = "One said that it\nrained a lot. Then nothing."
    assert body([Quote(UID, 1, 0, 30)], text) == [
        "C1 draft  One said that it",
        "          rained a lot.",
        "          Then nothing.",
    ]


@pytest.mark.parametrize("text", ["", "\n", "no claim", "\t\r\n  two  \n"])
def test_a_text_without_claims_is_shown_as_it_is(text: str) -> None:
    assert [line.strip() for line in body([], text)] == [line.strip() for line in text.split("\n")]


def test_quotes_of_claims_that_lists_do_not_show_are_left_out() -> None:
    page = written(write_article, ARTICLE_DETAIL, QUOTES, {1: CLAIM}, Format.PLAIN)
    assert "C2" not in page
    assert "It rained." in page


def test_an_overridden_status_says_so_in_the_margin() -> None:
    page = written(write_article, ARTICLE_DETAIL, QUOTES, {1: CONFIRMED}, Format.PLAIN)
    assert "C1 confirmed (overridden)  The port authority" in page


def test_people_read_who_wrote_it_and_where_its_original_is() -> None:
    page = written(write_article, ARTICLE_DETAIL, QUOTES, CLAIMS, Format.PLAIN).splitlines()
    assert page[2:10] == [
        "publisher    Vell Courier (S2)",
        "author       Mira Orland",
        "url          https://courier.example/1",
        "published    2026-11-22",
        "archived     https://archive.example/1",
        f"sha256       {'ab' * 32}",
        f"original     {'cd' * 32}",
        "revises      A8",
    ]


COLOURS = {"\x1b[2;33m": "draft", "\x1b[36m": "in review", "\x1b[2m": "dim", "\x1b[1;32m": "confirmed"}


def coloured(quotes: list[Quote], text: str, claims: dict[int, ClaimRow]) -> list[tuple[str, str]]:
    """The words of the page below its head with the names of their colours, margins and white space left out."""
    detail = replace(ARTICLE_DETAIL, text=text)
    page = written(write_article, detail, quotes, claims, Format.TABLE, width=80, color=True)
    found = re.findall(r"(\x1b\[[0-9;]+m)(.*?)\x1b\[0m", page.partition("recorded 2026")[2])
    pieces = [(COLOURS.get(code, code), words.strip()) for code, words in found]
    return [
        (name, words) for name, words in pieces if words.strip() and not re.match(r"C\d+$|draft$|in review$", words)
    ]


def test_a_claim_has_the_colour_of_its_status_and_all_else_is_dim() -> None:
    text = "Nobody knows why. It rained, and the lock leaked."
    quotes = [Quote(UID, 1, 18, 27), Quote(UID, 2, 29, 48)]
    assert coloured(quotes, text, CLAIMS) == [
        ("dim", "Nobody knows why."),
        ("draft", "It rained"),
        ("dim", ","),
        ("in review", "and the lock leaked"),
        ("dim", "."),
    ]


def test_a_claim_within_another_keeps_its_own_colour() -> None:
    text = "The mayor said that a clerk saw that it rained, and left."
    quotes = [Quote(UID, 1, 0, 56), Quote(UID, 2, 20, 46)]
    assert coloured(quotes, text, CLAIMS) == [
        ("draft", "The mayor said that"),
        ("in review", "a clerk saw that it rained"),
        ("draft", ", and left"),
        ("dim", "."),
    ]
    crossing = [Quote(UID, 1, 0, 30), Quote(UID, 2, 20, 56)]
    assert [name for name, _ in coloured(crossing, text, CLAIMS)] == ["draft", "in review", "dim"]


def test_claims_whose_words_are_gone_are_named() -> None:
    detail = replace(ARTICLE_DETAIL, gone=(1, 4))
    page = written(write_article, detail, QUOTES, CLAIMS, Format.PLAIN)
    assert "gone         C1, C4: read from an earlier revision, in words that are not in this one\n" in page
    assert json.loads(written(write_article, detail, QUOTES, CLAIMS, Format.JSON))["gone"] == ["C1", "C4"]


@settings(max_examples=100)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 40), st.sampled_from([1, 2, 113])), max_size=6))
def test_however_claims_overlap_the_words_stay_the_same(spans: list[tuple[int, int, int]]) -> None:
    text = "One said, two wrote: three sang (four), five."
    quotes = [Quote(UID, claim, start, min(start + length, len(text))) for start, length, claim in spans]
    shown = "".join(line.text() for line in annotated(text, quotes, CLAIMS))
    assert "".join(shown.split()) == "".join(text.split())
    for claim in {quote.claim_id for quote in quotes}:
        assert any(f"C{claim} " == label[0].text for line in annotated(text, quotes, CLAIMS) for label in line.margin)
