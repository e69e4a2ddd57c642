"""How many words a second are read by the default engine, and how many are read and stored: articles of our own making.

The processor's time on SQLite; on PostgreSQL, for what is stored there, the time that passes.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from statistics import median
from typing import Final

from factcheck.desk.ingest import ingest
from factcheck.reading import read
from factcheck.reading.document import Document
from factcheck.settings import Location
from factcheck.store.session import writing
from tests.benchmarks.names import COMMON, name

BUDGET: Final = 50_000
"""Words per second that are read, on one core."""
_ARTICLES: Final = 40
_SENTENCES: Final = 30
_TIMES: Final = 5
_LINES: Final = (
    "{A} said on Monday that the bridge at {B} would stay closed until spring.",
    "“We have seen no plan for the {thing},” said {A} {B}, a spokesman for the {C} council.",
    "The {thing} opened in 1987 and carries about 4,000 people a day.",
    "According to the {A} Courier, two of the three pumps had failed before the storm.",
    "Officials in {A} have raised concerns that the {thing} may not last another winter.",
    "{A} {B} denied that money had been paid to the builder.",
    "Reports last year suggested that the {thing} was sold for less than it had cost.",
    "There is no confirmation that the {thing} was inspected.",
    "Neither the council nor the builder replied to questions, and the works in {A} went on.",
    "The minister, who took office in May, announced a review of every {thing} built before 1990.",
    "Engineers warned that the water could rise by “up to two metres” within a week.",
    "“The {thing} is safe,” the mayor told reporters. “Nobody has to leave {A}.”",
    "It was the third closure in {A} since the flood, and the longest so far.",
    "Police in {A} accuse the former owner of the {thing} of hiding what he knew.",
    "In {A}, where the old mill stood, {B} council plans to put up forty houses by 2027.",
)
_THINGS: Final = ("dam", "tunnel", "school", "harbour", "clinic", "depot", "mine", "turbine", "ferry")


@dataclass(frozen=True, slots=True)
class Speed:
    """One line: words per second, and how many there have to be, if that is said."""

    name: str
    words: float
    budget: int | None = None

    def __str__(self) -> str:
        slow = " slow" * (self.budget is not None and self.words < self.budget)
        budget = f" of {self.budget:,}" if self.budget is not None else ""
        return f"{self.name:32} {self.words:9,.0f} words/s{budget}{slow}"


def speeds(made: Callable[[], Location], wanted: str = "") -> Iterator[Speed]:
    """Reading alone, and with all that is stored of it: one transaction per article, in a new and empty database."""
    several = articles(_ARTICLES)
    words = sum(len(one.text.split()) for one in several)
    if wanted in READ:
        taken = [_seconds(time.process_time, lambda: [read(one) for one in several]) for _ in range(_TIMES + 1)]
        yield Speed(READ, words / median(taken[1:]), BUDGET)  # what is loaded on the first call is not what is measured
    if wanted in INGESTED:
        location = made()
        clock = time.process_time if location.path is not None else time.perf_counter
        with writing(location):
            pass
        yield Speed(INGESTED, words / _seconds(clock, lambda: [_stored(location, one) for one in several]))


READ: Final = "reading, default engine"
INGESTED: Final = "ingest: reading and storing"


def articles(count: int, *, seed: int = 0) -> list[Document]:
    """So many articles, the same for the same seed."""
    rng = Random(seed)
    return [Document(_text(rng), publisher=f"{name(at % 9)} Courier", title=f"Report {at}") for at in range(count)]


def _text(rng: Random) -> str:
    paragraphs = []
    for _ in range(_SENTENCES // 3):
        lines = (rng.choice(_LINES).format(thing=rng.choice(_THINGS), **_names(rng)) for _ in range(3))
        paragraphs.append(" ".join(lines))
    return "\n\n".join(paragraphs) + "\n"


def _names(rng: Random) -> dict[str, str]:
    return {letter: name(rng.randrange(COMMON)) for letter in "ABC"}


def _stored(location: Location, one: Document) -> int:
    reading = read(one)
    with writing(location) as session:
        return len(ingest(session, one, reading, by="ana").claim_ids)


def _seconds(clock: Callable[[], float], work: Callable[[], object]) -> float:
    begun = clock()
    work()
    return clock() - begun
