"""Each question that is measured has one answer: the product's, and that of the SQL it is measured against."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from factcheck.settings import Location
from factcheck.store.claims import ClaimRow
from tests.benchmarks.building import copy, original, regrade
from tests.benchmarks.measuring import asked, by_hand
from tests.benchmarks.pages import as_shown, as_told
from tests.benchmarks.row import Row, Subjects
from tests.benchmarks.rows import ROWS
from tests.conftest import postgres_database

_COPIES, _CLAIMS = 4, 100


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, timedelta]:
    """The original, and the time between two of its changes."""
    path = tmp_path_factory.mktemp("benchmark") / "original.db"
    return path, original(Location(path, None, explicit=True), _CLAIMS)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def built(
    request: pytest.FixtureRequest, first: tuple[Path, timedelta], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Location]:
    """A few hundred claims."""
    with ExitStack() as stack:
        location = Location(tmp_path_factory.mktemp("benchmark") / "copies.db", None, explicit=True)
        if request.param == "postgresql":
            server = request.getfixturevalue("postgres_server")
            location = stack.enter_context(postgres_database(server, "template0"))
        copy(*first, location, _COPIES)
        regrade(location, _CLAIMS)
        yield location


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_the_product_answers_as_the_sql_does(row: Row, built: Location) -> None:
    subjects = Subjects(_COPIES, _CLAIMS)
    with asked(row, built, subjects) as (session, values), by_hand(built) as query:
        expected, answer = query(row.sql, values), row.call(session, subjects)
        if any(isinstance(one, ClaimRow) for one in answer):
            assert [as_shown(one) for one in answer] == [as_told(one) for one in expected]
        else:
            assert list(answer) == [one[0] for one in expected]
        assert expected or row.rare
        for one in row.more:
            query(one, values)
