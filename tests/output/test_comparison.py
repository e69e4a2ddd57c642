"""What changed between two revisions, in every format."""

import csv
import json
from dataclasses import replace
from io import StringIO

import pytest

from factcheck.desk.comparison import Change, Comparison
from factcheck.desk.edits import Edited
from factcheck.output.comparison import COLUMNS, EDITS, change_shape, write_comparison
from factcheck.output.csv import flatten
from factcheck.settings import Format
from factcheck.vocabulary import Edit, Rewriting, Status
from tests.output.examples import CONFIRMED, written
from tests.output.revisions import COMPARISON

HEDGED, GONE, NEW = COMPARISON.changes


def page(found: Comparison, width: int = 80) -> str:
    return written(write_comparison, found, Format.TABLE, width=width)


def test_people_see_both_wordings_side_by_side_with_their_handles() -> None:
    assert page(COMPARISON).splitlines() == [
        "A8 → A1  Harbour reopens",
        "",
        "A8           recorded 2026-11-22 12:04Z",
        "A1           recorded 2026-11-22 12:04Z",
        "title        “Harbour to reopen” → “Harbour reopens”",
        "claims       1 changed, 1 gone, 1 new; 3 unchanged",
        "",
        "Change            A8                              A1",
        "─" * 80,
        "hedge lost:       C5 confirmed (overridden): its  C1 unchecked (draft)",
        "“reportedly”      words are gone                  The harbour reopened on",
        "                  Reportedly, the harbour         Monday.",
        "                  reopened on Monday.             — Port authority",
        "                  — Port authority · possible",
        "gone              C2 in review: its words are",
        "                  gone",
        "                  Fishermen warned of an oil",
        "                  slick.",
        "                  — Port authority",
        "new                                               C113 not checkable",
        "                                                  It rained.",
        "                                                  — Port authority",
    ]


def test_words_that_the_other_wording_lacks_stand_out() -> None:
    text = written(write_comparison, COMPARISON, Format.TABLE, width=200, color=True)
    assert "\x1b[1;33mReportedly, the\x1b[0m harbour reopened" in text
    assert "\x1b[1;33mThe\x1b[0m harbour reopened" in text


def test_plain_is_one_row_per_change() -> None:
    rows = [line.split("\t") for line in written(write_comparison, COMPARISON, Format.PLAIN).splitlines()]
    assert [row[:5] for row in rows] == [
        ["changed", "C5", "confirmed", "C1", "hedge_lost"],
        ["gone", "C2", "in_review", "-", "-"],
        ["new", "-", "-", "C113", "-"],
    ]
    assert rows[0][5:] == ["Reportedly, the harbour reopened on Monday.", "The harbour reopened on Monday."]


def test_json_is_one_object_and_its_lines_are_the_changes() -> None:
    whole = json.loads(written(write_comparison, COMPARISON, Format.JSON))
    assert list(whole) == ["old", "new", "rewriting", "kept", "changes"]
    assert (whole["old"]["id"], whole["new"]["id"], whole["rewriting"], whole["kept"]) == ("A8", "A1", "words", 3)
    assert [one["change"] for one in whole["changes"]] == ["changed", "gone", "new"]
    assert whole["changes"][0]["hedges"] == {"lost": ["reportedly"], "gained": []}
    assert (whole["changes"][0]["old"]["claim"], whole["changes"][0]["old"]["status"]) == ("C5", "confirmed")
    assert (whole["changes"][1]["new"], whole["changes"][2]["old"]) == (None, None)
    lines = written(write_comparison, COMPARISON, Format.JSONL).splitlines()
    assert [json.loads(line) for line in lines] == whole["changes"]


def test_csv_has_a_column_for_every_part_of_the_json() -> None:
    assert COLUMNS.split(",") == list(flatten(change_shape(HEDGED)))
    rows = list(csv.DictReader(StringIO(written(write_comparison, COMPARISON, Format.CSV))))
    assert [(row["change"], row["old_claim"], row["new_claim"]) for row in rows] == [
        ("changed", "C5", "C1"),
        ("gone", "C2", ""),
        ("new", "", "C113"),
    ]


@pytest.mark.parametrize("rewriting", Rewriting)
def test_where_no_claim_changed_a_line_says_what_did(rewriting: Rewriting) -> None:
    text = page(replace(COMPARISON, changes=(), rewriting=rewriting), 120)
    assert "Nothing changed" in text.splitlines()[-1]
    assert json.loads(written(write_comparison, replace(COMPARISON, changes=()), Format.JSON))["changes"] == []


def test_what_a_person_reworded_stands_above_the_words_it_was_read_from() -> None:
    assert HEDGED.old is not None
    reworded = replace(
        HEDGED.old, claim=replace(CONFIRMED, text="Ships could enter Vell again.", status=Status.REFUTED)
    )
    assert "Ships could enter Vell again." in page(replace(COMPARISON, changes=(replace(HEDGED, old=reworded),)), 160)


def test_words_that_stand_are_not_said_to_be_gone() -> None:
    extended = Change(HEDGED.old, HEDGED.new, Edited((Edit.EXTENDED,)))
    assert "gone" not in page(replace(COMPARISON, changes=(extended,)), 160)


def test_every_edit_has_words_for_people() -> None:
    assert set(EDITS) == set(Edit)
