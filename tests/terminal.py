"""A command as a person sees it: on a terminal of 80 columns, without colours."""

import fcntl
import os
import pty
import shlex
import struct
import termios
from collections.abc import Mapping
from pathlib import Path

from tests.processes import Forked


def on_terminal(command: str, folder: Path, *, width: int = 80, settings: Mapping[str, str] | None = None) -> str:
    """What `factcheck ...`, typed in this folder, writes to a terminal, line ends as in a file."""
    program, *arguments = shlex.split(command)
    if program != "factcheck":
        raise ValueError(f"not a command of ours: {command}")
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    given = {**os.environ, "TERM": "xterm", "NO_COLOR": "1", "FACTCHECK_ANALYST": "ana", **(settings or {})}
    nothing = os.open(os.devnull, os.O_RDONLY)
    process = Forked(arguments, given, [nothing, theirs, theirs], folder=folder)
    os.close(nothing)
    os.close(theirs)
    written = b""
    while True:
        try:
            some = os.read(ours, 65536)
        except OSError:  # Linux says so when the other side is closed
            break
        if not some:
            break
        written += some
    os.close(ours)
    process.wait()
    return written.decode().replace("\r\n", "\n")
