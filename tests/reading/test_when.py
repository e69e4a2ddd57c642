"""When a thing was said, no more precisely than the words tell."""

import pytest

from factcheck.reading.when import said_on


@pytest.mark.parametrize(
    ("words", "published", "expected"),
    [
        ("Reports last year suggested", "2025-08-24", "2024"),
        ("Reports last year suggested", "2025", "2024"),
        ("Earlier this month, Kim condemned", "2025-08-24", "2025-08"),
        ("Earlier this month, Kim condemned", "2025", None),
        ("last month", "2025-01-03", "2024-12"),
        ("said on Thursday", "2025-08-24", "2025-08-21"),
        ("said Sunday", "2025-08-24", "2025-08-24"),
        ("said on Thursday", "2025-08", None),
        ("said yesterday", "2025-03-01", "2025-02-28"),
        ("said in January", "2025-08-24", "2025-01"),
        ("said in December", "2025-08-24", "2024-12"),
        ("said in 2019", None, "2019"),
        ("said in March 2019", None, "2019-03"),
        ("said last Thursday", "2025-08-24", None),
        ("said last week", "2025-08-24", None),
        ("said", "2025-08-24", None),
        ("said on Thursday", None, None),
    ],
)
def test_a_date_keeps_the_precision_of_the_words(words: str, published: str | None, expected: str | None) -> None:
    assert said_on(words, published) == expected
