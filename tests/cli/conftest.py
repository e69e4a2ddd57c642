"""The command line, called in this process and as a process of its own."""

import os
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from factcheck.cli import run
from factcheck.settings import Location
from tests.processes import Piped


@dataclass(frozen=True)
class Result:
    """What a command answered."""

    code: int
    out: str
    err: str


Cli = Callable[..., Result]


def place(location: Location) -> str:
    """What --db takes."""
    return str(location.path or location.url)


@pytest.fixture
def cli(location: Location, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Runs a command in this process on a fresh database, once on each of the two."""
    monkeypatch.setenv("FACTCHECK_DB", place(location))
    monkeypatch.setenv("FACTCHECK_DEBUG", "1")
    return _caller(capsys)


@pytest.fixture
def cli_lasting(lasting: Location, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Runs a command in this process on a database that it leaves as it is, once on each of the two."""
    monkeypatch.setenv("FACTCHECK_DB", place(lasting))
    monkeypatch.setenv("FACTCHECK_DEBUG", "1")
    return _caller(capsys)


@pytest.fixture
def cli_sqlite(sqlite: Location, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Runs a command in this process on a fresh SQLite database, for what has nothing to do with the database."""
    monkeypatch.setenv("FACTCHECK_DB", place(sqlite))
    monkeypatch.setenv("FACTCHECK_DEBUG", "1")
    return _caller(capsys)


def _caller(capsys: pytest.CaptureFixture[str]) -> Cli:
    def call(*arguments: str) -> Result:
        capsys.readouterr()
        code = run(arguments)
        captured = capsys.readouterr()
        return Result(int(code), captured.out, captured.err)

    return call


def process(*arguments: str, pipesize: int | None = None) -> Piped:
    """The program as its own process, with its output caught."""
    return Piped(arguments, os.environ, pipesize=pipesize)
