"""One way from values to any format, so that each kind of answer says only what it looks like."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TextIO, TypeVar

from factcheck.output import csv, json, markdown, page, plain, table
from factcheck.output.listing import Column, Line, Listing, cell
from factcheck.output.terminal import Terminal
from factcheck.settings import Format

T = TypeVar("T")
WIDE = 110
"""From this width on a listing has a column for everything; below, what belongs to a text stands under it."""


@dataclass(frozen=True, slots=True)
class View(Generic[T]):
    """How many things of one kind are shown.

    `shape` is a thing's JSON and `columns` the heading of its CSV; `fields` are its plain row; `listing` is what
    people see, given how wide it may be.
    """

    shape: Callable[[T], Mapping[str, Any]]
    columns: str
    fields: Callable[[T], Sequence[str]]
    listing: Callable[[Iterable[T], int], Listing]


def write_many(view: View[T], things: Iterable[T], format: Format, out: TextIO, shown: Terminal) -> None:
    """Write a list of things. All formats but `table` write each as soon as it is known."""
    match format:
        case Format.JSON:
            json.write_array(map(view.shape, things), out)
        case Format.JSONL:
            json.write_lines(map(view.shape, things), out)
        case Format.CSV:
            csv.write(view.columns, map(view.shape, things), out)
        case Format.PLAIN:
            plain.write(map(view.fields, things), out)
        case Format.MARKDOWN:
            markdown.write(view.listing(things, WIDE), out)
        case Format.TABLE:
            table.write(view.listing(things, shown.width), out, shown)


def write_one(shape: Mapping[str, Any], lines: Iterable[Line], format: Format, out: TextIO, shown: Terminal) -> None:
    """Write one thing: its JSON, lines for people, or a listing of its parts and their values."""
    match format:
        case Format.JSON:
            json.write_object(shape, out)
        case Format.JSONL:
            json.write_lines([shape], out)
        case Format.CSV:
            csv.write("part,value", ({"part": name, "value": value} for name, value in parts(shape)), out)
        case Format.MARKDOWN:
            rows = ((cell(name), cell(csv.text(value))) for name, value in parts(shape))
            markdown.write(Listing((Column("Part"), Column("Value")), rows), out)
        case Format.PLAIN:
            page.write_plain(lines, out)
        case Format.TABLE:
            page.write(lines, out, shown)


def parts(value: Any, path: str = "") -> Iterable[tuple[str, Any]]:
    """Everything in it with its path, as `attributions.0.quote`; lists of plain words are one part."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from parts(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list) and any(isinstance(inner, (Mapping, list)) for inner in value):
        for at, inner in enumerate(value):
            yield from parts(inner, f"{path}.{at}")
    else:
        yield path, value
