"""What is kept of what was: of several changes at once as it was before the first, and nothing of what nobody saw."""

from collections.abc import Callable

from sqlalchemy import func, select

from factcheck.desk import claims, correction, sources
from factcheck.desk.attributions import Said
from factcheck.settings import Location
from factcheck.store.session import reading, writing
from factcheck.store.tables import named
from factcheck.store.transaction import Session
from factcheck.vocabulary import SourceKind
from tests.store.moments import Printed, check, look, seldom

KEPT = ("claim_past", "attribution_past", "via_past", "source_past", "tag_past")


def kept(location: Location) -> dict[str, int]:
    """How many rows there are of what was."""
    with reading(location) as session:
        counts = {name: session.connection().scalar(select(func.count()).select_from(named(name))) for name in KEPT}
    return {name: number for name, number in counts.items() if number}


def logged(session: Session, *tags: str) -> None:
    for name in ("Orm Times", "Amsel Post"):
        sources.add(session, name, by="ana")
    said = Said("Veld Radio", via=("Orm Times", "Amsel Post"))
    claims.log(session, "The bridge is closed.", said, tags=tags or ("dam",), by="ana")


def changed(session: Session) -> None:
    """All that is kept is changed, and changed again."""
    for words in ("The bridge is shut.", "The bridge was shut."):
        claims.edit(session, 1, words, by="ana")
    for speaker in ("Orm Times", "Amsel Post"):
        correction.correct(session, 1, speaker, by="ana")
    for out, back in (("dam", "gate"), ("gate", "dam"), ("dam", "lock"), ("lock", "lock2")):
        claims.tag(session, [1], [back], [out], by="ana")
    for kind in (SourceKind.OFFICIAL, SourceKind.STATE_MEDIA):
        sources.edit(session, "Veld Radio", kind=kind, by="ana")


def followed(location: Location, *steps: Callable[[Session], object]) -> list[Printed]:
    """What was held after some steps and the last, at the very moment of each."""
    seen = []
    for at, step in enumerate(steps):
        with writing(location) as session:
            step(session)
        if at % seldom(location) and step is not steps[-1]:
            continue
        with reading(location) as session:
            moment = session.connection().scalars(select(func.max(named("event").c.recorded_at))).one()
        seen.append((moment, look(location)))
    return seen


def test_of_several_changes_at_once_the_past_has_what_was_before_the_first(location: Location) -> None:
    seen = followed(location, logged, changed)
    assert kept(location) == {"claim_past": 1, "attribution_past": 1, "via_past": 2, "source_past": 1, "tag_past": 1}
    check(location, seen)


def test_what_comes_and_is_changed_at_once_leaves_nothing_in_the_past(location: Location) -> None:
    with writing(location) as session:
        logged(session, "bridge")
        changed(session)
    assert kept(location) == {}


def test_a_tag_that_was_put_back_at_once_was_never_out(location: Location) -> None:
    with writing(location) as session:
        logged(session)
    with writing(location) as session:
        claims.tag(session, [1], [], ["dam"], by="ana")
        claims.tag(session, [1], ["dam"], [], by="ana")
    assert kept(location) == {}


def test_each_correction_has_the_chain_that_it_had(location: Location) -> None:
    seen = followed(
        location,
        logged,
        lambda session: correction.correct(session, 1, "Orm Times", by="ana"),
        lambda session: correction.correct(session, 1, "Amsel Post", by="ana"),
    )
    assert kept(location)["via_past"] == 3
    check(location, seen)


def test_a_change_holds_from_its_very_moment_on(location: Location) -> None:
    seen = followed(
        location,
        logged,
        lambda session: claims.edit(session, 1, "The bridge is shut.", by="ana"),
        lambda session: claims.edit(session, 1, "The bridge was shut.", by="ana"),
        lambda session: correction.correct(session, 1, "Orm Times", by="ana"),
        lambda session: correction.correct(session, 1, "Amsel Post", by="ana"),
        lambda session: claims.tag(session, [1], ["gate"], ["dam"], by="ana"),
        lambda session: claims.tag(session, [1], ["lock"], ["gate"], by="ana"),
        lambda session: sources.edit(session, "Orm Times", kind=SourceKind.STATE_MEDIA, by="ana"),
        lambda session: sources.edit(session, "Orm Times", kind=SourceKind.MILITARY, by="ana"),
    )
    check(location, seen)
