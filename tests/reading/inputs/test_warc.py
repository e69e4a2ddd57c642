"""Web archives: each page an article, with its address, and where in the archive it stands."""

import gzip
import sys

import pytest

from factcheck.reading.inputs.about import About
from factcheck.reading.inputs.original import Original
from tests.reading.inputs.made import FIRST, one, page, record, refusal, several, warc

PAGE = page().encode()
OTHER = page(f"<p>{FIRST}</p>", '<meta property="article:published_time" content="2020-01-02">').encode()


@pytest.mark.parametrize("packed", [True, False])
def test_each_page_is_an_article_with_its_address_and_place(packed: bool) -> None:
    archive = warc(record(PAGE), record(OTHER, "https://amsel.example/2"), packed=packed)
    (first, second), problems = several(archive, "folder/my pages.warc")
    assert problems == []
    assert (first.url, second.url) == ("https://amsel.example/1", "https://amsel.example/2")
    assert (first.published, second.published) == (None, "2020-01-02")  # captured is not published
    assert first.archive_ref == f"my%20pages.warc#urn:uuid:00000000-0000-4000-8000-{len(PAGE):012}"
    assert first.original_sha256 == Original(PAGE, "").sha256


@pytest.mark.parametrize("odd", [b"\0", b" ", b"\xc3\xa9", b"x" * 2000])
def test_of_an_id_that_is_no_uri_only_the_archive_is_left_as_the_place(odd: bytes) -> None:
    (first, second), problems = several(warc(record(PAGE).replace(b"uuid:", b"uuid:" + odd), record(OTHER)), "a.warc")
    assert problems == []
    assert first.archive_ref == "a.warc"
    assert second.archive_ref == f"a.warc#urn:uuid:00000000-0000-4000-8000-{len(OTHER):012}"


def test_an_archive_packed_as_a_whole_is_read() -> None:
    documents, problems = several(gzip.compress(warc(record(PAGE), record(OTHER), packed=False)), "a.warc.gz")
    assert (len(documents), problems) == (2, [])


def test_a_page_is_unpacked_and_put_together() -> None:
    half = len(PAGE) // 2
    chunks = b"".join(f"{len(part):x}\r\n".encode() + part + b"\r\n" for part in (PAGE[:half], PAGE[half:], b""))
    for body, how in ((gzip.compress(PAGE), "Content-Encoding: gzip"), (chunks, "Transfer-Encoding: chunked")):
        assert FIRST in one(warc(record(body, headers=f"Content-Type: text/html\r\n{how}")), "a.warc").text


def test_the_charset_is_the_one_that_the_server_said() -> None:
    body = page("<p>Der Bürgermeister sagte am Montag, es habe geregnet.</p>").encode("latin-1")
    archive = warc(record(body, headers="Content-Type: text/html; charset=ISO-8859-1"))
    assert "Bürgermeister" in one(archive, "a.warc").text


def test_what_is_no_page_is_passed_over() -> None:
    archive = warc(
        record(b"GET / HTTP/1.1", kind="request"),
        record(b"\x89PNG", headers="Content-Type: image/png"),
        record(PAGE, status="404 Not Found"),
        record(b"User-agent: *\nDisallow: /", "https://amsel.example/robots.txt", headers="Content-Type: text/plain"),
        record(PAGE),
    )
    assert FIRST in one(archive, "a.warc").text


def test_a_page_without_an_article_is_reported_and_the_others_are_read() -> None:
    documents, problems = several(warc(record(b"<html></html>", "https://amsel.example/front"), record(PAGE)), "a.warc")
    assert len(documents) == 1
    assert problems == ["a.warc: There is no article in https://amsel.example/front."]


def test_what_a_person_gives_wins() -> None:
    given = About(published="2019", archive_ref="https://archive.example/1")
    document = one(warc(record(PAGE)), "a.warc", given)
    assert (document.published, document.archive_ref) == ("2019", "https://archive.example/1")


@pytest.mark.parametrize("packed", [True, False])
def test_a_torn_archive_gives_what_is_whole_and_says_so(packed: bool) -> None:
    archive = warc(record(PAGE), record(OTHER, "https://amsel.example/2"), packed=packed)
    documents, problems = several(archive[:-150], "a.warc")
    assert [document.url for document in documents] == ["https://amsel.example/1"]
    assert len(problems) >= 1
    assert "cut off" in problems[-1]


def test_an_archive_that_lacks_only_its_last_bytes_is_read_and_says_so() -> None:
    documents, problems = several(warc(record(PAGE))[:-4], "a.warc.gz")
    assert len(documents) == 1
    assert "cut off" in problems[0]


def test_a_damaged_archive_gives_what_stands_before_the_damage() -> None:
    archive = warc(record(PAGE), record(OTHER).replace(b"WARC/1.0", b"WXRC/1.0"), packed=False)
    documents, problems = several(archive, "a.warc")
    assert len(documents) == 1
    assert "damaged from record 2 on" in problems[0]


@pytest.mark.parametrize(
    ("archive", "words"),
    [
        (warc(record(PAGE, kind="request")), "without pages"),
        (warc(record(b"<html></html>")), "There is no article"),
        (b"WARC/1.0\r\n", "a.warc"),
        (b"WARC/1.0\r\n" + b"a: b\r\n" * 10_000, "a.warc"),
        (warc(record(warc(record(PAGE)))), "archive within the archive"),
    ],
)
def test_an_archive_without_any_article_is_refused(archive: bytes, words: str) -> None:
    assert words in refusal(archive, "a.warc").message


def test_bombs_are_refused_before_they_are_unpacked() -> None:
    packed = gzip.compress(b"<html>" + b"a" * 3_000_000)
    bomb = warc(record(packed, headers="Content-Type: text/html\r\nContent-Encoding: gzip"))
    assert "holds more than 1,000,000 bytes" in refusal(bomb, "a.warc", max_bytes=1_000_000).message
    bomb = gzip.compress(record(b"a" * 12_000_000))
    assert "unpacks to more than 10,000,000 bytes" in refusal(bomb, "a.warc", max_bytes=1_000_000).message


def test_the_library_s_own_words_do_not_reach_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    archive = warc(record(PAGE)[:-4] + b"junk\r\n\r\n", record(OTHER), packed=False)
    several(archive, "a.warc")
    assert capsys.readouterr().err == ""


def test_a_missing_extra_is_named_with_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "warcio", None)
    monkeypatch.setitem(sys.modules, "warcio.archiveiterator", None)
    assert ".venv/bin/pip install '.[warc]'" in refusal(warc(record(PAGE)), "a.warc").remedy
