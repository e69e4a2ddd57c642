"""Listings drawn for a terminal. The only module but `page` that draws with rich, which is loaded when it is needed."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from factcheck.output.listing import STYLES, Cell, Listing, Part
from factcheck.output.terminal import Terminal, console, drawn
from factcheck.sanitise import inert

if TYPE_CHECKING:
    from rich.text import Text


def write(listing: Listing, out: TextIO, shown: Terminal) -> None:
    """Draw the listing, as wide as the terminal at most.

    Nothing is cut off: what has no room is wrapped. Without rows
    nothing is drawn.
    """
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for column in listing.columns:
        grid.add_column(
            Text(column.heading),
            no_wrap=not column.flexible,
            overflow="fold",
            justify="right" if column.number else "left",
            max_width=column.widest,
        )
    for row in listing.rows:
        grid.add_row(*(_joined(cell) for cell in row))
    if not grid.rows:
        return
    board = console(shown)
    board.print(grid)
    out.write(drawn(board))


def styled(parts: Iterable[Part]) -> "Text":
    """The parts as rich shows them: sanitised, and never read as markup."""
    from rich.text import Text

    text = Text(overflow="fold")
    for part in parts:
        text.append(inert(part.text), STYLES[part.style] or None)
    return text


def _joined(cell: Cell) -> "Text":
    from rich.text import Text

    return Text("\n", overflow="fold").join(styled(line.parts) for line in cell)
