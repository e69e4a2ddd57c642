"""What a page says of itself is kept as far as it can be stored, and dropped where it cannot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.dates import partial
from factcheck.reading.inputs.about import About, address, day, language, name, people


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2025", "2025"),
        ("2025-01", "2025-01"),
        ("2025-1-5", "2025-01-05"),
        ("2025-01-15", "2025-01-15"),
        ("2025/01/15", "2025-01-15"),
        ("20250115", "2025-01-15"),
        ("20250115T101112Z", "2025-01-15"),
        ("2025-01-15T23:30:00-05:00", "2025-01-15"),
        ("2025-01-15 23:30:00.123+0500", "2025-01-15"),
        ("Wed, 15 Jan 2025 08:00:00 GMT", "2025-01-15"),
        ("15 January 2025", "2025-01-15"),
        ("January 15, 2025", "2025-01-15"),
        ("Wednesday, Sept. 3rd, 2025 at 9 am", "2025-09-03"),
        ("01/02/2025", None),  # nobody can tell
        ("2025-02-30", None),
        ("2025-13", None),
        ("202501", None),
        ("1736899200", None),
        ("0001-01-01T00:00:00Z", None),  # how some programs write that they know none
        ("15 Janvember 2025", None),
        ("yesterday", None),
        ("", None),
        (20250115, None),
    ],
)
def test_dates_keep_their_precision_and_the_day_as_it_is_written(given: object, kept: str | None) -> None:
    assert day(given) == kept


@given(st.text("0123456789-/. TJanfebZ:", max_size=30))
def test_a_date_that_is_kept_is_one_that_can_be_stored(text: str) -> None:
    kept = day(text)
    assert kept is None or partial(kept) == kept


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  Strait \n Gazette ", "Strait Gazette"),
        ("Bread &amp;amp; Salt", "Bread & Salt"),
        ("https://gazette.example/ana", None),
        ("S5", None),  # would be taken for a source's id
        ("a\0b", None),
        ("a\ud800b", None),
        ("x" * 301, None),
        ("\ufdfa" * 300, None),  # folds to 18 letters each
        ("", None),
        (None, None),
        ({"name": "x"}, None),
    ],
)
def test_names_that_cannot_be_stored_are_dropped(given: object, kept: str | None) -> None:
    assert name(given) == kept


def test_authors_are_named_once_and_without_by() -> None:
    assert people(["By Ana Weir", "Ana Weir", "", "Bo Lind"]) == "Ana Weir, Bo Lind"
    assert people([]) is None


@pytest.mark.parametrize(
    ("given", "base", "kept"),
    [
        ("https://gazette.example/1", "", "https://gazette.example/1"),
        ("/1", "https://gazette.example/a/b", "https://gazette.example/1"),
        ("/1", "", ""),
        ("javascript:alert(1)", "https://gazette.example/", ""),
        ("file:///etc/passwd", "", ""),
        ("https://gazette.example/a b", "", ""),
        ("https://[broken", "", ""),
        ("https://gazette.example/" + "x" * 2000, "", ""),
        (None, "", ""),
    ],
)
def test_only_addresses_on_the_web_are_kept(given: object, base: str, kept: str) -> None:
    assert address(given, base) == kept


@pytest.mark.parametrize(
    ("given", "kept"), [("en", "en"), ("en_GB", "en-GB"), ("x-default", None), ("english please", None), (7, None)]
)
def test_languages_are_codes(given: object, kept: str | None) -> None:
    assert language(given) == kept


def test_what_is_given_goes_before_what_is_found() -> None:
    assert About(title="A", url="").or_else(About(title="B", url="https://x.example")) == About(
        "A", url="https://x.example"
    )
