"""A person at a terminal of 80 columns and 24 rows: sees what the program writes, then presses a key."""

import fcntl
import os
import pty
import select
import shlex
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final

from tests.processes import Forked

_PATIENCE: Final = 20


class Typist:
    """One command under way on a terminal of its own."""

    def __init__(self, arguments: Sequence[str], settings: Mapping[str, str], *, shell: bool) -> None:
        self._ours, self.terminal = pty.openpty()
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.before = termios.tcgetattr(self.terminal)
        begin = _in_a_shell if shell else _alone
        self._process = begin(arguments, {**os.environ, "TERM": "xterm", "NO_COLOR": "1", **settings}, self.terminal)
        self.screen = ""

    def sees(self, words: str) -> str:
        """Wait until these words stand on the screen; what was written up to and with them since the last time."""
        until = time.monotonic() + _PATIENCE
        while words not in self.screen:
            if not select.select([self._ours], [], [], max(until - time.monotonic(), 0))[0]:
                raise AssertionError(f"{words!r} did not come, but: {self.screen!r}")
            self.screen += self._read()
        seen, _, self.screen = self.screen.partition(words)
        return seen + words

    def types(self, keys: str) -> None:
        """Press these keys."""
        os.write(self._ours, keys.encode())

    def leaves(self) -> int:
        """Wait for the end; the exit code."""
        until = time.monotonic() + _PATIENCE
        while self._process.poll() is None:
            if time.monotonic() > until:
                raise AssertionError(f"it did not end, but wrote: {self.screen!r}")
            if select.select([self._ours], [], [], 0.1)[0]:
                self.screen += self._read()
        return self._process.returncode

    def close(self) -> None:
        """End what is still under way."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
        os.close(self._ours)
        os.close(self.terminal)

    def _read(self) -> str:
        return os.read(self._ours, 65536).decode("utf-8", "replace").replace("\r\n", "\n")


def _alone(arguments: Sequence[str], settings: Mapping[str, str], terminal: int) -> Forked:
    return Forked(arguments, settings, [terminal] * 3, session=True)


def _in_a_shell(arguments: Sequence[str], settings: Mapping[str, str], terminal: int) -> "subprocess.Popen[bytes]":
    command = shlex.join([sys.executable, "-m", "factcheck", *arguments])
    return subprocess.Popen(
        ["bash", "-c", f"set -m; {command}; echo STOPPED; read line; fg"],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        env=settings,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 -- or Ctrl-C is a letter
    )


@contextmanager
def typist(*arguments: str, shell: bool = False, **settings: str) -> Iterator[Typist]:
    """Run `factcheck ...` on a terminal; at the end the terminal must be as it was.

    In a shell it can be stopped: that says so, and lets it go on after a line.
    """
    one = Typist(arguments, settings, shell=shell)
    try:
        yield one
        assert termios.tcgetattr(one.terminal) == one.before
    finally:
        one.close()
