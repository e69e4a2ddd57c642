"""Connections lead to public networks only, are encrypted where they say so, and end in time."""

import itertools
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from factcheck.errors import ExitCode, Refused, Unreadable
from factcheck.reading.inputs import wire
from factcheck.reading.inputs.addresses import not_public
from factcheck.reading.inputs.fetch import fetch
from tests.reading.inputs.servers import (
    OK,
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

SPELLINGS = (
    *("localhost", "LOCALHOST.", "127.0.0.1", "127.0.0.1.", "127.1", "0x7f.1", "0177.0.0.1", "2130706433", "0"),
    *("[::1]", "[::]", "[::ffff:127.0.0.1]", "１２７.0.0.1", "127。0。0。1"),
)


@pytest.mark.parametrize("host", SPELLINGS)
def test_this_machine_is_refused_however_it_is_spelt(serve: Serve, host: str) -> None:
    server = serve(page(TEXT))
    with pytest.raises(Refused) as caught:
        fetch(f"http://{host}:{server.port}/", seconds=5)
    assert caught.value.exit_code == ExitCode.REFUSED
    assert "--allow-private" in told(caught.value)
    assert not server.requests


@pytest.fixture
def loopback_is_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """127.0.0.1 alone stands for the public network, so that a server on it can try to lead elsewhere."""
    monkeypatch.setattr(wire, "not_public", lambda address: "" if address == "127.0.0.1" else not_public(address))


@pytest.mark.usefixtures("loopback_is_public")
@pytest.mark.parametrize("host", ["127.0.0.2", "[::1]", "169.254.169.254", "[::ffff:10.0.0.1]", "0x7f.2"])
def test_a_redirect_into_a_private_network_is_refused(serve: Serve, host: str) -> None:
    here: Server = serve(lambda _: [redirect(f"http://{host}:{here.port}/")])
    with pytest.raises(Refused) as caught:
        fetch(here.url, seconds=5)
    assert f"redirected from {here.url}" in told(caught.value)
    assert len(here.requests) == 1


def test_a_host_that_changes_its_address_after_the_check_gains_nothing(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(page(TEXT))
    tried: list[object] = []

    def connect(_: socket.socket, address: object) -> None:
        tried.append(address)
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(socket, "getaddrinfo", answers([("1.1.1.1", 80)], [("127.0.0.1", server.port)]))
    monkeypatch.setattr(socket.socket, "connect", connect)
    with pytest.raises(Unreadable, match="cannot be reached: Connection refused"):
        fetch(f"http://rebinding.example:{server.port}/", seconds=5)
    assert tried == [("1.1.1.1", 80)]


def test_one_private_address_among_public_ones_refuses_the_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", answers([("1.1.1.1", 80), ("10.0.0.1", 80)]))
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("it connects"))
    with pytest.raises(Refused, match=r"leads to 10\.0\.0\.1, which is no public address \(private\)"):
        fetch("http://mixed.example/", seconds=5)


def test_a_proxy_of_the_environment_is_not_asked(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    proxy, server = serve(page(b"from the proxy")), serve(page(TEXT))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, proxy.url)
    assert got(server.url).data == TEXT
    assert not proxy.requests


def test_where_nobody_listens_is_told(serve: Serve) -> None:
    server = serve(page(TEXT))
    server.close()
    assert "cannot be reached: Connection refused" in refusal(server.url)


def test_the_next_address_is_tried(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    closed, server = serve(b""), serve(page(TEXT))
    closed.close()
    monkeypatch.setattr(socket, "getaddrinfo", answers([("127.0.0.1", closed.port), ("127.0.0.1", server.port)]))
    assert got("http://two.example/").data == TEXT


@pytest.mark.parametrize(
    ("code", "line"),
    [
        (socket.EAI_NONAME, "There is no host strelsau.example. Check the address."),
        (socket.EAI_AGAIN, "strelsau.example could not be looked up: Failure. Check the network, and try again."),
    ],
)
def test_a_host_that_is_not_found_is_told(monkeypatch: pytest.MonkeyPatch, code: int, line: str) -> None:
    def resolve(*_: object, **__: object) -> None:
        raise socket.gaierror(code, "Failure")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert refusal("http://strelsau.example/") == line


def test_a_resolver_that_hangs_is_left(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    server = serve(b"")
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: list(server.wait()) and [])
    cut_off_in_time("http://strelsau.example/")


def test_a_connection_that_hangs_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(sock: socket.socket, _: object) -> None:
        time.sleep(sock.gettimeout() or 10)
        raise TimeoutError

    monkeypatch.setattr(socket, "getaddrinfo", answers([("127.0.0.1", 9), ("127.0.0.1", 9)]))
    monkeypatch.setattr(socket.socket, "connect", connect)
    cut_off_in_time("http://strelsau.example/")


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_server_that_says_nothing_is_left(serve: Serve, scheme: str) -> None:
    server: Server = serve(lambda _: server.wait())
    cut_off_in_time(f"{scheme}://127.0.0.1:{server.port}")


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        (b"HTTP/1.1 200 O", b"K"),
        (OK, b"X-Drip: drop\r\n"),
        (OK + b"Content-Length: 50\r\n\r\n", b"x"),
        (OK + b"\r\n", b"x"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"Trailer: x\r\n"),
        (OK + b"Content-Encoding: gzip\r\n\r\n", gzipped(b"")),
    ],
    ids=["status", "headers", "body", "open body", "chunks", "trailers", "gzip"],
)
def test_a_server_that_drips_is_left(serve: Serve, start: bytes, piece: bytes) -> None:
    server: Server = serve(lambda _: itertools.chain([start], server.drip(piece)))
    cut_off_in_time(server.url)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Makes certificates that nobody signed but their holder, with their keys."""
    openssl = shutil.which("openssl")
    if not openssl:
        pytest.skip("there is no openssl to make certificates with")
    folder = tmp_path_factory.mktemp("certificates")

    def make(names: str) -> Path:
        path = folder / f"{len(list(folder.iterdir()))}.pem"
        command = f"{openssl} req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=test"
        command += f" -addext subjectAltName={names} -addext keyUsage=critical,digitalSignature,keyCertSign"
        subprocess.run([*command.split(), "-keyout", path, "-out", f"{path}.crt"], check=True, capture_output=True)
        path.write_text(path.read_text("ascii") + Path(f"{path}.crt").read_text("ascii"), "ascii")
        return path

    return make


def holder(certificate: Path) -> ssl.SSLContext:
    """A server's side of it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def test_a_certificate_signed_by_nobody_known_is_refused(serve: Serve, certificates: Callable[[str], Path]) -> None:
    server = serve(page(TEXT), holder(certificates("IP:127.0.0.1")))
    assert "certificate that does not hold: self-signed certificate" in refusal(server.url)
    assert not server.requests


