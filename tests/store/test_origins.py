"""On whose word a claim rests: the command, the kept flags and an obvious reckoning written otherwise agree."""

import shutil
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from factcheck.desk import sources
from factcheck.desk.attributions import Said
from factcheck.desk.claims import attribute, reject
from factcheck.desk.links import link
from factcheck.desk.said import check_said
from factcheck.errors import NotFound, Refused
from factcheck.settings import Location
from factcheck.store.origins import Origins
from factcheck.store.origins import origins as find
from factcheck.store.session import reading, writing
from factcheck.store.tables import attribution, claim, claim_flag, source, via
from factcheck.store.transaction import Session
from factcheck.vocabulary import Flag, Relation, SaidCheck, SourceKind, Stance
from tests.exchange import conftest
from tests.factories import ingest_text, log
from tests.store.reckoning import Person, reckon

fresh = conftest.fresh
COPY = (
    "The harbour of Amsel was closed after a ferry had run aground. The ministry of works said that the ferry would "
    "be freed by the tide on Tuesday. Nobody of the hundred and forty on board was hurt, and most went home by bus. "
    "It was the third ship that had met the bar since January, when the last of the old buoys was lost in a storm.\n"
)


def origins(location: Location, number: int) -> Origins:
    with reading(location) as session:
        return find(session, number)


def kept(location: Location, number: int) -> set[str]:
    with reading(location) as session:
        flags = select(claim_flag.c.flag).where(claim_flag.c.claim_id == number)
        return set(session.connection().scalars(flags))


def say(location: Location, number: int, by: str, *via: str, **said: object) -> None:
    with writing(location) as session:
        attribute(session, number, Said(by, via=via, **said), by="ana")  # type: ignore[arg-type]


def obvious(location: Location, number: int) -> tuple[int, set[str]]:
    """What has to be found, from the bare rows."""
    with reading(location) as session:
        rows = session.connection()
        sources_here = {one.id: one for one in rows.execute(select(source))}
        group = {one.id: one.group_id or one.id for one in rows.execute(select(claim))}
        behind = rows.execute(select(via).order_by(via.c.position)).all()
        said = [one for one in rows.execute(select(attribution)) if group[one.claim_id] == group[number]]
    leads_to = {key: one.merged_into_id or key for key, one in sources_here.items()}
    people = {
        key: Person(one.kind, one.named, leads_to[one.owner_id] if one.owner_id else None)
        for key, one in sources_here.items()
    }
    chains = []
    for one in said:
        if one.stance == "asserts" and one.said_check != "misattributed":
            line = [one.source_id, *(step.source_id for step in behind if step.attribution_id == one.id)]
            chains.append(([leads_to[step] for step in line], one.article_id))
    return reckon(chains, people)


def did(session: Session, what: str, chain: list[int], number: int, stance: Stance, article: str | None) -> None:
    first, last = f"S{chain[0]}", f"S{chain[-1]}"
    match what:
        case "say":
            quote = "Nobody of the hundred and forty" if article else None
            through = tuple(f"S{one}" for one in chain[1:])
            attribute(session, number, Said(first, None, through, article, quote, None, stance), by="ana")
        case "own":
            sources.edit(session, first, owner=last, by="ana")
        case "merge":
            sources.merge(session, first, last, by="ana")
        case "same":
            link(session, number, Relation.SAME, number % 3 + 1, by="ana")
        case "misattributed":
            check_said(session, chain[0], SaidCheck.MISATTRIBUTED, because="another said it", by="ana")
        case _:
            sources.edit(session, first, named=False, by="ana")


@pytest.fixture(scope="session")
def newsroom(fresh: Callable[..., Location]) -> Location:
    """Three claims, six gazettes and two articles, in which two of them may be quoted."""
    location = fresh()
    for at in range(1, 4):
        log(location, f"Claim {at}.", by="Gazette 1", kind=SourceKind.STATE_MEDIA)
    with writing(location) as session:
        for at in range(2, 7):
            sources.add(session, f"Gazette {at}", kind=SourceKind.STATE_MEDIA if at < 4 else None, by="ana")
    for publisher in (5, 6):
        ingest_text(location, COPY, publisher=f"S{publisher}")
    return location


STEPS = st.lists(
    st.tuples(
        st.sampled_from(("say", "say", "say", "say", "own", "merge", "same", "misattributed", "unnamed")),
        st.lists(st.integers(1, 6), min_size=1, max_size=3),
        st.sampled_from((1, 1, 2, 3)),
        st.sampled_from((*Stance, Stance.ASSERTS, Stance.ASSERTS)),
        st.sampled_from((None, "A1", "A2")),
    ),
    min_size=8,
    max_size=20,
)


