"""When a thing was said, no more precisely than the words tell."""

import calendar
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.reading.when import said_on

DAY = "2025-08-24"
"""A Sunday."""


@pytest.mark.parametrize(
    ("words", "published", "expected"),
    [
        ("Reports last year suggested", DAY, "2024"),
        ("Reports last year suggested", "2025", "2024"),
        ("said earlier this year", "2025", "2025"),
        ("said two years ago", DAY, "2023"),
        ("said in 2019", None, "2019"),
        ("said in late 2023", None, "2023"),
        ("said in the summer of 2019", None, "2019"),
        ("said in a 2019 interview", None, "2019"),
        ("Earlier this month, Kim condemned", DAY, "2025-08"),
        ("Earlier this month, Kim condemned", "2025", None),
        ("last month", "2025-01-03", "2024-12"),
        ("said three months ago", "2025-02-10", "2024-11"),
        ("said in January", DAY, "2025-01"),
        ("said in early December", DAY, "2024-12"),
        ("said in March 2019", None, "2019-03"),
        ("said in January", None, None),
        ("said on March 3", DAY, "2025-03-03"),
        ("said on Dec. 3", DAY, "2024-12-03"),
        ("said on March 3", "2025-03", "2025-03-03"),
        ("said on March 3", "2025", None),
        ("said on 3 March 2024", None, "2024-03-03"),
        ("said on Thursday, March 3rd, 2022", DAY, "2022-03-03"),
        ("said on the 3rd of March 2024", None, "2024-03-03"),
        ("said on 30 February 2024", None, None),
        ("said today", DAY, DAY),
        ("said earlier on Sunday morning", DAY, DAY),
        ("said yesterday", "2025-03-01", "2025-02-28"),
        ("said two days ago", DAY, "2025-08-22"),
        ("said on Thursday", DAY, "2025-08-21"),
        ("said Monday night", DAY, "2025-08-18"),
        ("said on Thursday", "2025-08", None),
        ("said on Thursday", None, None),
        ("said", DAY, None),
    ],
)
def test_a_date_keeps_the_precision_of_the_words(words: str, published: str | None, expected: str | None) -> None:
    assert said_on(words, published) == expected


@pytest.mark.parametrize(
    ("words", "published", "expected"),
    [
        ("said last Thursday", DAY, "2025-08"),
        ("said last Thursday", "2025-08-21", "2025-08-14"),
        ("said last week", DAY, "2025-08"),
        ("said last week", "2025-09-10", "2025"),
        ("said last week", "2025-01-08", None),
        ("said earlier this week", "2025-08-20", "2025-08"),
        ("said over the weekend", "2025-08-27", "2025-08"),
        ("said a week ago", DAY, "2025-08"),
        ("said last night", DAY, "2025-08"),
        ("said last night", "2025-01-01", None),
        ("said last week", "2025-08", None),
    ],
)
def test_several_days_give_the_month_or_year_that_holds_them_all(
    words: str, published: str, expected: str | None
) -> None:
    assert said_on(words, published) == expected


@pytest.mark.parametrize(
    "words",
    [
        "would say tomorrow",
        "will speak next week",
        "said on Thursdays",
        "may say",
        "will march 3 miles",
        "has said since 2019",
        "fined 2019 people",
    ],
)
def test_what_is_to_come_and_what_only_looks_like_a_date_give_none(words: str) -> None:
    assert said_on(words, DAY) is None


WORDS = {
    4: ["last year", "this year", "in 2019", "in late 2023", "two years ago", "12 years ago"],
    7: [
        *("last month", "this month", "in January", "in May", "in March 2024", "two months ago", "last week"),
        *("this week", "last Thursday", "over the weekend", "last weekend", "a week ago", "last night", "overnight"),
    ],
    10: ["today", "yesterday", "two days ago", "on Thursday", "Monday night", "on March 3", "3 March 2024"],
}
PUBLISHED = st.dates(date(1, 1, 1), date(2200, 12, 31)).flatmap(
    lambda day: st.sampled_from([day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]])
)


@given(st.sampled_from([(most, words) for most, several in WORDS.items() for words in several]), PUBLISHED)
def test_a_date_is_never_more_precise_than_the_words_nor_later_than_publication(
    case: tuple[int, str], published: str
) -> None:
    most, words = case
    found = said_on(f"said {words} that", published)
    if found is None:
        return
    if words == "last Thursday":
        most = 10  # on a Thursday it is the one before
    assert len(found) <= most
    year, month, day = (int(part) for part in f"{found}-01-01"[:10].split("-"))
    assert day <= calendar.monthrange(year, month)[1]
    if "20" not in words:
        assert found[: len(published)] <= published[: len(found)]


@given(st.text(), PUBLISHED)
def test_any_words_can_be_asked_about(words: str, published: str) -> None:
    said_on(words, published)
