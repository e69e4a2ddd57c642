"""Pages from the web: asked for with care, since neither the address nor the server can be trusted.

Own code over `http.client` rather than a client library: what matters here is which socket is used, when it ends and
how much comes out of it, and every client library would have to be turned inside out for that.
"""

import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse, RemoteDisconnected
from typing import Final

from factcheck import __version__
from factcheck.errors import Unreadable, UsageProblem
from factcheck.reading.inputs import body, urls, wire
from factcheck.reading.inputs.files import MAX_BYTES, shown_name
from factcheck.reading.inputs.original import Original
from factcheck.reading.inputs.urls import Url

SECONDS: Final = 30.0
MAX_REDIRECTS: Final = 8

_HEADER_BYTES: Final = 64 << 10
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_OTHERWISE: Final = "Save the page with a browser and give the file."
_TOKEN: Final = re.compile(r"[a-z0-9][a-z0-9.+_:-]{0,60}", re.ASCII)
_MEDIA_TYPE: Final = re.compile(rf"{_TOKEN.pattern}/{_TOKEN.pattern}", re.ASCII)


def fetch(
    url: str,
    *,
    allow_private: bool = False,
    max_bytes: int = MAX_BYTES,
    seconds: float = SECONDS,
    max_redirects: int = MAX_REDIRECTS,
) -> Original:
    """The page at an address, after redirects, unpacked: all of it within `seconds` and `max_bytes`.

    Redirects are checked like the address itself, and from https lead only to https; `allow_private` holds for all.

    Raises:
        UsageProblem: the address is malformed, neither http nor https, or holds a password.
        Refused: it leads into a network that is not public, and `allow_private` was not given.
        Unreadable: the server is not there, answers anything but a whole page, or redirects where nobody should follow.

    """
    here = first = urls.parse(url)
    deadline = wire.Deadline.after(seconds)
    seen = {here}
    for _ in range(max_redirects + 1):
        shown = str(here) if here == first else f"{here} (redirected from {first})"
        with (
            _told(shown, here, seconds, max_bytes),
            wire.connected(here, shown, allow_private=allow_private, deadline=deadline) as sock,
        ):
            found = _ask(sock, here, shown, deadline=deadline, max_bytes=max_bytes)
        if isinstance(found, Original):
            return replace(found, shown=shown_name(url))
        here = found
        if here in seen:
            raise Unreadable(f"{first} redirects in a circle, back to {here}.", _OTHERWISE)
        seen.add(here)
    raise Unreadable(f"{first} redirects more than {max_redirects} times.", _OTHERWISE)


def _ask(sock: socket.socket, here: Url, shown: str, *, deadline: wire.Deadline, max_bytes: int) -> Original | Url:
    """The page, or where the server says it is."""
    sock.settimeout(deadline.left())
    sock.sendall(_request(here))
    line = wire.Wire(sock, deadline, _HEADER_BYTES)
    with line.response() as response:
        try:
            response.begin()
        except wire.TooMuch:
            raise Unreadable(f"{shown} sends headers without end.", _OTHERWISE) from None
        location = response.headers.get("Location")
        if response.status in _REDIRECTS and location is not None:
            return _next(here, location, shown)
        _must_be_a_page(response, shown)
        line.allowance = 2 * max_bytes + _HEADER_BYTES  # chunks may be framed as lavishly as they are long
        data = body.read(response, shown, max_bytes=max_bytes)
        media_type, charset = _says(response)
        return Original(data, shown, str(here), media_type, charset)


def _request(url: Url) -> bytes:
    return (
        f"GET {url.target} HTTP/1.1\r\nHost: {url.authority}\r\nUser-Agent: factcheck/{__version__}\r\n"
        "Accept: text/html, application/xhtml+xml, */*;q=0.8\r\nAccept-Encoding: gzip, deflate\r\n"
        "Connection: close\r\n\r\n"
    ).encode("ascii")


def _next(here: Url, location: str, shown: str) -> Url:
    try:
        there = urls.follow(here, location)
    except UsageProblem as problem:
        raise Unreadable(f"{shown} redirects where nobody can follow: {problem.message}", _OTHERWISE) from None
    if here.scheme == "https" != there.scheme:
        raise Unreadable(
            f"{shown} redirects to {there}, which is not encrypted.", "Give that address itself if you mean it."
        )
    return there


def _must_be_a_page(response: HTTPResponse, shown: str) -> None:
    status = response.status
    if status == HTTPStatus.OK:
        return
    phrase = next((f" {known.phrase}" for known in HTTPStatus if known == status), "")
    if status in {401, 402, 403, 451}:
        remedy = f"It is not open to programs. {_OTHERWISE}"
    elif status in {404, 410}:
        remedy = "Check the address; a web archive may have kept the page."
    elif status == 429 or status >= 500:
        remedy = f"Try again later. {_OTHERWISE}"
    else:
        remedy = _OTHERWISE
    raise Unreadable(f"{shown} answers {status}{phrase}.", remedy)


def _says(response: HTTPResponse) -> tuple[str | None, str | None]:
    """Media type and charset of the header, None where they are missing or no words."""
    media_type, _, parameters = (response.headers.get("Content-Type") or "").lower().partition(";")
    charset = (response.headers.get_content_charset() or "") if "charset" in parameters else ""
    return (
        media_type.strip() if _MEDIA_TYPE.fullmatch(media_type.strip()) else None,
        charset if _TOKEN.fullmatch(charset) else None,
    )


@contextmanager
def _told(shown: str, url: Url, seconds: float, max_bytes: int) -> Iterator[None]:
    """What the network, the server and its certificate can do wrong, in a sentence each."""
    try:
        yield
    except TimeoutError:
        problem, remedy = f"{shown} took longer than {seconds:g} seconds.", f"Try again later. {_OTHERWISE}"
    except wire.TooMuch:
        problem, remedy = body.too_large(shown, max_bytes)
    except socket.gaierror as error:
        lost = error.errno in {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
        problem = f"There is no host {url.host}." if lost else f"{url.host} could not be looked up: {error.strerror}."
        remedy = "Check the address." if lost else "Check the network, and try again."
    except ssl.SSLCertVerificationError as error:
        problem = f"{shown} shows a certificate that does not hold: {error.verify_message.rstrip('.')}."
        remedy = f"Do not trust it unless you know why. {_OTHERWISE}"
    except ssl.SSLError as error:
        problem, remedy = f"{shown} speaks no TLS that is safe: {error.reason or error}.", "Check scheme and port."
    except RemoteDisconnected:
        problem, remedy = f"{shown} hangs up without an answer.", f"Try again later. {_OTHERWISE}"
    except HTTPException:
        problem, remedy = f"{shown} does not keep to HTTP.", f"Check scheme and port. {_OTHERWISE}"
    except OSError as error:
        problem, remedy = f"{shown} cannot be reached: {error.strerror or error}.", "Check the address and the network."
    else:
        return
    raise Unreadable(problem, remedy) from None
