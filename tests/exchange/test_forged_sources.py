"""Sources whose hashes are right, but which no desk would have recorded, are bad rows."""

from collections.abc import Callable

import pytest

from factcheck.settings import Location
from factcheck.vocabulary import UNNAMED_KINDS, SourceKind
from tests.exchange.forged import imported, refused
from tests.exchange.forging import Forgery


@pytest.mark.parametrize("kind", sorted(UNNAMED_KINDS))
def test_an_unnamed_kind_is_never_named(fresh: Callable[..., Location], kind: SourceKind) -> None:
    why = f"A source of kind {kind} is never named."
    refused(fresh("forged"), lambda one: one.source(kind), why)
    refused(fresh("forged"), lambda one: one.edit(one.source(), kind=str(kind)), why)
    refused(fresh("forged"), lambda one: one.edit(one.source(kind, named=False), named=True), why)
    imported(fresh("forged"), lambda one: one.edit(one.source(), kind=str(kind), named=False))


@pytest.mark.parametrize("hops", [0, 1, 4])
def test_no_source_owns_itself_through_any_number_of_others(sqlite: Location, hops: int) -> None:
    def forge(one: Forgery) -> None:
        owner = first = one.source()
        for _ in range(hops):
            owner = one.source(owner=owner)
        one.edit(first, owner=owner)

    refused(sqlite, forge, "A source would own itself.")


def test_no_source_owns_itself_through_a_merge(sqlite: Location) -> None:
    def forge(one: Forgery) -> None:
        first, other = one.source(), one.source()
        one.merge(other, first)
        one.edit(first, owner=other)

    refused(sqlite, forge, "A source would own itself.")


@pytest.mark.parametrize("hops", [0, 1, 4])
def test_no_source_is_merged_into_itself_through_any_number_of_others(sqlite: Location, hops: int) -> None:
    def forge(one: Forgery) -> None:
        into = first = one.source()
        for _ in range(hops):
            other = one.source()
            one.merge(other, into)
            into = other
        one.merge(first, into)

    refused(sqlite, forge, "A source would be merged into itself")


def test_no_source_is_merged_into_what_it_owns_or_twice(fresh: Callable[..., Location]) -> None:
    def owned(one: Forgery) -> None:
        owner = one.source()
        one.merge(owner, one.source(owner=one.source(owner=owner)))

    def twice(one: Forgery) -> None:
        source = one.source()
        one.merge(source, one.source())
        one.merge(source, one.source())

    refused(fresh("forged"), owned, "merged into one that it owns")
    refused(fresh("forged"), twice, "or a second time")
