"""`history` and `log`, narrowed to a person, a time, a source and a kind of change."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from factcheck.cli import parse
from factcheck.dates import now, span, stamp
from factcheck.desk import claims, sources
from factcheck.desk.assess import Decision, assess
from factcheck.desk.attributions import Said
from factcheck.settings import Location
from factcheck.store.history import Asked
from factcheck.store.log import log
from factcheck.store.session import reading
from factcheck.vocabulary import Action, Reliability, Status
from tests.cli.conftest import Cli
from tests.store.test_stale import ago


@pytest.fixture
def desk(location: Location) -> None:
    """Five days of two people's work."""
    with ago(location, 40) as session:
        claims.log(session, "The bridge is closed.", Said("City council"), by="ana")
    with ago(location, 30) as session:
        sources.add(session, "Orm Times", by="bo")
        claims.log(session, "The dam leaks.", Said("Veld Radio", via=("Orm Times",)), by="bo")
    with ago(location, 20) as session:
        assess(session, [1], Decision(Status.IN_REVIEW, "asked"), by="bo")
    with ago(location, 10) as session:
        sources.grade(session, "Veld Radio", Reliability.D, because="its record", by="ana")
    with ago(location, 5) as session:
        claims.tag(session, [2], ["dams"], [], by="ana")


def told(cli: Cli, *arguments: str) -> list[tuple[str, str]]:
    result = cli(*arguments, "--format", "json")
    assert result.code == 0, result.err
    found: list[dict[str, Any]] = json.loads(result.out)
    return [(one["subject"], one["action"]) for one in found]


@pytest.mark.usefixtures("desk")
def test_each_filter_leaves_what_it_says_newest_first(cli: Cli) -> None:
    graded, tagged, assessed = ("S3", "source_graded"), ("C2", "claim_tagged"), ("C1", "claim_assessed")
    day = stamp(now() - timedelta(days=15))[:10]
    assert told(cli, "log", "--who", "bo", "--action", "claim_assessed,claim_tagged") == [assessed]
    assert told(cli, "log", "--action", "tagged", "--action", "graded,assessed") == [tagged, graded, assessed]
    assert told(cli, "log", "--since", day) == [tagged, graded]
    assert told(cli, "log", "--since", f"{day}T00:00+01:00", "--who", "ana", "--limit", "1") == [tagged]
    assert told(cli, "log", "--until", day, "--action", "assessed,graded") == [assessed]
    assert told(cli, "log", "--since", "2999") == told(cli, "log", "--until", "2001-02") == []
    about = told(cli, "log", "--source", "Veld Radio")
    assert about[:2] == [tagged, graded]
    assert ("C2", "claim_logged") in about
    assert not [one for one in about if one[0] == "C1"]
    assert told(cli, "log", "--source", "Orm Times")[0] == tagged, "who passed it on counts"
    assert told(cli, "history", "C1", "--who", "bo") == [assessed]
    assert told(cli, "history", "C1", "--until", day, "--action", "logged") == [("C1", "claim_logged")]
    assert told(cli, "history", "C1", "--since", day) == []


@pytest.mark.usefixtures("desk")
def test_of_one_claim_a_source_leaves_what_names_it_what_it_said_and_its_evidence(cli: Cli) -> None:
    cli("add", "--to", "C1", "--said-by", "Veld Radio")
    cli("check-said", "T3", "original_seen", "--because", "heard it")
    cli("evidence", "add", "C1", "--refutes", "--source", "Veld Radio")
    cli("evidence", "add", "C1", "--refutes", "--source", "Orm Times")
    cli("assess", "C1", "refuted", "--because", "both say so", "--evidence", "E1")
    cli("evidence", "withdraw", "E1", "--because", "of another bridge")
    cli("evidence", "withdraw", "E2", "--because", "of another bridge")
    kinds = [action.partition("_")[2] for _, action in told(cli, "history", "C1", "--source", "veld radio")]
    assert kinds == ["attributed", "said_checked", "evidence_added", "assessed", "evidence_withdrawn"]
    assert told(cli, "history", "C1", "--source", "City council") == [("C1", "claim_logged")]
    assert [action for _, action in told(cli, "history", "C2", "--source", "Orm Times")] == ["claim_logged"]
    assert told(cli, "history", "C1", "--source", "S2", "--action", "evidence_withdrawn", "--who", "nobody") == []
    assert cli("source", "merge", "Veld Radio", "Orm Times").code == 0
    assert len(told(cli, "history", "C1", "--source", "Orm Times")) == len(kinds) + 2


