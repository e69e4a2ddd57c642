"""`origins` on the command line, on both databases."""

import json
from typing import Any

from factcheck.settings import Location
from tests.cli.conftest import Cli
from tests.factories import ingest_text, log

TEXT = "State media in Amsel announced that the dam was finished. The mayor said that it would be opened in May."


def answer(cli: Cli, *arguments: str) -> Any:
    result = cli("origins", *arguments, "--format", "json")
    assert result.code == 0, result.err
    return json.loads(result.out)


def test_many_articles_on_the_word_of_one_are_one_origin(cli: Cli, location: Location) -> None:
    for name in ("Radio Lund", "Veld Post", "Orm Times"):
        ingest_text(location, TEXT, publisher=name)
    assert cli("link", "C3", "same", "C1").code == cli("link", "C5", "same", "C1").code == 0
    found = answer(cli, "C5")
    assert list(found) == ["claim", "origins", "count", "circular", "echoes", "flags", "chains"]
    assert (found["claim"], found["count"], found["circular"]) == ("C1", 1, [])
    assert found["echoes"] == [["A1", "A2", "A3"]]
    assert found["flags"] == ["single_origin", "state_media_only"]
    assert [one["claim"] for one in found["chains"]] == ["C1", "C3", "C5"]
    shown = cli("origins", "C1", "--format", "table").out
    assert "3 by 3 publishers" in shown
    assert "C3 and C5 say the same" in shown


def test_a_word_that_comes_back_over_two_articles_is_circular(cli: Cli) -> None:
    for name in ("Radio Lund", "Orm Radio"):
        cli("source", "add", name)
    cli("add", "The dam holds.", "--said-by", "Radio Lund", "--via", "Orm Radio")
    cli("add", "--to", "C1", "--said-by", "Orm Radio", "--via", "Radio Lund")
    found = answer(cli, "C1")
    assert (found["origins"], found["count"], found["circular"]) == ([], 0, [["S1", "S2", "S1"]])
    assert found["flags"] == ["origin_unknown", "circular"]
    assert "Radio Lund → Orm Radio → Radio Lund" in cli("origins", "C1", "--format", "plain").out
    assert [one["id"] for one in json.loads(cli("claims", "--flag", "circular", "--format", "json").out)] == ["C1"]


def test_a_claim_out_of_use_tells_its_origins_and_says_so(cli: Cli, location: Location) -> None:
    ingest_text(location)
    assert cli("split", "C1", "The dam was finished.", "The dam was opened.").code == 0
    cli("reject", "C2")
    for number, state in (("C1", "superseded"), ("C2", "rejected")):
        assert answer(cli, number)["claim"] == number
        assert state in cli("origins", number, "--format", "plain").out


def test_an_unknown_claim_and_a_malformed_handle_are_refused(cli: Cli, location: Location) -> None:
    log(location)
    assert cli("origins", "C9").code == 3
    assert cli("origins", "S1").code == 2
    assert cli("origins", "nine").code == 2
    assert cli("origins").code == 2
    assert cli("origins", "C1", "--format", "tree").code == 2
