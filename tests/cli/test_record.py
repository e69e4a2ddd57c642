"""What a source's grade reaches, and the record of what it said: counts, and never scores."""

import json
from typing import Any

from factcheck.desk import claims, evidence, sources
from factcheck.desk.assess import Decision, assess
from factcheck.desk.attributions import Said
from factcheck.desk.evidence import Item
from factcheck.settings import Location
from factcheck.store.session import writing
from factcheck.vocabulary import Bearing, Reliability, Status
from tests.cli.conftest import Cli


def logged(location: Location, text: str, by: str = "City council", **about: object) -> int:
    with writing(location) as session:
        return claims.log(session, text, Said(by, **about), by="ana").id  # type: ignore[arg-type]


def refuted(location: Location, number: int, **item: Any) -> None:
    with writing(location) as session:
        evidence.add(session, number, Item(Bearing.REFUTES, **item), by="ana")
        assess(session, [number], Decision(Status.REFUTED, "seen"), by="ana")


def answer(cli: Cli, *arguments: str) -> Any:
    result = cli(*arguments, "--format", "json")
    assert result.code == 0, result.err
    return json.loads(result.out)


def test_a_grade_answers_with_the_verdicts_that_rest_on_the_source_in_any_way(cli: Cli, location: Location) -> None:
    numbers = [logged(location, f"Claim {number}.") for number in range(6)]
    with writing(location) as session:
        for name in ("Orm Times", "Orm Tribune"):
            sources.add(session, name, by="ana")
    spoken = logged(location, "The dam leaks.", "Orm Times")
    passed = logged(location, "The mill burned.", "Fire brigade", via=("Orm Tribune",))
    refuted(location, numbers[0], source="Orm Times")
    refuted(location, numbers[1], attribution=f"T{spoken}")
    refuted(location, numbers[2], attribution=f"T{passed}")
    refuted(location, numbers[3], source="Harbour Authority")
    refuted(location, numbers[4], source="Orm Times")
    with writing(location) as session:
        assess(session, [numbers[4]], Decision(Status.IN_REVIEW, "doubts"), by="bo")
        sources.merge(session, "Orm Tribune", "Orm Times", by="bo")
    graded = answer(cli, "source", "grade", "Orm Times", "E", "--because", "made up")
    assert [(one["claim"]["id"], one["evidence"], one["evidence_changed"]) for one in graded["resting"]] == [
        ("C1", ["E1"], True),
        ("C2", ["E2"], True),
        ("C3", ["E3"], True),
    ]
    assert cli("claims", "--flag", "evidence_changed", "--count").out == "3\n"
    page = cli("source", "grade", "Orm Times", "D", "--because", "not all of it").out
    assert "3 verdicts rest on it" in page
    assert "refuted  Claim 0. (E1)  evidence changed since" in page
    assert answer(cli, "source", "show", "Harbour Authority")["resting"][0]["evidence_changed"] is False


def test_a_verdict_taken_back_rests_on_nobody_and_the_one_before_does_again(cli: Cli, location: Location) -> None:
    number = logged(location, "The bridge is closed.")
    refuted(location, number, source="Orm Times")
    cli("assess", "C1", "in_review", "--because", "doubts")
    assert answer(cli, "source", "show", "Orm Times")["resting"] == []
    cli("assess", "C1", "--retract", "--because", "slip")
    assert len(answer(cli, "source", "show", "Orm Times")["resting"]) == 1


def test_the_record_counts_claims_by_when_they_were_said_first(cli: Cli, location: Location) -> None:
    for month in ("2025-01-15", "2025-03", "2025-03-02", "2024"):
        logged(location, f"Said in {month}.", said_on=month)
    cli("assess", "C2", "in_review", "--because", "x")
    shown = answer(cli, "source", "show", "City council")
    assert shown["over_time"] == [
        {"when": "2024", "by_status": {"unchecked": 1}},
        {"when": "2025-01", "by_status": {"unchecked": 1}},
        {"when": "2025-03", "by_status": {"unchecked": 1, "in_review": 1}},
    ]
    for number in range(1, 13):
        logged(location, f"Said in month {number}.", said_on=f"2023-{number:02}")
    assert [one["when"] for one in answer(cli, "source", "show", "S1")["over_time"]] == ["2023", "2024", "2025"]
    with writing(location) as session:
        sources.grade(session, "S1", Reliability.F, because="no basis", by="ana")
    page = cli("source", "show", "S1").out
    assert "  2025     2 unchecked, 1 in review" in page
    assert "%" not in page


def test_a_claim_without_a_day_counts_for_when_it_was_recorded(cli: Cli, location: Location) -> None:
    logged(location, "The bridge is closed.")
    shown = answer(cli, "source", "show", "S1")
    assert shown["over_time"] == [{"when": shown["recorded_at"][:7], "by_status": {"unchecked": 1}}]
