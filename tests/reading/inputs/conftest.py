"""Servers that end with the test that started them."""

import ssl
from collections.abc import Iterator

import pytest

from tests.reading.inputs.servers import Answer, Serve, Server


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts servers, and ends them with the test."""
    running: list[Server] = []

    def start(answer: Answer, tls: ssl.SSLContext | None = None) -> Server:
        running.append(Server(answer, tls))
        return running[-1]

    yield start
    for server in running:
        server.close()
