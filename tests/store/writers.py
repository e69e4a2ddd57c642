"""Writers that work as fast as they can, each a process of its own: what they wrote, and what went wrong."""

import multiprocessing
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.queues import Queue

from sqlalchemy import Connection, func, select

from factcheck.desk import claims, evidence
from factcheck.desk.attributions import Said
from factcheck.desk.evidence import Item
from factcheck.errors import FactcheckError
from factcheck.settings import Location
from factcheck.store import events, soundness
from factcheck.store.session import reading, writing
from factcheck.store.tables import claim
from factcheck.vocabulary import Bearing

SHARED = 1
"""The claim that all of them give evidence on."""


@dataclass(frozen=True)
class Work:
    """What all writers did together."""

    logged: int
    items: int
    failures: Counter[str]
    longest: float
    seconds: float

    def __str__(self) -> str:
        rate = (self.logged + self.items) / self.seconds
        return f"{self.logged + self.items:,} transactions, {rate:.0f}/s, the longest {self.longest:.2f} s"


def busy(location: Location, *, writers: int, seconds: float, meanwhile: Callable[[], object] = bool) -> Work:
    """Let so many processes write into one database for so long, and do something else meanwhile."""
    context = multiprocessing.get_context("fork")
    answers: Queue[tuple[int, int, Counter[str], float]] = context.Queue()
    people = [context.Process(target=_write, args=(location, one, seconds, answers)) for one in range(writers)]
    for person in people:
        person.start()
    meanwhile()
    given = [answers.get(timeout=seconds + 120) for _ in people]
    for person in people:
        person.join()
    logged, items, failures, longest = zip(*given, strict=True)
    return Work(sum(logged), sum(items), sum(failures, Counter()), max(longest), seconds)


def _write(
    location: Location, number: int, seconds: float, answers: "Queue[tuple[int, int, Counter[str], float]]"
) -> None:
    chance = random.Random(number)
    logged = items = 0
    failures: Counter[str] = Counter()
    longest = 0.0
    end = time.monotonic() + seconds
    while (start := time.monotonic()) < end:
        try:
            if chance.random() < 0.7:
                who = Said(f"Office {chance.randrange(logged // 5 + 2)}")  # most are known, some are new to all at once
                with writing(location) as session:
                    claims.log(session, f"Claim {logged} of {number}.", who, by=f"writer {number}")
                logged += 1
            else:
                item = Item(Bearing.CONTEXT, url=f"https://writer.example/{number}/{items}")
                with writing(location) as session:
                    evidence.add(session, SHARED, item, by=f"writer {number}")
                items += 1
        except FactcheckError as error:
            failures[f"{type(error).__name__}: {error.message}"] += 1
        except Exception as error:  # noqa: BLE001 -- whatever it is, it is to be told of
            failures[repr(error)[:300]] += 1
        longest = max(longest, time.monotonic() - start)
    answers.put((logged, items, failures, longest))


def check_chains(location: Location) -> int:
    """Every event intact, and each the next of its chain; how many claims there are."""
    with reading(location) as session:
        connection = session.connection()
        soundness.check_events(soundness.events(connection), None)
        heads: dict[str, tuple[int, str]] = {}
        for one in _events(connection):
            assert (one.version - 1, one.prev_hash) == heads.get(one.subject, (0, ""))
            heads[one.subject] = (one.version, one.hash)
        return connection.scalar(select(func.count()).select_from(claim)) or 0


def _events(connection: Connection) -> Iterator[events.Event]:
    yield from sorted(events.every(connection), key=lambda one: (one.subject, one.version))