@pytest.mark.usefixtures("desk")
def test_any_span_gives_what_a_look_at_every_event_gives(location: Location) -> None:
    with reading(location) as session:
        every = list(log(session))
        edges = sorted({one.recorded_at for one in every})
        for since in (None, *edges):
            for until in (None, *edges):
                wanted = [
                    one.seq
                    for one in every
                    if (since is None or one.recorded_at >= since) and (until is None or one.recorded_at <= until)
                ]
                assert [one.seq for one in log(session, Asked(since=since, until=until))] == wanted


@pytest.mark.usefixtures("desk")
def test_what_was_imported_later_is_found_by_when_it_was_done(cli: Cli, tmp_path: Path) -> None:
    day = stamp(now() - timedelta(days=25))[:10]
    before = told(cli, "log", "--until", day)
    file = str(tmp_path / "desk.jsonl")
    assert cli("export", file).code == 0
    other = str(tmp_path / "other.db")
    assert cli("import", file, "--db", other).code == 0
    assert told(cli, "log", "--until", day, "--db", other) == before
    assert told(cli, "log", "--since", day, "--db", other) == told(cli, "log", "--since", day)


def test_a_log_is_read_in_chunks_whatever_the_kinds(location: Location) -> None:
    with ago(location, 1) as session:
        for number in range(260):
            claims.log(session, f"Claim {number}.", Said("City council"), by="ana")
            claims.tag(session, [number + 1], ["many"], [], by="bo")
    with reading(location) as session:
        every = [one.seq for one in log(session)]
        assert every == sorted(every, reverse=True)
        assert len(every) == 521
        two = Asked(actions=(Action.CLAIM_LOGGED, Action.CLAIM_TAGGED))
        assert [one.seq for one in log(session, two)] == every[:-1]
        assert [one.seq for one in log(session, two, limit=501)] == every[:501]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("log", "--since", "2026-03-01T12:00"), 2, "has no time zone"),
        (("log", "--since", "2026-02-30"), 2, "There is no 2026-02-30 in the calendar"),
        (("log", "--until", "yesterday"), 2, "'yesterday' is no time for --until"),
        (("log", "--action", "mused"), 2, "kind of change"),
        (("log", "--action", "edited"), 2, "kind of change"),
        (("log", "--source", "Nobody"), 3, "There is no source called 'Nobody'"),
        (("history", "C1", "--source", "Nobody"), 3, "There is no source called 'Nobody'"),
        (("history", "C1", "--since", "25:00Z"), 2, "is no time for --since"),
    ],
)
def test_bad_input_is_told_on_one_line(cli_sqlite: Cli, arguments: tuple[str, ...], code: int, said: str) -> None:
    cli_sqlite("add", "It rains.", "--said-by", "City council")
    result = cli_sqlite(*arguments)
    assert (result.code, result.out, result.err.count("\n"), said in result.err) == (code, "", 1, True), result.err


@pytest.mark.parametrize(
    ("given", "first", "last"),
    [
        ("2025", "2025-01-01T00:00:00.000000Z", "2025-12-31T23:59:59.999999Z"),
        ("2024-02", "2024-02-01T00:00:00.000000Z", "2024-02-29T23:59:59.999999Z"),
        ("2025-12", "2025-12-01T00:00:00.000000Z", "2025-12-31T23:59:59.999999Z"),
        ("2025-01-15", "2025-01-15T00:00:00.000000Z", "2025-01-15T23:59:59.999999Z"),
        ("9999-12", "9999-12-01T00:00:00.000000Z", "9999-12-31T23:59:59.999999Z"),
    ],
)
def test_a_partial_date_is_a_span(given: str, first: str, last: str) -> None:
    assert tuple(map(stamp, span(given))) == (first, last)
    assert parse.moment(given, "time", end=True) == span(given)[1]


def test_a_log_may_be_asked_for_from_the_first_day_to_the_last(cli: Cli) -> None:
    cli("add", "The bridge is closed.", "--said-by", "City council")
    asked = cli("log", "--since", "0001-01-01", "--until", "9999-12-31")
    assert (asked.code, asked.out) == (0, cli("log").out)
