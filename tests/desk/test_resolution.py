"""Whom an article cites: known by any name, as people decided, and under one owner where that is known."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from factcheck.desk import sources
from factcheck.desk.attributions import Said
from factcheck.desk.claims import attribute
from factcheck.desk.ingest import propose
from factcheck.desk.resolution import meant
from factcheck.errors import NotFound
from factcheck.reading import read
from factcheck.reading.document import Document
from factcheck.settings import Location
from factcheck.store.claims import claims
from factcheck.store.details import detail
from factcheck.store.filters import ClaimFilter
from factcheck.store.session import reading, writing
from factcheck.store.sources import SourceRow
from factcheck.store.sources import sources as every_source
from factcheck.vocabulary import Flag, SourceKind
from tests.factories import ingest_text


def listed(location: Location) -> dict[str, SourceRow]:
    with reading(location) as session:
        rows = {one.name: one for one in every_source(session)}
        assert len(rows) == len(list(every_source(session)))
    return rows


def said(location: Location, text: str, publisher: str = "Example Wire") -> list[tuple[str, str, bool]]:
    """Who is cited, as the answer to the ingest tells it."""
    done = ingest_text(location, text, publisher)
    return [(one.speaker.name, str(one.speaker.kind), one.speaker.named) for one in done.utterances]


@pytest.mark.parametrize(
    ("first", "then", "name"),
    [
        ("KCNA", "The Korean Central News Agency", "KCNA"),
        ("The Associated Press", "AP", "AP"),
        ("Seoul", "The South Korean government", "South Korea"),
        ("The Chinese foreign ministry", "China's foreign ministry", "Chinese foreign ministry"),
    ],
)
def test_two_names_of_one_source_lead_to_one(location: Location, first: str, then: str, name: str) -> None:
    said(location, f"{first} said that it rained.")
    said(location, f"{then} said that it snowed.", "Daily")
    assert listed(location)[name].claims == 2


def test_a_source_that_a_person_named_otherwise_is_found_and_keeps_name_kind_and_owner(location: Location) -> None:
    with writing(location) as session:
        sources.add(session, "Korean Central News Agency", kind=SourceKind.OFFICIAL, by="ana")
        sources.edit(session, "Korean Central News Agency", owner="none", because="not settled", by="ana")
    assert said(location, "KCNA said that it rained.") == [("Korean Central News Agency", "official", True)]
    (row,) = [one for one in listed(location).values() if one.name == "Korean Central News Agency"]
    assert (row.kind, row.owner_name, row.claims) == ("official", None, 1)
    assert "KCNA" not in listed(location)


def test_a_name_that_a_person_gave_to_another_source_wins_over_the_gazetteer(location: Location) -> None:
    with writing(location) as session:
        sources.add(session, "City of Seoul", kind=SourceKind.OFFICIAL, by="ana")
        sources.alias(session, "City of Seoul", ["Seoul"], [], by="ana")
    found = said(location, "Seoul said that it rained. South Korea said that it snowed.")
    assert [name for name, _, _ in found] == ["City of Seoul", "South Korea"]


def test_what_people_changed_is_what_the_next_reading_answers(location: Location) -> None:
    said(location, "Officials in Orm said that it rained. The Orm Institute said that it snowed.")
    with writing(location) as session:
        sources.edit(session, "Orm Institute", name="Institute of Orm", kind=SourceKind.OFFICIAL, by="ana")
        sources.alias(session, "Institute of Orm", ["Orm Institute", "officials in Orm"], [], by="ana")
    again = said(location, "Officials in Orm said that it hailed. The Orm Institute said that it froze.", "Daily")
    assert again == [("Institute of Orm", "official", True)] * 2


def test_a_dry_run_names_sources_as_the_database_does_and_creates_none(location: Location) -> None:
    with writing(location) as session:
        sources.add(session, "Korean Central News Agency", by="ana")
    before = listed(location)
    document = Document("KCNA said that it rained. Reports said that it snowed.", publisher="Daily")
    with reading(location) as session:
        proposed = propose(document, read(document), session)
    assert [one.speaker.name for one in proposed.utterances] == ["Korean Central News Agency", "reports"]
    assert listed(location) == before


def test_outlets_of_one_state_are_one_origin(location: Location) -> None:
    text = "KCNA said that the dam is finished. Rodong Sinmun said that the dam is finished."
    done = ingest_text(location, text, "Daily")
    first, second = done.claim_ids
    with writing(location) as session:
        attribute(session, first or 0, Said("Rodong Sinmun"), by="ana")
        attribute(session, second or 0, Said("Orm Institute"), by="ana")
    rows = listed(location)
    assert {rows[name].owner_name for name in ("KCNA", "Rodong Sinmun")} == {"North Korea"}
    with reading(location) as session:
        assert {Flag.SINGLE_ORIGIN, Flag.STATE_MEDIA_ONLY} <= set(detail(session, first or 0).row.flags)
        assert {Flag.SINGLE_ORIGIN, Flag.STATE_MEDIA_ONLY}.isdisjoint(detail(session, second or 0).row.flags)


def test_an_owner_is_created_once_and_with_its_own_owner(location: Location) -> None:
    said(location, "The Wall Street Journal said that it rained. Fox News said that it snowed.")
    said(location, "The New York Post said that it hailed.", "Daily")
    rows = listed(location)
    assert {rows[name].owner_name for name in ("Wall Street Journal", "New York Post")} == {"News Corp"}
    assert {rows[name].owner_name for name in ("News Corp", "Fox Corporation")} == {"Murdoch family"}


def test_an_agency_is_a_wire_group_of_its_own(location: Location) -> None:
    said(location, "Reuters said that it rained. The Guardian said that it snowed.")
    rows = listed(location)
    assert (rows["Reuters"].wire_group, rows["The Guardian"].wire_group) == ("Reuters", None)


def test_people_who_read_at_once_create_a_source_once(location: Location) -> None:
    names = ["KCNA", "The Korean Central News Agency", "KCNA", "North Korean state media", "Pyongyang's state media"]
    with ThreadPoolExecutor(5) as pool:
        list(pool.map(lambda at: said(location, f"{names[at]} said that it rained.", f"Paper {at}"), range(5)))
    rows = listed(location)
    assert (rows["KCNA"].claims, rows["North Korean state media"].claims) == (3, 2)
    assert rows["North Korea"].claims == 0


def test_a_person_finds_a_source_by_any_name_of_the_gazetteer(location: Location) -> None:
    said(location, "Seoul said that it rained.")
    with reading(location) as session:
        assert meant(session, "Republic of Korea").name == "South Korea"
        with pytest.raises(NotFound, match="Republic of China"):
            meant(session, "Republic of China")


def test_a_ministry_that_nobody_can_tell_is_not_taken_for_another_articles(location: Location) -> None:
    said(location, "The ministry said that it rained.")
    said(location, "The ministry said that it snowed.", "Daily")
    with reading(location) as session:
        found = {one.source_id: Flag.ORIGIN_UNKNOWN in one.flags for one in claims(session, ClaimFilter())}
    assert list(found.values()) == [True, True]


@pytest.mark.parametrize("name", ["Y" + "y" * 3000, "very " * 300 + "old ministry", "\ufdfa" * 400])
def test_a_name_that_goes_on_and_on_is_cut_and_refuses_nothing(location: Location, name: str) -> None:
    for teller in (name, f"Mira Holt's {name}", f"Chinese {name}"):
        (found,) = said(location, f"{teller} said that it rained.", teller[:9])
        assert len(found[0]) <= 200
