"""A process that has imported the program already, and forks as often as it is asked to: most of a start is imports."""

import fcntl
import gc
import json
import os
import pkgutil
import select
import signal
import socket
import sys
import termios
from collections.abc import Sequence
from importlib import import_module
from typing import Final

import factcheck
from factcheck.cli import main

_LONGEST: Final = 1 << 20
_STREAMS: Final = 3


def _children(line: socket.socket) -> list[str]:
    """Fork for each request until nobody is left who asks; in a child, its arguments."""
    asking, ending = line.fileno(), dict[int, tuple[int, int]]()
    while True:
        for ready in select.select([asking, *ending], [], [])[0]:
            if ready != asking:
                child, told = ending.pop(ready)
                os.write(told, str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode())
                os.close(told)
                os.close(ready)
                continue
            request, descriptors, _, _ = socket.recv_fds(line, _LONGEST, _STREAMS + 1)
            if not request:
                os._exit(0)
            child = os.fork()
            if not child:
                line.detach()
                return _begun(descriptors[:_STREAMS], **json.loads(request))
            line.send(str(child).encode())
            *streams, told = descriptors
            for one in streams:
                os.close(one)
            ending[os.pidfd_open(child)] = (child, told)


def _begun(
    streams: Sequence[int], *, arguments: list[str], settings: dict[str, str], folder: str, session: bool
) -> list[str]:
    """Become what a new process would be: with streams and surroundings of its own, and nothing of the parent's."""
    for at, one in enumerate(streams):
        os.dup2(one, at)
    os.closerange(_STREAMS, 1 << 16)
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", buffering=1, encoding="utf-8", closefd=False)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what a shell starts in the background ignores it
    os.environ.clear()
    os.environ.update(settings)
    os.chdir(folder)
    if session:
        os.setsid()
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    return arguments


if __name__ == "__main__":
    for module in pkgutil.walk_packages(factcheck.__path__, "factcheck."):
        import_module(module.name)
    gc.freeze()
    sys.argv[1:] = _children(socket.socket(fileno=int(sys.argv[1])))
    main()
