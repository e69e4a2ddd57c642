"""What is known about the stream that an answer goes to: how wide it is, and whether it may have colours."""

import os
import shutil
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, Final, TextIO

if TYPE_CHECKING:
    from rich.console import Console

_NARROWEST: Final = 20


@dataclass(frozen=True, slots=True)
class Terminal:
    """Columns, and whether escape codes for colours may be written."""

    width: int
    color: bool


def terminal(out: TextIO, *, width: int | None = None, color: bool | None = None) -> Terminal:
    """What the stream can show, unless it is given.

    Without a terminal, or with NO_COLOR set to anything (no-color.org), there are no colours. Without a terminal the
    width is that of COLUMNS, else 80.
    """
    if width is None:
        width = shutil.get_terminal_size((80, 24)).columns
    if color is None:
        color = out.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Terminal(max(width, _NARROWEST), color)


def console(shown: Terminal) -> "Console":
    """A console of rich that draws into a buffer, reads no markup, and guesses nothing from the environment."""
    from rich.console import Console  # costs time that other formats save

    return Console(
        file=StringIO(),
        width=shown.width,
        height=24,  # without one, rich takes a dumb terminal for 80 columns wide
        force_terminal=shown.color,
        color_system="standard" if shown.color else None,
        no_color=not shown.color,
        legacy_windows=False,
        force_jupyter=False,
        markup=False,
        emoji=False,
        highlight=False,
        soft_wrap=False,
    )


def drawn(board: "Console") -> str:
    """What was drawn into the console's buffer, without the spaces that fill lines up."""
    text = board.file.getvalue() if isinstance(board.file, StringIO) else ""
    return "".join(f"{line.rstrip(' ')}\n" for line in text.removesuffix("\n").split("\n")) if text else ""
