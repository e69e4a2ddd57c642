"""Who reads what no change tells hears that somebody altered the database, and of no fault of factcheck's."""

import gc
import json
from itertools import product
from typing import Any, Final

import pytest
from sqlalchemy import select

from factcheck.settings import Location
from factcheck.store.tables import claim, event
from factcheck.vocabulary import Action
from tests.cli.conftest import Cli
from tests.exchange.everything import typical
from tests.factories import log
from tests.store.verify.forger import forging

NOBODY: Final = "01900000-0000-7000-8000-000000000000"


@pytest.mark.usefixtures("looked_through")
@pytest.mark.parametrize(
    ("action", "name", "value", "told"),
    [
        (Action.CLAIM_ASSESSED, "before", 5, "an event cannot have happened: its 'before' is no status"),
        (Action.CLAIM_RETRACTED, "back_to", ["x"], "an event cannot have happened: its 'back_to' is no status"),
        (Action.CLAIM_SUPERSEDED, "by", "abc", "an event cannot have happened: its 'by' is no list of uids"),
        (Action.CLAIM_REATTRIBUTED, "from", 5, "an event cannot have happened: its 'from' is no speaker"),
        (
            Action.CLAIM_ASSESSED,
            "credibility",
            "x",
            "an event cannot have happened: its 'credibility' is no credibility",
        ),
        (
            Action.CLAIM_ATTRIBUTED,
            "attribution",
            {"stance": 5},
            "an event cannot have happened: the 'stance' of its",
        ),
        (Action.CLAIM_ACCEPTED, "other", "x", "an event cannot have happened: it says 'other'"),
        (Action.CLAIM_LOGGED, "replaces", [NOBODY], "an event names claim, which is not there"),
        (Action.CLAIM_SUPERSEDED, "by", [NOBODY], "an event names claim, which is not there"),
        (Action.CLAIM_LINKED, "other", "x", "an event names claim, which is not there"),
        (Action.CLAIM_UNLINKED, "other", "x", "an event names claim, which is not there"),
        (Action.CLAIM_ASSESSED, "evidence", ["x"], "an event names evidence, which is not there"),
        (Action.CLAIM_EVIDENCE_WITHDRAWN, "evidence", "x", "an event names evidence, which is not there"),
    ],
)
def test_who_reads_what_no_change_tells_hears_that_the_database_was_altered(
    cli_lasting: Cli, everything: Location, action: Action, name: str, value: Any, told: str
) -> None:
    with forging(everything) as connection:
        last = event.select().where(event.c.action == action).order_by(event.c.seq.desc()).limit(1)
        row = connection.execute(last).one()
        said = json.loads(row.payload)
        said[name] = {**said[name], **value} if isinstance(value, dict) else value
        connection.execute(event.update().where(event.c.seq == row.seq).values(payload=json.dumps(said)))
        number = connection.scalar(select(claim.c.id).where(claim.c.uid == row.subject))
    try:
        commands = (("log", "--limit", "1000"), ("history", f"C{number}"), ("diff", "--since", "2020-01-01"))
        for command, format in product(commands, ("table", "json")):
            gc.collect()  # a cursor that an error holds keeps the file locked, else only until its process ends
            answer = cli_lasting(*command, "--format", format)
            if format == "table" or answer.code != 0:  # JSON may show it as it stands there
                assert answer.code == 7, (command, format, answer)
                assert f"holds what factcheck did not write: {told}" in answer.err.splitlines()[-1]
    finally:
        gc.collect()
        with forging(everything) as connection:
            connection.execute(event.update().where(event.c.seq == row.seq).values(payload=row.payload))


@pytest.fixture(scope="module")
def everything(lasting: Location) -> Location:
    """Something of everything has happened there."""
    typical(lasting)
    return lasting


def test_a_server_with_so_many_events_that_they_take_long_is_said_not_to_be_looked_through(
    cli: Cli, location: Location, monkeypatch: pytest.MonkeyPatch
) -> None:
    log(location)
    monkeypatch.delenv("FACTCHECK_DEBUG")
    monkeypatch.setattr("factcheck.store.failures._PATIENCE", -1)
    monkeypatch.setattr("factcheck.store.overview.overview", lambda _session: 1 // 0)
    result = cli("stats")
    assert (result.code, len(result.err.splitlines())) == (1, 1)
    assert "This is a fault in factcheck" in result.err
    if location.path is None:
        assert "was not looked through for damage: factcheck db verify does that." in result.err
