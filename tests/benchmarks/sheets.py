"""A made-up spreadsheet of claims, as a desk that kept them elsewhere would bring it: the same for the same seed."""

import csv
from pathlib import Path
from random import Random
from typing import Final

from factcheck.vocabulary import UNNAMED_KINDS, Modality, SourceKind, Stance
from tests.benchmarks.names import COMMON, RARE, name

COLUMNS: Final = (
    *("text", "said_by", "kind", "stance", "modality", "cue", "said_on", "publisher", "title", "url", "published"),
    *("tags", "status", "because", "credibility", "assessed_by", "recorded_at", "by"),
)
_SOURCES: Final = 2_000
_KINDS: Final = tuple(kind for kind in SourceKind if kind not in UNNAMED_KINDS)
_PER_ARTICLE: Final = 6
_PLACES: Final = ("bridge", "dam", "tunnel", "school", "harbour", "clinic", "depot", "mine", "turbine", "ferry")
_FATES: Final = ("closed", "flooded", "rebuilt", "inspected", "sold", "evacuated", "repaired", "searched", "fenced")
_ANALYSTS: Final = ("ana", "ben", "cleo")


def sheet(path: Path, claims: int, *, seed: int = 0) -> None:
    """Write so many claims: one in five is judged, three in ten are tagged, six stand in one article."""
    rng = Random(seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for at in range(claims):
            writer.writerow(_row(rng, at))


def _row(rng: Random, at: int) -> list[object]:
    speaker, article = int(_SOURCES * rng.random() ** 3), at // _PER_ARTICLE
    outlet = article * 7 % 90
    text = (
        f"The {rng.choice(_PLACES)} near {_name(rng)} was {rng.choice(_FATES)} by the {_name(rng)} council "
        f"after {rng.randrange(2, 400)} days, case {at}"
    )
    judged = rng.random() < 0.2
    status = rng.choice(("refuted", "insufficient")) if judged else "unchecked"
    day = f"2025-{article // 28 % 12 + 1:02}-{article % 28 + 1:02}"
    return [
        text,
        f"Office of {name(speaker)}",
        _KINDS[speaker % len(_KINDS)],
        rng.choices(list(Stance), (85, 7, 4, 4))[0],
        rng.choice(list(Modality)),
        rng.choice(("said", "announced", "claimed")),
        rng.choice(("", "2025", day, day)),
        f"{name(outlet)} Courier",
        f"Report {article} from {name(COMMON + article * 11 % RARE)}",
        f"https://courier.example/{article}",
        day,
        f"topic-{rng.randrange(40)}" if rng.random() < 0.3 else "",
        status,
        "read the record" if judged else "",
        6 if status == "insufficient" else "",
        rng.choice(_ANALYSTS) if judged else "",
        f"{day}T{rng.randrange(24):02}:{rng.randrange(60):02}:00Z",
        rng.choice(_ANALYSTS),
    ]


def _name(rng: Random) -> str:
    return name(COMMON + rng.randrange(RARE))
