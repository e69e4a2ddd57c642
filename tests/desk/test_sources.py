"""Keeping sources: names, kinds, owners, grades, merges."""

import pytest

from factcheck.desk import resolution, sources
from factcheck.errors import NotFound, Refused, UsageProblem
from factcheck.reading.description import Description
from factcheck.reading.speakers import describe
from factcheck.settings import Location
from factcheck.store.session import reading, writing
from factcheck.store.sources import known, source_detail
from factcheck.store.sources import sources as listed
from factcheck.vocabulary import Flag, Reliability, SourceKind
from tests.factories import log, row


def add(location: Location, name: str, **more: object) -> str:
    with writing(location) as session:
        return f"S{sources.add(session, name, by='ana', **more)}"  # type: ignore[arg-type]


def test_a_name_is_known_whatever_its_case_and_white_space(location: Location) -> None:
    add(location, "Harbour  Authority")
    with reading(location) as session:
        assert known(session, "HARBOUR authority").name == "Harbour Authority"
    with pytest.raises(Refused, match="is called"):
        add(location, "harbour authority")


def test_a_source_that_nobody_knows_is_not_found(location: Location) -> None:
    for given in ("S99", "Nobody"):
        with pytest.raises(NotFound), reading(location) as session:
            known(session, given)


def test_another_name_leads_to_the_source_until_it_is_taken_away(location: Location) -> None:
    key = add(location, "Harbour Authority")
    with writing(location) as session:
        sources.alias(session, key, ["Port Office", "harbour authority"], [], by="ana")
    with reading(location) as session:
        assert known(session, "port office").name == "Harbour Authority"
        assert source_detail(session, 1).aliases == ("Port Office",)
    with writing(location) as session:
        sources.alias(session, key, [], ["PORT OFFICE"], by="ana")
    with pytest.raises(NotFound), reading(location) as session:
        known(session, "port office")


def test_a_name_that_another_source_bears_is_no_alias(location: Location) -> None:
    add(location, "Harbour Authority")
    add(location, "Port Office")
    with pytest.raises(Refused, match="source merge"), writing(location) as session:
        try:
            sources.alias(session, "Harbour Authority", ["Port Office"], [], by="ana")
        except Refused as refusal:
            raise Refused(refusal.remedy) from refusal


def test_a_grade_is_dated_and_the_last_one_holds(location: Location) -> None:
    number = log(location, by="Veld Radio")
    assert row(location, number).reliability is None
    for letter in (Reliability.B, Reliability.D):
        with writing(location) as session:
            sources.grade(session, "Veld Radio", letter, because="its record", by="ana")
    assert row(location, number).reliability == "D"
    with reading(location) as session:
        assert [one.reliability for one in source_detail(session, 1).grades] == ["B", "D"]


def test_a_grade_needs_a_reason(location: Location) -> None:
    add(location, "Veld Radio")
    with pytest.raises(UsageProblem), writing(location) as session:
        sources.grade(session, "Veld Radio", Reliability.B, because=" ", by="ana")


def test_a_merged_source_leads_to_the_other_and_its_claims_go_with_it(location: Location) -> None:
    first, second = log(location, by="Veld Radio"), log(location, "It rains.", by="Radio Veld")
    with writing(location) as session:
        sources.merge(session, "Radio Veld", "Veld Radio", by="ana")
    assert row(location, second).source_id == row(location, first).source_id
    with reading(location) as session:
        assert [one.name for one in listed(session)] == ["Veld Radio"]
        assert listed(session)[0].claims == 2
        assert source_detail(session, 1).merged == ((2, "Radio Veld"),)
        assert known(session, "S2").id == 1


def test_merges_follow_one_another(location: Location) -> None:
    number = log(location, by="One")
    add(location, "Two")
    add(location, "Three")
    for name, into in (("One", "Two"), ("Two", "Three")):
        with writing(location) as session:
            sources.merge(session, name, into, by="ana")
    assert row(location, number).source_name == "Three"


def test_a_source_is_not_merged_into_itself_or_its_own_alias(location: Location) -> None:
    add(location, "Veld Radio")
    with writing(location) as session:
        sources.alias(session, "Veld Radio", ["Radio Veld"], [], by="ana")
    for into in ("Veld Radio", "S1", "Radio Veld"):
        with pytest.raises(Refused, match="one source already"), writing(location) as session:
            sources.merge(session, "Veld Radio", into, by="ana")


def test_outlets_of_one_owner_are_one_origin(location: Location) -> None:
    number = log(location, by="Veld Radio")
    with writing(location) as session:
        from factcheck.desk.attributions import Said
        from factcheck.desk.claims import attribute

        attribute(session, number, Said("Orm Times"), by="ana")
    assert Flag.SINGLE_ORIGIN not in row(location, number).flags
    add(location, "Media House")
    for name in ("Veld Radio", "Orm Times"):
        with writing(location) as session:
            sources.edit(session, name, owner="Media House", by="ana")
    assert Flag.SINGLE_ORIGIN in row(location, number).flags
    with writing(location) as session:
        sources.edit(session, "Orm Times", owner="none", by="ana")
    assert Flag.SINGLE_ORIGIN not in row(location, number).flags


