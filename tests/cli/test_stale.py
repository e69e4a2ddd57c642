"""`stale` on the command line: three headings, the reason for each, one shape for scripts."""

import json

import pytest

from factcheck.desk import evidence, sources
from factcheck.desk.assess import Decision, assess
from factcheck.desk.evidence import Item
from factcheck.settings import Location
from factcheck.vocabulary import Bearing, Reliability, Status
from tests.cli.conftest import Cli
from tests.store.test_stale import ago, old


@pytest.fixture
def desk(location: Location) -> None:
    """A claim for each heading."""
    old(location, 41)
    tunnel, mill = old(location, 71, "The tunnel will open in March."), old(location, 70, "The mill burned down.")
    with ago(location, 70) as session:
        assess(session, [tunnel], Decision(Status.NOT_CHECKABLE, "a prediction", due="2026-03-01"), by="ana")
        for source in ("Orm Times", "Fire brigade"):
            evidence.add(session, mill, Item(Bearing.SUPPORTS, source=source), by="ana")
        assess(session, [mill], Decision(Status.CONFIRMED, "two reports"), by="ana")
    with ago(location, 2) as session:
        evidence.withdraw(session, 1, because="of another mill", by="bo")
        sources.grade(session, "Fire brigade", Reliability.E, because="made up", by="bo")


@pytest.mark.usefixtures("desk")
def test_people_see_each_reason_under_its_heading(cli: Cli) -> None:
    shown = cli("stale", "--format", "table")
    lines = [line.rstrip() for line in shown.out.splitlines() if line.strip() and "───" not in line]
    assert [line for line in lines if not line.startswith("ID")] == [
        "Verdicts whose evidence changed",
        "C3  confirmed  The mill burned down.",
        "               — City council (official)",
        "               E1 withdrawn; E2: S3 Fire brigade graded E",
        "Predictions past their due date",
        "C2  not checkable  The tunnel will open in March.",
        "                   — City council (official)",
        "                   due 2026-03-01",
        "Unverified, longest unchecked first",
        "C1  unchecked  The bridge is closed.",
        "               — City council (official)",
        "               not checked for 41 days",
    ]
    assert shown.err == "3 stale: 1 with changed evidence, 1 due, 1 not checked\n"
    assert cli("stale", "--format", "markdown").out.startswith("## Verdicts whose evidence changed\n\n| ID | Status |")


@pytest.mark.usefixtures("desk")
def test_scripts_get_the_claim_of_a_list_and_why(cli: Cli) -> None:
    changed, due, unchecked = json.loads(cli("stale", "--format", "json").out)
    (listed,) = json.loads(cli("claims", "--search", "mill", "--format", "json").out)
    about = changed.pop("stale")
    assert changed == listed
    at = about["changes"][0].pop("at")
    assert about == {
        "why": "evidence_changed",
        "reason": "E1 withdrawn; E2: S3 Fire brigade graded E",
        "since": None,
        "due": None,
        "changes": [
            {
                "change": "withdrawn",
                "evidence": ["E1"],
                "attribution": None,
                "source": None,
                "before": None,
                "after": None,
                "claim": None,
            },
            {
                "change": "regraded",
                "evidence": ["E2"],
                "attribution": None,
                "source": {"id": "S3", "name": "Fire brigade"},
                "before": None,
                "after": "E",
                "at": about["changes"][1]["at"],
                "claim": None,
            },
        ],
    }
    assert at.endswith("Z")
    assert (due["stale"]["why"], due["stale"]["reason"], due["stale"]["due"]) == ("due", "due 2026-03-01", "2026-03-01")
    assert (unchecked["stale"]["since"], unchecked["stale"]["why"]) == (unchecked["recorded_at"], "not_checked")
    assert [row.split("\t")[:3] for row in cli("stale").out.splitlines()] == [
        ["C3", "evidence_changed", "E1 withdrawn; E2: S3 Fire brigade graded E"],
        ["C2", "due", "due 2026-03-01"],
        ["C1", "not_checked", "not checked for 41 days"],
    ]


@pytest.mark.usefixtures("desk")
def test_pages_reasons_and_counts(cli: Cli) -> None:
    first = cli("stale", "--limit", "2")
    assert (len(first.out.splitlines()), first.err) == (2, "There may be more. The next page: --after C2\n")
    assert cli("stale", "--limit", "2", "--after", "C2").out.startswith("C1\t")
    assert cli("stale", "--why", "due,not-checked", "--days", "50").out.startswith("C2\t")
    assert cli("stale", "--count").out == "3\n"
    assert json.loads(cli("stale", "--count", "--why", "due", "--format", "json").out) == {
        "count": 1,
        "by_why": {"due": 1},
    }
    assert json.loads(cli("stale", "--days", "100", "--why", "not_checked", "--format", "json").out) == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--days", "-1"), 2),
        (("--days", "soon"), 2),
        (("--why", "boredom"), 2),
        (("--after", "one"), 2),
        (("--after", "C99"), 3),
        (("--source", "S99"), 3),
        (("--limit", "0"), 2),
    ],
)
def test_bad_input_is_told_on_one_line(cli_sqlite: Cli, arguments: tuple[str, ...], code: int) -> None:
    cli_sqlite("add", "It rains.", "--said-by", "City council")
    result = cli_sqlite("stale", *arguments)
    assert (result.code, result.out, result.err.count("\n")) == (code, "", 1)
