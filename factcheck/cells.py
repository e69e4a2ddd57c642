"""Cells of a spreadsheet: text that one would run as a formula is marked as text, and the mark can be taken off again.

A leading apostrophe is what spreadsheets themselves use for this (OWASP, "CSV Injection"). Where the comma stands in
decimal numbers, a spreadsheet takes semicolons between cells and sees no quotation mark but at the begin of one: then
cells begin within this one, too, behind each semicolon, tab and end of a line. Standard library only.
"""

import re
from collections.abc import Iterable
from typing import Final

_SIGNS: Final = "=+\\-@\uff1d\uff0b\uff0d\uff20"
"""The last four are full-width forms of the first."""
_SPECIAL: Final = re.compile('[,;"\t\r\n]')
"""What a cell is quoted for."""
_RISKY: Final = re.compile(f"'*[{_SIGNS}\t\r\n]")
_MARKED: Final = re.compile(f"'+[{_SIGNS}\t\r\n]")
_BEHIND: Final = "([;\t\r\n])"
_RISKY_WITHIN: Final = re.compile(f"{_BEHIND}(?=[\"']*[{_SIGNS}])")
_MARKED_WITHIN: Final = re.compile(f"{_BEHIND}'(?=[\"']*[{_SIGNS}])")


def escape(text: str) -> str:
    """The text with an apostrophe wherever a spreadsheet would take what follows, or that unescaped, for a formula.

    >>> escape("=1+1"), escape("'=1+1"), escape("'tis"), escape("a;=1+1")
    ("'=1+1", "''=1+1", "'tis", "a;'=1+1")
    """
    marked = text if ";" not in text and text.isprintable() else _RISKY_WITHIN.sub(r"\1'", text)
    return f"'{marked}" if _RISKY.match(text) else marked


def unescape(text: str) -> str:
    """The text that `escape` was given."""
    if "'" not in text:
        return text
    return _MARKED_WITHIN.sub(r"\1", text[1:] if _MARKED.match(text) else text)


def row(cells: Iterable[str]) -> str:
    """One record (RFC 4180). Unlike the standard library's before Python 3.13, it quotes a lone carriage return."""
    return ",".join(map(_quoted, cells)) + "\n"


def _quoted(cell: str) -> str:
    if _SPECIAL.search(cell):
        return '"{}"'.format(cell.replace('"', '""'))
    return cell
