"""Inputs made in code: pages, PDFs, feeds and web archives of our own sentences, whole and hostile."""

import gzip
import io
from collections.abc import Sequence

import pytest

from factcheck.errors import ExitCode, Unreadable
from factcheck.reading.document import Document
from factcheck.reading.inputs import opened
from factcheck.reading.inputs.about import About
from factcheck.reading.inputs.original import Original

FIRST = "The harbour office of Amsel said on Monday that the ferry would sail again in May."
SECOND = "Officials in the capital denied that any cargo had been lost on the way."
THIRD = "“We counted the crates twice,” said Mara Lindqvist, who speaks for the dockworkers."
_SHEET = "/MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >>"
SENTENCES = (FIRST, SECOND, THIRD)


def one(data: bytes | str, name: str = "input", given: About | None = None, **said: str) -> Document:
    """The only document of an input without problems."""
    result = opened(Original(data.encode() if isinstance(data, str) else data, name, **said), given or About())
    assert result.problems == ()
    (document,) = result.documents
    return document


def several(data: bytes | str, name: str = "input", given: About | None = None) -> tuple[list[Document], list[str]]:
    """The documents of an input, and what could not be read."""
    result = opened(Original(data.encode() if isinstance(data, str) else data, name), given or About())
    assert all("\n" not in problem for problem in result.problems)
    return list(result.documents), list(result.problems)


def refusal(data: bytes | str, name: str = "input", *, max_bytes: int = 20_000_000, **said: str) -> Unreadable:
    """The one-line error that an input ends in."""
    with pytest.raises(Unreadable) as caught:
        opened(Original(data.encode() if isinstance(data, str) else data, name, **said), max_bytes=max_bytes)
    error = caught.value
    assert error.exit_code == ExitCode.UNREADABLE
    assert "\n" not in error.message + error.remedy
    assert error.remedy
    return error


def page(body: str = "", head: str = "", lang: str = ' lang="en"') -> str:
    """A news page with what surrounds an article; the three sentences where no other body is given."""
    body = body or "".join(f"<p>{one}</p>" for one in SENTENCES)
    menu = "<nav><ul><li><a href='/'>Home</a><li><a href='/sport'>Sport</a></ul></nav>"
    foot = "<footer><p>© Strait Gazette. All rights reserved.</p></footer>"
    return f"<!DOCTYPE html>\n<html{lang}><head>{head}</head><body>{menu}<article>{body}</article>{foot}</body></html>"


def pdf(pages: Sequence[Sequence[str]], info: str = "") -> bytes:
    """A PDF that shows these lines."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        shown = "".join(f"({_escaped(line)}) Tj T* " for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 72 760 Td {shown}ET"
        objects += [
            f"<< /Type /Page /Parent 2 0 R /Contents {len(objects) + 2} 0 R {_SHEET} >>",
            f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        ]
        kids.append(f"{len(objects) - 1} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< {info} >>")
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    ending = f"trailer\n<< /Size {size} /Root 1 0 R /Info {size - 1} 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {size}\n0000000000 65535 f \n{table}{ending}".encode()


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def locked(data: bytes, password: str) -> bytes:
    """The PDF behind a password."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def record(
    body: bytes,
    url: str = "https://amsel.example/1",
    *,
    kind: str = "response",
    headers: str = "Content-Type: text/html; charset=utf-8",
    status: str = "200 OK",
    captured: str = "2025-03-04T05:06:07Z",
) -> bytes:
    """One record of a web archive."""
    block = f"HTTP/1.1 {status}\r\n{headers}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{len(body):012}>\r\n"
        f"WARC-Date: {captured}\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def warc(*records: bytes, packed: bool = True) -> bytes:
    """A web archive, each record in its own gzip member."""
    return b"".join(gzip.compress(one, mtime=0) if packed else one for one in records)


def rss(*items: str, head: str = "<title>Strait Gazette</title><link>https://gazette.example/</link>") -> str:
    """An RSS 2.0 feed."""
    spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return f'<?xml version="1.0"?>\n<rss version="2.0" {spaces}><channel>{head}{"".join(items)}</channel></rss>'


def item(text: str, more: str = "") -> str:
    """An entry of RSS that says this."""
    return f"\n<item>{more}<description>{text}</description></item>"
