"""Search, overview and ingest."""

import json

from factcheck.output.csv import flatten
from factcheck.output.ingested import COLUMNS, write_ingested
from factcheck.output.overview import write_overview
from factcheck.output.search import write_search
from factcheck.settings import Format
from tests.output.examples import ARTICLE, CLAIM, DRY, INGESTED, OVERVIEW, TEXT, written


def test_search_gives_claims_and_articles() -> None:
    for form in (Format.JSON, Format.JSONL):
        found = json.loads(written(write_search, [CLAIM], [ARTICLE], form))
        assert list(found) == ["claims", "articles"]
        assert found["claims"][0]["id"] == "C1"
        assert found["articles"][0]["id"] == "A1"


def test_search_in_plain_has_the_id_first() -> None:
    lines = written(write_search, [CLAIM], [ARTICLE], Format.PLAIN).splitlines()
    assert [line.split("\t")[0] for line in lines] == ["C1", "A1"]


def test_search_as_csv_has_claims_and_articles_in_the_same_columns() -> None:
    head, claim, article = written(write_search, [CLAIM], [ARTICLE], Format.CSV).splitlines()
    assert head == "id,uid,text,status,source_name,recorded_at"
    assert claim.startswith("C1,")
    assert article.endswith(",Harbour reopens,,Vell Courier,2026-11-22T12:04:05.000678Z")


def test_a_search_that_finds_nothing_draws_nothing() -> None:
    assert written(write_search, [], [], Format.TABLE) == ""
    assert json.loads(written(write_search, [], [], Format.JSON)) == {"claims": [], "articles": []}


def test_the_overview_breaks_out_by_status() -> None:
    page = written(write_overview, OVERVIEW, Format.PLAIN)
    assert page.startswith(
        "16 claims, 1 article, 3 sources, 2 assessments, 24 events\n16 unverified: 14 unchecked, 2 in review\n"
    )
    assert json.loads(written(write_overview, OVERVIEW, Format.JSON))["by_status"]["in_review"] == 2


def test_ingest_gives_an_array_of_articles_with_their_drafts() -> None:
    (one,) = json.loads(written(write_ingested, [INGESTED], Format.JSON))
    assert list(one) == ["article", "claims"]
    assert list(one["article"]) == ["id", "sha256", "title", "sentences"]
    first, second = one["claims"]
    assert " ".join(first) == ("id text quote start end content source cue voice stance modality said_on inside")
    assert first["id"] == "C1"
    assert first["quote"] == TEXT[17:90]
    assert first["source"] == {
        "text": "The port authority",
        "span": [17, 35],
        "name": "Port authority",
        "kind": "official",
    }
    assert first["cue"] == {"text": "announced", "span": [36, 45]}
    assert second["inside"] == 0


def test_the_narrator_is_the_publisher() -> None:
    (one,) = json.loads(written(write_ingested, [INGESTED], Format.JSON))
    assert one["claims"][1]["source"] == {"text": None, "span": None, "name": "Vell Courier", "kind": "narrator"}
    assert one["claims"][1]["cue"] is None


def test_a_dry_run_has_no_ids() -> None:
    (one,) = json.loads(written(write_ingested, [DRY], Format.JSON))
    assert one["article"]["id"] is None
    assert {claim["id"] for claim in one["claims"]} == {None}
    assert written(write_ingested, [DRY], Format.PLAIN).startswith("-\tunchecked\tdraft\tofficial\tPort authority\t")


def test_ingest_as_csv_has_a_column_for_every_part() -> None:
    (one,) = json.loads(written(write_ingested, [INGESTED], Format.JSON))
    parts = flatten({"article": one["article"], **one["claims"][0]})
    assert COLUMNS.split(",") == list(parts)


def test_people_see_each_article_and_its_drafts() -> None:
    assert written(write_ingested, [INGESTED], Format.TABLE).splitlines() == [
        "A1  Harbour reopens",
        "    Vell Courier: 4 sentences, 2 drafts",
        "",
        "ID  Claim",
        "─" * 43,
        "C1  The harbour of Vell reopened on Monday.",
        "    — Port authority (official)",
        "C2  It rained.",
        "    — Vell Courier (narrator)",
    ]
