"""The command line from article to verdict, as an analyst goes through it, on both databases."""

import json
from pathlib import Path
from typing import Any

import pytest

from factcheck.settings import Location
from tests.cli.conftest import Cli, place
from tests.factories import ARTICLE

ROW_KEYS = [
    "id", "uid", "text", "status", "credibility", "confidence", "draft", "flags", "tags", "article", "quote", "start",
    "end", "source", "cue", "stance", "modality", "voice", "said_on", "recorded_at", "assessed_at", "version",
]  # fmt: skip


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "dam.txt"
    path.write_text(ARTICLE, "utf-8")
    return str(path)


def answer(cli: Cli, *arguments: str) -> Any:
    result = cli(*arguments, "--format", "json")
    assert result.code == 0, result.err
    return json.loads(result.out)


def test_from_an_article_to_a_judged_claim(cli: Cli, article: str) -> None:
    (ingested,) = answer(cli, "ingest", article, "--publisher", "Example Wire", "--published", "2025-08-24")
    assert list(ingested) == ["article", "claims"]
    assert list(ingested["article"]) == ["id", "sha256", "title", "sentences"]
    assert (ingested["article"]["id"], ingested["article"]["sentences"]) == ("A1", 4)
    first = ingested["claims"][0]
    assert list(first) == [
        "id", "text", "quote", "start", "end", "content", "source", "cue", "voice", "stance", "modality", "said_on",
        "inside",
    ]  # fmt: skip
    assert first["source"] == {
        "text": "State media in Veld",
        "span": [0, 19],
        "name": "State media in Veld",
        "kind": "state_media",
    }
    assert first["cue"] == {"text": "announced", "span": [20, 29]}
    for claim in ingested["claims"]:
        assert ARTICLE[claim["start"] : claim["end"]] == claim["quote"]

    (row,) = answer(cli, "unverified", "--kind", "state_media")
    assert list(row) == ROW_KEYS
    assert row["article"] == {"id": "A1", "title": None}
    assert list(row["source"]) == ["id", "name", "kind", "reliability"]
    assert row["flags"] == ["draft", "single_origin", "state_media_only"]
    assert (row["draft"], row["version"], row["assessed_at"]) == (True, 1, None)

    (judged,) = answer(cli, "assess", "C1", "in_review", "--because", "asked the desk")
    assert (judged["status"], judged["draft"], judged["version"]) == ("in_review", False, 3)

    history = answer(cli, "history", "C1")
    assert [one["action"] for one in history] == ["claim_logged", "claim_accepted", "claim_assessed"]
    assert (history[-1]["by"], history[-1]["reason"]) == ("ana", "asked the desk")

    shown = answer(cli, "show", "C1")
    assert list(shown)[: len(ROW_KEYS)] == ROW_KEYS
    assert [one["name"] for one in shown["attributions"][0]["chain"]] == ["State media in Veld", "Example Wire"]
    assert shown["evidence"] == shown["links"] == []
    assert shown["assessments"][0]["reason"] == "asked the desk"


def test_ingesting_again_adds_nothing_and_says_which_article_it_is(cli: Cli, article: str) -> None:
    cli("ingest", article, "--publisher", "Example Wire")
    again = cli("ingest", article, "--publisher", "Example Wire", "--format", "json")
    assert json.loads(again.out) == [
        {"article": {**json.loads(again.out)[0]["article"], "id": "A1", "sentences": 4}, "claims": []}
    ]
    assert "A1 holds this text already" in again.err


def test_several_articles_and_stdin_are_read_in_the_order_of_the_arguments(
    cli: Cli, article: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"The mayor said that it rained.")))
    done = answer(cli, "ingest", "-", article)
    assert [one["article"]["id"] for one in done] == ["A1", "A2"]
    assert [len(one["claims"]) for one in done] == [1, 4]


