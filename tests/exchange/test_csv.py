"""CSV as people and spreadsheets write it, and files that come twice."""

import csv
import io

import pytest
from sqlalchemy import select

from factcheck.output.claims import VIEW
from factcheck.settings import Location
from factcheck.store import ledger
from factcheck.store.ledger import Change
from factcheck.store.session import reading, writing
from factcheck.store.sources import sources
from factcheck.store.tables import claim_flag, event, source
from factcheck.store.transaction import Session
from tests.exchange.everything import typical
from tests.exchange.files import csv_of, load_csv
from tests.exchange.tables import state


def _rows(location: Location) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csv_of(location))))


@pytest.mark.parametrize(
    "data",
    [
        "text,said_by\nIt rains,The BBC\n",
        "\ufeffText,Said By\r\nIt rains,The BBC\r\n",
        "CLAIM;Source\nIt rains;The BBC\n",
        "said-by\ttext\nThe BBC\tIt rains\n",
        '"text","source"\n"It rains","The BBC"',
        "id,text,source_name,flags,version\nC7,It rains,The BBC,stale,4\n",
    ],
)
def test_a_small_file_made_by_hand_is_enough(sqlite: Location, data: str) -> None:
    outcome = load_csv(sqlite, data)
    assert (outcome.new, outcome.claims) == (1, 1)
    (row,) = _rows(sqlite)
    assert (row["text"], row["said_by"], row["state"], row["status"]) == (
        "It rains",
        "The BBC",
        "accepted",
        "unchecked",
    )
    assert row["by"] == "importer"


def test_what_a_list_of_claims_writes_can_be_read(sqlite: Location) -> None:
    line = ["C1", "", "It rains", "unchecked", "", "", "true", "draft stale", "a b", "A1", "Title", "q", "0", "1", "S1"]
    line += ["The BBC", "independent_media", "B", "said", "asserts", "stated", "reported", "2025", "", "", "3"]
    load_csv(sqlite, f"{VIEW.columns}\n{','.join(line)}\n")
    (row,) = _rows(sqlite)
    assert (row["state"], row["title"], row["kind"]) == ("draft", "Title", "independent_media")
    assert (row["tags"], row["quote"], row["end"]) == ("a b", "q", "1")


def test_the_same_file_twice_adds_nothing(location: Location) -> None:
    rows = "It rains,The BBC,2025,\nIt  RAINS,the bbc,2025,\nIt rains,The BBC,,T\nx,officials,,\n"
    data = f"text,said_by,said_on,title\n{rows}"
    first = load_csv(location, data)
    assert (first.new, first.known) == (3, 1)
    before = state(location)
    second = load_csv(location, data)
    assert (second.new, second.known) == (0, 4)
    assert state(location) == before


def test_its_own_export_adds_nothing(location: Location) -> None:
    typical(location)
    before = state(location)
    outcome = load_csv(location, csv_of(location))
    assert outcome.new == 0
    superseded = [row for row in before["claim"] if "superseded" in row]
    assert len(superseded) == 1
    assert outcome.known == len(before["claim"]) - len(superseded)
    assert state(location) == before


def test_a_row_stays_known_when_its_source_was_merged_or_is_of_another_kind_now(sqlite: Location) -> None:
    from factcheck.desk import sources
    from factcheck.vocabulary import SourceKind

    data = "text,said_by,kind\nIt rains,The Beeb,independent_media\n"
    load_csv(sqlite, data)
    with writing(sqlite) as session:
        sources.add(session, "BBC", by="ana")
        sources.merge(session, "The Beeb", "BBC", by="ana")
        sources.edit(session, "BBC", kind=SourceKind.ORGANISATION, by="ana")
    assert load_csv(sqlite, data).known == 1


def test_one_name_is_one_source_but_unnamed_ones_only_within_an_article(sqlite: Location) -> None:
    rows = "a,The BBC,\nb,the bbc,\nc,officials,T\nd,officials,T\ne,officials,U\nf,officials,\ng,officials,\n"
    load_csv(sqlite, f"text,said_by,title\n{rows}")
    with reading(sqlite) as session:
        names = session.connection().scalars(select(source.c.name)).all()
    assert sorted(names) == ["The BBC", "officials", "officials", "officials", "officials"]


def test_a_name_is_the_same_however_it_is_written_within_an_article_too(sqlite: Location) -> None:
    rows = ("a,officials,A", "b,Officials,A", "c,OFFICIALS,B", "d,ORM TIMES,B", "e,Orm Times,B")
    load_csv(sqlite, "text,said_by,title\n" + "\n".join(rows) + "\n")
    with reading(sqlite) as session:
        names = session.connection().scalars(select(source.c.name).order_by(source.c.id)).all()
    assert names == ["officials", "OFFICIALS", "ORM TIMES"]


