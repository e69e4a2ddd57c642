"""The tables of names: each leads to one source, each owner is one, and every name in them is understood."""

from collections import Counter

import pytest

from factcheck.identity import fold
from factcheck.reading import gazetteer
from factcheck.reading.speakers import called_also, describe, recognise
from factcheck.vocabulary import UNNAMED_KINDS, SourceKind

LOADED = gazetteer.load()
ENTRIES = tuple({entry.name: entry for entry in LOADED.entries.values()}.values())
COUNTRIES = tuple({country.name: country for country in LOADED.countries.values()}.values())


def test_no_name_is_two_sources() -> None:
    spelled = [{fold(name) for name in entry.names} for entry in ENTRIES]
    spelled += [{fold(name) for name in country.names} for country in COUNTRIES]
    counted = Counter(name for names in spelled for name in names)
    assert [name for name, times in counted.items() if times > 1] == []


def test_every_name_leads_to_its_source() -> None:
    for entry in ENTRIES:
        for name in entry.names:
            found = recognise(name)
            assert (found.name, found.found.kind, found.found.owner) == (entry.name, entry.kind, entry.owner), name
            assert entry.name in called_also(name)


def test_every_name_of_a_country_leads_to_its_government() -> None:
    for country in COUNTRIES:
        for name in country.names:
            found = recognise(name)
            assert (found.name, found.found.kind, found.found.named) == (country.name, SourceKind.OFFICIAL, True), name


def test_every_country_has_ministries_forces_and_media_of_its_own() -> None:
    for country in COUNTRIES:
        for body in ("foreign ministry", "defence ministry", "coast guard", "state media"):
            adjective, genitive = (recognise(f"{one} {body}") for one in (country.adjective, f"{country.name}'s"))
            assert adjective == genitive, country.name
            assert adjective.found.owner == country.name


def test_every_owner_is_known_and_may_be_named() -> None:
    for entry in ENTRIES:
        if entry.owner is not None:
            assert describe(entry.owner).named, entry.owner
            assert describe(entry.owner).kind not in UNNAMED_KINDS


def test_the_members_of_the_united_nations_and_four_more_are_there() -> None:
    assert len(COUNTRIES) == 193 + 4
    assert {"Taiwan", "Kosovo", "Palestine", "Vatican"} <= {country.name for country in COUNTRIES}


@pytest.mark.parametrize("phrase", ["us", "Un", "who", "time", "the sun", "Ice", "the standard", "male residents"])
def test_a_common_word_is_nobodys_name(phrase: str) -> None:
    assert recognise(phrase).name is None
