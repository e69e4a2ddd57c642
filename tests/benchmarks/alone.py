"""Questions that no plain SQL answers: the product's time alone is measured, beside what is expected."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Final

from sqlalchemy import select

from factcheck.desk.matches import alike, matches
from factcheck.settings import Location
from factcheck.store.claims import rows
from factcheck.store.diff import differences
from factcheck.store.session import reading
from factcheck.store.tables import event
from factcheck.store.transaction import Session
from tests.benchmarks.row import FIRST, Subjects

_EVENTS: Final = 1000
_HUB: Final = 8
_SECONDS: Final = 0.5
_LEAST: Final = 5


@dataclass(frozen=True, slots=True)
class Alone:
    """One question, asked of a session that reads what there is and of one that reads what was before `since`."""

    name: str
    call: Callable[[Session, Session, datetime, Subjects], Sequence[object]]
    expect: float


def _by_words(session: Session, _before: Session, _since: datetime, _subjects: Subjects) -> Sequence[object]:
    (claim,) = rows(session, [_HUB])
    return alike(session, claim.text, FIRST)


def _matches(session: Session, _before: Session, _since: datetime, _subjects: Subjects) -> Sequence[object]:
    return matches(session, _HUB, FIRST)


def _differences(session: Session, before: Session, since: datetime, _: Subjects) -> Sequence[object]:
    return list(differences(before, session, since=since))


ALONE: Final = (
    Alone("matches by words (ranked by no SQL)", _by_words, 50),
    Alone("matches by words and meaning, no vectors kept", _matches, 1000),
    Alone(f"diff --since, the last {_EVENTS:,} events (replayed by no SQL)", _differences, 50),
)


def measure_alone(one: Alone, location: Location, subjects: Subjects) -> float:
    """The median in milliseconds, after one time that does not count: the processor's on SQLite, else the clock's."""
    clock = time.process_time if location.path is not None else time.perf_counter
    with reading(location) as session:
        latest = select(event.c.recorded_at).order_by(event.c.seq.desc()).limit(_EVENTS + 1)
        since = min(session.connection().scalars(latest))
        with reading(location, as_of=since) as before:
            taken: list[float] = []
            while len(taken) <= _LEAST or sum(taken[1:]) < _SECONDS:
                begun = clock()
                found = one.call(session, before, since, subjects)
                taken.append(clock() - begun)
                assert found
    return 1000 * median(taken[1:])