def test_a_certificate_must_be_for_the_host_that_was_asked_for(
    serve: Serve, certificates: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = certificates("DNS:strelsau.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context, names = holder(certificate), []
    context.sni_callback = lambda _sock, name, _context: names.append(name)
    server = serve(page(TEXT), context)
    monkeypatch.setattr(socket, "getaddrinfo", answers([("127.0.0.1", server.port)]))
    assert got(f"https://strelsau.example:{server.port}/").data == TEXT
    assert f"\r\nHost: strelsau.example:{server.port}\r\n" in server.requests[0]
    assert "does not hold: Hostname mismatch" in refusal(f"https://zenda.example:{server.port}/")
    assert names == ["strelsau.example", "zenda.example"]
    assert len(server.requests) == 1


def test_a_redirect_may_turn_encryption_on_but_not_off(
    serve: Serve, certificates: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = certificates("IP:127.0.0.1")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    plain = serve(page(TEXT))
    safe = serve(lambda path: [page(TEXT) if path == "/" else redirect(plain.url)], holder(certificate))
    assert got(serve(redirect(f"{safe.url}/")).url).url == f"{safe.url}/"
    assert "which is not encrypted" in refusal(f"{safe.url}/down")
    assert not plain.requests


def test_a_server_without_encryption_is_told(serve: Serve) -> None:
    server = serve(page(b"", status="400 Bad Request"))
    assert "Check scheme and port" in refusal(server.url.replace("http", "https"))
