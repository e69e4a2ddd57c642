"""Listings as GitHub shows tables (GitHub Flavored Markdown, section 4.10); no text is taken for markup."""

import re
from typing import Final, TextIO

from factcheck.output.listing import Cell, Listing
from factcheck.sanitise import inert

_MARKUP: Final = re.compile(r"[\\`*_{}\[\]|~!$]|^\s*(?:[#+\-=:>]|\d+(?=[.)]))")
_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_SPECIAL: Final = re.compile("[&<>]")


def write(listing: Listing, out: TextIO) -> None:
    """Write the listing with its headings; several lines of one cell stand behind one another."""
    heads = [escape(column.heading) for column in listing.columns]
    rules = ["--:" if column.number else "---" for column in listing.columns]
    out.write(f"| {' | '.join(heads)} |\n| {' | '.join(rules)} |\n")
    out.writelines(f"| {' | '.join(_joined(cell) for cell in row)} |\n" for row in listing.rows)


def escape(text: str) -> str:
    """The text so that Markdown shows it as it is."""
    marked = _MARKUP.sub(_behind_a_backslash, inert(text))
    return _SPECIAL.sub(lambda match: _ENTITIES[match[0]], marked)


def _behind_a_backslash(match: re.Match[str]) -> str:
    found = match[0]
    if found[-1].isdigit():
        return f"{found}\\"
    return found if found[-1] == ">" else f"{found[:-1]}\\{found[-1]}"


def _joined(cell: Cell) -> str:
    return escape(" ".join(line.text() for line in cell))
