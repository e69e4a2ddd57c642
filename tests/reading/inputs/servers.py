"""Servers on loopback that answer with exactly the bytes a test gives them, for as long as it wants."""

import gzip
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress

import pytest

from factcheck.errors import ExitCode, FactcheckError, Unreadable
from factcheck.reading.inputs.fetch import fetch
from factcheck.reading.inputs.original import Original

TEXT = b"Ruritania's harbour was closed on Monday, officials in Strelsau said."
OK = b"HTTP/1.1 200 OK\r\n"

Answer = bytes | Callable[[str], Iterable[bytes]]
"""What is sent, or pieces of it for the path that was asked for; then the connection ends."""

Serve = Callable[..., "Server"]
"""Starts a server with an answer and, for https, its certificate."""

_HELLO = b"\x16\x03"
"""What TLS begins with."""


class Server:
    """One that was started; `requests` are those it got, `url` leads to it."""

    def __init__(self, answer: Answer, tls: ssl.SSLContext | None) -> None:
        self.requests: list[str] = []
        self.over = threading.Event()
        self._answer = answer
        self._tls = tls
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def wait(self) -> Iterator[bytes]:
        """Nothing, until the test is over."""
        self.over.wait(10)
        yield b""

    def drip(self, piece: bytes) -> Iterator[bytes]:
        """The piece ten times a second, until the test is over."""
        while not self.over.wait(0.1):
            yield piece

    def close(self) -> None:
        """End it and everything it is still sending."""
        self.over.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join()

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            self._threads.append(threading.Thread(target=self._serve, args=(sock,)))
            self._threads[-1].start()

    def _serve(self, sock: socket.socket) -> None:
        with ExitStack() as stack, suppress(OSError):
            stack.enter_context(sock)
            sock.settimeout(10)
            if self._tls:
                sock = stack.enter_context(self._tls.wrap_socket(sock, server_side=True))
            request = b""
            while b"\r\n\r\n" not in request and not request.startswith(_HELLO):
                if not (piece := sock.recv(65536)):
                    return
                request += piece
            self.requests.append(request.decode("latin-1"))
            path = self.requests[-1].split(" ")[1]
            for piece in [self._answer] if isinstance(self._answer, bytes) else self._answer(path):
                if self.over.is_set():
                    return
                sock.sendall(piece)


def gzipped(data: bytes) -> bytes:
    """Without the time of day, so that a test is called the same in every process."""
    return gzip.compress(data, mtime=0)


def page(body: bytes, *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    """A whole answer, its length said; -1 says none."""
    said = len(body) if length is None else length
    lines = [f"HTTP/1.1 {status}", *headers, *([f"Content-Length: {said}"] if said >= 0 else [])]
    return "\r\n".join([*lines, "", ""]).encode() + body


def redirect(location: str, status: int = 302) -> bytes:
    """An answer that leads elsewhere."""
    return page(b"", f"Location: {location}", status=f"{status} Elsewhere")


def got(url: str, *, max_bytes: int = 1_000_000, seconds: float = 5, max_redirects: int = 8) -> Original:
    """What is fetched where loopback is allowed."""
    return fetch(url, allow_private=True, max_bytes=max_bytes, seconds=seconds, max_redirects=max_redirects)


def told(failure: FactcheckError) -> str:
    """Message and remedy, which are one printable line each."""
    assert failure.message
    assert failure.remedy
    assert (failure.message + failure.remedy).isprintable()
    return f"{failure.message} {failure.remedy}"


def refusal(url: str, *, max_bytes: int = 1_000_000, seconds: float = 5, max_redirects: int = 8) -> str:
    """What is told where the input cannot be read."""
    with pytest.raises(Unreadable) as caught:
        got(url, max_bytes=max_bytes, seconds=seconds, max_redirects=max_redirects)
    assert caught.value.exit_code == ExitCode.UNREADABLE
    return told(caught.value)


def cut_off_in_time(url: str) -> None:
    """Half a second is half a second, whatever the server does meanwhile."""
    started = time.monotonic()
    assert "took longer than 0.5 seconds" in refusal(url, seconds=0.5)
    assert time.monotonic() - started < 2


def answers(*rounds: list[tuple[str, int]]) -> Callable[..., list[object]]:
    """A resolver that says something else each time it is asked, the last thing for ever."""
    left = list(rounds)

    def resolve(_host: str, _port: int, **_: object) -> list[object]:
        found = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", address) for address in found]

    return resolve
