"""How well an engine reads: `python -m tests.benchmarks.attribution GOLD.jsonl --engine rules`.

GOLD holds one document per line: `{"doc": ..., "text": ..., "attributions": [{"source": [[start, end], ...], "cue":
[...], "content": [...]}]}`, offsets in code points, end exclusive. A quotation that runs on belongs to the cue that
cites its speaker. Bare narration is left out, and so is what stands within the thing said of another attribution:
PolNeAR gives each word one role. The figures are F1 in percent, and words per second of one core with the engine
loaded.
"""

import argparse
import json
import re
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from factcheck.errors import FactcheckError
from factcheck.reading import Engine, load_engine, quotes
from factcheck.reading.document import Document
from factcheck.reading.utterance import Reading, Span, Utterance
from factcheck.vocabulary import NARRATOR
from tests.benchmarks.scoring import Score

_WORD: Final = re.compile(r"[^\W_]+")
_JOINING: Final = (["and"], ["or"], ["but"])


def attributions(text: str, reading: Reading) -> list[dict[str, list[list[int]]]]:
    """A reading in the form of the annotations: one attribution for each cue, whatever number of claims it brings."""
    outermost = [one for one in reading.utterances if not _nested(one, reading)]
    said: dict[Span, list[Utterance]] = {one.cue: [] for one in outermost if one.cue is not None}
    quotations = quotes.quotations(text)
    for one in outermost:
        cue = one.cue or _cue_of(one, outermost, quotations)
        if cue is not None:
            said[cue].append(one)
    return [
        {
            "source": _pairs({one.speaker.span for one in claims if one.speaker.span is not None}),
            "cue": _pairs([cue]),
            "content": _joined(text, {piece for one in claims for piece in one.content}),
        }
        for cue, claims in said.items()
    ]


def _nested(utterance: Utterance, reading: Reading) -> bool:
    """Whether it stands within what somebody else is cited for."""
    return utterance.inside is not None and reading.utterances[utterance.inside].cue is not None


def _cue_of(utterance: Utterance, outermost: Sequence[Utterance], quotations: Sequence[Span]) -> Span | None:
    """The cue that cites the speaker of a quotation that runs on: in the same quotation, else the last before it."""
    if utterance.speaker.kind == NARRATOR:
        return None
    cited = [one for one in outermost if one.cue is not None and one.speaker.name == utterance.speaker.name]
    quotation = next((one for one in quotations if _touch(one, utterance.span)), utterance.span)
    same = (one for one in cited if any(_touch(quotation, piece) for piece in one.content))
    earlier = (one for one in reversed(cited) if one.span.start < utterance.span.start)
    found = next(same, None) or next(earlier, None)
    return None if found is None else found.cue


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _joined(text: str, pieces: Iterable[Span]) -> list[list[int]]:
    """The pieces in order, those between which at most an "and" stands made one, as annotators mark them."""
    joined: list[list[int]] = []
    for piece in sorted(pieces):
        between = _WORD.findall(text[joined[-1][1] : piece.start]) if joined else []
        if joined and (not between or [word.lower() for word in between] in _JOINING):
            joined[-1][1] = max(joined[-1][1], piece.end)
        else:
            joined.append([piece.start, piece.end])
    return joined


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in sorted(spans)]


def measure(engine: Engine, documents: Sequence[dict[str, Any]]) -> tuple[Score, float]:
    """The score of an engine, and its words per second."""
    engine(Document("The mayor said that it rained."))  # what is loaded on the first call is not what is measured
    score, seconds, words = Score(), 0.0, 0
    for one in documents:
        document = Document(one["text"])
        begun = time.process_time()
        reading = engine(document)
        seconds += time.process_time() - begun
        words += len(one["text"].split())
        score.add(one["text"], one["attributions"], attributions(one["text"], reading))
    return score, words / seconds if seconds else 0.0


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.attribution", description=__doc__)
    parser.add_argument("gold", type=Path, metavar="GOLD.jsonl")
    parser.add_argument("--engine", default="rules")
    given = parser.parse_args()
    try:
        engine = load_engine(given.engine)
        documents = [json.loads(line) for line in given.gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (FactcheckError, OSError, ValueError) as error:
        parser.exit(2, f"{error}\n")
    score, speed = measure(engine, documents)
    print(f"{engine.name}/{engine.version} on {given.gold.name}: {len(documents)} documents")  # noqa: T201 -- output
    print(f"{'':<14}{'precision':>10}{'recall':>8}{'F1':>7}{'proposed':>10}{'wanted':>8}")  # noqa: T201
    for name, tally in score.tallies.items():
        precision = 100 * tally.right / tally.proposed if tally.proposed else 0.0
        recall = 100 * tally.right / tally.wanted if tally.wanted else 0.0
        print(  # noqa: T201
            f"{name:<14}{precision:>10.1f}{recall:>8.1f}{tally.f1:>7.1f}{tally.proposed:>10}{tally.wanted:>8}"
        )
    print(f"{speed:,.0f} words per second")  # noqa: T201


if __name__ == "__main__":
    main()
