"""Evidence in every format."""

import csv
import json
from dataclasses import replace
from io import StringIO

from factcheck.output.evidence import COLUMNS, write_evidence
from factcheck.settings import Format
from tests.output.examples import HEARSAY, RECORD, written


def test_json_has_all_that_is_known_of_an_item() -> None:
    record, hearsay = json.loads(written(write_evidence, [RECORD, HEARSAY], Format.JSON))
    assert " ".join(record) == (
        "id uid claim bearing direct source attribution said_check origin url file sha256 archive_ref quote date note "
        "by recorded_at withdrawn"
    )
    assert (record["id"], record["claim"], record["withdrawn"]) == ("E1", "C1", None)
    assert record["origin"] == {"id": "S1", "name": "Port authority"}
    assert (hearsay["attribution"], hearsay["said_check"], hearsay["origin"]) == ("T9", "misattributed", None)
    assert list(hearsay["withdrawn"]) == ["by", "because", "recorded_at"]


def test_csv_has_a_column_for_everything() -> None:
    record, hearsay = csv.DictReader(StringIO(written(write_evidence, [RECORD, HEARSAY], Format.CSV)))
    assert list(record) == COLUMNS.split(",")
    assert {name for name, value in record.items() if not value} == {
        "attribution", "said_check", "withdrawn_by", "withdrawn_because", "withdrawn_recorded_at",
    }  # fmt: skip
    assert hearsay["withdrawn_because"] == "another harbour"


def test_the_plain_row_has_id_bearing_state_source_place_and_words() -> None:
    assert written(write_evidence, [RECORD, HEARSAY], Format.PLAIN).splitlines() == [
        "E1\tsupports\tdirect\tPort authority\thttps://port.example/log\tHarbour open at 06:00.",
        "E7\trefutes\twithdrawn\tVell Courier\t-\t-",
    ]


def test_people_see_who_says_it_where_it_is_and_what_became_of_it() -> None:
    assert written(write_evidence, [RECORD, HEARSAY], Format.TABLE, width=100).splitlines() == [
        "ID  Bearing           Evidence",
        "─" * 100,
        "E1  supports, direct  Port authority (official, B usually reliable), 2026-11-22",
        "                      “Harbour open at 06:00.”",
        "                      page 4 of the log",
        "                      https://port.example/log",
        "                      log.pdf (SHA-256",
        f"                      {'ab' * 32})",
        "                      archived at https://archive.example/2",
        "E7  refutes           Vell Courier (independent media; no known origin) in T9",
        "                      misattributed: this source did not say it",
        "                      withdrawn by bob 2026-11-22 12:04Z: another harbour",
    ]


def test_an_item_without_a_source_says_whose_observation_it_is() -> None:
    nobody = replace(RECORD, source=None, origin=None)
    assert "own observation" in written(write_evidence, [nobody], Format.TABLE)
    assert "source unknown" in written(write_evidence, [replace(nobody, direct=False)], Format.TABLE)


def test_an_owner_that_stands_for_its_outlet_is_named_as_the_origin() -> None:
    assert RECORD.source is not None
    owned = replace(RECORD, origin=replace(RECORD.source, id=5, name="Vell Press"))
    assert "(official, B usually reliable; origin: Vell Press)" in written(write_evidence, [owned], Format.PLAIN) + (
        written(write_evidence, [owned], Format.TABLE, width=100)
    )
