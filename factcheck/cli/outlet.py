"""Stdout that keeps nobody waiting: what its reader does not take is kept aside until the database is closed.

On a SQLite file, whoever reads keeps writers out. A list in a pager that somebody has paused would do so for hours.
"""

import io
import os
import select
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO, Final

_PIECE: Final = 4096
"""What a pipe takes at once if it takes anything (PIPE_BUF on Linux; elsewhere a write may wait for the rest)."""
_IN_MEMORY: Final = 8 << 20


@contextmanager
def outlet() -> Iterator[None]:
    """Around a transaction: what is written to stdout goes out as far as its reader takes it, the rest at the end."""
    stdout = sys.stdout
    number = _number(stdout)
    if number is None:
        yield
        stdout.flush()
        return
    stdout.flush()
    kept = _Kept(number)
    sys.stdout = io.TextIOWrapper(
        io.BufferedWriter(kept, 1 << 16), stdout.encoding, stdout.errors, line_buffering=stdout.isatty()
    )
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
            kept.wait()
    except (BrokenPipeError, KeyboardInterrupt):
        kept.give_up()
        raise
    finally:
        ours, sys.stdout = sys.stdout, stdout
        with suppress(OSError):  # which the flush before has raised already
            ours.close()


def _number(stdout: Any) -> int | None:
    """The descriptor behind it; None for a file, which takes everything, and for what is none of the system's."""
    try:
        number: int = stdout.fileno()
        return None if stat.S_ISREG(os.fstat(number).st_mode) else number
    except (OSError, ValueError, AttributeError):
        return None


class _Kept(io.RawIOBase):
    """A queue of bytes before a descriptor."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._patient = False
        self._number = number
        self._queue: BinaryIO = io.BytesIO()
        self._at = 0
        self._end = 0
        self._given_up = False

    def give_up(self) -> None:
        """Nobody wants the rest."""
        self._given_up = True
        self._at = self._end

    def fileno(self) -> int:
        return self._number

    def isatty(self) -> bool:
        return os.isatty(self._number)

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        if not self._given_up:
            self._queue.seek(self._end)
            self._end += self._queue.write(data)
            self._pass_on()
            if self._end > _IN_MEMORY and isinstance(self._queue, io.BytesIO):
                self._to_disk()
        return len(data)

    def wait(self) -> None:
        """Let the reader take what is left, however long that takes."""
        self._patient = True
        self._pass_on()

    def close(self) -> None:
        """Forget what is left; the descriptor stays open."""
        self._queue.close()
        super().close()

    def _pass_on(self) -> None:
        while self._at < self._end:
            if not self._takes():
                return
            self._queue.seek(self._at)
            try:
                self._at += os.write(self._number, self._queue.read(_PIECE))
            except OSError:  # its reader is gone, or the disk behind it is full
                self.give_up()
                raise
        self._queue.seek(0)
        self._queue.truncate()
        self._at = self._end = 0

    def _takes(self) -> bool:
        if not hasattr(select, "poll"):
            return self._patient
        asked = select.poll()
        asked.register(self._number, select.POLLOUT)
        return bool(asked.poll(None if self._patient else 0))

    def _to_disk(self) -> None:
        import tempfile  # costs time that few answers are long enough for

        self._queue.seek(self._at)
        file = tempfile.TemporaryFile()  # noqa: SIM115 -- closed with this
        self._end = file.write(self._queue.read())
        self._at = 0
        self._queue.close()
        self._queue = file
