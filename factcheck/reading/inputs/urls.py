"""Web addresses: taken apart once, strictly, so that what is checked is what is asked for."""

import re
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv6Address
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from factcheck.errors import UsageProblem
from factcheck.reading.inputs.files import shown_name

_PORTS: Final = {"http": 80, "https": 443}
_MAX_LENGTH: Final = 8000
_SAFE: Final = "/?%:@!$&'()*+,;=~-._"
_HOST: Final = re.compile(r"(?=.{1,253}\Z)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*", re.ASCII)
_AMBIGUOUS: Final = frozenset("ßς")
"""Letters by which the two standards of internationalised names lead to different hosts (RFC 5894)."""


@dataclass(frozen=True)
class Url:
    """An address ready to be asked for: everything in ASCII, the host without brackets, no fragment."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Host and, where it is not the scheme's own, port: what the Host header says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        """The whole address, as it is stored."""
        return f"{self.scheme}://{self.authority}{self.target}"


def parse(given: str) -> Url:
    """The address somebody typed; any port is allowed.

    Raises:
        UsageProblem: malformed, neither http nor https, or with a user name or password in it.

    """
    if len(given) > _MAX_LENGTH:
        raise UsageProblem(f"The address has more than {_MAX_LENGTH:,} characters.", "Give a shorter one.")
    shown = shown_name(given)
    if shown != given:
        raise UsageProblem(f"{shown} holds characters that no address may hold.", "Copy the address again.")
    try:
        parts = urlsplit(given.strip())
        if parts.scheme not in _PORTS:
            raise UsageProblem(f"{shown} is no http or https address.", "Give one that starts with https://.")
        if "@" in parts.netloc:
            raise UsageProblem(
                "The address holds a user name or a password, which would be stored with the article.",
                "Leave out everything from after // to @; for a page behind a login, save it and give the file.",
            )
        host, port = _host(parts.hostname or "", bracketed="[" in parts.netloc), parts.port
        if port == 0:
            raise UsageProblem(f"{shown} names port 0.", "Give another port, or none.")
        return Url(parts.scheme, host, port or _PORTS[parts.scheme], _target(parts))
    except ValueError:  # of urlsplit, the port, the host and lone surrogates
        remedy = "Check it." if given.isascii() else "Check it, and give the host in its xn-- form."
        raise UsageProblem(f"{shown} is no web address.", remedy) from None


def follow(here: Url, location: str) -> Url:
    """Where a Location header leads.

    Raises:
        UsageProblem: as for `parse`.

    """
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode()  # headers are read as Latin-1, and many servers send UTF-8
    try:
        return parse(urljoin(str(here), location))
    except ValueError:
        raise UsageProblem(f"{shown_name(location)} is no web address.", "Check it.") from None


def _host(name: str, *, bracketed: bool) -> str:
    if bracketed:
        address = IPv6Address(name)
        if address.scope_id:
            raise AddressValueError(name)
        return str(address)
    if not name.isascii():
        if _AMBIGUOUS & set(name):
            raise ValueError(name)
        name = name.encode("idna").decode().lower()
    name = name.removesuffix(".")
    if not _HOST.fullmatch(name):
        raise ValueError(name)
    return name


def _target(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=_SAFE)
    return f"{path}?{quote(parts.query, safe=_SAFE)}" if parts.query else path
