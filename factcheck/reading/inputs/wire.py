"""Connections that lead where they were checked to lead, and end when their time is over.

A host is resolved once, each of its addresses checked, and the connection made to what was checked: a second answer of
the resolver cannot lead elsewhere. Proxies of the environment are not used, since they would resolve again.
"""

import io
import queue
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPResponse
from typing import Any, Final, cast

from factcheck.errors import Refused
from factcheck.reading.inputs.addresses import not_public
from factcheck.reading.inputs.urls import Url

_PATIENCE: Final = 4.0
"""Seconds for one address of several to answer, so that a dead IPv6 route leaves time for IPv4."""

_Found = tuple[socket.AddressFamily, Any]
"""A family and the socket's address in it."""


class TooMuch(Exception):
    """More came over the wire than was allowed."""


@dataclass(frozen=True)
class Deadline:
    """A moment for everything together, so that neither silence nor single bytes prolong it."""

    at: float

    @classmethod
    def after(cls, seconds: float) -> "Deadline":
        """So many seconds from now."""
        return cls(time.monotonic() + seconds)

    def left(self) -> float:
        """Seconds until then.

        Raises:
            TimeoutError: it is over.

        """
        left = self.at - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class Wire(io.RawIOBase):
    """What a server sends: each read waits for no longer than the deadline, `allowance` bytes at most."""

    def __init__(self, sock: socket.socket, deadline: Deadline, allowance: int) -> None:
        super().__init__()
        self.allowance = allowance
        self._sock = sock
        self._deadline = deadline

    def readable(self) -> bool:
        """Yes; whoever buffers it asks."""
        return True

    def readinto(self, buffer: Any) -> int:
        """As the sockets do.

        Raises:
            TimeoutError: the deadline is over.
            TooMuch: the allowance is.

        """
        self._sock.settimeout(self._deadline.left())
        count = self._sock.recv_into(buffer)
        self.allowance -= count
        if self.allowance < 0:
            raise TooMuch
        return count

    def response(self) -> HTTPResponse:
        """The answer to a GET, its status and headers not read yet."""
        return HTTPResponse(cast("socket.socket", self), method="GET")

    def makefile(self, _mode: str) -> io.BufferedReader:
        """The one thing that http.client asks of a socket."""
        return io.BufferedReader(self)


@contextmanager
def connected(url: Url, shown: str, *, allow_private: bool, deadline: Deadline) -> Iterator[socket.socket]:
    """A connection to the host, encrypted and its certificate verified for https; messages call the page `shown`.

    One address that is not public is enough to refuse the host: an honest one has no reason to mix them.

    Raises:
        Refused: an address of the host is not public, and `allow_private` was not given.
        OSError: the host is not found or not reached, or its certificate does not hold.

    """
    found = _resolve(url.host, url.port, deadline)
    if not allow_private:
        for _, address in found:
            if kind := not_public(address[0]):
                raise Refused(
                    f"{shown} leads to {address[0]}, which is no public address ({kind}).",
                    "Give --allow-private if you mean it.",
                )
    sock = _connect(found, deadline)
    try:
        if url.scheme == "https":
            sock.settimeout(deadline.left())
            sock = ssl.create_default_context().wrap_socket(sock, server_hostname=url.host)
        yield sock
    finally:
        sock.close()


def _resolve(host: str, port: int, deadline: Deadline) -> list[_Found]:
    """In a thread of its own, since a resolver takes no timeout."""
    answers: queue.SimpleQueue[list[_Found] | OSError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put([(family, address) for family, _, _, _, address in found])
        except OSError as error:
            answers.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=deadline.left())
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(answer, OSError):
        raise answer
    return answer


def _connect(found: list[_Found], deadline: Deadline) -> socket.socket:
    """To the first address that answers; the failure of the last one is told."""
    failure = OSError("it has no address")
    for later, (family, address) in zip(range(len(found) - 1, -1, -1), found, strict=True):
        sock = socket.socket(family, socket.SOCK_STREAM)
        try:
            sock.settimeout(min(deadline.left(), _PATIENCE) if later else deadline.left())
            sock.connect(address)
        except OSError as error:
            sock.close()
            failure = error
        else:
            return sock
    raise failure
