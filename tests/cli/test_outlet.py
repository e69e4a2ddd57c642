"""Whoever reads an answer slowly, or not at all, keeps nobody from writing."""

import json
import os
import select
import signal
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from factcheck.cli import outlet
from factcheck.settings import Location
from tests.cli.conftest import place, process
from tests.cli.typing import typist
from tests.factories import ingest_text, log
from tests.processes import Piped


def paused(location: Location, *arguments: str) -> Piped:
    """A command that has begun to answer into a pipe of 4096 bytes that nobody reads from."""
    answering = process(*arguments, "--db", place(location), pipesize=4096)
    assert select.select([answering.stdout], [], [], 30)[0], "it did not begin"
    return answering


@pytest.mark.parametrize("command", [("claims", "--format", "json"), ("export",)])
def test_a_pipe_that_is_not_read_lets_others_write_and_still_gets_one_moment(
    location: Location, command: tuple[str, ...]
) -> None:
    for at in range(4):
        ingest_text(location, url=f"https://wire.example/{at}")
    before = process(*command, "--db", place(location)).communicate(timeout=60)[0]
    assert len(before) > 8192
    answering = paused(location, *command)
    log(location, "It rains.")
    answer, error = answering.communicate(timeout=60)
    assert answering.returncode == 0, error
    assert "It rains." not in answer
    assert len(answer) == len(before)


def test_a_reader_that_has_gone_ends_the_command_quietly(sqlite: Location) -> None:
    for at in range(4):
        ingest_text(sqlite, url=f"https://wire.example/{at}")
    with paused(sqlite, "claims", "--format", "jsonl") as answering:
        assert json.loads(answering.stdout.readline())["id"]
        answering.stdout.close()
        assert answering.stderr.read() == ""
    assert answering.returncode == 0


def test_ctrl_c_ends_a_command_that_nobody_reads_from(sqlite: Location) -> None:
    for at in range(4):
        ingest_text(sqlite, url=f"https://wire.example/{at}")
    with paused(sqlite, "claims", "--format", "jsonl") as answering:
        log(sqlite)  # waits until the file is free, so that it is only the pipe that is waited for
        answering.send_signal(signal.SIGINT)
        assert answering.wait(timeout=60) == 130


def test_a_terminal_shows_an_answer_before_what_is_said_of_it(sqlite: Location) -> None:
    log(sqlite, "It rains.")
    with typist("claims", "--db", place(sqlite)) as one:
        one.sees("It rains.")
        one.sees("1 claim: 1 unchecked")
        assert one.leaves() == 0


@pytest.mark.parametrize("in_memory", [0, 1 << 20])
def test_what_is_kept_comes_out_in_order_from_memory_or_disk(monkeypatch: pytest.MonkeyPatch, in_memory: int) -> None:
    monkeypatch.setattr(outlet, "_IN_MEMORY", in_memory)
    reader, writer = os.pipe()
    text = "".join(f"line {at} é\n" for at in range(50_000))
    with os.fdopen(writer, "w", encoding="utf-8") as out, ThreadPoolExecutor() as others:
        monkeypatch.setattr("sys.stdout", out)
        with outlet.outlet():
            for at in range(0, len(text), 100):
                sys.stdout.write(text[at : at + 100])
            coming = others.submit(
                lambda: os.read(reader, 10_000) + b"".join(iter(lambda: os.read(reader, 10_000), b""))
            )
        assert sys.stdout is out
        out.close()
        assert coming.result(timeout=60).decode() == text
    os.close(reader)
