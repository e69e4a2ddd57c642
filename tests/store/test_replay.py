"""The current state equals a replay of the ledger."""

from collections.abc import Callable, Iterator
from itertools import islice

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from factcheck.settings import Location
from factcheck.store import events
from factcheck.store.ledger import append
from factcheck.store.projection.keys import catch_up
from factcheck.store.session import reading, writing
from factcheck.store.tables import (
    article,
    assessment,
    attribution,
    claim,
    evidence,
    grade,
    link,
    retraction,
    source,
    unlinking,
    withdrawal,
)
from tests.exchange import conftest
from tests.exchange.desks import Step, build, steps
from tests.exchange.everything import typical
from tests.exchange.tables import check_index, everything

fresh = conftest.fresh
NUMBERED = (source, article, claim, attribution, grade, evidence, withdrawal, assessment, retraction, link, unlinking)


def replay(here: Location, there: Location, chunk: int) -> None:
    """Append all events of the one database to the other, with the numbers kept."""
    with reading(here) as session, writing(there) as other:
        connection = session.connection()
        rows = [row for table in NUMBERED for row in connection.execute(table.select())]
        other.info["numbers"] = {row.uid: row.id for row in rows}
        every: Iterator[events.Event] = events.every(connection)
        while some := list(islice(every, chunk)):
            append(other, some)
        catch_up(other.connection())


def test_a_replay_gives_the_same_rows_in_every_table(location: Location, nowhere: Location) -> None:
    typical(location)
    replay(location, nowhere, chunk=3)
    assert everything(nowhere) == everything(location)
    check_index(nowhere)


@settings(max_examples=15, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
@given(done=steps(), chunk=st.sampled_from((1, 2, 1000)))
def test_any_history_replayed_gives_the_same_rows(fresh: Callable[..., Location], done: list[Step], chunk: int) -> None:
    here, there = fresh("here"), fresh("there")
    build(here, done)
    replay(here, there, chunk)
    assert everything(there) == everything(here)
    check_index(there)
