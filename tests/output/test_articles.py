"""Articles, in lists and with their text."""

import json
from dataclasses import replace

import pytest

from factcheck.output.articles import COLUMNS, shape, write_article, write_articles
from factcheck.output.csv import flatten
from factcheck.settings import Format
from factcheck.store.articles import Quote
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
        "C1 unchecked        The port authority announced that the harbour of Vell reopened on Monday.",
        "C2 in review        Fishermen warned of an oil slick near the breakwater.",
        "                    It rained.",
        "",
        "C113 not checkable  The ministry denied that any ship had sunk.",
    ]


def test_the_text_is_wrapped_to_the_terminal() -> None:
    lines = body(QUOTES, format=Format.TABLE, width=60)
    assert lines[2:4] == [
        "C1 unchecked        The port authority announced that the",
        "                    harbour of Vell reopened on Monday.",
    ]


def test_claims_from_the_same_words_stand_under_one_another() -> None:
    quotes = [Quote(UID, 1, 17, 90), Quote(UID, 2, 30, 90), Quote(UID, 1, 17, 90)]
    assert body(quotes)[2].startswith("C1 unchecked, C2 in review The port")
    assert [line[:14].rstrip() for line in body(quotes, format=Format.TABLE, width=80)[2:4]] == [
        "C1 unchecked",
        "C2 in review",
    ]


def test_the_comma_behind_a_quote_goes_with_it() -> None:
    text = "It rained, as “nobody” said."
    assert body([Quote(UID, 1, 0, 9), Quote(UID, 2, 15, 21)], text) == [
        "C1 unchecked  It rained,",
        "              as “",
        "C2 in review  nobody”",
        "              said.",
    ]


def test_a_quote_may_run_over_a_line_break() -> None:
    text = "One said that it\nrained a lot. Then nothing."
    assert body([Quote(UID, 1, 0, 30)], text) == [
        "C1 unchecked  One said that it",
        "              rained a lot.",
        "              Then nothing.",
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
