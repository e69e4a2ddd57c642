"""Whatever is linked and unlinked in whatever order, what says the same are the groups of a union-find."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from factcheck.desk.links import link, unlink
from factcheck.errors import FactcheckError
from factcheck.settings import Location
from factcheck.store.links import members
from factcheck.store.session import reading, writing
from tests.conftest import copied, filled
from tests.desk.test_links import SAME, found, ids
from tests.factories import log


def _model(edges: set[frozenset[int]], size: int) -> dict[int, int]:
    """The smallest number that each leads to: union-find, made anew."""
    root = {number: number for number in range(1, size + 1)}

    def find(number: int) -> int:
        while root[number] != number:
            number = root[number]
        return number

    for edge in edges:
        low, high = sorted(map(find, edge))
        root[high] = low
    return {number: find(number) for number in root}


@pytest.fixture(scope="session")
def six(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with as many claims."""

    def fill(location: Location) -> None:
        for number in range(6):
            log(location, f"Claim {number}.")

    return filled(sqlite_template, tmp_path_factory.mktemp("six") / "in" / "six.db", fill)


@settings(max_examples=25, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
@given(
    moves=st.lists(st.tuples(st.booleans(), st.integers(1, 6), st.integers(1, 6)), max_size=14),
)
def test_groups_are_those_of_a_union_find_and_the_earliest_stands_for_each(
    six: Path, places: Path, moves: list[tuple[bool, int, int]]
) -> None:
    location, edges = copied(six, places / "six" / "desk.db"), set[frozenset[int]]()
    for is_link, one, other in moves:
        with suppress(FactcheckError), writing(location) as session:
            if is_link:
                if link(session, one, SAME, other, by="ana").new:
                    edges.add(frozenset((one, other)))
            else:
                unlink(session, one, other, by="ana")
                edges.remove(frozenset((one, other)))
        wanted = _model(edges, 6)
        assert ids(found(location)) == sorted(set(wanted.values()))
        with reading(location) as session:
            for number, first in wanted.items():
                assert members(session.connection(), number) == {one for one, root in wanted.items() if root == first}
