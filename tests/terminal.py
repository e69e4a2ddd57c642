"""A command as a person sees it: on a terminal of 80 columns, without colours."""

import fcntl
import os
import pty
import shlex
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping
from pathlib import Path


def on_terminal(command: str, folder: Path, *, width: int = 80, settings: Mapping[str, str] | None = None) -> str:
    """What `factcheck ...`, typed in this folder, writes to a terminal, line ends as in a file."""
    program, *arguments = shlex.split(command)
    if program != "factcheck":
        raise ValueError(f"not a command of ours: {command}")
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "factcheck", *arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "NO_COLOR": "1", "FACTCHECK_ANALYST": "ana", **(settings or {})},
    )
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
