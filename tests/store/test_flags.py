"""The kept flags are what can be derived, whatever happened to claims and to the sources above them."""

from collections.abc import Callable

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from factcheck.desk import sources
from factcheck.desk.attributions import Said
from factcheck.desk.claims import attribute
from factcheck.errors import Refused
from factcheck.settings import Location
from factcheck.store.flags import derive
from factcheck.store.session import reading, writing
from factcheck.vocabulary import Flag
from tests.exchange import conftest
from tests.exchange.desks import Step, build, steps
from tests.factories import log, row

fresh = conftest.fresh


def assert_flags_are_derived(location: Location) -> None:
    with reading(location) as session:
        connection = session.connection()
        claims = list(connection.scalars(text("SELECT id FROM claim")))
        kept = {(row.claim_id, row.flag) for row in connection.execute(text("SELECT claim_id, flag FROM claim_flag"))}
        assert derive(connection, claims) == kept


@settings(max_examples=15, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
@given(done=steps())
def test_after_any_history_the_kept_flags_are_those_derived(fresh: Callable[..., Location], done: list[Step]) -> None:
    location = fresh("desk")
    build(location, done)
    assert_flags_are_derived(location)


@settings(max_examples=10, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
@given(
    moves=st.lists(
        st.tuples(st.sampled_from(("own", "merge", "free")), st.integers(1, 6), st.integers(1, 6)), max_size=12
    )
)
def test_owners_and_merges_at_any_height_reach_the_claims_below(
    fresh: Callable[..., Location], moves: list[tuple[str, int, int]]
) -> None:
    location = fresh("desk")
    for name in range(1, 7):
        log(location, f"Claim {name}.", by=f"Gazette {name}", kind="organisation")
    with writing(location) as session:
        for claim, other in ((1, 2), (3, 4), (5, 6), (1, 6)):
            attribute(session, claim, Said(f"Gazette {other}"), by="ana")
    for what, one, other in moves:
        try:
            with writing(location) as session:
                if what == "own":
                    sources.edit(session, f"S{one}", owner=f"S{other}", by="ana")
                elif what == "merge":
                    sources.merge(session, f"S{one}", f"S{other}", by="ana")
                else:
                    sources.edit(session, f"S{one}", owner="none", by="ana")
        except Refused:
            continue
        assert_flags_are_derived(location)


def test_an_owner_three_steps_up_makes_two_outlets_one_origin(location: Location) -> None:
    number = log(location, by="Orm Gazette", kind="organisation")
    with writing(location) as session:
        for name in ("Veld Gazette", "Amsel Gazette", "Dune Gazette"):
            sources.add(session, name, by="ana")
        attribute(session, number, Said("Dune Gazette"), by="ana")
        sources.edit(session, "Orm Gazette", owner="Veld Gazette", by="ana")
        sources.edit(session, "Veld Gazette", owner="Amsel Gazette", by="ana")
        sources.edit(session, "Amsel Gazette", owner="Dune Gazette", by="ana")
    assert Flag.SINGLE_ORIGIN in row(location, number).flags
    with writing(location) as session:
        sources.edit(session, "Veld Gazette", owner="none", by="ana")
    assert Flag.SINGLE_ORIGIN not in row(location, number).flags
