"""Every kind of row that cannot be imported is named with its line and its reason, and nothing is changed."""

import csv
import io
from pathlib import Path

import pytest

from factcheck.errors import BadRows, Unreadable, UsageProblem
from factcheck.identity import new_uid
from factcheck.settings import Location
from tests.exchange.everything import typical
from tests.exchange.files import csv_of, load_csv
from tests.exchange.tables import state

UID = "01976f7a-0000-7000-8000-000000000001"
BAD = [
    ({"text": ""}, "The claim is empty."),
    ({"said_by": " "}, "The source's name is empty."),
    ({"uid": "123"}, "'123' is no uid."),
    ({"uid": UID.upper()}, "is no uid."),
    ({"kind": "state-media"}, "Did you mean state_media?"),
    ({"kind": "unknown", "named": "true"}, "A source of kind unknown is never named."),
    ({"named": "maybe"}, "named: 'maybe' is neither true nor false."),
    ({"stance": "assert"}, "Did you mean asserts?"),
    ({"modality": "states"}, "Did you mean stated?"),
    ({"voice": "loud"}, "'loud' is no voice."),
    ({"state": "accept"}, "Did you mean accepted?"),
    ({"status": "confirmd"}, "Did you mean confirmed?"),
    ({"status": "confirmed"}, "confirmed needs its reason."),
    ({"status": "disputed", "because": "x"}, "disputed needs a credibility."),
    ({"status": "confirmed", "because": "x", "credibility": "3"}, "confirmed does not go with credibility '3'."),
    ({"status": "not_checkable", "because": "x", "credibility": "6"}, "It takes none."),
    ({"status": "in_review", "because": "x", "confidence": "low"}, "in_review is no verdict to be confident of."),
    ({"status": "confirmed", "because": "x", "confidence": "lo"}, "Did you mean low?"),
    ({"status": "confirmed", "because": "x", "due": "2026"}, "confirmed does not fall due."),
    ({"status": "confirmed", "because": "x", "state": "draft"}, "A draft claim was never assessed."),
    ({"because": "x"}, "unchecked goes without because."),
    ({"credibility": "2"}, "unchecked goes without credibility."),
    ({"said_on": "2025-02-30"}, "There is no 2025-02-30 in the calendar."),
    ({"said_on": "last year"}, "is no said_on."),
    ({"published": "2025-1"}, "is no published."),
    ({"recorded_at": "2025-01-01T00:00:00"}, "has no time zone."),
    ({"recorded_at": "yesterday"}, "is no time."),
    ({"status": "confirmed", "because": "x", "assessed_at": "2025-01-01"}, "has no time zone."),
    ({"start": "1", "end": "2"}, "start and end need the quote"),
    ({"quote": "abc", "start": "1"}, "start and end go together."),
    ({"quote": "abc", "start": "1", "end": "9"}, "is not the length of the quote, 3."),
    ({"quote": "abc", "start": "-1", "end": "2"}, "'-1' is no offset."),
    ({"article": "A3"}, "'A3' is no uid."),
    ({"tags": "ok +no"}, "is no tag."),
    ({"text": "a\0b"}, "text holds a NUL."),
    ({"text": "x" * 100_001}, "longer than 100,000"),
    ({"said_by": "x" * 501}, "longer than 500"),
    ({"via": "A >  > B"}, "The source in via is empty."),
]


def _file(*rows: dict[str, str]) -> str:
    columns = list(dict.fromkeys(["text", "said_by", *(name for row in rows for name in row)]))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns)
    writer.writeheader()
    writer.writerows({"text": "A claim", "said_by": "Somebody"} | row for row in rows)
    return out.getvalue()


@pytest.mark.parametrize(("cells", "why"), BAD, ids=[why for _, why in BAD])
def test_a_bad_row_is_named_and_nothing_is_changed(sqlite: Location, cells: dict[str, str], why: str) -> None:
    before = state(sqlite)
    with pytest.raises(BadRows) as caught:
        load_csv(sqlite, _file({"text": "A good one"}, cells))
    assert caught.value.message == "1 of 2 rows cannot be imported; nothing was changed."
    (told,) = caught.value.details
    assert told.startswith("line 3: ")
    assert why in told
    assert state(sqlite) == before


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"text,said_by\n\xe9t\xe9,x\n", "line 2: text is not UTF-8: byte 0xe9."),
        (b"text,said_by\n\xed\xa0\x80,x\n", "line 2: text is not UTF-8: byte 0xed."),
        (b"text,said_by\na\n", "line 2: There are 1 cells, but 2 columns."),
        (b"text,said_by\na,b,c\n", "line 2: There are 3 cells, but 2 columns."),
        (b'text,said_by\n"a"b,c\n', "line 2: The record is malformed"),
        (b'text,said_by\n"a,c\n', "line 2: The record is malformed"),
        (b'text,said_by\n"two\nlines",x\n\n"more\nlines",\n', "line 5: The source's name is empty."),
        (b'text,said_by\r\n"two\r\nlines",x\r\n,y\r\n', "line 4: The claim is empty."),
        (f"uid,text,said_by\n{UID},a,b\n{UID},c,d\n".encode(), f"line 3: The uid {UID} stands in the file twice."),
        (b"text,said_by,kind\na,Foo,official\nb,FOO,expert\n", "line 3: FOO is official on line 2, not expert."),
    ],
)
def test_a_broken_record_is_told_by_its_first_line(sqlite: Location, data: bytes, why: str) -> None:
    with pytest.raises(BadRows) as caught:
        load_csv(sqlite, data)
    (told,) = caught.value.details
    assert told.startswith(why)