def test_a_dry_run_shows_the_same_without_ids_and_stores_nothing(cli: Cli, article: str) -> None:
    (dry,) = answer(cli, "ingest", article, "--publisher", "Example Wire", "--dry-run")
    assert dry["article"]["id"] is None
    assert {claim["id"] for claim in dry["claims"]} == {None}
    assert answer(cli, "claims") == []
    (stored,) = answer(cli, "ingest", article, "--publisher", "Example Wire")
    assert [{**claim, "id": None} for claim in stored["claims"]] == dry["claims"]


def test_one_bad_file_among_several_stores_nothing(cli: Cli, article: str, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    result = cli("ingest", article, str(tmp_path / "empty.txt"))
    assert result.code == 8
    assert answer(cli, "article", "list") == []


def test_ids_flow_from_one_command_into_the_next(cli: Cli, article: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    cli("ingest", article)
    listed = cli("claims", "--draft", "--format", "plain").out
    assert [line.split("\t")[0] for line in listed.splitlines()] == ["C1", "C2", "C3", "C4"]
    for command in (["accept", "-"], ["assess", "-", "in_review", "--because", "x"], ["tag", "-", "+dam", "-none"]):
        monkeypatch.setattr(sys, "stdin", io.StringIO(listed))
        assert cli(*command).code == 0
    assert {(one["status"], *one["tags"]) for one in answer(cli, "claims")} == {("in_review", "dam")}


def test_logging_by_hand_with_a_chain_and_a_denial(cli: Cli) -> None:
    assert cli("source", "add", "Evening Post", "--kind", "independent_media").code == 0
    (claim,) = answer(
        cli, "add", "Two ships left port.", "--said-by", "port officials", "--via", "Evening Post",
        "--said-on", "2025-03", "--tag", "shipping", "--modality", "alleged", "--cue", "claimed",
    )  # fmt: skip
    assert (claim["article"], claim["quote"], claim["start"], claim["end"]) == (None, None, None, None)
    assert (claim["said_on"], claim["tags"], claim["draft"], claim["cue"]) == (
        "2025-03",
        ["shipping"],
        False,
        "claimed",
    )
    cli("add", "--to", "C1", "--said-by", "Harbour Authority", "--stance", "denies")
    shown = answer(cli, "show", "C1")
    assert [one["stance"] for one in shown["attributions"]] == ["asserts", "denies"]
    assert shown["status"] == "unchecked"
    (by_denial,) = answer(cli, "claims", "--stance", "denies")
    assert by_denial["source"]["name"] == "Harbour Authority", "the row shows the first attribution that matches"


def test_search_finds_claims_and_articles_best_first(cli: Cli, article: str) -> None:
    cli("ingest", article)
    cli("add", "The dam, the dam, nothing but the dam.", "--said-by", "X")
    found = answer(cli, "search", "dam")
    assert list(found) == ["claims", "articles"]
    assert found["claims"][0]["id"] == "C5"
    assert [one["id"] for one in found["articles"]] == ["A1"]
    assert list(found["claims"][0]) == ROW_KEYS
    for hostile in [
        '"',
        "dam*",
        "NEAR(dam",
        "a AND",
        "-dam",
        "dam:x",
        "(",
        "\\",
        "'",
        ";",
        "%",
        "dam NOT water",
        "&|!",
    ]:
        assert cli("search", "--", hostile).code == 0, hostile
    assert answer(cli, "search", "--limit", "1", "dam")["claims"] == found["claims"][:1]


def test_rejected_drafts_leave_the_lists_and_can_be_found_again(cli: Cli, article: str) -> None:
    cli("ingest", article)
    cli("reject", "C1", "--because", "no claim")
    assert "C1" not in [one["id"] for one in answer(cli, "claims")]
    assert [one["id"] for one in answer(cli, "claims", "--rejected")] == ["C1"]
    assert answer(cli, "accept", "C1")[0]["draft"] is False


def test_an_edited_claim_keeps_its_quote(cli: Cli, article: str) -> None:
    cli("ingest", article)
    (edited,) = answer(cli, "edit", "C1", "The dam in Veld is finished.")
    assert edited["text"] == "The dam in Veld is finished."
    assert "announced that the dam was finished" in edited["quote"]


def test_the_log_tells_who_did_what_newest_first(cli: Cli) -> None:
    cli("add", "It rains.", "--said-by", "X", "--by", "bo")
    cli("tag", "C1", "+weather")
    events = answer(cli, "log")
    assert [(one["action"], one["by"]) for one in events] == [
        ("claim_tagged", "ana"),
        ("claim_logged", "bo"),
        ("source_created", "bo"),
    ]
    assert [one["action"] for one in answer(cli, "log", "--who", "bo", "--limit", "1")] == ["claim_logged"]


def test_keeping_sources_from_the_command_line(cli: Cli) -> None:
    cli("source", "add", "Veld Radio", "--kind", "state_media")
    cli("source", "alias", "Veld Radio", "Radio Veld")
    cli("source", "add", "Ministry of Information", "--kind", "official")
    cli("source", "edit", "radio veld", "--owner", "S2", "--because", "its licence says so")
    cli("source", "grade", "S1", "d", "--because", "two reports withdrawn")
    shown = answer(cli, "source", "show", "Radio Veld")
    assert (shown["name"], shown["reliability"], shown["aliases"]) == ("Veld Radio", "D", ["Radio Veld"])
    assert [one["id"] for one in answer(cli, "source", "list", "--kind", "official")] == ["S2"]
    assert cli("source", "add", "Old Radio").code == 0
    assert answer(cli, "source", "merge", "Old Radio", "S1")["id"] == "S1"
    assert [one["id"] for one in answer(cli, "source", "list")] == ["S1", "S2"]


def test_an_article_is_shown_with_its_claims_in_the_margin(cli: Cli, article: str) -> None:
    cli("ingest", article, "--title", "The dam", "--publisher", "Example Wire")
    page = cli("article", "show", "A1", "--format", "plain").out
    assert "C1 draft" in page
    assert "The dam" in page
    assert answer(cli, "article", "show", "A1")["text"] == ARTICLE
    assert [one["title"] for one in answer(cli, "article", "list", "--publisher", "Example Wire")] == ["The dam"]


def test_stats_and_db_info_say_what_is_there(cli: Cli, article: str) -> None:
    cli("ingest", article)
    stats = answer(cli, "stats")
    assert (stats["claims"], stats["articles"], stats["by_status"]["unchecked"]) == (4, 1, 4)
    info = answer(cli, "db", "info")
    assert info["revision"] == info["newest_revision"]
    assert info["events"] == stats["events"]
    assert cli("db", "upgrade").code == 0


def test_the_demo_can_be_run_again_and_writes_a_file_of_its_own(
    cli_sqlite: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    first, second = cli_sqlite("demo"), cli_sqlite("demo")
    assert (first.code, second.code) == (0, 0)
    assert first.out == second.out
    assert (tmp_path / "factcheck-demo.db").exists()
    assert "factcheck unverified" in first.err
    assert cli_sqlite("claims").out == "", "the analyst's own database is left alone"


def test_the_demo_is_put_into_no_database_that_others_work_in(cli: Cli, location: Location) -> None:
    cli("source", "add", "Harbour office", "--kind", "official")
    before, refused = cli("log").out, cli("demo", "--db", place(location))
    assert (refused.code, refused.out) == (4, "")
    assert "holds other work" in refused.err
    assert cli("log").out == before


def test_a_source_is_found_by_any_name_it_is_known_by_and_a_dry_run_asks_the_database(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "seoul.txt"
    file.write_text("Seoul said that the bridge is closed. Pyongyang said that it is open.", encoding="utf-8")
    cli("source", "add", "Government of South Korea", "--kind", "official")
    cli("source", "alias", "Government of South Korea", "South Korea")
    for dry in (["--dry-run"], []):
        (found,) = answer(cli, "ingest", str(file), "--publisher", "Example Wire", *dry)
        assert found["claims"][0]["source"]["name"] == "Government of South Korea"
    for name in ("South Korea", "DPRK"):
        assert len(answer(cli, "claims", "--source", name)) == 1
    assert cli("claims", "--source", "Ruritania").code == 3
