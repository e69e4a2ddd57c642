"""How well claims that say the same are found: `python -m tests.benchmarks.matching FOLDER`.

FOLDER holds `verified_claims.docs.tsv` (number, claim, title) and folders with queries (`*.queries.tsv`: number, text)
and what is relevant to each (`*.qrels`: query, 0, claim, 1), as CheckThat! 2020 task 2 has them. Each claim is logged
with its title behind it. MAP@5 is the measure of that task: the mean of the average precision of the first five.
With the extra `match` installed, claims are ranked by words alone, then by words and meaning.
"""

import argparse
import csv
import io
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Final

from factcheck.cells import escape
from factcheck.desk.matches import alike
from factcheck.desk.meaning import keep
from factcheck.errors import FactcheckError
from factcheck.exchange.spreadsheet import import_csv
from factcheck.reading import meaning
from factcheck.settings import Location
from factcheck.store.claims import claims
from factcheck.store.filters import ClaimFilter
from factcheck.store.session import reading, writing
from factcheck.store.transaction import Session

_FIRST: Final = 5


@dataclass(frozen=True, slots=True)
class Queries:
    """The queries of one folder by number, and the documents relevant to each."""

    name: str
    texts: Mapping[str, str]
    relevant: Mapping[str, frozenset[str]]


def mean_average_precision(ranked: Mapping[str, Sequence[str]], relevant: Mapping[str, frozenset[str]]) -> float:
    """MAP@5 over the queries for which something is relevant."""
    total = 0.0
    for query, right in relevant.items():
        found = 0
        for at, document in enumerate(ranked.get(query, ())[:_FIRST], start=1):
            if document in right:
                found += 1
                total += found / at / min(len(right), _FIRST)
    return total / len(relevant) if relevant else 0.0


def store(location: Location, folder: Path) -> dict[int, str]:
    """Log all claims; the answer has the number of the document behind each."""
    documents = {" ".join(texts): number for number, *texts in _rows(folder / "verified_claims.docs.tsv")}
    rows = io.StringIO()
    writer = csv.writer(rows)
    writer.writerow(["text", "source_name"])
    writer.writerows([escape(text), "Fact-checkers"] for text in documents)
    with writing(location) as session:
        import_csv(session, io.BytesIO(rows.getvalue().encode()), by="benchmark", name=folder.name)
    with reading(location) as session:
        return {one.id: documents[one.text] for one in claims(session, ClaimFilter())}


def rank(
    session: Session, documents: Mapping[int, str], queries: Queries, *, by_meaning: bool = False
) -> tuple[dict[str, list[str]], float]:
    """The documents found for each query, best first, and the milliseconds that one query took."""
    begun = time.perf_counter()
    ranked = {
        key: [documents[one] for one, _ in alike(session, text, 20, by_meaning=by_meaning)]
        for key, text in queries.texts.items()
    }
    return ranked, 1000 * (time.perf_counter() - begun) / max(len(ranked), 1)


def load(folder: Path) -> list[Queries]:
    """The queries of the folder and of the folders in it."""
    found = []
    for path in sorted([*folder.glob("*.queries.tsv"), *folder.glob("*/*.queries.tsv")]):
        relevant: dict[str, set[str]] = defaultdict(set)
        for judged in path.parent.glob("*.qrels"):
            for line in judged.read_text(encoding="utf-8").splitlines():
                query, _, document, grade = line.split()
                if int(grade) > 0:
                    relevant[query].add(document)
        texts = {number: text for number, text, *_ in _rows(path)}
        found.append(Queries(path.parent.name, texts, {key: frozenset(value) for key, value in relevant.items()}))
    return found


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t"))[1:]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.matching", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--db", metavar="URL", help="an empty database to use instead of a file of its own")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as own:
        location = Location(None if given.db else Path(own) / "claims.db", given.db, explicit=True)
        try:
            several = load(given.folder)
            documents = store(location, given.folder)
        except (FactcheckError, OSError, ValueError) as error:
            parser.exit(2, f"{error}\n")
        print(f"{len(documents)} claims")  # noqa: T201 -- output
        if meaning.available():
            begun = time.perf_counter()
            keep(location)
            print(f"{len(documents) / (time.perf_counter() - begun):.0f} vectors made a second")  # noqa: T201
        for queries, by_meaning in product(several, [False, True] if meaning.available() else [False]):
            with reading(location) as session:
                ranked, milliseconds = rank(session, documents, queries, by_meaning=by_meaning)
            score = mean_average_precision(ranked, queries.relevant)
            name = f"{queries.name}, by words and meaning" if by_meaning else f"{queries.name}, by words"
            print(f"{name}: MAP@5 {score:.3f} over {len(queries.relevant)} queries, {milliseconds:.1f} ms each")  # noqa: T201


if __name__ == "__main__":
    main()