@pytest.mark.parametrize(
    ("heading", "why", "remedy"),
    [
        ("text,said_by,stauts", "'stauts' is no column.", "Did you mean status?"),
        ("text", "There is no column said_by.", "text and said_by"),
        ("text,said_by,source", "The column said_by stands there twice.", "Leave one"),
        ("text,said_by,", "'' is no column.", "Known are: uid, text, said_by"),
    ],
)
def test_a_wrong_heading_is_a_usage_error(sqlite: Location, heading: str, why: str, remedy: str) -> None:
    with pytest.raises(UsageProblem) as caught:
        load_csv(sqlite, f"{heading}\n")
    assert why in caught.value.message
    assert remedy in caught.value.remedy


@pytest.mark.parametrize("data", [b"", b"\xff\xfet\0e\0", b"text,said_by\xe9\n"])
def test_a_file_that_is_no_text_cannot_be_read(sqlite: Location, data: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        load_csv(sqlite, data)
    assert "x.csv" in caught.value.message


def test_a_missing_file_or_a_folder_cannot_be_read(sqlite: Location, tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="There is no file"):
        load_csv(sqlite, tmp_path / "missing.csv")
    with pytest.raises(Unreadable, match="is a folder"):
        load_csv(sqlite, tmp_path)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="only Linux has such a file")
def test_a_file_that_has_no_end_to_go_to_cannot_be_read(sqlite: Location) -> None:
    with pytest.raises(Unreadable, match="cannot be read"):
        load_csv(sqlite, Path("/proc/self/mem"))


def test_a_kind_that_contradicts_the_source_here_is_bad(sqlite: Location) -> None:
    load_csv(sqlite, "text,said_by,kind\na,Foo,official\n")
    with pytest.raises(BadRows) as caught:
        load_csv(sqlite, "text,said_by,kind\nb,Foo,expert\n")
    assert "Foo (S1) is official, not expert." in caught.value.details[0]


def test_a_quote_has_to_stand_in_the_article_that_is_here(sqlite: Location) -> None:
    typical(sqlite)
    (row,) = [row for row in csv.DictReader(io.StringIO(csv_of(sqlite))) if row["article"]][:1]
    article, quote = row["article"], row["quote"]
    moved = {"article": article, "quote": quote[5:], "start": "0", "end": str(len(quote) - 5)}
    load_csv(sqlite, _file(moved))
    added = list(csv.DictReader(io.StringIO(csv_of(sqlite))))[-1]
    assert (added["quote"], added["start"]) == (quote[5:], str(int(row["start"]) + 5))
    with pytest.raises(BadRows) as caught:
        load_csv(sqlite, _file({"text": "b", "article": article, "quote": "not there"}))
    assert "A1 does not hold the quote." in caught.value.details[0]
    with pytest.raises(BadRows) as caught:
        load_csv(sqlite, _file({"text": "c", "article": article, "quote": quote, "title": "Another"}))
    assert "title is 'Another', but A1 has" in caught.value.details[0]


def test_skip_bad_keeps_the_good_rows_and_gives_the_bad_ones_back_as_they_were(location: Location) -> None:
    bad = io.StringIO()
    outcome = load_csv(location, b'Text;Source;Status\n\'=1;A;\n\xe9;B;\n"=2\n";C;bad\nok;D;\nshort\n', bad)
    assert (outcome.new, outcome.known, outcome.bad, outcome.claims) == (2, 0, 3, 2)
    assert [one.line for one in outcome.bad_rows] == [3, 4, 7]
    written = list(csv.reader(io.StringIO(bad.getvalue())))
    assert written[0] == ["line", "reason", "Text", "Source", "Status"]
    assert [row[2:] for row in written[1:]] == [["\\xe9", "B", ""], ["=2\n", "C", "bad"], ["short"]]
    assert len(state(location)["claim"]) == 2


def test_the_file_of_bad_rows_can_be_mended_and_imported(sqlite: Location) -> None:
    bad = io.StringIO()
    load_csv(sqlite, "text,said_by,status\na,b,confirmd\n", bad)
    load_csv(sqlite, bad.getvalue().replace("confirmd", "unchecked"))
    assert len(state(sqlite)["claim"]) == 1


def test_a_verdict_without_its_evidence_says_so(sqlite: Location) -> None:
    load_csv(sqlite, _file({"status": "confirmed", "because": "seen", "uid": new_uid()}))
    (row,) = csv.DictReader(io.StringIO(csv_of(sqlite)))
    assert row["override"] == "imported from x.csv without its evidence"
    assert row["credibility"] == "1"


def test_the_first_of_many_bad_rows_are_named_and_all_are_counted(sqlite: Location) -> None:
    bad = io.StringIO()
    rows = "text,said_by\n" + "It rains.,Veld Radio\n" + ",Veld Radio\n" * 25
    with pytest.raises(BadRows, match=r"25 of 26 rows cannot be imported \(the first 20 are above\)") as caught:
        load_csv(sqlite, rows)
    assert [one.split(":")[0] for one in caught.value.details] == [f"line {at}" for at in range(3, 23)]
    assert load_csv(sqlite, rows, bad).bad == len(bad.getvalue().splitlines()) - 1 == 25
