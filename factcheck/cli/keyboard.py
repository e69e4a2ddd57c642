"""Keys as they are pressed, without Enter; from anything but a terminal, the first letter of each line."""

import os
import select
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

_ESCAPE: Final = b"\x1b"
_END: Final = "\x04"
"""Ctrl-D."""
_BEHIND_ESCAPE: Final = 0.05
"""Seconds within which the rest of an arrow key follows its first byte."""
_MANY: Final = 4096
"""Signals read at once; more are read at the next look."""
_LEADS: Final = ((0xF0, 3), (0xE0, 2), (0xC0, 1))
"""From which byte on a character of UTF-8 has how many more."""


@dataclass(frozen=True, slots=True)
class Keyboard:
    """`key` waits for a key, "" being the end of all input; `line` asks for a line that begins with a given text.

    A line that is left with Ctrl-D is None.
    """

    key: Callable[[], str]
    line: Callable[[str, str], str | None]


@contextmanager
def keyboard() -> Iterator[Keyboard]:
    """What a person types with. However this is left, the terminal is as it was before."""
    terminal = _termios()
    if terminal is None:
        yield Keyboard(_first_letter, _plain_line)
        return
    termios, tty = terminal
    number = sys.stdin.fileno()
    before = termios.tcgetattr(number)

    def listen() -> None:
        tty.setcbreak(number, termios.TCSADRAIN)

    def leave() -> None:
        termios.tcsetattr(number, termios.TCSADRAIN, before)

    def line(prompt: str, given: str) -> str | None:
        leave()
        try:
            return _edited_line(prompt, given)
        finally:
            listen()

    with _stoppable(listen, leave), _woken() as signals:
        listen()
        try:
            yield Keyboard(lambda: _pressed(number, signals), line)
        finally:
            leave()


def _termios() -> tuple[Any, Any] | None:
    """The modules that steer a terminal, if there is one."""
    try:
        import termios
        import tty
    except ImportError:  # Windows
        return None
    return (termios, tty) if sys.stdin.isatty() else None


@contextmanager
def _stoppable(listen: Callable[[], None], leave: Callable[[], None]) -> Iterator[None]:
    """Give the terminal back while the program is stopped by Ctrl-Z."""

    def stop(signum: int, _frame: object) -> None:
        leave()
        signal.signal(signum, signal.SIG_DFL)
        os.kill(os.getpid(), signum)
        signal.signal(signum, stop)  # here it goes on
        listen()

    before = signal.signal(signal.SIGTSTP, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTSTP, before)


@contextmanager
def _woken() -> Iterator[int]:
    """What can be read as soon as a signal has come: one that comes just before a wait begins does not end it."""
    signals, tells = os.pipe()
    os.set_blocking(tells, False)
    before = signal.set_wakeup_fd(tells, warn_on_full_buffer=False)
    try:
        yield signals
    finally:
        signal.set_wakeup_fd(before)
        os.close(signals)
        os.close(tells)


def _pressed(number: int, signals: int) -> str:
    while signals in select.select([number, signals], [], [])[0]:
        os.read(signals, _MANY)
    try:
        first = os.read(number, 1)
    except OSError:  # the terminal is gone
        return ""
    if first == _ESCAPE:
        while select.select([number], [], [], _BEHIND_ESCAPE)[0] and os.read(number, 32):
            pass  # an arrow key sends letters, which nobody meant
        return "\x1b"
    more = next((count for lead, count in _LEADS if first and first[0] >= lead), 0)
    key = (first + b"".join(os.read(number, 1) for _ in range(more))).decode("utf-8", "replace")
    return "" if key == _END else key


def _edited_line(prompt: str, given: str) -> str | None:
    """A line that is edited where it stands, if that can be done here."""
    try:
        import readline
    except ImportError:
        return _plain_line(prompt, given)
    readline.set_startup_hook(lambda: readline.insert_text(given))
    try:
        return input(prompt)
    except EOFError:
        sys.stdout.write("\n")
        return None
    finally:
        readline.set_startup_hook()


def _first_letter() -> str:
    line = sys.stdin.readline()
    return (line.strip()[:1].lower() or "\n") if line else ""


def _plain_line(prompt: str, _given: str) -> str | None:
    sys.stdout.write(prompt)
    sys.stdout.flush()
    line = sys.stdin.readline()
    sys.stdout.write("\n")
    return line.rstrip("\r\n") if line else None
