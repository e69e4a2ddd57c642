"""`ingest` of pages, papers, feeds and archives, from files, standard input and the web."""

import io
import json
import sys
from contextlib import closing
from pathlib import Path

import pytest

from factcheck.settings import Location
from tests.cli.conftest import Cli
from tests.cli.test_bad_input import snapshot
from tests.reading.inputs.made import FIRST, SECOND, item, page, pdf, record, rss, warc
from tests.reading.inputs.servers import Server
from tests.reading.inputs.servers import page as answering

HEAD = '<meta property="og:site_name" content="Strait Gazette"><meta name="author" content="Ana Weir">'


def written(folder: Path, name: str, data: bytes | str) -> str:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return str(path)


def test_every_kind_of_input_becomes_articles_in_the_order_given(cli: Cli, tmp_path: Path) -> None:
    files = [
        written(tmp_path, "a.txt", FIRST),
        written(tmp_path, "b.md", f"# Ferry\n\n{FIRST}"),
        written(tmp_path, "c.html", page(head=HEAD)),
        written(tmp_path, "d.pdf", pdf([[SECOND]], "/Title (Paper)")),
        written(tmp_path, "e.xml", rss(item(FIRST, "<title>One</title>"), item(SECOND, "<title>Two</title>"))),
        written(tmp_path, "f.warc.gz", warc(record(page(head="<title>Kept</title>").encode()))),
    ]
    result = cli("ingest", *files, "--format", "json")
    assert result.code == 0, result.err
    titles = [one["article"]["title"] for one in json.loads(result.out)]
    assert titles == [None, "Ferry", None, "Paper", "One", "Two", "Kept"]
    shown = json.loads(cli("article", "show", "A3", "--format", "json").out)
    assert (shown["author"], shown["publisher"]["name"]) == ("Ana Weir", "Strait Gazette")
    kept = json.loads(cli("article", "show", "A7", "--format", "json").out)
    assert kept["archive_ref"].startswith("f.warc.gz#urn:uuid:")


def test_what_is_typed_wins_over_what_the_page_says(cli_sqlite: Cli, tmp_path: Path) -> None:
    file = written(tmp_path, "c.html", page(head=HEAD + "<title>Theirs</title>"))
    options = ["--title", "Ours", "--author", "Bo Lind", "--archive-ref", "https://archive.example/1"]
    assert cli_sqlite("ingest", file, *options, "--publisher", "Amsel Post").code == 0
    shown = json.loads(cli_sqlite("article", "show", "A1", "--format", "json").out)
    assert (shown["title"], shown["author"], shown["publisher"]["name"]) == ("Ours", "Bo Lind", "Amsel Post")
    assert shown["archive_ref"] == "https://archive.example/1"


def test_the_good_entries_are_stored_and_the_broken_one_is_reported(cli_sqlite: Cli, tmp_path: Path) -> None:
    file = written(tmp_path, "feed.xml", rss(item(FIRST), item("<b>It snowed"), item(SECOND)))
    result = cli_sqlite("ingest", file, "--format", "json")
    assert (result.code, len(json.loads(result.out))) == (0, 2)
    assert "entry 2 is broken" in result.err


@pytest.mark.parametrize("option", ["--title", "--url", "--archive-ref"])
def test_what_belongs_to_one_article_is_refused_where_a_file_holds_several(
    cli_sqlite: Cli, sqlite: Location, tmp_path: Path, option: str
) -> None:
    cli_sqlite("add", "It rains.", "--said-by", "X")
    before = snapshot(sqlite)
    file = written(tmp_path, "feed.xml", rss(item(FIRST), item(SECOND)))
    result = cli_sqlite("ingest", file, option, "https://x.example")
    assert (result.code, len(result.err.splitlines())) == (2, 1)
    assert "belong to one article" in result.err
    assert snapshot(sqlite) == before


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("front.html", "<html><body><a href=/>Home</a></body></html>", "no article in"),
        ("bomb.xml", '<!DOCTYPE rss [<!ENTITY a "b">]>' + rss(item("&a;")), "declares entities"),
        ("scan.pdf", pdf([[]]), "without text"),
        ("cut.pdf", pdf([[FIRST]])[:-20], "cut off"),
        ("torn.warc.gz", warc(record(page().encode()))[:300], "cut off"),
        ("latin.txt", "Übergabe am Montag".encode("latin-1"), "iconv"),
        ("deep.html", "<html><body>" + "<div>" * 100_000, "no article in"),
    ],
)
def test_one_input_that_cannot_be_read_stops_all_and_nothing_is_stored(
    cli: Cli, location: Location, tmp_path: Path, name: str, data: bytes | str, words: str
) -> None:
    cli("add", "It rains.", "--said-by", "X")
    before = snapshot(location)
    good = written(tmp_path, "good.txt", FIRST)
    result = cli("ingest", good, written(tmp_path, name, data), good)
    assert (result.code, len(result.err.splitlines()), result.out) == (8, 1, "")
    assert words in result.err
    assert snapshot(location) == before


