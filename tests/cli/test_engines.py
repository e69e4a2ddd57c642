"""Another reading engine, asked for on the command line."""

import sys
from pathlib import Path

import pytest

from factcheck.reading.dependency import model
from tests.cli.conftest import Cli, process
from tests.factories import ARTICLE


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return str(path)


def test_a_draft_tells_which_engine_with_which_model_proposed_it(cli: Cli, article: str) -> None:
    assert cli("ingest", article, "--publisher", "Example Wire", "--engine", "spacy").code == 0
    history = " ".join(cli("history", "C1").out.split())
    assert "proposed as a draft by spacy/" in history
    assert model.load().name.split("-")[0] in history


def test_without_its_extra_the_engine_is_refused_in_one_line_and_nothing_is_stored(
    cli: Cli, article: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli("ingest", article, "--publisher", "Example Wire")
    before = cli("log", "--format", "json").out
    model.load.cache_clear()
    monkeypatch.setitem(sys.modules, "spacy", None)
    refused = cli("ingest", article, "--publisher", "Other Wire", "--engine", "spacy")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.count("\n") == 1
    assert "The engine spacy needs packages that are not installed." in refused.err
    assert ".venv/bin/pip install '.[nlp]'" in refused.err
    assert cli("log", "--format", "json").out == before


def test_the_parser_warns_of_nothing(article: str, tmp_path: Path) -> None:
    database = str(tmp_path / "other.db")
    program = process("ingest", article, "--publisher", "Example Wire", "--engine", "spacy", "--db", database)
    out, err = program.communicate(timeout=120)
    assert program.returncode == 0
    assert len(out.splitlines()) >= 4
    assert "Warning" not in err