def test_nobody_owns_themselves_however_far_up(location: Location) -> None:
    for name in ("One", "Two", "Three"):
        add(location, name)
    for name, owner in (("One", "Two"), ("Two", "Three")):
        with writing(location) as session:
            sources.edit(session, name, owner=owner, by="ana")
    for owner in ("One", "Three"):
        with pytest.raises(Refused, match="would own itself"), writing(location) as session:
            sources.edit(session, "Three", owner=owner, by="ana")
    with pytest.raises(Refused, match="owns One"), writing(location) as session:
        sources.merge(session, "Three", "One", by="ana")


def test_a_change_of_kind_changes_what_is_derived_from_it(location: Location) -> None:
    number = log(location, by="Veld Radio", kind=SourceKind.INDEPENDENT_MEDIA)
    assert Flag.STATE_MEDIA_ONLY not in row(location, number).flags
    with writing(location) as session:
        sources.edit(session, "Veld Radio", kind=SourceKind.STATE_MEDIA, by="ana")
    assert Flag.STATE_MEDIA_ONLY in row(location, number).flags
    with writing(location) as session:
        sources.edit(session, "Veld Radio", kind=SourceKind.UNCONFIRMED_REPORT, by="ana")
    assert Flag.ORIGIN_UNKNOWN in row(location, number).flags, "a report is never a known origin"


def test_reports_are_never_named(location: Location) -> None:
    with pytest.raises(Refused, match="never named"):
        add(location, "rumours", kind=SourceKind.UNCONFIRMED_REPORT, named=True)
    add(location, "rumours", kind=SourceKind.UNCONFIRMED_REPORT)
    with pytest.raises(Refused, match="never named"), writing(location) as session:
        sources.edit(session, "S1", named=True, by="ana")


def test_an_edit_that_changes_nothing_is_a_usage_problem_or_no_event(location: Location) -> None:
    add(location, "Veld Radio")
    with pytest.raises(UsageProblem, match="Nothing to change"), writing(location) as session:
        sources.edit(session, "Veld Radio", by="ana")
    with writing(location) as session:
        sources.edit(session, "Veld Radio", name="Veld Radio", by="ana")
    with reading(location) as session:
        assert listed(session)[0].version == 1


def test_a_name_that_reads_like_an_id_is_refused(location: Location) -> None:
    with pytest.raises(UsageProblem, match="is a source's id"):
        add(location, "S12")
    add(location, "Veld Radio")
    with pytest.raises(UsageProblem, match="is a source's id"), writing(location) as session:
        sources.alias(session, "Veld Radio", ["s7"], [], by="ana")


def test_a_wire_group_is_set_and_taken_away(location: Location) -> None:
    key = add(location, "Orm Dispatch")
    for given, kept in (("  Veld  Pool ", "Veld Pool"), ("none", None)):
        with writing(location) as session:
            sources.edit(session, key, wire_group=given, by="ana")
        with reading(location) as session:
            assert source_detail(session, 1).row.wire_group == kept


GAZETTEER = {
    "Veld Agency": Description(SourceKind.STATE_MEDIA, named=True, owner="Government of Veld", wire_group="Veld Pool"),
    "Veld Radio": Description(SourceKind.STATE_MEDIA, named=True, owner="Government of Veld"),
    "Government of Veld": Description(SourceKind.OFFICIAL, named=True, owner="Veld Agency"),
}


@pytest.fixture
def gazetteer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Know a country whose agency and government each say that they own the other."""
    monkeypatch.setattr(resolution, "describe", lambda name: GAZETTEER.get(name) or describe(name))


@pytest.mark.usefixtures("gazetteer")
def test_a_new_source_gets_the_owner_and_wire_group_that_the_gazetteer_knows(location: Location) -> None:
    log(location, by="Veld Agency")
    log(location, by="Veld Radio")
    add(location, "Radio Orm", owner="Veld Radio")
    with reading(location) as session:
        found = {one.name: (one.kind, one.owner_name, one.wire_group) for one in listed(session)}
    assert found == {
        "Government of Veld": ("official", None, None),
        "Veld Agency": ("state_media", "Government of Veld", "Veld Pool"),
        "Veld Radio": ("state_media", "Government of Veld", None),
        "Radio Orm": (found["Radio Orm"][0], "Veld Radio", None),
    }


@pytest.mark.usefixtures("gazetteer")
def test_an_owner_goes_by_the_name_that_people_led_it_to(location: Location) -> None:
    key = add(location, "Veld Cabinet", kind=SourceKind.OFFICIAL)
    with writing(location) as session:
        sources.alias(session, key, ["Government of Veld"], [], by="ana")
    log(location, by="Veld Radio")
    with reading(location) as session:
        assert [one.owner_name for one in listed(session)] == [None, "Veld Cabinet"]
