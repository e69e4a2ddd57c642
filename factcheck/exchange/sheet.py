"""A CSV file as rows of cells with their line numbers: any of three delimiters, quoted line breaks, a mark in front."""

import csv
import io
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, Final, NamedTuple, TextIO

from factcheck.cells import unescape
from factcheck.errors import Unreadable
from factcheck.exchange.heading import likeness, resolve
from factcheck.exchange.intake import Cells
from factcheck.settings import DEFAULT_MAX_BYTES

_DELIMITERS: Final = ",;\t"
_LONGEST_HEADING: Final = 100_000


@dataclass(frozen=True, slots=True)
class Heading:
    """The first record: its cells as they stand, the columns that they mean, and what delimits them."""

    given: tuple[str, ...]
    columns: tuple[str | None, ...]
    delimiter: str


class Record(NamedTuple):
    """One record as it stands, and its cells by column."""

    given: Sequence[str]
    read: Cells


def heading(file: BinaryIO, shown: str) -> Heading:
    """What the columns are.

    Raises:
        Unreadable: the first line is no text in UTF-8.
        UsageProblem: a column is unknown, stands twice, or is missing.

    """
    with _text(file) as text:
        first = text.readline(_LONGEST_HEADING)
    if "\0" in first or any("\udc80" <= one <= "\udcff" for one in first):
        raise Unreadable(f"{shown} is not UTF-8 text.", "Save it as CSV in UTF-8.")
    found = [(next(csv.reader([first], delimiter=one), []), one) for one in _DELIMITERS]
    cells, delimiter = max(found, key=lambda one: (likeness(one[0]), len(one[0])))
    return Heading(tuple(cells), tuple(resolve(cells, f"{shown}: ")), delimiter)


def records(file: BinaryIO, head: Heading) -> Iterator[Record]:
    """The records behind the heading. A malformed one has a problem; an empty line is none."""
    with _text(file) as text, _no_limit():
        reader = csv.reader(text, delimiter=head.delimiter, strict=True)
        while True:
            line = reader.line_num + 1
            try:
                given = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Record([], Cells(line, {}, f"The record is malformed: {error}."))
                continue
            if line > 1 and given:
                yield Record(given, _cells(given, head, line))


def written(cells: Sequence[str]) -> list[str]:
    """Cells as they were read, but for bytes that are not UTF-8, which are spelled out."""
    return [one.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace") for one in cells]


def _cells(given: Sequence[str], head: Heading, line: int) -> Cells:
    if len(given) != len(head.columns):
        return Cells(line, {}, f"There are {len(given)} cells, but {len(head.columns)} columns.")
    pairs = zip(head.columns, given, strict=True)
    return Cells(
        line,
        {column: unescape(cell) if "'" in cell else cell for column, cell in pairs if column is not None and cell},
    )


@contextmanager
def _text(file: BinaryIO) -> Iterator[TextIO]:
    """The file from its start; a byte that is not UTF-8 becomes a lone surrogate, which a row is refused for."""
    file.seek(0, os.SEEK_SET)
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape", newline="")
    try:
        yield text
    finally:
        if not file.closed:  # it is, where the reading was broken off and this comes late
            text.detach()


@contextmanager
def _no_limit() -> Iterator[None]:
    """A quote may be longer than the standard library allows a cell to be."""
    before = csv.field_size_limit(DEFAULT_MAX_BYTES)
    try:
        yield
    finally:
        csv.field_size_limit(before)
