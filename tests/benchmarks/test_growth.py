"""Growth is told of what was measured at several sizes, and marked where it is more than it may be."""

from tests.benchmarks.growth import Growth, Times


def test_what_was_measured_at_one_size_did_not_grow() -> None:
    assert list(Growth({"a page": {1000: Times(1)}}, {"a load": {1000: Times(1)}}).lines()) == []


def test_a_page_may_grow_as_a_logarithm_does_or_the_sql() -> None:
    def told(product: float, sql: float | None) -> str:
        growth = Growth({"a page": {1_000_000: Times(product, sql), 1000: Times(1, sql and 1)}})
        (line,) = growth.lines()
        return " ".join(line.split())

    assert told(2.0, None) == "a page 2.00"
    assert told(2.5, None) == "a page 2.50 over"
    assert told(2.5, 2.4) == "a page 2.50, SQL 2.40"
    assert told(2.5, 1.0) == "a page 2.50, SQL 1.00 over"


def test_a_load_may_grow_as_the_size_does() -> None:
    growth = Growth(loads={"a load": {10: Times(1), 100: Times(12), 1000: Times(140)}})
    assert " ".join(next(growth.lines()).split()) == "a load 1.20 of linear 1.40 of linear over"
