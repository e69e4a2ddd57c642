"""Bodies are read to their end and no further: what is too large, cut off, packed oddly or no HTTP is told."""

import itertools
import tracemalloc
import zlib

import pytest

from tests.reading.inputs.servers import OK, TEXT, Serve, Server, got, gzipped, page, refusal


def test_a_body_at_the_cap_is_read_and_one_byte_more_refused(serve: Serve) -> None:
    server = serve(lambda path: [page(TEXT, length=-1 if path == "/open" else None)])
    for path in ("/said", "/open"):
        assert got(server.url + path, max_bytes=len(TEXT)).data == TEXT
        line = refusal(server.url + path, max_bytes=len(TEXT) - 1)
        assert f"more than {len(TEXT) - 1} bytes" in line
        assert "--max-bytes" in line


def test_a_length_over_the_cap_is_believed_at_once(serve: Serve) -> None:
    server: Server = serve(lambda _: itertools.chain([page(b"", length=10**15)], server.wait()))
    assert "more than 1,000,000 bytes" in refusal(server.url)


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        (OK + b"\r\n", b"x" * 10_000),
        (OK + b"Content-Length: -5\r\n\r\n", b"x" * 10_000),
        (OK + b"Content-Length: many\r\n\r\n", b"x" * 10_000),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"2710\r\n" + b"x" * 10_000 + b"\r\n"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n", b"x" * 10_000),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1;" + b"x" * 10_000 + b"\r\nx\r\n"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"Trailer: " + b"x" * 10_000 + b"\r\n"),
    ],
    ids=["open", "negative length", "no length", "chunks", "a chunk less than nothing", "framing", "trailers"],
)
def test_a_body_without_end_is_cut_off_at_the_cap(serve: Serve, start: bytes, piece: bytes) -> None:
    server = serve(lambda _: itertools.chain([start], itertools.repeat(piece)))
    assert "more than 50,000 bytes" in refusal(server.url, max_bytes=50_000)


@pytest.mark.parametrize(
    ("start", "piece", "line"),
    [
        (OK, b"X-More: and more\r\n", "does not keep to HTTP"),  # http.client reads a hundred
        (OK, b"X-Long: " + b"x" * 40_000 + b"\r\n", "headers without end"),
        (OK + b"X-Long: ", b"x" * 10_000, "headers without end"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n", "headers without end"),
        (b"HTTP/1.1 200 ", b"x" * 10_000, "headers without end"),
    ],
    ids=["many", "long", "one line", "continue", "status"],
)
def test_headers_without_end_are_cut_off(serve: Serve, start: bytes, piece: bytes, line: str) -> None:
    server = serve(lambda _: itertools.chain([start], itertools.repeat(piece)))
    assert line in refusal(server.url)


@pytest.mark.parametrize(
    "answer",
    [
        b"\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.9\r\n",
        b"<html>It rains.</html>",
        b"\0\xff" * 1000,
        b"HTTP/2.0 200 OK\r\n\r\n",
        b"HTTP/1.1 2000 OK\r\n\r\n",
        b"HTTP/1.1 \xb2\xb2\xb2 OK\r\n\r\n",
        page(b"-5\r\nx", "Transfer-Encoding: chunked", length=-1),
    ],
)
def test_what_is_not_http_is_told(serve: Serve, answer: bytes) -> None:
    assert "does not keep to HTTP" in refusal(serve(answer).url)


def test_a_server_that_hangs_up_is_told(serve: Serve) -> None:
    assert "hangs up without an answer" in refusal(serve(b"").url)


@pytest.mark.parametrize(
    "answer",
    [
        page(TEXT, length=len(TEXT) + 1),
        page(b"FF\r\n" + TEXT, "Transfer-Encoding: chunked", length=-1),
        page(b"5\r\nHello\r\n", "Transfer-Encoding: chunked", length=-1),
        page(b"xyz\r\nHello\r\n", "Transfer-Encoding: chunked", length=-1),
        page(gzipped(TEXT)[:-9], "Content-Encoding: gzip"),
        page(gzipped(TEXT) + gzipped(TEXT)[:15], "Content-Encoding: gzip"),
        page(zlib.compress(TEXT)[:-1], "Content-Encoding: deflate"),
    ],
    ids=["length", "in a chunk", "between chunks", "no chunk", "gzip", "second member", "deflate"],
)
def test_a_body_that_breaks_off_is_not_taken_for_a_page(serve: Serve, answer: bytes) -> None:
    assert "breaks off" in refusal(serve(answer).url)


def deflated(data: bytes) -> bytes:
    """Without the head and the checksum that the standard wants."""
    return zlib.compress(data)[2:-4]


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzipped(TEXT)),
        ("X-GZip", gzipped(TEXT)),
        ("gzip", gzipped(TEXT[:9]) + gzipped(TEXT[9:])),
        ("gzip", gzipped(TEXT) + b"\0" * 20),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", deflated(TEXT)),
        ("identity", TEXT),
    ],
)
def test_packed_bodies_are_unpacked(serve: Serve, coding: str, packed: bytes) -> None:
    assert got(serve(page(packed, f"Content-Encoding: {coding}")).url).data == TEXT


def test_a_large_packed_body_comes_whole(serve: Serve) -> None:
    body = b"".join(b"Sentence %d of the long story.\n" % number for number in range(100_000))
    assert got(serve(page(gzipped(body), "Content-Encoding: gzip")).url, max_bytes=10**7).data == body


@pytest.mark.parametrize("coding", ["br", "gzip, gzip", "zstd", "\x1b[31m", "x" * 500])
def test_a_packing_that_was_not_asked_for_is_told(serve: Serve, coding: str) -> None:
    assert "not asked for" in refusal(serve(page(TEXT, f"Content-Encoding: {coding}")).url)


def test_two_packings_in_two_headers_are_two(serve: Serve) -> None:
    twice = gzipped(gzipped(TEXT))
    assert "not asked for" in refusal(serve(page(twice, "Content-Encoding: gzip", "Content-Encoding: gzip")).url)


def test_a_transfer_that_is_not_understood_is_told(serve: Serve) -> None:
    body = page(gzipped(TEXT), "Transfer-Encoding: gzip, chunked", length=-1)
    assert "packed as gzip, chunked" in refusal(serve(body).url)


@pytest.mark.parametrize("packed", [TEXT, gzipped(TEXT)[:12] + b"\xff" * 50])
def test_a_damaged_body_is_told(serve: Serve, packed: bytes) -> None:
    assert "damaged" in refusal(serve(page(packed, "Content-Encoding: gzip")).url)


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_bomb_is_refused_before_it_has_gone_off(serve: Serve, coding: str) -> None:
    nothing = b"\0" * 100_000_000
    server = serve(page(gzipped(nothing) if coding == "gzip" else deflated(nothing), f"Content-Encoding: {coding}"))
    del nothing
    tracemalloc.start()
    try:
        assert "bombs" in refusal(server.url, max_bytes=10**9)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_a_packed_body_is_capped_by_what_it_unpacks_to(serve: Serve) -> None:
    server = serve(page(gzipped(b"It rains. " * 10_000), "Content-Encoding: gzip"))
    assert "more than 99,999 bytes" in refusal(server.url, max_bytes=99_999)
    assert len(got(server.url, max_bytes=100_000).data) == 100_000
