"""Processes of the program, as far as tests deal with those of `subprocess`."""

import atexit
import fcntl
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, Final, Self

_ROOT: Final = Path(__file__).resolve().parents[2]
_LONGEST: Final = 32


class Forked:
    """`factcheck ARGUMENTS`, under way with these three streams.

    With `session` it is the first of a session of its own, whose terminal is what it reads from.
    """

    def __init__(
        self,
        arguments: Sequence[str],
        settings: Mapping[str, str],
        streams: Sequence[int],
        *,
        folder: Path | None = None,
        session: bool = False,
    ) -> None:
        self._told, tells = os.pipe()
        where = {"folder": str(folder or Path.cwd()), "session": session}
        asked = {"arguments": arguments, "settings": dict(settings), **where}
        line = _parent()
        socket.send_fds(line, [json.dumps(asked).encode()], [*streams, tells])
        os.close(tells)
        self.pid = int(line.recv(_LONGEST))
        self.returncode: int | Any = None

    def poll(self) -> int | Any:
        """The exit code, or below zero the signal that ended it; None while it runs."""
        if self.returncode is None and select.select([self._told], [], [], 0)[0]:
            self.returncode = int(os.read(self._told, _LONGEST))
            os.close(self._told)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Until it ends; the exit code."""
        if self.returncode is None:
            select.select([self._told], [], [], timeout)
        if self.poll() is None:
            self.kill()
            raise subprocess.TimeoutExpired("factcheck", timeout or 0)
        return int(self.returncode)

    def send_signal(self, number: int) -> None:
        """As `kill -NUMBER` does."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """As `kill -KILL` does."""
        self.send_signal(signal.SIGKILL)


class Piped(Forked):
    """One that is told nothing, with what it writes in two pipes."""

    def __init__(self, arguments: Sequence[str], settings: Mapping[str, str], *, pipesize: int | None = None) -> None:
        nothing = os.open(os.devnull, os.O_RDONLY)
        (out, its_out), (err, its_err) = os.pipe(), os.pipe()
        if pipesize:
            fcntl.fcntl(out, fcntl.F_SETPIPE_SZ, pipesize)
        super().__init__(arguments, settings, [nothing, its_out, its_err])
        for one in (nothing, its_out, its_err):
            os.close(one)
        self.stdout, self.stderr = os.fdopen(out, encoding="utf-8"), os.fdopen(err, encoding="utf-8")

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """Everything that it writes until it ends."""
        with self, ThreadPoolExecutor(2) as readers:
            out, err = readers.submit(self.stdout.read), readers.submit(self.stderr.read)
            self.wait(timeout)
            return out.result(), err.result()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stdout.close()
        self.stderr.close()
        self.wait()


@cache
def _parent() -> socket.socket:
    """Where to ask the parent of all of them for another one."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    command = [sys.executable, "-W", "error", "-m", "tests.processes.parent", str(theirs.fileno())]
    with theirs:
        kept = [theirs.fileno()]
        parent = subprocess.Popen(command, cwd=_ROOT, pass_fds=kept, stdin=subprocess.DEVNULL, start_new_session=True)

    @atexit.register
    def end() -> None:
        ours.close()
        parent.wait()

    return ours
