"""Said is not true: no check of what was said moves a status, whatever is found and whatever the claim is."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from factcheck.desk import evidence
from factcheck.desk.assess import Decision, assess
from factcheck.desk.attributions import Said
from factcheck.desk.claims import attribute, reject
from factcheck.desk.correction import correct
from factcheck.desk.evidence import Item
from factcheck.desk.links import link
from factcheck.desk.said import check_said
from factcheck.errors import NotFound, Refused, UsageProblem
from factcheck.settings import Location
from factcheck.store.details import detail
from factcheck.store.session import reading, writing
from factcheck.vocabulary import ALLOWED_CREDIBILITY, Bearing, Flag, Relation, SaidCheck, Status
from tests.exchange import conftest
from tests.factories import ingest_text, log, row

fresh = conftest.fresh


def check(location: Location, number: int, found: SaidCheck, because: str = "looked") -> bool:
    with writing(location) as session:
        return check_said(session, number, found, because=because, by="bo")


def held(location: Location, number: int) -> tuple[object, ...]:
    """What we hold about the proposition."""
    claim = row(location, number)
    with reading(location) as session:
        assessments = detail(session, number).assessments
    return claim.status, claim.credibility, claim.confidence, claim.assessed_at, claim.state, claim.text, assessments


@pytest.mark.parametrize("often", [15, pytest.param(500, marks=pytest.mark.slow)])
def test_no_check_of_what_was_said_moves_what_is_held(fresh: Callable[..., Location], often: int) -> None:
    @settings(max_examples=often, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
    @given(
        statuses=st.lists(st.sampled_from(Status), max_size=3),
        checks=st.lists(st.tuples(st.integers(1, 2), st.sampled_from(SaidCheck)), min_size=1, max_size=4),
        overridden=st.booleans(),
    )
    def look(statuses: list[Status], checks: list[tuple[int, SaidCheck]], overridden: bool) -> None:
        location = fresh("desk")
        log(location)
        log(location, "The tunnel is closed.", by="Orm Times")
        judge(location, statuses, () if overridden else (Bearing.SUPPORTS, Bearing.REFUTES))
        before = held(location, 1), held(location, 2)
        for attribution, found in checks:
            check(location, attribution, found)
            assert (held(location, 1), held(location, 2)) == before

    look()


def judge(location: Location, statuses: Sequence[Status], given: Sequence[Bearing]) -> None:
    """Give evidence on C1, then each status that it may have."""
    with writing(location) as session:
        for bearing in given:
            evidence.add(session, 1, Item(bearing, attribution="T2"), by="ana")
    for status in statuses:
        allowed = ALLOWED_CREDIBILITY.get(status, ())
        decision = Decision(status, "seen", credibility=allowed[0] if len(allowed) > 1 else None, override="on paper")
        with suppress(Refused), writing(location) as session:
            assess(session, [1], decision, by="ana")


@pytest.mark.parametrize("found", [one for one in SaidCheck if one is not SaidCheck.NOT_CHECKED])
def test_what_was_found_is_kept_with_its_reason(location: Location, found: SaidCheck) -> None:
    number = log(location)
    assert check(location, 1, found)
    with reading(location) as session:
        (said,) = detail(session, number).attributions
    assert said.said_check == found
    assert row(location, number).version == 2


def test_what_nobody_checked_needs_not_be_taken_back(location: Location) -> None:
    number = log(location)
    assert not check(location, 1, SaidCheck.NOT_CHECKED)
    assert row(location, number).version == 1
    assert check(location, 1, SaidCheck.ORIGINAL_SEEN)
    assert check(location, 1, SaidCheck.ORIGINAL_SEEN), "who looked again found it again"
    assert check(location, 1, SaidCheck.NOT_CHECKED)
    assert not check(location, 1, SaidCheck.NOT_CHECKED)
    assert row(location, number).version == 4


def test_a_check_needs_a_reason_and_an_attribution_in_use(location: Location) -> None:
    ingest_text(location)
    with pytest.raises(UsageProblem, match="reason is empty"):
        check(location, 1, SaidCheck.ORIGINAL_SEEN, because=" ")
    with pytest.raises(NotFound, match="no attribution T99"):
        check(location, 99, SaidCheck.ORIGINAL_SEEN)
    with writing(location) as session:
        reject(session, [1], by="ana")
    with pytest.raises(Refused, match="C1 is rejected"):
        check(location, 1, SaidCheck.ORIGINAL_SEEN)


def test_that_another_speaker_said_it_is_unchecked(location: Location) -> None:
    number = log(location)
    check(location, 1, SaidCheck.MISATTRIBUTED)
    with writing(location) as session:
        correct(session, number, "Orm Times", because="their report", by="ana")
    with reading(location) as session:
        (said,) = detail(session, number).attributions
    assert said.said_check == SaidCheck.NOT_CHECKED
    assert row(location, number).flags == (Flag.SINGLE_ORIGIN,)


def test_checking_a_draft_accepts_nothing(location: Location) -> None:
    ingest_text(location)
    check(location, 1, SaidCheck.QUOTE_LOCATED)
    assert Flag.DRAFT in row(location, 1).flags


def test_who_adds_to_what_stands_for_a_claim_waits_for_who_checks_what_is_said_of_it(postgres: Location) -> None:
    for source in ("Veld Herald", "Orm Times"):
        log(postgres, f"{source} has it.", by=source)
    with writing(postgres) as session:
        link(session, 2, Relation.SAME, 1, by="ana")

    def add() -> None:
        with writing(postgres, watch=[1]) as session:
            attribute(session, 1, Said("Port office"), by="ana")

    with ThreadPoolExecutor(1) as pool:
        with writing(postgres) as session:
            check_said(session, 2, SaidCheck.MISATTRIBUTED, because="looked", by="bo")
            adding = pool.submit(add)
            assert wait([adding], timeout=1).not_done
        adding.result(timeout=30)
    assert row(postgres, 1).flags == ()


def test_who_never_said_it_is_no_origin_and_who_took_it_back_still_is(location: Location) -> None:
    number = log(location, by="State media in Veld", kind="state_media")
    assert row(location, number).flags == (Flag.SINGLE_ORIGIN, Flag.STATE_MEDIA_ONLY)
    check(location, 1, SaidCheck.MISATTRIBUTED)
    assert row(location, number).flags == (Flag.ORIGIN_UNKNOWN,)
    check(location, 1, SaidCheck.WITHDRAWN)
    assert row(location, number).flags == (Flag.SINGLE_ORIGIN, Flag.STATE_MEDIA_ONLY)
    with writing(location) as session:
        attribute(session, number, Said("Orm Times"), by="ana")
    check(location, 1, SaidCheck.MISATTRIBUTED)
    assert row(location, number).flags == (Flag.SINGLE_ORIGIN,)


@pytest.mark.parametrize("found", SaidCheck)
def test_a_verdict_is_flagged_while_nobody_stands_behind_what_it_rests_on(location: Location, found: SaidCheck) -> None:
    number = log(location)
    log(location, "The tunnel is closed.", by="Orm Times")
    with writing(location) as session:
        evidence.add(session, number, Item(Bearing.REFUTES, attribution="T2"), by="ana")
        assess(session, [number], Decision(Status.REFUTED, "heard"), by="ana")
    check(location, 2, found)
    gone = found in {SaidCheck.MISATTRIBUTED, SaidCheck.WITHDRAWN}
    assert (Flag.EVIDENCE_CHANGED in row(location, number).flags) == gone
    check(location, 2, SaidCheck.ORIGINAL_SEEN)
    assert Flag.EVIDENCE_CHANGED not in row(location, number).flags
