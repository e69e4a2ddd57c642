"""Sources, in lists and one by one."""

import json
from dataclasses import replace

from factcheck.output.csv import flatten
from factcheck.output.sources import COLUMNS, shape, write_source, write_sources
from factcheck.settings import Format
from factcheck.store.lookalikes import Lookalike
from tests.output.examples import OWNED, SOURCE, SOURCE_DETAIL, written


def test_plain_is_one_row_per_source() -> None:
    unnamed = replace(SOURCE, id=3, name="officials", named=False)
    assert written(write_sources, [OWNED, unnamed], Format.PLAIN) == (
        "S2\tindependent_media\tB\tnamed\t1\tVell Courier\nS3\tofficial\t-\t-\t1\tofficials\n"
    )


def test_csv_has_a_column_for_every_part_of_the_json() -> None:
    assert COLUMNS.split(",") == list(flatten(shape(OWNED)))


def test_a_narrow_table_puts_the_owner_under_the_name() -> None:
    assert written(write_sources, [OWNED, replace(SOURCE, named=False)], Format.TABLE, width=70).splitlines() == [
        "ID  Name                      Kind               Grade  Claims",
        "─" * 62,
        "S2  Vell Courier              independent media  B           1",
        "    owned by Vell Press",
        "S1  Port authority (unnamed)  official           -           1",
    ]


def test_a_name_that_looks_like_another_is_marked() -> None:
    alike = replace(SOURCE, lookalikes=(Lookalike(1, "Port authority", 8, "P\u043ert authority"),))
    other = replace(SOURCE_DETAIL, row=replace(OWNED, lookalikes=(Lookalike(2, "The Courier", 8, "The C\u043eurier"),)))
    assert written(write_sources, [alike], Format.TABLE, width=70).splitlines()[-1].strip() == (
        "looks like P\u043ert authority (S8)"
    )
    assert "looks like   The Courier: The C\u043eurier (S8): one has CYRILLIC SMALL LETTER O" in (
        written(write_source, other, Format.PLAIN).splitlines()
    )
    assert shape(alike)["lookalikes"] == ["S8"]


def test_json_of_one_source_has_its_grades_and_other_names() -> None:
    source = json.loads(written(write_source, SOURCE_DETAIL, Format.JSON))
    assert source["owner"] == {"id": "S7", "name": "Vell Press"}
    assert source["aliases"] == ["The Courier", "Courier of Vell"]
    assert source["merged"] == [{"id": "S9", "name": "Vell Currier"}]
    assert source["grades"][1]["reliability"] == "B"
    assert source["by_status"] == {"unchecked": 3, "in_review": 1}
    assert source["over_time"][1] == {"when": "2025-12", "by_status": {"unchecked": 1, "in_review": 1}}
    assert source["resting"][0] == {
        "claim": {"id": "C4", "text": "The port is closed.", "status": "refuted"},
        "evidence": ["E1", "E3"],
        "evidence_changed": True,
    }


def test_people_read_a_source_from_name_to_grades() -> None:
    assert written(write_source, SOURCE_DETAIL, Format.PLAIN).splitlines() == [
        "S2  Vell Courier",
        "",
        "kind         independent media, named",
        "grade        B usually reliable",
        "owner        Vell Press (S7)",
        "wire group   Vell Pool",
        "other names  The Courier, Courier of Vell",
        "merged       Vell Currier (S9)",
        "claims       1: 3 unchecked, 1 in review",
        "recorded     2026-11-22 12:04Z",
        "",
        "Grades",
        "  2026-11-22 12:04Z  bob  C fairly reliable: two corrections in a year",
        "  2026-11-22 12:04Z  ana  B usually reliable: no correction since",
        "",
        "Claims over time",
        "  2025-11  2 unchecked",
        "  2025-12  1 unchecked, 1 in review",
        "",
        "2 verdicts rest on it",
        "  C4  refuted  The port is closed. (E1, E3)  evidence changed since",
        "  C12  confirmed  Two ships left. (E5)",
    ]
