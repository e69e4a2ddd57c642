"""How the founding article is read against its gold: `python -m tests.benchmarks.founding FOLDER --engine rules`.

FOLDER holds `article.txt` and `gold.json`. Claims are paired one to one, the best overlap of contents first; a pair
needs a Jaccard index of at least .5 over words or over characters. The attributions that have a cue are scored as
those of other articles are.
"""

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from factcheck.errors import FactcheckError
from factcheck.reading import Engine, load_engine
from factcheck.reading.document import Document
from factcheck.reading.utterance import Utterance
from tests.benchmarks.attribution import attributions
from tests.benchmarks.scoring import ENOUGH, RELAXED, WHO_SAID_WHAT, Ruler, Score, jaccard

AXES: Final = ("kind", "stance", "modality", "voice", "cue", "source", "inside")


@dataclass(frozen=True, slots=True)
class Founding:
    """How many gold claims there are, how many are matched, and how many of those are right by each axis."""

    wanted: int
    matched: int
    right: Mapping[str, int]
    missed: tuple[str, ...]
    score: Score


def measure(engine: Engine, folder: Path) -> Founding:
    """Read the article and compare."""
    text = (folder / "article.txt").read_bytes().decode()
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))["claims"]
    reading = engine(Document(text))
    pairs = _pairs(text, gold, reading.utterances)
    score = Score()
    score.add(text, _cited(gold), attributions(text, reading))
    right = dict.fromkeys(AXES, 0)
    for number, index in pairs.items():
        wanted, found = gold[number], reading.utterances[index]
        for axis, agrees in _agreement(wanted, found, pairs).items():
            right[axis] += agrees
    missed = tuple(one["quote"] for number, one in enumerate(gold) if number not in pairs)
    return Founding(len(gold), len(pairs), right, missed, score)


def _agreement(wanted: Mapping[str, Any], found: Utterance, pairs: Mapping[int, int]) -> dict[str, bool]:
    span = found.speaker.span
    named = wanted["source_span"]
    return {
        "kind": wanted["source_kind"] == found.speaker.kind,
        "stance": wanted["stance"] == found.stance,
        "modality": wanted["modality"] == found.modality,
        "voice": wanted["voice"] == found.voice,
        "cue": wanted["cue_span"] == (None if found.cue is None else [found.cue.start, found.cue.end]),
        "source": span is None if named is None else span is not None and span.start < named[1] and named[0] < span.end,
        "inside": (None if wanted["inside"] is None else pairs.get(wanted["inside"], -1)) == found.inside,
    }


def _pairs(text: str, gold: Sequence[Mapping[str, Any]], found: Sequence[Utterance]) -> dict[int, int]:
    """The index of the claim that each gold claim is paired with."""
    ruler = Ruler(text)
    offered = [_covered(ruler, [(piece.start, piece.end) for piece in one.content]) for one in found]
    overlaps = []
    for number, wanted in enumerate(gold):
        words, characters = _covered(ruler, wanted["content"])
        for index, (said, letters) in enumerate(offered):
            overlap = max(jaccard(words, said), jaccard(characters, letters))
            if overlap >= ENOUGH:
                overlaps.append((-overlap, number, index))
    pairs: dict[int, int] = {}
    for _, number, index in sorted(overlaps):
        if number not in pairs and index not in pairs.values():
            pairs[number] = index
    return pairs


def _covered(ruler: Ruler, pieces: Iterable[Sequence[int]]) -> tuple[frozenset[int], frozenset[int]]:
    """The words and the characters of a thing said."""
    spans = list(pieces)
    words = frozenset(word for start, end in spans for word in ruler.words(start, end))
    return words, frozenset(at for start, end in spans for at in range(start, end))


def _cited(gold: Iterable[Mapping[str, Any]]) -> list[dict[str, list[list[int]]]]:
    """The gold claims that have a cue, those of one cue as one attribution."""
    cited: dict[tuple[int, ...], dict[str, list[list[int]]]] = {}
    for one in gold:
        if one["cue_span"] is None:
            continue
        source = [one["source_span"]] if one["source_span"] is not None else []
        whole = cited.setdefault(tuple(one["cue_span"]), {"source": source, "cue": [one["cue_span"]], "content": []})
        whole["content"] += one["content"]
    return list(cited.values())


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.founding", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--engine", default="rules")
    given = parser.parse_args()
    try:
        engine = load_engine(given.engine)
        found = measure(engine, given.folder)
    except (FactcheckError, OSError, ValueError) as error:
        parser.exit(2, f"{error}\n")
    print(f"{engine.name}/{engine.version}: {found.matched} of {found.wanted} gold claims matched, of those right:")  # noqa: T201 -- output
    print("  " + ", ".join(f"{axis} {count}" for axis, count in found.right.items()))  # noqa: T201
    for quote in found.missed:
        print(f"  missed: {quote}")  # noqa: T201
    for name in (RELAXED, WHO_SAID_WHAT):
        tally = found.score.tallies[name]
        print(f"{name}: {tally.f1:.1f} ({tally.right} right, {tally.proposed} proposed, {tally.wanted} wanted)")  # noqa: T201


if __name__ == "__main__":
    main()
