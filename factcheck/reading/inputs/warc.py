"""Web archives: each page that a server answered with, read as it would be if it were fetched today.

The digest of an article's original is that of the page's own bytes, as they were after the transfer: the same page has
the same digest from an archive, from a file and from the web. Where it is archived is the file with the record's id.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from factcheck.errors import Unreadable, install_hint
from factcheck.reading.document import Document
from factcheck.reading.inputs.about import About, address
from factcheck.reading.inputs.original import Original
from factcheck.reading.inputs.quiet import quiet
from factcheck.reading.inputs.unpacking import Unpacked

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_READ: Final = frozenset({"text/html", "application/xhtml+xml", "text/plain", "text/markdown"})
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_RECORD: Final = re.compile("[!-~]{1,500}")
"""An id that can stand in a place: a URI. Any other is dropped, and the place is the archive."""
_RATIO: Final = 10
"""An archive may unpack to so many times `max_bytes` in all; a page to `max_bytes`."""


@dataclass(frozen=True)
class _Page:
    """One record's page, with the record's id. When it was captured is not when it was published."""

    original: Original
    record: str


def articles(original: Original, given: About, *, max_bytes: int) -> tuple[tuple[Document, ...], tuple[str, ...]]:
    """The pages that hold an article, in order, and a sentence for each that does not.

    Raises:
        Unreadable: none does, it unpacks to too much, or the extra `warc` is missing.

    """
    documents: list[Document] = []
    problems: list[str] = []
    for page in _pages(original, max_bytes):
        if isinstance(page, str):
            problems.append(f"{original.shown}: {page}")
            continue
        try:
            documents += _read(page, quote(PurePath(original.shown).name), given, max_bytes)
        except Unreadable as error:
            problems.append(f"{original.shown}: {error.message}")
    if not documents:
        problem = problems[0] if problems else f"{original.shown} is a web archive without pages."
        raise Unreadable(problem, "Give an archive that holds the page, or the page itself.")
    return tuple(documents), tuple(problems)


def _read(page: _Page, archive: str, given: About, max_bytes: int) -> Iterator[Document]:
    from factcheck.reading.inputs import opened
    from factcheck.reading.inputs.kinds import Kind, kind_of

    if kind_of(page.original) is Kind.WARC:
        raise Unreadable(f"{page.original.shown} is an archive within the archive.")
    place = f"{archive}#{page.record}" if _RECORD.fullmatch(page.record) else archive
    about = given.or_else(About(archive_ref=place))
    yield from opened(page.original, about, max_bytes=max_bytes).documents


def _pages(original: Original, max_bytes: int) -> Iterator[_Page | str]:
    """Each page that a server answered with; what is wrong where one, or the rest, cannot be had."""
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError:
        raise Unreadable(
            f"{original.shown} is a web archive; the package that reads it is not installed.", install_hint("warc")
        ) from None
    stream = Unpacked(original.data, original.shown, most=_RATIO * max_bytes)
    with quiet():
        records = iter(ArchiveIterator(stream))
    number = 0
    while True:
        number += 1
        try:
            with quiet():
                record = next(records, None)
                page = _page(record, number, max_bytes) if record is not None else None
        except Unreadable:
            raise
        except Exception:  # noqa: BLE001 -- warcio raises what its parsers happen to raise
            yield f"The archive is damaged from record {number} on; the rest was not read."
            return
        if record is None:
            break
        if page is not None:
            yield page
    if stream.torn:
        yield "The archive is cut off; what is whole was read."


def _page(record: "ArcWarcRecord", number: int, max_bytes: int) -> _Page | str | None:
    """The record's page; None where it holds none: a request, a redirect, a picture."""
    if record.rec_type not in {"response", "resource"}:
        return None
    answer = record.http_headers
    if record.rec_type == "response" and (answer is None or answer.get_statuscode() != "200"):
        return None
    said = _header(answer if record.rec_type == "response" else record.rec_headers, "Content-Type")
    media_type = said.partition(";")[0].strip().lower()
    url = _header(record.rec_headers, "WARC-Target-URI").strip("<> ")
    if media_type not in _READ or url.endswith("/robots.txt"):
        return None
    data = record.content_stream().read(max_bytes + 1)
    if len(data) > max_bytes:
        return f"{url} holds more than {max_bytes:,} bytes."
    while record.raw_stream.read(1 << 16):
        pass
    if record.raw_stream.limit > 0:
        return f"{url}, record {number}, is cut off."
    if not data:
        return f"{url} is empty."
    charset = _CHARSET.search(said)
    page = Original(data, url, address(url), media_type, charset[1] if charset else None)
    return _Page(page, _header(record.rec_headers, "WARC-Record-ID").strip("<> "))


def _header(headers: Any, name: str) -> str:
    return (headers.get_header(name) if headers is not None else None) or ""
