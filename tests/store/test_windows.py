"""How far a page is looked for at a time."""

from itertools import islice

from factcheck.store.filters import ClaimFilter
from factcheck.store.windows import Page, ranges

_LAST = 1_000_000


def test_three_times_as_many_claims_are_looked_at_until_one_is_found() -> None:
    looked = islice(ranges(ClaimFilter(limit=50), _LAST, page=Page()), 4)
    assert list(looked) == [(1, 500), (501, 2000), (2001, 6500), (6501, 20000)]


def test_no_more_claims_are_looked_at_than_a_page_seems_to_take() -> None:
    page = Page()
    looked = ranges(ClaimFilter(limit=50), _LAST, page=page)
    assert list(islice(looked, 2)) == [(1, 500), (501, 2000)]
    page.found = 40
    assert next(looked) == (2001, 2750)  # 2,000 led to 40, so that 500 should to the ten that are missing
    page.found = 49
    assert next(looked) == (2751, 3250)


def test_what_was_found_elsewhere_tells_nothing() -> None:
    page = Page(found=40)
    looked = ranges(ClaimFilter(limit=50, descending=True), _LAST, page=page)
    assert list(islice(looked, 2)) == [(999_501, 1_000_000), (998_001, 999_500)]
    page.found = 41
    assert next(looked) == (993_501, 998_000)
    page.found = 45
    assert next(looked) == (983_751, 993_500)  # 6,500 led to five, and five are missing
