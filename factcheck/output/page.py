"""Lines for people, about one thing: wrapped and coloured for a terminal, or as plain text."""

from collections.abc import Iterable
from itertools import zip_longest
from typing import TextIO

from factcheck.output.listing import Line
from factcheck.output.table import styled
from factcheck.output.terminal import Terminal, console, drawn
from factcheck.sanitise import inert


def write(lines: Iterable[Line], out: TextIO, shown: Terminal) -> None:
    """Draw the lines, wrapped to the terminal's width."""
    from rich.text import Text

    board = console(shown)
    for line in lines:
        pieces = styled(line.parts).wrap(board, max(shown.width - line.indent, 1))
        labels = [styled(label) for label in line.margin] or [Text()]
        labels += [styled(line.guide)] * (len(pieces) - len(labels))
        for label, piece in zip_longest(labels, pieces, fillvalue=Text()):
            gap = Text(" " * max(line.indent - label.cell_len, 0))
            board.print(Text.assemble(label, gap, piece), no_wrap=True, overflow="ignore", crop=False)
    out.write(drawn(board))


def write_plain(lines: Iterable[Line], out: TextIO) -> None:
    """Write the same without colours and unwrapped, so that every line can be searched for."""
    for line in lines:
        margin = ", ".join("".join(inert(part.text) for part in label) for label in line.margin)
        gap = " " if len(margin) >= line.indent > 0 else ""
        out.write(f"{margin:{line.indent}}{gap}{inert(line.text())}".rstrip() + "\n")
