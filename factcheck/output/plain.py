"""One tab-separated row per item, id first, without a heading: for `cut`, `awk`, and ids on stdin."""

from collections.abc import Iterable, Sequence
from typing import TextIO

from factcheck.sanitise import inert


def write(rows: Iterable[Sequence[str]], out: TextIO) -> None:
    """Write each row as exactly one line; tabs and line breaks in a text are escaped, an empty text is `-`."""
    out.writelines("\t".join(inert(text) or "-" for text in row) + "\n" for row in rows)
