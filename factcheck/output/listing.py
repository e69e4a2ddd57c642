"""What people are shown, as values: lines made of styled parts, and listings of such lines. Texts are raw here.

Whoever draws them sanitises them; whoever builds them need not think of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

_MARGIN: Final = 13
STYLES: Final = {
    "": "",
    "id": "bold",
    "dim": "dim",
    "strong": "bold",
    "quote": "bold yellow",
    "warning": "bold red",
    "gone": "dim strike",
    "draft": "dim yellow",
    "unchecked": "yellow",
    "in_review": "cyan",
    "confirmed": "bold green",
    "refuted": "bold red",
    "disputed": "bold magenta",
    "insufficient": "magenta",
    "not_checkable": "dim",
}
"""Names of styles, with what rich calls them. A style only repeats what the words say already."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of text with the name of its style."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line. It begins at `indent`, and so do its continuations if it is wrapped.

    What is in the `margin` stands in the space before, each on a line of its own; before any further lines of it
    stands the `guide`.
    """

    parts: tuple[Part, ...]
    indent: int = 0
    margin: tuple[tuple[Part, ...], ...] = ()
    guide: tuple[Part, ...] = ()

    def text(self) -> str:
        """The words alone."""
        return "".join(part.text for part in self.parts)


Cell = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. A `flexible` one is wrapped where there is no room; `widest` wraps it even where there is."""

    heading: str
    flexible: bool = False
    number: bool = False
    widest: int | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """Columns and rows of cells."""

    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]


def line(*parts: Part | str, indent: int = 0) -> Line:
    """A line of parts; a part without a style may be given as a mere text."""
    return Line(tuple(Part(part) if isinstance(part, str) else part for part in parts), indent)


def cell(*parts: Part | str) -> Cell:
    """A cell of one line."""
    return (line(*parts),)


def title(number: str, text: str) -> Line:
    """The first line of a page: the handle, then what it is called."""
    return Line((Part(text, "strong"),), len(number) + 2, ((Part(number, "id"),),))


def heading(text: str) -> Line:
    """The line above a part of a page."""
    return line(Part(text, "strong"))


def dated(when: str, *parts: Part | str) -> Line:
    """A line about what was done at a moment, which stands in the margin."""
    return replace(line(*parts, indent=len(when) + 4), margin=((Part(f"  {when}", "dim"),),))


def about(label: str, *parts: Part | str) -> Line:
    """A line of a page's head: what it is about in the margin, then what there is to say."""
    return replace(line(*parts, indent=_MARGIN), margin=((Part(label, "dim"),),))
