"""Comma-separated values (RFC 4180, lines ended by LF): exact, but what a spreadsheet would run is marked as text."""

from collections.abc import Iterable, Mapping
from typing import Any, TextIO

from factcheck.cells import escape, row
from factcheck.output.json import compact
from factcheck.sanitise import inert


def write(heading: str, objects: Iterable[Mapping[str, Any]], out: TextIO) -> None:
    """Write the heading and one row per object, its parts named by path: `article_id` is the `id` of `article`.

    Null is an empty cell, true and false are `true` and `false`, a list of words has spaces between them, any other
    list is JSON. On a terminal the cells are
    sanitised too: there they can only be looked at.
    """
    shown = inert if out.isatty() else str
    columns = heading.split(",")
    out.write(row(columns))
    for one in objects:
        flat = flatten(one)
        out.write(row(shown(escape(text(one.get(column, flat.get(column))))) for column in columns))


def flatten(one: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """The object without objects in it."""
    flat: dict[str, Any] = {}
    for key, value in one.items():
        name = f"{prefix}_{key}" if prefix else key
        flat.update(flatten(value, name) if isinstance(value, Mapping) else {name: value})
    return flat


def text(value: Any) -> str:
    """A value as a cell has it, before it is escaped."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(word, str) and len(word.split()) == 1 for word in value):
        return " ".join(value)
    return compact(value)