@settings(max_examples=15, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
@given(done=STEPS)
def test_whatever_was_said_owned_merged_and_linked_all_reckon_alike(
    newsroom: Location, fresh: Callable[..., Location], done: list[tuple[str, list[int], int, Stance, str | None]]
) -> None:
    location = fresh("desk")
    assert newsroom.path is not None
    assert location.path is not None
    shutil.copyfile(newsroom.path, location.path)
    with writing(location) as session:
        for step in done:
            with suppress(Refused, NotFound), session.connection().begin_nested():
                did(session, *step)
    for number in range(1, 4):
        found, reckoned = origins(location, number), obvious(location, number)
        assert (found.count, set(map(str, found.flags))) == reckoned
        assert kept(location, found.id) == reckoned[1]
        assert len([one for one in found.origins if one.known]) == found.count


def test_a_claim_shows_the_origins_of_all_that_say_the_same(location: Location) -> None:
    for name in ("Strait Gazette", "Vell Gazette"):
        log(location, f"{name} says so.", by=name, kind=SourceKind.INDEPENDENT_MEDIA)
    with writing(location) as session:
        link(session, 2, Relation.SAME, 1, by="ana")
    assert origins(location, 2) == origins(location, 1)
    assert (origins(location, 2).id, origins(location, 2).members, origins(location, 2).count) == (1, (1, 2), 2)


def test_denials_and_what_was_misattributed_are_in_sight_and_not_counted(location: Location) -> None:
    number = log(location, by="Strait Gazette", kind=SourceKind.INDEPENDENT_MEDIA)
    say(location, number, "Foreign Ministry", stance=Stance.DENIES)
    say(location, number, "Harbour Authority")
    with writing(location) as session:
        check_said(session, 3, SaidCheck.MISATTRIBUTED, because="another said it", by="ana")
    found = origins(location, number)
    assert [one.name for one in found.origins] == ["Strait Gazette"]
    assert [(tree.bearing, len(tree.chains)) for tree in found.trees] == [
        ("asserts", 1), ("denies", 1), ("misattributed", 1),
    ]  # fmt: skip
    assert len(found.chains) == 3


def test_one_origin_has_its_own_name_and_several_of_one_owner_have_the_owners(location: Location) -> None:
    number = log(location, by="Strait Gazette", kind=SourceKind.INDEPENDENT_MEDIA)
    with writing(location) as session:
        sources.add(session, "Vell Press", by="ana")
        sources.add(session, "Orm Gazette", owner="Vell Press", by="ana")
        sources.edit(session, "Strait Gazette", owner="Vell Press", by="ana")
    assert [one.name for one in origins(location, number).origins] == ["Strait Gazette"]
    say(location, number, "Orm Gazette")
    found = origins(location, number)
    assert ([one.name for one in found.origins], found.count) == (["Vell Press"], 1)


def test_nearly_the_same_text_in_several_articles_is_an_echo_and_a_revision_is_none(location: Location) -> None:
    def publish(text: str, publisher: str, **about: str) -> int:
        done = ingest_text(location, text, publisher=publisher, **about)
        assert done.article_id is not None
        say(location, 1, publisher, article=f"A{done.article_id}", quote="Nobody of the hundred and forty on board")
        return done.article_id

    log(location, "Nobody was hurt.", by="City council")
    first = publish(COPY, "Orm Gazette", url="https://orm.example/1")
    publish(COPY.replace("Tuesday", "Wednesday"), "Orm Gazette", url="https://orm.example/1")
    assert origins(location, 1).echoes == ()
    last = publish("By our reporter\n\n" + COPY[:250], "Veld Gazette")
    found = origins(location, 1)
    assert found.echoes == ((first, first + 1, last),)
    assert [[one.name for one in several] for several in found.one_copy] == [["Orm Gazette", "Veld Gazette"]]


def test_origins_that_carry_the_copy_of_one_wire_are_told_and_still_counted(location: Location) -> None:
    number = log(location, by="Strait Gazette", kind=SourceKind.INDEPENDENT_MEDIA)
    say(location, number, "Orm Gazette", kind=SourceKind.INDEPENDENT_MEDIA)
    with writing(location) as session:
        for name in ("Strait Gazette", "Orm Gazette"):
            sources.edit(session, name, wire_group="Strait Wire", by="ana")
    found = origins(location, number)
    assert {pool: [one.name for one in several] for pool, several in found.wire_groups.items()} == {
        "Strait Wire": ["Strait Gazette", "Orm Gazette"]
    }
    assert found.count == 2


def test_a_rejected_claim_still_tells_its_origins_and_an_unknown_one_is_refused(location: Location) -> None:
    number = ingest_text(location).claim_ids[0]
    assert number is not None
    with writing(location) as session:
        reject(session, [number], by="ana")
    assert origins(location, number).flags == (Flag.SINGLE_ORIGIN, Flag.STATE_MEDIA_ONLY)
    with pytest.raises(NotFound, match="no claim C999"):
        origins(location, 999)