def test_a_file_of_100_mb_is_refused_without_being_read_whole(cli_sqlite: Cli, tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    result = cli_sqlite("ingest", str(path))
    assert (result.code, len(result.err.splitlines())) == (8, 1)
    assert "more than 20,000,000 bytes" in result.err


def test_a_page_on_standard_input_is_read(cli_sqlite: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(page(head="<title>Ferry</title>").encode())))
    result = cli_sqlite("ingest", "-", "--dry-run", "--format", "json")
    assert json.loads(result.out)[0]["article"]["title"] == "Ferry"


def test_a_page_is_fetched_where_that_is_allowed(cli_sqlite: Cli) -> None:
    with closing(Server(answering(page(head="<title>Ferry</title>").encode()), None)) as server:
        refused = cli_sqlite("ingest", server.url)
        assert (refused.code, len(refused.err.splitlines())) == (4, 1)
        assert "--allow-private" in refused.err
        result = cli_sqlite("ingest", server.url, "--allow-private", "--format", "json")
        assert json.loads(result.out)[0]["article"]["title"] == "Ferry"
        assert json.loads(cli_sqlite("article", "show", "A1", "--format", "json").out)["url"] == f"{server.url}/"


def test_a_missing_extra_stores_nothing_and_says_how_to_get_it(
    cli_sqlite: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    result = cli_sqlite("ingest", written(tmp_path, "a.pdf", pdf([[FIRST]])))
    assert (result.code, len(result.err.splitlines())) == (8, 1)
    assert ".venv/bin/pip install '.[pdf]'" in result.err


SPANISH = "El alcalde dijo que el puente está cerrado. Los vecinos no saben cuándo se abrirá de nuevo."


def test_a_text_in_another_language_is_narration_and_says_so(cli_sqlite: Cli, tmp_path: Path) -> None:
    file = written(tmp_path, "aviso.txt", SPANISH)
    result = cli_sqlite("ingest", file, "--format", "json")
    assert result.code == 0
    (notice,) = (one for one in result.err.splitlines() if "who said what" in one)
    assert notice.startswith("A1: Not read for who said what: it seems to be in another language than English")
    assert "--lang en" in notice
    (stored,) = json.loads(result.out)
    assert [claim["voice"] for claim in stored["claims"]] == ["narrated", "narrated"]
    assert "who said what" not in cli_sqlite("ingest", file).err  # nothing was read into the database this time


def test_a_dry_run_tells_of_another_language_too_unless_english_was_given(cli_sqlite: Cli, tmp_path: Path) -> None:
    file = written(tmp_path, "aviso.txt", SPANISH)
    assert "Aviso: Not read for who said what" in cli_sqlite("ingest", file, "--dry-run", "--title", "Aviso").err
    assert "who said what" not in cli_sqlite("ingest", file, "--dry-run", "--lang", "en").err


@pytest.mark.parametrize("lang", ["", "english please", "en\x1b[31m", "e" * 40, "12"])
def test_a_language_that_is_no_code_is_refused(cli_sqlite: Cli, tmp_path: Path, lang: str) -> None:
    file = tmp_path / "text.txt"
    file.write_text("The mayor said that it rained.", encoding="utf-8")
    refused = cli_sqlite("ingest", str(file), "--lang", lang)
    assert (refused.code, refused.err) == (
        2,
        "Error: What --lang gives is no language. Give its code, as en or pt-BR.\n",
    )


def test_a_page_that_went_back_to_an_earlier_text_is_a_revision_if_the_file_is_vouched_for(
    cli_sqlite: Cli, tmp_path: Path
) -> None:
    files = [written(tmp_path, f"{at}.txt", text) for at, text in enumerate(("The dam held.", "The dam broke."))]
    page = ("--publisher", "Amsel Post", "--url", "https://post.example/dam")
    for file in files:
        cli_sqlite("ingest", file, *page)
    known = cli_sqlite("ingest", files[0], *page)
    assert known.err == "A1 holds this text already, and A2 revises it: if the page went back to it, give --live.\n"
    assert "A3 revises A2: 0 drafts" in cli_sqlite("ingest", files[0], *page, "--live").err
    assert cli_sqlite("ingest", files[0], *page, "--live").err == "A3 holds this text already; nothing was added.\n"
    assert json.loads(cli_sqlite("claims", "--flag", "quote_broken", "--format", "json").out)[0]["id"] == "C2"
