r"""JSON for scripts: exact values, streamed, UTF-8; what could act on a terminal is written as `\u` escapes."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

from factcheck.sanitise import replace_hidden


def write_array(objects: Iterable[Mapping[str, Any]], out: TextIO) -> None:
    """Write one array, each object as soon as it is known."""
    opened = False
    for one in objects:
        out.write(",\n  " if opened else "[\n  ")
        out.write(pretty(one).replace("\n", "\n  "))
        opened = True
    out.write("\n]\n" if opened else "[]\n")


def write_lines(objects: Iterable[Mapping[str, Any]], out: TextIO) -> None:
    """Write one compact object per line."""
    out.writelines(f"{compact(one)}\n" for one in objects)


def write_object(one: Mapping[str, Any], out: TextIO) -> None:
    """Write one object over several lines."""
    out.write(f"{pretty(one)}\n")


def compact(value: Any) -> str:
    """The value on one line."""
    return _inert(json.dumps(value, ensure_ascii=False))


def pretty(value: Any) -> str:
    """The value over several lines. Line breaks stand between tokens only; in a string they are escaped."""
    return "\n".join(_inert(line) for line in json.dumps(value, ensure_ascii=False, indent=2).split("\n"))


def _inert(text: str) -> str:
    return text if text.isascii() and text.isprintable() else replace_hidden(text, lambda one: json.dumps(one)[1:-1])
