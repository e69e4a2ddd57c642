"""From a claim without evidence to a verdict that rests on it, and on to one that does so no longer."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from factcheck.settings import Location
from tests.cli.conftest import Cli
from tests.factories import log


@pytest.fixture(autouse=True)
def claims(location: Location) -> None:
    log(location)
    log(location, "The tunnel is closed.", by="Orm Times")


def answer(cli: Cli, *arguments: str) -> Any:
    result = cli(*arguments, "--format", "json")
    assert result.code == 0, result.err
    return json.loads(result.out)


def test_a_verdict_is_refused_until_its_evidence_is_there_as_the_refusal_says(cli: Cli) -> None:
    refusal = cli("assess", "C1", "confirmed", "--because", "read it")
    assert refusal.code == 4
    assert "evidence add C1 --supports --source NAME --url URL" in refusal.err
    assert "--override REASON" in refusal.err
    for name in ("Harbour Authority", "Veld Radio"):
        cli("evidence", "add", "C1", "--supports", "--source", name, "--url", "https://log.example")
    (row,) = answer(cli, "assess", "C1", "confirmed", "--because", "read it")
    assert (row["status"], row["credibility"], row["version"]) == ("confirmed", 1, 4)
    shown = answer(cli, "show", "C1")
    assert [one["id"] for one in shown["evidence"]] == ["E1", "E2"]
    assert [one["evidence"] for one in shown["assessments"]] == [["E1", "E2"]]
    assert answer(cli, "evidence", "list", "C1") == shown["evidence"]
    assert "rests on E1, E2" in cli("show", "C1").out
    history = cli("history", "C1").out
    assert "supporting evidence Veld Radio, https://log.example (E2)" in history
    assert "confirmed by other sources, resting on E1, E2" in history


def test_a_file_is_kept_by_its_name_and_digest_only(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "berth.jpg"
    path.write_bytes(b"\x89PNG\0\xff")
    (item,) = answer(cli, "evidence", "add", "C1", "--refutes", "--direct", "--file", str(path))
    assert (item["file"], item["sha256"]) == ("berth.jpg", hashlib.sha256(b"\x89PNG\0\xff").hexdigest())
    assert (item["bearing"], item["direct"], item["source"], item["origin"]) == ("refutes", True, None, None)
    path.unlink()
    assert answer(cli, "evidence", "list", "C1") == [item]


def test_a_withdrawal_that_a_verdict_rests_on_is_told_and_flagged(cli: Cli) -> None:
    cli("evidence", "add", "C1", "--refutes", "--source", "Veld Radio")
    cli("assess", "C1", "refuted", "--because", "heard it")
    done = cli("evidence", "withdraw", "E1", "--because", "of another bridge", "--format", "json")
    assert "The verdict on C1 rests on it: it stands, flagged evidence_changed." in done.err
    assert json.loads(done.out)[0]["withdrawn"]["because"] == "of another bridge"
    (row,) = answer(cli, "claims", "--flag", "evidence_changed")
    assert (row["id"], row["status"], row["flags"]) == ("C1", "refuted", ["single_origin", "evidence_changed"])
    again = cli("evidence", "withdraw", "E1", "--because", "again")
    assert (again.code, "E1 was withdrawn by ana" in again.err) == (4, True)
    assert "evidence withdrawn (E1)" in cli("history", "C1").out


def test_an_override_stands_beside_the_status_everywhere_until_the_evidence_is_there(cli: Cli) -> None:
    cli("assess", "C1", "refuted", "--because", "seen", "--override", "on paper")
    for command in (["claims", "--status", "refuted"], ["search", "bridge"], ["show", "C1"]):
        assert "overridden" in cli(*command, "--format", "table").out
    (row,) = answer(cli, "claims", "--flag", "overridden")
    assert row["id"] == "C1"
    assert answer(cli, "show", "C1")["assessments"][0]["override"] == "on paper"
    assert "gate passed with a reason" in cli("history", "C1").out
    cli("evidence", "add", "C1", "--refutes", "--source", "Veld Radio")
    done = cli("assess", "C1", "refuted", "--because", "seen", "--override", "on paper")
    assert "no override was recorded" in done.err
    assert answer(cli, "claims", "--flag", "overridden") == []


def test_what_a_verdict_rests_on_can_be_named_in_any_way(cli: Cli) -> None:
    for _ in range(3):
        cli("evidence", "add", "C1", "--refutes", "--source", "Veld Radio")
    for given in (["--evidence", "E1,E3"], ["--evidence", "e3 E1"], ["--evidence", "E1", "--evidence", "E3"]):
        cli("assess", "C1", "refuted", "--because", "heard it", *given)
    assert [one["evidence"] for one in answer(cli, "show", "C1")["assessments"]] == [["E1", "E3"]] * 3


def test_what_is_said_in_another_claim_is_evidence_until_it_was_never_said(cli: Cli) -> None:
    (item,) = answer(cli, "evidence", "add", "C1", "--refutes", "--attribution", "T2", "--note", "the same roadworks")
    assert (item["attribution"], item["source"]["name"], item["origin"]["name"]) == ("T2", "Orm Times", "Orm Times")
    cli("assess", "C1", "refuted", "--because", "read it")
    done = cli("check-said", "T2", "misattributed", "--because", "another paper", "--format", "json")
    assert done.err == "T2 by Orm Times is misattributed. The status stays as it is.\n"
    (row,) = json.loads(done.out)
    assert (row["id"], row["status"], row["flags"]) == ("C2", "unchecked", ["origin_unknown"])
    assert answer(cli, "show", "C2")["attributions"][0]["said_check"] == "misattributed"
    assert "did not say it: another paper" in " ".join(cli("history", "C2", "--format", "table").out.split())
    (row,) = answer(cli, "claims", "--flag", "evidence_changed")
    assert (row["id"], row["status"]) == ("C1", "refuted")
