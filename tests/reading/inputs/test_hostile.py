"""Whatever the bytes, an input ends in documents or in one line: cut anywhere, flipped, repeated, nested, or huge."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.dates import partial
from factcheck.desk import words
from factcheck.errors import Unreadable
from factcheck.reading.inputs import Opened, opened
from factcheck.reading.inputs.original import Original
from tests.reading.inputs.made import FIRST, SECOND, THIRD, item, locked, page, pdf, record, rss, warc
from tests.reading.inputs.test_feed import ATOM, RDF
from tests.reading.inputs.test_html import LINKED, script
from tests.reading.inputs.test_markdown import NOTE

PAGE = page(head=f'<meta charset=utf-8><meta property="og:title" content="Ferry">{script(json.dumps(LINKED))}')
INPUTS = {
    "note.txt": f"{FIRST}\n\n{SECOND}\n\n{THIRD}".encode(),
    "wide.txt": THIRD.encode("utf-16"),
    "note.md": NOTE.encode(),
    "page.html": PAGE.encode(),
    "latin.html": page("<p>Der Bürgermeister sagte am Montag, es habe geregnet.</p>").encode("latin-1"),
    "feed.xml": rss(item(FIRST), item("&lt;p&gt;It rained.&lt;/p&gt;"), item(SECOND)).encode(),
    "feed.atom": ATOM.encode(),
    "index.rdf": RDF.encode(),
    "paper.pdf": pdf([[FIRST, SECOND], [FIRST]], "/Title (Ferry)"),
    "locked.pdf": locked(pdf([[FIRST]]), "secret"),
    "pages.warc": warc(record(PAGE.encode()), record(PAGE.encode()), packed=False),
    "pages.warc.gz": warc(record(PAGE.encode()), record(PAGE.encode())),
}
NAMES = st.sampled_from(sorted(INPUTS))


def read(data: bytes, name: str) -> Opened | Unreadable:
    """What becomes of an input; nothing but a refusal may be raised."""
    try:
        result: Opened | Unreadable = opened(Original(data, name), max_bytes=1_000_000)
    except Unreadable as error:
        result = error
    if isinstance(result, Unreadable):
        assert "\n" not in result.message + result.remedy
        return result
    assert result.documents
    for document in result.documents:
        assert document.text.strip()
        for held in filter(None, vars(document).values()):
            if isinstance(held, str):
                held.encode()
                assert "\0" not in held
        for name_of_it in filter(None, (document.publisher, document.title, document.author)):
            assert words.name(name_of_it) == name_of_it
        for where in (document.url, document.archive_ref or ""):
            assert words.url(where) == where
        assert document.published is None or partial(document.published, "date") == document.published
    assert all("\n" not in problem for problem in result.problems)
    return result


ODD = [
    "\\ud800",
    "\\u0000",
    "&#0;",
    "&#xd800;",
    "&#x1b;[31m",
    "\x1b]0;x\x07",
    "\\u202e",
    "&#8238;",
    "x" * 3000,
    " ",
    "\\n",
    "9999-99-99",
]


@pytest.mark.parametrize("odd", ODD)
def test_what_a_page_or_feed_says_of_itself_can_be_stored(odd: str) -> None:
    about = {
        "@type": "NewsArticle",
        "headline": "H",
        "datePublished": "D",
        "author": {"name": "A"},
        "publisher": {"name": "P"},
    }
    linked = json.dumps({**about, "articleBody": f"{FIRST} {SECOND} {THIRD}", "url": "https://x.example/U"})
    for mark in ("H", "D", "A", "P", "U"):
        data = page(head=script(linked.replace(f'"{mark}"', f'"{odd}"').replace(f"/{mark}", f"/{odd}"))).encode()
        assert isinstance(read(data, "page.html"), Opened)
    for name in ("og:title", "article:published_time", "author", "og:site_name", "og:url", "og:locale"):
        assert isinstance(
            read(page(head=f'<meta property="{name}" name="{name}" content="{odd}">').encode(), "x.html"), Opened
        )
    for tag in ("title", "link", "pubDate", "author", "dc:creator"):
        read(rss(item(f"{FIRST}").replace("<item>", f"<item><{tag}>{odd}</{tag}>")).encode(), "feed.xml")
    read(f"---\ntitle: {odd}\nauthor: {odd}\ndate: {odd}\nurl: {odd}\n---\n\n{FIRST}\n".encode(), "note.md")


@pytest.mark.parametrize("url", ["https://x.example/a\rb", f"https://x.example/{'x' * 3000}"])
def test_an_address_in_an_archive_that_is_none_is_left_out(url: str) -> None:
    found = read(warc(record(page(f"<p>{FIRST}</p>").encode(), url), packed=False), "pages.warc")
    assert isinstance(found, Opened)
    assert found.documents[0].url == ""


@pytest.mark.parametrize("name", INPUTS)
def test_what_is_whole_is_read(name: str) -> None:
    assert isinstance(read(INPUTS[name], name), Unreadable if name == "locked.pdf" else Opened)


@given(NAMES, NAMES, st.floats(0, 1))
def test_an_input_cut_anywhere_under_any_name(name: str, label: str, part: float) -> None:
    data = INPUTS[name]
    read(data[: int(part * len(data))], label)


@given(NAMES, st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=8))
def test_an_input_with_some_bytes_changed(name: str, changes: list[tuple[float, int]]) -> None:
    data = bytearray(INPUTS[name])
    for where, value in changes:
        data[int(where * len(data))] = value
    read(bytes(data), name)


@given(NAMES, st.floats(0, 0.999), st.floats(0, 0.999), st.integers(2, 50))
def test_an_input_with_a_piece_of_it_repeated(name: str, start: float, size: float, times: int) -> None:
    data = INPUTS[name]
    at = int(start * len(data))
    piece = data[at : at + int(size * 200)]
    read(data[:at] + piece * times + data[at:], name)


@given(NAMES, st.binary(max_size=200))
def test_any_bytes_under_any_name(name: str, data: bytes) -> None:
    read(data, name)
    read(INPUTS[name][:8] + data, name)


OPENINGS = {
    "x.html": ["<div>", "<b>", "<a '", "<", "<!--", "&amp;", "<p>x", "<td>", '<meta name="author" content="x">'],
    "x.xml": ["<item>", "<b>", "<![CDATA[", "&lt;", "<a b='", "&#1;"],
    "x.md": ["*", "a: b\n"],
    "x.txt": ['"', ", ", "a", "\r"],
}
STARTS = {"x.html": "<html><body>", "x.xml": "<rss><channel><item><description>", "x.md": "---\n", "x.txt": ""}


@pytest.mark.parametrize(("name", "piece"), [(name, piece) for name, pieces in OPENINGS.items() for piece in pieces])
def test_time_grows_with_the_length_and_no_faster(name: str, piece: str) -> None:
    def seconds(times: int) -> float:
        data = f"{STARTS[name]}{piece * times}".encode()
        start = time.process_time()
        read(data, name)
        return time.process_time() - start

    seconds(10)
    small = seconds(10_000)
    assert seconds(80_000) < 8 * 4 * small + 0.2
