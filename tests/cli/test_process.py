"""The program as a process: its pipes, its arguments, and Ctrl-C."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from factcheck.settings import Location
from tests.cli.conftest import Cli, place, process
from tests.cli.test_bad_input import snapshot
from tests.factories import ingest_text, log


def test_a_closed_pipe_ends_quietly(location: Location) -> None:
    ingest_text(location, "The mayor said that it rained. " * 300)
    command = f"{sys.executable} -m factcheck claims --format jsonl --db '{place(location)}' | head -n 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["id"] == "C1"


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_what_is_answered_at_once_ends_quietly_in_a_closed_pipe_too(option: str) -> None:
    reads, writes = os.pipe()
    os.close(reads)
    command = [sys.executable, "-m", "factcheck", option]
    done = subprocess.run(command, stdout=writes, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writes)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(("command", "code"), [(["claims", "--count"], 0), (["show", "C99"], 3)])
def test_the_exit_code_stands_where_nobody_takes_what_is_said(sqlite: Location, command: list[str], code: int) -> None:
    log(sqlite)
    for where in (*(["/dev/full"] if Path("/dev/full").exists() else []), os.devnull):
        with Path(where).open("w") as taken:
            typed = [sys.executable, "-m", "factcheck", *command, "--db", place(sqlite)]
            assert subprocess.run(typed, stdout=subprocess.DEVNULL, stderr=taken, check=False).returncode == code


def test_ids_from_where_nothing_can_be_read_are_refused_in_one_line(sqlite: Location) -> None:
    log(sqlite)
    with Path(os.devnull).open("w") as unread:
        typed = [sys.executable, "-m", "factcheck", "tag", "-", "+x", "--db", place(sqlite)]
        done = subprocess.run(typed, stdin=unread, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (8, 1)
    assert done.stderr.startswith("Error: Standard input cannot be read: ")


def test_a_mark_of_byte_order_before_ids_and_seals_is_no_part_of_them(sqlite: Location, tmp_path: Path) -> None:
    """As PowerShell puts before what it hands on."""
    log(sqlite)
    command, where = [sys.executable, "-m", "factcheck"], ["--db", place(sqlite)]
    tagged = subprocess.run([*command, "tag", "-", "+x", *where], input=b"\xef\xbb\xbfC1\r\n", check=False)
    assert tagged.returncode == 0
    sealed = subprocess.run([*command, "db", "seal", *where], capture_output=True, check=True).stdout
    seals = tmp_path / "seals.jsonl"
    seals.write_bytes(b"\xef\xbb\xbf" + sealed)
    verify = [*command, "db", "verify", *where, "--against"]
    assert subprocess.run([*verify, str(seals)], check=False).returncode == 0
    assert subprocess.run([*verify, "-"], input=seals.read_bytes(), check=False).returncode == 0


@pytest.mark.parametrize(
    ("command", "remedy"),
    [
        (["claims"], "nothing was changed"),
        (["claims", "--format", "json"], "nothing was changed"),
        (["export"], "nothing was changed"),
        (["add", "It snows.", "--said-by", "Veld Radio"], "What was stored before it is stored"),
    ],
    ids=lambda given: given[0] if isinstance(given, list) else "",
)
def test_an_output_that_is_full_is_one_line_that_says_so(sqlite: Location, command: list[str], remedy: str) -> None:
    log(sqlite)
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "factcheck", *command, "--db", place(sqlite)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 7
    assert done.stderr.count("\n") == 1
    assert "No space left on device. Free some space" in done.stderr.replace('", "remedy": "', " ")
    assert remedy in done.stderr


def wait_until_it_writes(location: Location) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if location.path is not None:
            writes = location.path.with_name(f"{location.path.name}-journal").exists()
        else:
            with psycopg.connect(str(location.url).replace("+psycopg", "")) as connection:
                writing = "datname = current_database() AND backend_xid IS NOT NULL"
                query = f"SELECT count(*) FROM pg_stat_activity WHERE {writing}"
                writes = connection.execute(query.encode()).fetchone() == (1,)
        if writes:
            return
        time.sleep(0.05)
    raise AssertionError("it never wrote")


def test_an_interrupted_import_leaves_the_database_as_it_was(location: Location, tmp_path: Path) -> None:
    log(location)
    before = snapshot(location)
    rows = tmp_path / "many.csv"
    rows.write_text("text,said_by\n" + "".join(f"Claim {at}.,Somebody\n" for at in range(50_000)))
    importing = process("import", str(rows), "--db", place(location))
    wait_until_it_writes(location)
    importing.send_signal(signal.SIGINT)
    _, error = importing.communicate(timeout=60)
    assert importing.returncode == 130, error
    assert "Traceback" not in error
    assert snapshot(location) == before


def test_an_argument_that_is_no_text_is_a_usage_problem(sqlite: Location) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "factcheck", "search", b"\xff", "--db", place(sqlite)],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert b"not UTF-8" in done.stderr


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_an_export_that_a_device_does_not_take_is_refused_in_one_line(cli: Cli, location: Location, form: str) -> None:
    log(location)
    told = cli("export", "--format", form, "/dev/full")
    assert (told.code, told.out, told.err.count("\n")) == (7, "", 1), told.err
    assert told.err.startswith("Error: /dev/full cannot be written: No space left on device. Free some space")
