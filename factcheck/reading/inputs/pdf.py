"""PDF: the text of its pages, lines joined into paragraphs, by pypdf: pure Python, kept well, and it limits bombs."""

import io
import re
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from factcheck.errors import Unreadable, install_hint
from factcheck.reading.document import Document
from factcheck.reading.inputs.about import About, address, name, people
from factcheck.reading.inputs.documents import document
from factcheck.reading.inputs.original import Original
from factcheck.reading.inputs.quiet import quiet

if TYPE_CHECKING:
    from pypdf import PdfReader

_TAIL: Final = 2048
_MOST_PAGES: Final = 2_000
_SURROGATES: Final = re.compile("[\0\ud800-\udfff]")
_DIVIDED: Final = re.compile(r"(?<=[^\W\d_])[-‐\u00ad]$")
_PAGE_NUMBER: Final = re.compile(r"(?:page\s+)?[-–—\s]*\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?[-–—\s]*", re.IGNORECASE)
_STOPS: Final = tuple('.!?…:;"”’»)]')
_RUNNING: Final = 3
"""A first or last line that stands on so many pages, and on half of them, is a running title."""

_MOST_RUNNING: Final = 3
"""So many lines at the head and at the foot of a page may be left out, blank ones counted."""

_FULL: Final = 0.8
"""A line shorter than this part of the longest was not wrapped: its paragraph ends with it."""


def article(original: Original, given: About, *, max_bytes: int) -> Document:
    """The document's text; its own metadata where a person gave none.

    Raises:
        Unreadable: encrypted, cut off, damaged, without text, or the extra `pdf` is missing.

    """
    shown = original.shown
    try:
        from pypdf import PdfReader, apply_configuration
    except ImportError:
        raise Unreadable(
            f"{shown} is a PDF; the package that reads it is not installed.", install_hint("pdf")
        ) from None
    if b"%%EOF" not in original.data[-_TAIL:]:
        raise Unreadable(f"{shown} is a PDF that is cut off.", "Fetch or save it again.")
    limits = apply_configuration(
        zlib_maximum_output_length=max_bytes,
        lzw_maximum_output_length=max_bytes,
        run_length_maximum_output_length=max_bytes,
        array_based_stream_maximum_output_length=max_bytes,
    )
    with quiet(), limits:
        try:
            reader = PdfReader(io.BytesIO(original.data))
            locked = reader.is_encrypted and not reader.decrypt("")
            pages = [] if locked else _pages(reader, shown, max_bytes)
            about = About() if locked else _said(reader)
        except Unreadable:
            raise
        except Exception:  # noqa: BLE001 -- damaged in one of a thousand ways; pypdf lets whatever happens escape
            raise Unreadable(
                f"{shown} is a PDF that is damaged or locked.", "Save it again, or give its text."
            ) from None
    if locked:
        raise Unreadable(f"{shown} is a PDF that asks for a password.", "Save it without one, or give its text.")
    text = _SURROGATES.sub("\ufffd", "\n\n".join(_paragraphs(_without_running(pages))))
    if not text.strip():
        raise Unreadable(f"{shown} is a PDF without text, perhaps a scan.", "Run it through OCR first.")
    return document(text, given.or_else(about).or_else(About(url=address(original.url))), original)


def _pages(reader: "PdfReader", shown: str, max_bytes: int) -> list[list[str]]:
    pages: list[list[str]] = []
    size = 0
    for page in reader.pages:
        text = page.extract_text()
        size += len(text)
        if size > max_bytes or len(pages) >= _MOST_PAGES:
            raise Unreadable(
                f"{shown} holds more than {_MOST_PAGES:,} pages or {max_bytes:,} characters.",
                "Split it, or raise the limit with --max-bytes.",
            )
        pages.append([" ".join(line.split()) for line in text.splitlines()])
    return pages


def _said(reader: "PdfReader") -> About:
    """What its own metadata says of the text; when the file was made is not when the text was published."""
    about = reader.metadata
    if about is None:
        return About()
    return About(
        title=name(about.title and str(about.title)),
        author=people([about.author and str(about.author)]),
    )


def _without_running(pages: list[list[str]]) -> list[list[str]]:
    """The pages without page numbers and without what stands at the head or foot of most."""
    bodies = [[line for line in page if not _PAGE_NUMBER.fullmatch(line)] for page in pages]
    ends = Counter(key for page in bodies for key in {_shape(one) for one in (*page[:1], *page[-1:]) if one})
    running = {key for key, times in ends.items() if times >= _RUNNING and 2 * times >= len(pages)}
    return [_trimmed(page, running) for page in bodies]


def _trimmed(page: list[str], running: set[str]) -> list[str]:
    start, end = 0, len(page)
    while start < min(_MOST_RUNNING, end) and (not page[start] or _shape(page[start]) in running):
        start += 1
    while end > max(start, len(page) - _MOST_RUNNING) and (not page[end - 1] or _shape(page[end - 1]) in running):
        end -= 1
    return page[start:end]


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _paragraphs(pages: Iterable[list[str]]) -> list[str]:
    """Lines joined where they were wrapped, also across pages; a word divided at a line's end made whole."""
    paragraphs: list[str] = []
    pieces: list[str] = []
    ended = True
    for page in pages:
        width = max(map(len, page), default=0)
        for line in page:
            if not line:
                ended = True
                continue
            if ended and pieces and not _goes_on(pieces[-1], line):
                paragraphs.append(_joined(pieces))
                pieces = []
            pieces.append(line)
            ended = len(line) < _FULL * width or (line.endswith(_STOPS) and len(line) < 0.95 * width)
    return [*paragraphs, _joined(pieces)] if pieces else paragraphs


def _goes_on(last: str, line: str) -> bool:
    return bool(_DIVIDED.search(last)) or (line[:1].islower() and not last.endswith(_STOPS))


def _joined(lines: list[str]) -> str:
    """One paragraph. "inter-" and "national" become one word; "Amsel-" and "Ruritania" keep the hyphen."""
    text = lines[0]
    pieces = []
    for line in lines[1:]:
        divided = _DIVIDED.search(text)
        if divided and line[:1].islower():
            text = text[: divided.start()]
        pieces.append(text if divided else f"{text} ")
        text = line
    return "".join([*pieces, text])
