"""The commands that work through drafts, as scripts call them."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from factcheck.settings import Location
from factcheck.vocabulary import State
from tests.cli.conftest import Cli
from tests.exchange.tables import state
from tests.factories import ARTICLE, ingest_text, row


def ids(out: str) -> list[str]:
    return [line.split("\t")[0] for line in out.splitlines()]


def test_all_drafts_of_an_article_are_accepted_and_no_others(cli: Cli, location: Location) -> None:
    ingest_text(location)
    ingest_text(location, ARTICLE.replace("dam", "lock"), "Other Wire")
    cli("reject", "C1")
    assert ids(cli("accept", "--article", "A1").out) == ["C2", "C3", "C4"]
    assert [row(location, number).state for number in (1, 2, 5)] == [State.REJECTED, State.ACCEPTED, State.DRAFT]
    again = cli("accept", "--article", "A1")
    assert (again.code, again.out, again.err) == (0, "", "A1 has no drafts.\n")
    assert ids(cli("reject", "--article", "A2", "--because", "an advertisement").out) == ["C5", "C6", "C7", "C8"]


@pytest.fixture(scope="module")
def before(lasting: Location) -> dict[str, Any]:
    """All that is there of two articles, before anybody asks for what cannot be done."""
    ingest_text(lasting)
    ingest_text(lasting, "Officials in Orm said that a mill burned.", "Other Wire")
    return state(lasting)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("accept",), 2),
        (("accept", "C1", "--article", "A1"), 2),
        (("accept", "--article", "C1"), 2),
        (("reject", "--article", "A9"), 3),
        (("edit", "C1"), 2),
        (("edit", "C1", "Other words", "--kind", "official"), 2),
        (("edit", "C1", "--said-by", "S99"), 3),
        (("edit", "C1", "--said-by", "Example Wire", "--kind", "military"), 4),
        (("edit", "C1", "--said-by", "Veld Radio", "--attribution", "T9"), 3),
        (("edit", "C1", "Other words", "--said-by", "S99"), 3),
        (("split", "C1", "One half"), 2),
        (("split", "C1", "One half", " "), 2),
        (("split", "C9", "One half", "Other half"), 3),
        (("join", "C1", "C1"), 4),
        (("join", "C1", "C5"), 4),
        (("undo", "C1"), 4),
        (("undo", "C99"), 3),
    ],
)
def test_what_cannot_be_done_is_one_line_and_changes_nothing(
    cli_lasting: Cli, lasting: Location, before: dict[str, Any], arguments: tuple[str, ...], code: int
) -> None:
    refused = cli_lasting(*arguments)
    assert refused.code == code
    assert refused.err.startswith("Error: ")
    assert refused.err.count("\n") == 1
    assert state(lasting) == before


def test_pieces_can_be_handed_on_to_accept(cli: Cli, location: Location, monkeypatch: pytest.MonkeyPatch) -> None:
    ingest_text(location)
    pieces = cli("split", "C1", "One half", "Other half").out
    assert ids(pieces) == ["C5", "C6"]
    monkeypatch.setattr("sys.stdin", io.StringIO(pieces))
    assert ids(cli("accept", "-").out) == ["C5", "C6"]
    assert row(location, 5).state is State.ACCEPTED
    assert "superseded: split into C5, C6" in cli("history", "C1").out
    assert "C1" not in ids(cli("claims").out)
    assert "superseded: others took its place" in cli("show", "C1").out


def test_a_claim_is_joined_corrected_and_given_back(cli: Cli, location: Location) -> None:
    ingest_text(location)
    assert ids(cli("join", "C1", "C2", "The dam dries the river up.").out) == ["C5"]
    shown = cli(
        "edit", "C5", "The dam dried it up.", "--said-by", "Veld Radio", "--attribution", "T5", "--format", "json"
    )
    (claim,) = json.loads(shown.out)
    assert (claim["text"], claim["source"]["name"]) == ("The dam dried it up.", "Veld Radio")
    assert "said by “State media in Veld” → “Veld Radio”" in cli("history", "C5").out
    for _ in range(2):
        assert ids(cli("undo", "C5").out) == ["C5"]
    assert ids(cli("undo", "C5").out) == ["C1", "C2"]
    assert [row(location, number).state for number in (1, 2, 5)] == [State.DRAFT, State.DRAFT, State.REJECTED]


def test_a_corrected_kind_is_what_the_next_reading_shows(cli: Cli, location: Location, tmp_path: Path) -> None:
    ingest_text(location)
    cli("source", "edit", "State media in Veld", "--kind", "independent_media", "--name", "Veld Radio")
    cli("source", "alias", "Veld Radio", "State media in Veld")
    path = tmp_path / "next.txt"
    path.write_text("State media in Veld said that the road was open.", "utf-8")
    (one,) = json.loads(cli("ingest", str(path), "--publisher", "Other Wire", "--format", "json").out)
    assert one["claims"][0]["source"] == {
        "text": "State media in Veld",
        "span": [0, 19],
        "name": "Veld Radio",
        "kind": "independent_media",
    }
