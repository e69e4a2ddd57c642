"""What people type, before it is stored: refused where a database or a reader could not hold it, else left alone."""

import re
from collections.abc import Iterable
from contextlib import suppress
from typing import Final
from urllib.parse import urlsplit

from factcheck.errors import UsageProblem
from factcheck.identity import fold

_TAG: Final = re.compile(r"[^\s,+\-][^\s,]*")
_UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")
_LONGEST_NAME: Final = 500
_LONGEST_TAG: Final = 100
_LONGEST_URL: Final = 2000
"""In bytes: PostgreSQL's indexes hold no more than 2,704."""
_LONGEST_TEXT: Final = 100_000
_SHOWN: Final = 60


def text(given: str, what: str) -> str:
    """A text of a person's, without white space around it.

    Raises:
        UsageProblem: it is empty, too long, or holds a NUL or a lone surrogate.

    """
    stripped = given.strip()
    if not stripped:
        raise UsageProblem(f"The {what} is empty.", f"Give the {what} in words.")
    if len(stripped) > _LONGEST_TEXT:
        raise UsageProblem(f"The {what} is longer than {_LONGEST_TEXT:,} characters.", "Shorten it.")
    if not (stripped.isascii() and "\0" not in stripped) and _UNSTORABLE.search(stripped):
        raise UsageProblem(f"The {what} holds a NUL or a broken character.", "Type it again.")
    return stripped


def name(given: str, what: str = "source's name") -> str:
    """A name, its runs of white space made single spaces.

    Raises:
        UsageProblem: it is empty, too long, or unstorable.

    """
    plain = " ".join(text(given, what).split())
    if len(plain) > _LONGEST_NAME or len(fold(plain).encode()) > _LONGEST_URL:
        raise UsageProblem(f"The {what} is longer than {_LONGEST_NAME} characters.", "Shorten it.")
    return plain


def tags(given: Iterable[str]) -> list[str]:
    """Tags as they are stored: folded, each once, in order.

    Raises:
        UsageProblem: one is empty, or holds white space, a comma, or a sign in front.

    """
    folded = dict.fromkeys(fold(text(one, "tag")) for one in given)
    for one in folded:
        if not _TAG.fullmatch(one) or len(one) > _LONGEST_TAG:
            raise UsageProblem(f"{_begun(one)} is no tag.", "Give one word, as +missiles or -draft.")
    return list(folded)


def address(given: str) -> str | None:
    """The address of a page, without white space around it; None where there is none. Any other scheme leads nowhere.

    Raises:
        UsageProblem: it is no http or https address with a host, too long, or cannot be stored.

    """
    found = url(given)
    if not found:
        return None
    with suppress(ValueError):  # of a bracket without its other half
        parts = urlsplit(found)
        if parts.scheme in {"http", "https"} and parts.hostname:
            return found
    remedy = "Give one that starts with https:// and names a host."
    raise UsageProblem(f"{_begun(found)} is no address of a page.", remedy)


def url(given: str) -> str:
    """An address, without white space around it; empty where there is none.

    Raises:
        UsageProblem: it is too long, or holds white space or what cannot be stored.

    """
    address = given.strip()
    if not address:
        return ""
    text(address, "URL")
    if len(address.encode()) > _LONGEST_URL or address != "".join(address.split()):
        raise UsageProblem("The URL is longer than 2,000 bytes, or holds white space.", "Give the page's own address.")
    return address


def _begun(given: str) -> str:
    """As much of it as is enough to know it by."""
    return f"{given[:_SHOWN]!r}{'...' if len(given) > _SHOWN else ''}"
