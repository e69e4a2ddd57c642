"""A claim as a JSON object made elsewhere, or by `factcheck claims --format jsonl`: brought into the cells of a row."""

from collections.abc import Mapping
from typing import Any, Final

from factcheck.errors import UsageProblem
from factcheck.exchange.heading import REQUIRED, column
from factcheck.exchange.rows import join_names

_OF_SOURCE: Final = {"name": "said_by", "kind": "kind", "named": "named", "id": None, "reliability": None}
_OF_ARTICLE: Final = {"uid": "article", "title": "title", "url": "url", "published": "published", "id": None}


def cells(given: Mapping[str, Any]) -> dict[str, str]:
    """The cells by column.

    Raises:
        UsageProblem: a field is unknown, missing, or holds what no cell can.

    """
    flat: dict[str, Any] = {}
    for name, value in given.items():
        if name == "source" and isinstance(value, Mapping):
            flat.update(_part(value, _OF_SOURCE, "source"))
        elif name == "article" and isinstance(value, Mapping):
            flat.update(_part(value, _OF_ARTICLE, "article"))
        elif name != "type" and (known := column(name)) is not None:
            flat[known] = value
    found = {name: _cell(name, value) for name, value in flat.items() if value is not None}
    for name in REQUIRED:
        if not found.get(name, "").strip():
            raise UsageProblem(f"There is no {name}.", "A claim needs at least text and said_by (or source).")
    return found


def _part(value: Mapping[str, Any], columns: Mapping[str, str | None], what: str) -> dict[str, Any]:
    for name in value:
        if name not in columns:
            raise UsageProblem(f"{what}.{name} is unknown.", f"Known are: {', '.join(columns)}.")
    return {known: value[name] for name, known in columns.items() if known is not None and name in value}


def _cell(name: str, value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        if name == "via":
            return join_names(value)
        if name == "tags" and all(len(one.split()) == 1 for one in value):
            return " ".join(value)
    raise UsageProblem(f"{name} is no text.", "Only tags and via are lists, of texts.")
