"""What an input is: by its content first, then by what its sender calls it, then by its name."""

import re
import zlib
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urlsplit

from factcheck.errors import Unreadable
from factcheck.reading.inputs.original import Original


class Kind(StrEnum):
    """How an input is read."""

    TEXT = "text"
    MARKDOWN = "Markdown"
    HTML = "HTML"
    FEED = "feed"
    PDF = "PDF"
    WARC = "WARC"


_HEAD: Final = 8192
_GZIP: Final = b"\x1f\x8b"
_WARC: Final = re.compile(rb"WARC/\d\.\d\r?\n")
_MISC: Final = re.compile(r"\s+|<!--.*?-->|<\?.*?(?:\?>|>)", re.DOTALL)
_PAGE: Final = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_PIECE: Final = re.compile(r"<(?:article|div|h1|main|meta|p|script|section|table|title)(?:\s[^<>]*)?>", re.IGNORECASE)
_FEED: Final = re.compile(r"<(?:[\w.-]+:)?(?:rss|feed|rdf)(?:[\s>]|\Z)|<!doctype\b", re.IGNORECASE)
_ANY_TAG: Final = re.compile(rb"<[a-zA-Z!/]")
_BY_MEDIA_TYPE: Final = {
    "text/html": Kind.HTML,
    "application/xhtml+xml": Kind.HTML,
    "text/markdown": Kind.MARKDOWN,
    "text/x-markdown": Kind.MARKDOWN,
}
_BY_ENDING: Final = {
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".md": Kind.MARKDOWN,
    ".markdown": Kind.MARKDOWN,
}


def kind_of(original: Original) -> Kind:
    """How to read it. A label is believed only where the content does not say otherwise.

    Raises:
        Unreadable: it is packed, or XML of another kind.

    """
    data = original.data
    if data.startswith(b"%PDF-"):
        return Kind.PDF
    if _WARC.match(data):
        return Kind.WARC
    if data.startswith(_GZIP):
        if _WARC.match(_unpacked_head(data)):
            return Kind.WARC
        raise Unreadable(f"{original.shown} is packed by gzip and holds no WARC.", "Unpack it first with gunzip.")
    labelled = _labelled(original)
    return _by_markup(original, labelled) or (
        Kind.TEXT if labelled is Kind.HTML and not _ANY_TAG.search(data) else labelled
    )


def head_of(data: bytes) -> str:
    """The first characters, good enough to recognise markup and declarations by."""
    head = data[:_HEAD]
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if head.startswith(mark):
            return head.decode(encoding, "ignore")
    return head.decode("latin-1")


def _labelled(original: Original) -> Kind:
    path = urlsplit(original.url).path if original.url else original.shown
    ending = PurePosixPath(path).suffix.lower()
    return _BY_MEDIA_TYPE.get(original.media_type or "") or _BY_ENDING.get(ending, Kind.TEXT)


def _by_markup(original: Original, labelled: Kind) -> Kind | None:
    head = head_of(original.data)
    start = 0
    while misc := _MISC.match(head, start):
        start = misc.end()
    if _PAGE.match(head, start):
        return Kind.HTML
    if _FEED.match(head, start):
        return Kind.FEED
    if labelled is not Kind.MARKDOWN and _PIECE.match(head, start):
        return Kind.HTML
    if head.lstrip().startswith("<?xml"):
        raise Unreadable(
            f"{original.shown} is XML, but neither a feed nor a page.", "Give the article as text or HTML."
        )
    return None


def _unpacked_head(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data[:_HEAD], 64)
    except zlib.error:
        return b""
