"""`article diff` on the command line, on both databases: what a silent edit changed, and what people had decided."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests import readme
from tests.cli.conftest import Cli

URL = "https://gazette.example/harbour"
FIRST = """Port officials said that the northern terminal was closed after the storm.
The dockworkers' union claimed that eleven containers were missing.
The ministry said that the terminal may reopen in May. “Nobody is to blame,” the mayor of Amsel said.
Two boats sank."""
SECOND = """Radio Lund said that the northern terminal was closed after the storm.
The dockworkers' union said that eleven containers were missing.
The ministry said that the terminal will reopen in May. "Nobody is to blame," the mayor of Amsel said.
The harvest was good."""


def ingest(cli: Cli, folder: Path, *texts: str, url: str = URL) -> None:
    for at, text in enumerate(texts):
        (folder / f"{at}.txt").write_text(text, "utf-8")
        code = cli("ingest", str(folder / f"{at}.txt"), "--publisher", "Strait Gazette", "--url", url).code
        assert code == 0


def diff(cli: Cli, *articles: str) -> dict[str, Any]:
    result = cli("article", "diff", *articles, "--format", "json")
    assert result.code == 0, result.err
    found: dict[str, Any] = json.loads(result.out)
    return found


def told(found: dict[str, Any]) -> list[tuple[str | None, str | None, list[str]]]:
    return [
        (one["old"] and one["old"]["claim"], one["new"] and one["new"]["claim"], one["edits"])
        for one in found["changes"]
    ]


def test_what_a_revision_changed_is_told_beside_what_people_had_decided(cli: Cli, tmp_path: Path) -> None:
    ingest(cli, tmp_path, FIRST)
    cli("assess", "C2", "insufficient", "--credibility", "6", "--because", "asked the union")
    ingest(cli, tmp_path, SECOND)
    found = diff(cli, "A2")
    assert told(found) == [
        ("C1", "C6", ["other_source"]),
        ("C2", "C7", ["hedge_lost", "other_cue"]),
        ("C3", "C8", ["hedge_lost"]),
        ("C5", None, []),
        (None, "C9", []),
    ]
    assert (found["old"]["id"], found["new"]["id"], found["kept"], found["rewriting"]) == ("A1", "A2", 1, "words")
    judged = found["changes"][1]
    assert (judged["old"]["status"], judged["old"]["draft"], judged["new"]["draft"]) == ("insufficient", False, True)
    assert "quote_broken" in judged["old"]["flags"]
    for side, text in (("old", FIRST), ("new", SECOND)):
        sides = [one[side] for one in found["changes"] if one[side]]
        assert all(text[one["start"] : one["end"]] == one["quote"] for one in sides)
    assert "C2 insufficient: its words are" in cli("article", "diff", "A2", "--format", "table").out


def test_any_two_revisions_can_be_compared_whichever_is_named_first(cli: Cli, tmp_path: Path) -> None:
    ingest(cli, tmp_path, FIRST, SECOND, f"{FIRST}\nIt snowed.")
    assert diff(cli, "A1", "A3") == diff(cli, "A3", "A1")
    assert told(diff(cli, "A1", "A3")) == [(None, "C10", [])]
    back = told(diff(cli, "A3"))
    assert ("C6", "C1", ["other_source"]) in back
    assert ("C8", "C3", ["hedge_gained"]) in back


def test_turned_down_claims_are_left_out(cli: Cli, tmp_path: Path) -> None:
    ingest(cli, tmp_path, FIRST)
    cli("reject", "C5")
    ingest(cli, tmp_path, FIRST.replace("Two boats sank", "Two boats left"))
    cli("reject", "C6")
    result = cli("article", "diff", "A2", "--format", "table").out
    assert "Nothing changed in what is claimed; the text has other words elsewhere." in " ".join(result.split())


@pytest.mark.parametrize(
    ("change", "rewriting"),
    [
        (FIRST.replace("“", '"').replace("”", '"'), "typography"),
        ("\n".join(reversed(FIRST.splitlines())), "order"),
    ],
)
def test_a_revision_that_changed_no_words_says_what_it_did_change(
    cli_sqlite: Cli, tmp_path: Path, change: str, rewriting: str
) -> None:
    ingest(cli_sqlite, tmp_path, FIRST, change)
    found = diff(cli_sqlite, "A2")
    assert (found["rewriting"], found["changes"], found["kept"]) == (rewriting, [], 5)
    assert "Nothing changed but" in cli_sqlite("article", "diff", "A2", "--format", "table").out
    assert cli_sqlite("article", "diff", "A2", "--format", "plain").out == ""


@pytest.mark.parametrize(
    ("articles", "code", "says"),
    [
        (["A1"], 4, "A1 revises no other article, so there is nothing to compare it with. A2 revises it"),
        (["A3"], 4, "A3 revises no other article, so there is nothing to compare it with."),
        (["A1", "A3"], 4, "A1 and A3 are not revisions of one article."),
        (["A2", "A2"], 2, "A2 is one article."),
        (["A9"], 3, "There is no article A9."),
        (["A2", "A9"], 3, "There is no article A9."),
        (["C1"], 2, "'C1' is no article's id."),
        (["A2", "two"], 2, "'two' is no article's id."),
    ],
)
def test_what_cannot_be_compared_is_told_in_one_line(
    cli_sqlite: Cli, tmp_path: Path, articles: list[str], code: int, says: str
) -> None:
    ingest(cli_sqlite, tmp_path, FIRST, SECOND)
    ingest(cli_sqlite, tmp_path, FIRST, url="https://gazette.example/other")
    result = cli_sqlite("article", "diff", *articles)
    assert (result.code, result.out) == (code, "")
    assert result.err.startswith(f"Error: {says}")
    assert result.err.count("\n") == 1


def test_a_revision_counts_what_stands_in_it_beside_what_it_gave(cli: Cli, tmp_path: Path) -> None:
    ingest(cli, tmp_path, FIRST, SECOND)
    assert "8 sentences" not in cli("article", "show", "A2", "--format", "plain").out
    shown = json.loads(cli("article", "show", "A2", "--format", "json").out)
    assert (shown["claims"], shown["standing"]) == (4, 5)
    assert "4 claims, 1 more from earlier revisions" in cli("article", "show", "A2", "--format", "plain").out
    assert "more from" not in cli("article", "show", "A1", "--format", "plain").out


def test_the_readme_shows_what_the_program_says(cli_sqlite: Cli, tmp_path: Path) -> None:
    ingest(cli_sqlite, tmp_path, FIRST)
    cli_sqlite("assess", "C2", "insufficient", "--credibility", "6", "--because", "asked the union")
    ingest(cli_sqlite, tmp_path, SECOND)
    page = readme.scrubbed(cli_sqlite("article", "diff", "A2", "--format", "table").out)
    assert page in readme.README.read_text("utf-8")
