"""Lists of claims."""

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO

import pytest

from factcheck.cells import unescape
from factcheck.output.claims import COLUMNS, shape, summary, write_claims
from factcheck.output.csv import flatten
from factcheck.settings import Format
from factcheck.store.claims import ClaimRow
from factcheck.vocabulary import Status
from tests.output.examples import CLAIM, CONFIRMED, DENIED, FEARED, LOGGED, written

KEYS = (
    "id uid text status credibility confidence draft flags tags article quote start end source cue stance modality "
    "voice said_on recorded_at assessed_at version"
)


def test_json_has_the_keys_that_scripts_rely_on_in_their_order() -> None:
    (claim,) = json.loads(written(write_claims, [CLAIM], Format.JSON))
    assert " ".join(claim) == KEYS
    assert list(claim["article"]) == ["id", "title"]
    assert list(claim["source"]) == ["id", "name", "kind", "reliability"]
    assert claim["id"] == "C1"
    assert claim["article"] == {"id": "A1", "title": "Harbour reopens"}
    assert claim["recorded_at"] == "2026-11-22T12:04:05.000678Z"
    assert claim["draft"] is True
    assert claim["assessed_at"] is None


def test_a_claim_without_an_article_has_nulls() -> None:
    (claim,) = json.loads(written(write_claims, [LOGGED], Format.JSON))
    assert [claim[key] for key in ("article", "quote", "start", "end")] == [None] * 4


def test_json_of_none_is_an_empty_array() -> None:
    assert written(write_claims, [], Format.JSON) == "[]\n"


def test_jsonl_is_one_object_per_line() -> None:
    lines = written(write_claims, [CLAIM, FEARED], Format.JSONL).splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["C1", "C2"]


@pytest.mark.parametrize("format", [Format.JSON, Format.JSONL, Format.CSV, Format.PLAIN, Format.MARKDOWN])
def test_rows_are_written_as_they_come(format: Format) -> None:
    out = StringIO()
    seen = []

    def rows() -> Iterator[ClaimRow]:
        yield CLAIM
        seen.append(out.getvalue())
        yield FEARED

    write_claims(rows(), format, out)
    assert "The harbour of Vell reopened" in seen[0]


def test_plain_is_one_row_per_claim_with_the_id_first() -> None:
    assert written(write_claims, [CLAIM, CONFIRMED, DENIED], Format.PLAIN) == (
        "C1\tunchecked\tdraft\tofficial\tPort authority\tThe harbour of Vell reopened on Monday.\n"
        "C1\tconfirmed\toverridden\tofficial\tPort authority\tThe harbour of Vell reopened on Monday.\n"
        "C113\tnot_checkable\t-\tstate_media\tMinistry of Transport and Communications\tA ship sank.\n"
    )


def test_csv_has_a_column_for_every_part_of_the_json() -> None:
    assert COLUMNS.split(",") == list(flatten(shape(CLAIM)))


def test_csv_is_exact() -> None:
    text = '=HYPERLINK("https://x.example")\nand "more", Ünïcode'
    row = replace(CLAIM, text=text)
    (record,) = csv.DictReader(StringIO(written(write_claims, [row], Format.CSV)))
    assert record["text"].startswith("'=")
    assert unescape(record["text"]) == text
    assert record["tags"] == "harbour vell"
    assert record["credibility"] == ""
    assert record["draft"] == "true"
    assert record["source_name"] == "Port authority"


def test_csv_ends_lines_with_lf() -> None:
    assert "\r" not in written(write_claims, [CLAIM], Format.CSV)


def test_csv_of_none_has_the_heading() -> None:
    assert written(write_claims, [], Format.CSV) == f"{COLUMNS}\n"


def test_a_wide_table_has_a_column_for_everything() -> None:
    assert written(write_claims, [CLAIM, FEARED], Format.TABLE, width=110).splitlines() == [
        "ID  Status     Claim                                                  Said by         How     Flags",
        "─" * 110,
        "C1  unchecked  The harbour of Vell reopened on Monday.                Port authority          single origin",
        "    (draft)                                                           (official)",
        "C2  in review  There is an oil slick near the breakwater of Vell,     Fishermen       feared  origin unknown,",
        "               which fishermen say has grown since the last storm.    (anonymous)             stale",
    ]


def test_a_narrow_table_puts_who_says_it_under_the_text() -> None:
    assert written(write_claims, [CLAIM, DENIED, CONFIRMED], Format.TABLE, width=80).splitlines() == [
        "ID    Status         Claim",
        "─" * 80,
        "C1    unchecked      The harbour of Vell reopened on Monday.",
        "      (draft)        — Port authority (official) · single origin",
        "C113  not checkable  A ship sank.",
        "                     — Ministry of Transport and Communications (state media) ·",
        "                     denies · state media only, origin unknown, quote broken",
        "C1    confirmed      The harbour of Vell reopened on Monday.",
        "      (overridden)   — Port authority (official) · single origin",
    ]


@pytest.mark.parametrize("width", [60, 80, 109, 110, 120])
def test_a_table_fits_the_terminal_and_loses_nothing(width: int) -> None:
    long = replace(FEARED, id=1234567, text=f"{FEARED.text} {'x' * 300}", source_name="한국 " * 30)
    lines = written(write_claims, [CLAIM, long], Format.TABLE, width=width).splitlines()
    assert all(len(line) <= width for line in lines)
    assert any(line.startswith("C1234567 ") for line in lines)
    assert sum(line.count("x") for line in lines) == 300


def test_a_table_of_none_draws_nothing() -> None:
    assert written(write_claims, [], Format.TABLE) == ""


def test_markdown_is_a_table() -> None:
    assert written(write_claims, [replace(CLAIM, text="a|b `c` <d> [e](f) *g* &amp;")], Format.MARKDOWN) == (
        "| ID | Status | Claim | Said by | How | Flags |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
        "| C1 | unchecked (draft) | a\\|b \\`c\\` &lt;d&gt; \\[e\\](f) \\*g\\* &amp;amp; | Port authority (official) "
        "|  | single origin |\n"
    )


def test_the_summary_breaks_unverified_claims_out_by_status() -> None:
    assert summary({Status.IN_REVIEW: 2, Status.UNCHECKED: 14}) == "16 unverified: 14 unchecked, 2 in review"
    assert summary({}) == "0 unverified"
    assert summary({Status.CONFIRMED: 1}, "found") == "1 found: 1 confirmed"
    assert summary({Status.CONFIRMED: 1}, "claims") == "1 claim: 1 confirmed"
