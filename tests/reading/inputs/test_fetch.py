"""Pages come whole after redirects that were checked, or not at all, with one clear line."""

import itertools
import socket
import time
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck import __version__
from factcheck.errors import FactcheckError
from factcheck.reading.inputs.original import Original
from tests.reading.inputs.servers import (
    TEXT,
    Serve,
    Server,
    answers,
    cut_off_in_time,
    got,
    gzipped,
    page,
    redirect,
    refusal,
    told,
)


def test_a_page_comes_back_as_it_is_with_what_its_sender_says_of_it(serve: Serve) -> None:
    server = serve(page(TEXT, 'Content-Type: Text/HTML; Charset="ISO-8859-1"'))
    original = got(f"{server.url}/news?day=monday#top")
    assert original == Original(
        TEXT, f"{server.url}/news?day=monday#top", f"{server.url}/news?day=monday", "text/html", "iso-8859-1"
    )


def test_the_request_says_who_asks_and_nothing_of_the_person(serve: Serve) -> None:
    server = serve(page(TEXT))
    got(f"http://LOCALHOST.:{server.port}/news?day=monday#top")
    assert server.requests[0].split("\r\n") == [
        "GET /news?day=monday HTTP/1.1",
        f"Host: localhost:{server.port}",
        f"User-Agent: factcheck/{__version__}",
        "Accept: text/html, application/xhtml+xml, */*;q=0.8",
        "Accept-Encoding: gzip, deflate",
        "Connection: close",
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("header", "media_type", "charset"),
    [
        ("X-None: none", None, None),
        ("Content-Type:", None, None),
        ("Content-Type: nonsense", None, None),
        ("Content-Type: text/html; charset=", "text/html", None),
        ("Content-Type: text/html;charset=utf-99", "text/html", "utf-99"),
        ("Content-Type: text/html; charset=\x1b[31m", "text/html", None),
        ("Content-Type: text/\x1b[31m; charset=utf-8", None, "utf-8"),
        ("Content-Type: text/html; charset=" + "u" * 5000, "text/html", None),
        ("Content-Type: text/html; charset*=utf-99'en'%ff%fe", "text/html", None),
        ("Content-Type: ; charset=utf-8", None, "utf-8"),
    ],
)
def test_a_senders_word_is_kept_only_where_it_is_a_word(
    serve: Serve, header: str, media_type: str | None, charset: str | None
) -> None:
    original = got(serve(page(TEXT, header)).url)
    assert (original.data, original.media_type, original.charset) == (TEXT, media_type, charset)


def test_a_body_without_a_length_ends_with_the_connection(serve: Serve) -> None:
    assert got(serve(page(TEXT, length=-1)).url).data == TEXT


def test_chunks_are_joined(serve: Serve) -> None:
    body = b"5;note=x\r\nHello\r\n7\r\n, world\r\n0\r\nTrailer: x\r\n\r\n"
    assert got(serve(page(body, "Transfer-Encoding: chunked", length=-1)).url).data == b"Hello, world"


@pytest.mark.parametrize(
    ("status", "named"),
    [
        ("404 Nowhere \x1b[31m", "404 Not Found"),
        ("403 No", "403 Forbidden"),
        ("429 Slow", "Try again later"),
        ("503 Off", "503 Service Unavailable"),
        ("204 Nothing", "204 No Content"),
        ("206 Part", "206 Partial Content"),
        ("300 Choose", "300 Multiple Choices"),
        ("302 Somewhere", "302 Found"),
        ("799 Odd", "answers 799."),
    ],
)
def test_any_status_but_200_is_told(serve: Serve, status: str, named: str) -> None:
    assert named in refusal(serve(page(TEXT, status=status)).url)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed_and_its_end_is_the_url(serve: Serve, status: int) -> None:
    there = serve(page(TEXT))
    here = serve(redirect(f"{there.url}/news#top", status))
    assert got(here.url).url == f"{there.url}/news"


@pytest.mark.parametrize(
    ("location", "asked"),
    [
        ("next", "/a/next"),
        ("?x=1", "/a/b?x=1"),
        ("/räuber und gendarm", "/r%C3%A4uber%20und%20gendarm"),
        ("//127.0.0.1:PORT/next", "/next"),
    ],
)
def test_a_redirect_may_be_relative_and_hold_any_letter(serve: Serve, location: str, asked: str) -> None:
    server: Server = serve(
        lambda path: [redirect(location.replace("PORT", str(server.port))) if path == "/a/b" else page(TEXT)]
    )
    assert got(f"{server.url}/a/b").url == server.url + asked


def test_a_circle_is_noticed_before_it_is_walked_twice(serve: Serve) -> None:
    server = serve(lambda path: [redirect("/b" if path == "/a" else "/a#again")])
    assert "in a circle" in refusal(f"{server.url}/a")
    assert len(server.requests) == 2


def test_redirects_without_end_are_cut_off(serve: Serve) -> None:
    count = itertools.count()
    server = serve(lambda _: [redirect(f"/{next(count)}")])
    assert "more than 3 times" in refusal(server.url, max_redirects=3)
    assert len(server.requests) == 4


def test_all_redirects_share_one_deadline(serve: Serve) -> None:
    count = itertools.count()

    def slowly(_: str) -> Iterable[bytes]:
        time.sleep(0.2)
        yield redirect(f"/{next(count)}")

    cut_off_in_time(serve(slowly).url)


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "javascript:alert(1)",
        "http://ana:secret@127.0.0.1/",
        "http://[::1/",
        "http://:80/news",
        "http://127.0.0.1:99999/",
        "http://a\x1b[31mb/",
    ],
)
def test_a_redirect_to_no_web_address_is_not_followed(serve: Serve, location: str) -> None:
    line = refusal(serve(redirect(location)).url)
    assert "redirects where nobody can follow" in line
    assert "secret" not in line


PARTS = (
    *(b"HTTP/1.1 200 OK\r\n", b"HTTP/1.0 302 \r\n", b"Location: ", b"Content-Type: ", b"text/html;charset", b"*0*="),
    *(b"Content-Length: ", b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: gzip\r\n", b"\r\n", b"\r\n\r\n"),
    *(b"http://", b"//", b"5", b"-1", b"0", b"\r", b" ", b";", b"=", b"'", b'"', gzipped(TEXT)),
)


def test_whatever_a_server_sends_is_a_page_or_one_line(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = [b""]
    server = serve(lambda _: sent)
    monkeypatch.setattr(socket, "getaddrinfo", answers([("127.0.0.1", server.port)]))  # wherever it redirects to

    @given(st.lists(st.sampled_from(PARTS) | st.binary(max_size=9), max_size=20).map(b"".join), st.booleans())
    def check(answer: bytes, begun: bool) -> None:
        sent[0] = b"HTTP/1.1 200 OK\r\n" * begun + answer
        try:
            fetched = got(server.url, max_bytes=1000)
        except FactcheckError as failure:
            told(failure)
        else:
            assert len(fetched.data) <= 1000
            assert (fetched.media_type or "-").isprintable()
            assert (fetched.charset or "-").isprintable()

    check()
