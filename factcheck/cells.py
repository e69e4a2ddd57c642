"""Cells of a spreadsheet: text that one would run as a formula is marked as text, and the mark can be taken off again.

A leading apostrophe is what spreadsheets themselves use for this (OWASP, "CSV Injection"). Standard library only.
"""

import re
from collections.abc import Iterable
from typing import Final

_STARTERS: Final = "=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20"
"""The last four are full-width forms of the first."""
_RISKY: Final = re.compile(f"'*[{_STARTERS}]")
_MARKED: Final = re.compile(f"'+[{_STARTERS}]")


def escape(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet would take it, or it unescaped, for a formula.

    >>> escape("=1+1"), escape("'=1+1"), escape("'tis")
    ("'=1+1", "''=1+1", "'tis")
    """
    return f"'{text}" if _RISKY.match(text) else text


def unescape(text: str) -> str:
    """The text that `escape` was given."""
    return text[1:] if _MARKED.match(text) else text


def row(cells: Iterable[str]) -> str:
    """One record (RFC 4180). Unlike the standard library's before Python 3.13, it quotes a lone carriage return."""
    return ",".join(map(_quoted, cells)) + "\n"


def _quoted(cell: str) -> str:
    if any(one in cell for one in ',"\r\n'):
        return '"{}"'.format(cell.replace('"', '""'))
    return cell