def test_new_sources_have_the_owners_that_the_desk_gives_them(location: Location) -> None:
    load_csv(location, "text,said_by,via\na,Xinhua,Orm Times\nb,Chinese state media,\n")
    with reading(location) as session:
        found = {one.name: (one.owner_name, one.wire_group) for one in sources(session)}
    assert found == {
        "China": (None, None),
        "Xinhua": ("China", "Xinhua"),
        "Orm Times": (None, None),
        "Chinese state media": ("China", None),
    }


def test_whom_the_gazetteer_also_calls_so_is_the_same_source(location: Location) -> None:
    load_csv(location, "text,said_by\na,Korean Central News Agency\n")
    load_csv(location, "text,said_by,via\nb,KCNA,\nc,Xinhua,The Xinhua News Agency\nd,Xinhua News Agency,KCNA\n")
    with reading(location) as session:
        names = session.connection().scalars(select(source.c.name).order_by(source.c.id)).all()
    assert [one for one in names if one not in {"North Korea", "China"}] == ["Korean Central News Agency", "Xinhua"]
    assert load_csv(location, "text,said_by\nb,KCNA\nd,Xinhua News Agency\n").known == 2


def test_who_is_of_another_kind_than_whom_the_gazetteer_also_calls_so_is_somebody_else(sqlite: Location) -> None:
    load_csv(sqlite, "text,said_by,kind\na,Korean Central News Agency,state_media\n")
    load_csv(sqlite, "text,said_by,kind\nb,KCNA,organisation\n")
    with reading(sqlite) as session:
        names = session.connection().scalars(select(source.c.name).where(source.c.kind == "organisation")).all()
    assert names == ["KCNA"]


def test_a_name_that_looks_like_a_handle_is_a_name(sqlite: Location) -> None:
    load_csv(sqlite, "text,said_by\na,The BBC\nb,S1\n")
    assert [row["said_by"] for row in _rows(sqlite)] == ["The BBC", "S1"]


def test_the_publisher_is_who_it_came_through(sqlite: Location) -> None:
    load_csv(sqlite, "text,said_by,publisher,via\na,Kim,Reuters,\nb,Reuters,Reuters,\nc,Kim,Reuters,AFP > Reuters\n")
    assert [row["via"] for row in _rows(sqlite)] == ["Reuters", "", "AFP > Reuters"]
    with reading(sqlite) as session:
        flags = session.connection().execute(select(claim_flag.c.claim_id, claim_flag.c.flag)).all()
    assert (1, "single_origin") in [tuple(one) for one in flags]


def test_who_and_when_come_from_the_row_and_the_import_is_marked(sqlite: Location) -> None:
    load_csv(
        sqlite,
        "text,said_by,by,recorded_at,status,because,assessed_by,assessed_at\n"
        'a,b,ana,2020-01-01T02:00:00+02:00,insufficient,"looked, found nothing",ben,2021-01-01T00:00:00Z\n'.replace(
            "insufficient", "not_checkable"
        ),
    )
    (row,) = _rows(sqlite)
    assert (row["by"], row["recorded_at"]) == ("ana", "2020-01-01T00:00:00.000000Z")
    assert (row["assessed_by"], row["assessed_at"]) == ("ben", "2021-01-01T00:00:00.000000Z")
    with reading(sqlite) as session:
        assert None not in session.connection().scalars(select(event.c.imported_at)).all()


def test_an_interrupted_import_leaves_the_database_as_it_was(
    location: Location, monkeypatch: pytest.MonkeyPatch
) -> None:
    from factcheck.exchange import intake

    before = state(location)

    def interrupted(session: Session, changes: list[Change], *, by: str, imported: bool) -> None:
        ledger.record(session, changes, by=by, imported=imported)
        raise KeyboardInterrupt

    monkeypatch.setattr(intake, "record", interrupted)
    with pytest.raises(KeyboardInterrupt):
        load_csv(location, "text,said_by\na,b\n")
    assert state(location) == before


def test_progress_counts_the_rows_checked_and_then_those_stored(sqlite: Location) -> None:
    from factcheck.exchange.spreadsheet import import_csv

    told: list[tuple[int, int | None]] = []
    data = "text,said_by\n" + "".join(f"claim {at},b\n" for at in range(1500))
    with writing(sqlite) as session:
        import_csv(
            session,
            io.BytesIO(data.encode()),
            by="x",
            name="x",
            progress=lambda done, total: told.append((done, total)),
        )
    assert told == [(1000, None), (1500, None), (1000, 1500), (1500, 1500)]
