"""An input is read as what it is, whatever it is called."""

import gzip

import pytest

from factcheck.reading.inputs.kinds import Kind, kind_of
from factcheck.reading.inputs.original import Original
from tests.reading.inputs.made import FIRST, item, one, page, pdf, record, refusal, rss, warc

PAGE = page().encode()
ATOM = b'<?xml version="1.0"?>\n<!-- made --><a:feed xmlns:a="http://www.w3.org/2005/Atom"></a:feed>'
RDF = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></rdf:RDF>'


@pytest.mark.parametrize("name", ["x", "x.txt", "x.html", "x.pdf", "x.md", "x.xml", "x.warc.gz"])
@pytest.mark.parametrize("media_type", [None, "text/plain", "text/html", "application/pdf", "text/markdown"])
@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (pdf([[FIRST]]), Kind.PDF),
        (PAGE, Kind.HTML),
        (b"\n <!-- saved --> <HTML><body>x", Kind.HTML),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN"><html>', Kind.HTML),
        (page().encode("utf-16"), Kind.HTML),
        (b"\xef\xbb\xbf" + PAGE, Kind.HTML),
        (rss(item("x")).encode(), Kind.FEED),
        (ATOM, Kind.FEED),
        (RDF, Kind.FEED),
        (warc(record(PAGE)), Kind.WARC),
        (warc(record(PAGE), packed=False), Kind.WARC),
    ],
)
def test_content_goes_before_labels(data: bytes, kind: Kind, name: str, media_type: str | None) -> None:
    assert kind_of(Original(data, name, media_type=media_type)) is kind


@pytest.mark.parametrize(
    ("name", "said", "kind"),
    [
        ("x", {}, Kind.TEXT),
        ("x.MD", {}, Kind.MARKDOWN),
        ("x.markdown", {}, Kind.MARKDOWN),
        ("x.txt", {"media_type": "text/markdown"}, Kind.MARKDOWN),
        ("x", {"url": "https://amsel.example/notes.md?raw=1", "media_type": "text/plain"}, Kind.MARKDOWN),
        ("x.html", {}, Kind.TEXT),
        ("x.pdf", {}, Kind.TEXT),
        ("x", {"media_type": "text/html"}, Kind.TEXT),
    ],
)
def test_a_label_is_believed_where_the_content_does_not_say_otherwise(
    name: str, said: dict[str, str], kind: Kind
) -> None:
    assert kind_of(Original(b"It rains.", name, **said)) is kind


@pytest.mark.parametrize("name", ["x.html", "x.txt"])
def test_a_piece_of_a_page_is_a_page(name: str) -> None:
    assert one("<p>The office said that it rained.</p>", name).text == "The office said that it rained."


def test_a_text_that_mentions_markup_is_a_text() -> None:
    text = "The <html> element, a spokesman said, is the root. %PDF- and WARC/1.0 stand at the beginning of files."
    assert one(text, "x.txt").text == text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'<?xml version="1.0"?><svg/>', "is XML, but"),
        (gzip.compress(b"It rains.", mtime=0), "packed by gzip"),
        (b"\x1f\x8b", "packed by gzip"),
        (b"PK\x03\x04\0\0\0\0", "NUL"),
    ],
)
def test_what_is_neither_is_refused(data: bytes, words: str) -> None:
    assert words in refusal(data).message
