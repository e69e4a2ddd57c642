"""A database that nobody tampered with is found whole, whatever happened in it."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from factcheck.settings import Location
from factcheck.store import verify as verifying
from factcheck.store.session import reading
from factcheck.store.verify import verify
from tests.exchange import conftest
from tests.exchange.desks import Step, build, steps
from tests.factories import ingest_text
from tests.store.verify.forger import damage, sealed

fresh = conftest.fresh


def test_a_database_with_something_of_everything_is_whole_and_every_row_was_looked_at(desk: Location) -> None:
    with reading(desk) as session:
        report = verify(session, desk, seals=[])
    assert report.first is None
    records = {check.name: check.records for check in report.checks}
    assert records["ledger"] == report.events > 40
    assert records["values"] > report.events
    assert all(records[name] for name in ("schema", "texts", "references", "search"))


def test_an_empty_database_is_whole(location: Location) -> None:
    assert damage(location, sealed(location)) == {}


def test_a_revision_in_other_white_space_and_typography_is_whole(location: Location) -> None:
    text = 'The "ferry" was late, the harbour office said. The bridge at Orm was closed.\n'
    ingest_text(location, text, url="https://wire.example/1")
    ingest_text(location, text.replace('"', "”").replace("was", "was \n "), url="https://wire.example/1")
    assert damage(location) == {}


def test_who_verifies_a_large_file_is_told_that_others_wait_for_it(
    desk: Location, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    assert damage(desk) == {}
    assert "Nobody can write" not in caplog.text
    monkeypatch.setattr(verifying, "_LONG", 30)
    assert damage(desk) == {}
    assert ("Nobody can write" in caplog.text) == (desk.path is not None)


@settings(max_examples=15, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
@given(done=steps())
def test_any_history_is_whole_and_holds_to_all_seals_made_on_the_way(
    fresh: Callable[..., Location], done: list[Step]
) -> None:
    here = fresh("here")
    seals = [sealed(here)]
    build(here, done[: len(done) // 2])
    seals.append(sealed(here))
    build(here, done[len(done) // 2 :])
    seals.append(sealed(here))
    assert damage(here, *seals) == {}
