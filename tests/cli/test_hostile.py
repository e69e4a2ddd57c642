"""A desk full of texts that attack whoever looks at it, through every command and every format."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from html import escape
from math import inf
from pathlib import Path

import pytest

from factcheck.cells import row
from factcheck.cli import run
from factcheck.errors import ExitCode
from factcheck.settings import Format, Location
from tests.cli.conftest import Result, place
from tests.hostile import EVIL, NAME, TAG, acting, commands

FILE = "a\x1b[31m\u202e\r\nb=\u200b"
TEXT = f"State media announced that the port {EVIL} was closed.\n\nOfficials {EVIL} said that it was open.\n"
COMMANDS = dict(commands())
EXCHANGE = {("import",), ("export",)}
"""Whose --format is that of a file."""
WHY = ["--because", EVIL]

STEPS: list[list[str]] = [
    ["demo", "--db", f"{FILE}.db"],
    [
        "ingest",
        f"{FILE}.txt",
        "--publisher",
        EVIL,
        "--title",
        EVIL,
        "--author",
        EVIL,
        "--url",
        f"http://x.example/{TAG}",
    ],
    ["ingest", f"{FILE}.html", "--dry-run"],
    ["ingest", f"{FILE}.html", f"{FILE}.xml", f"{FILE}.md"],
    ["ingest", f"{FILE}.txt", "--publisher", EVIL, "--title", EVIL, "--url", f"http://x.example/{TAG}"],
    ["ingest", "changed.txt", "--publisher", EVIL, "--title", EVIL, "--url", f"http://x.example/{TAG}"],
    ["source", "add", f"via {EVIL}"],
    ["add", EVIL, "--said-by", EVIL, "--cue", EVIL, "--via", f"via {EVIL}", "--tag", TAG],
    ["add", f"other {EVIL}", "--said-by", f"S {EVIL}", "--kind", "state_media", "--tag", TAG],
    ["add", f"split {EVIL}", "--said-by", EVIL],
    ["add", "--to", "C1", "--said-by", f"S {EVIL}", "--cue", EVIL, "--stance", "denies"],
    ["source", "add", f"added {EVIL}", "--owner", EVIL],
    ["source", "alias", EVIL, f"alias {EVIL}"],
    ["source", "edit", EVIL, "--owner", f"S {EVIL}", "--wire-group", EVIL, *WHY],
    ["source", "edit", f"S {EVIL}", "--name", f"new {EVIL}", *WHY],
    ["source", "grade", EVIL, "B", *WHY],
    ["source", "merge", f"added {EVIL}", EVIL, *WHY],
    [
        "evidence",
        "add",
        "C1",
        "--supports",
        "--source",
        EVIL,
        "--note",
        EVIL,
        "--quote",
        EVIL,
        "--url",
        f"http://e/{TAG}",
    ],
    ["evidence", "add", "C1", "--refutes", "--source", f"via {EVIL}", "--file", f"{FILE}.txt", "--direct"],
    ["evidence", "add", "C1", "--context", "--source", f"seen {EVIL}", "--archive-ref", f"http://e/{TAG}"],
    ["assess", "C1", "disputed", "--credibility", "3", "--override", EVIL, *WHY],
    ["assess", "C1", "in_review", *WHY],
    ["assess", "C1", "--retract", *WHY],
    ["evidence", "withdraw", "E1", *WHY],
    ["check-said", "T1", "original_seen", *WHY],
    ["link", "C1", "contradicts", "C2", *WHY],
    ["link", "C1", "part_of", "C3", *WHY],
    ["unlink", "C1", "C2", *WHY],
    ["edit", "C2", f"edited {EVIL}", *WHY],
    ["edit", "C2", "--said-by", f"edited {EVIL}", *WHY],
    ["tag", "C1", "C2", f"+{TAG}"],
    ["split", "C5", f"one {EVIL}", f"two {EVIL}", *WHY],
    ["undo", "C5", *WHY],
    ["reject", "C2", *WHY],
    ["accept", "C2", *WHY],
    ["join", "C4", "C6", EVIL, *WHY],
    ["review"],
    ["export"],
    ["export", "--format", "csv"],
    ["export", f"{FILE}.jsonl"],
    ["export", f"{FILE}.csv"],
    ["import", f"{FILE}.jsonl", "--db", f"{FILE}-2.db"],
    ["import", f"{FILE}.csv", "--db", f"{FILE}-3.db"],
    ["import", "bad.jsonl", "--skip-bad", f"{FILE}.bad"],
    ["import", "bad.jsonl"],
    ["import", "bad.csv"],
    ["db", "backup", f"{FILE}.backup", "--db", f"{FILE}-2.db"],
    ["db", "restore", f"{FILE}.backup", "--db", f"{FILE}-4.db"],
    ["db", "upgrade", "--db", f"{FILE}.db"],
    ["db", "vectors", "--db", f"{FILE}.db"],
    ["db", "seal", "--sign", f"{FILE}.txt"],
    ["db", "info", "--db", f"{FILE}.db"],
    ["db", "verify", "--db", f"{FILE}.db"],
    ["db", "verify", "--against", f"{FILE}.txt"],
    ["claims", "--db", f"no {FILE}.db"],
    ["claims", "--db", f"{FILE}.txt"],
]
"""What is done, in this order."""

LOOKS: list[list[str]] = [
    ["claims"],
    ["unverified"],
    ["claims", "--source", EVIL, "--tag", TAG],
    ["show", "C1"],
    ["show", "C3"],
    ["history", "C1"],
    ["log"],
    ["log", "--source", EVIL],
    ["search", "port"],
    ["search", EVIL],
    ["origins", "C1"],
    ["stale", "--days", "0"],
    ["matches", "C1"],
    ["source", "list"],
    ["source", "show", EVIL],
    ["article", "list"],
    ["article", "show", "A1"],
    ["article", "diff", "A1", "A2"],
    ["evidence", "list", "C1"],
    ["diff", "--since", "2020-01-01"],
    ["stats"],
    ["db", "info"],
    ["db", "verify"],
    *([*command, EVIL] for command in (["show"], ["article", "show"], ["source", "show"], ["claims", "--sort"])),
    *(["claims", option, EVIL] for option in ("--source", "--tag", "--as-of", "--status", "--after", "--said-since")),
    [EVIL],
    ["claims", f"--{EVIL}"],
    ["claims", "--format", EVIL],
    ["log", "--who", EVIL],
]


REFUSED = [
    ["import", "bad.jsonl"],
    ["import", "bad.csv"],
    ["db", "seal", "--sign", f"{FILE}.txt"],
    ["db", "verify", "--against", f"{FILE}.txt"],
    ["claims", "--db", f"no {FILE}.db"],
    ["claims", "--db", f"{FILE}.txt"],
]


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def call(arguments: Sequence[str], *, screen: bool = False) -> Result:
    """What a command answers, on a terminal or in a pipe: harmless whatever it is."""
    out, err = (Screen(), Screen()) if screen else (io.StringIO(), io.StringIO())
    with redirect_stdout(out), redirect_stderr(err):
        code = run(arguments)
    result = Result(int(code), out.getvalue(), err.getvalue())
    assert code in set(ExitCode), arguments
    assert not acting(result.err), (arguments, result.err)
    if "csv" not in arguments or screen:
        assert not acting(result.out, colours=screen), (arguments, result.out)
    return result


def fill(folder: Path) -> None:
    """The files that the steps read."""
    name, text = escape(re.sub("[\0-\x1f]", "", NAME)), escape(re.sub("[\0-\x08\x0b-\x1f]", "", TEXT))
    head = f"<title>{NAME}</title><meta name=author content='{name}'><meta property=og:site_name content='{name}'>"
    item = f"<item><title>{name}</title><description>{text}</description></item>"
    files = {
        f"{FILE}.txt": TEXT,
        "changed.txt": f"{TEXT}\nOfficials said that {EVIL} was late.\n",
        f"{FILE}.html": f"<html><head>{head}</head><body><article><p>{TEXT}</p></article></body></html>",
        f"{FILE}.xml": f"<rss version='2.0'><channel><title>{name}</title>{item}</channel></rss>",
        f"{FILE}.md": f"---\ntitle: {NAME}\n---\n\n{TEXT}",
        "bad.jsonl": json.dumps({"type": EVIL, EVIL: EVIL}) + f"\n{EVIL}\n",
        "bad.csv": row(["text", "said_by", "status"]) + row([EVIL, NAME, EVIL]),
    }
    for file, held in files.items():
        (folder / file).write_text(held, "utf-8", newline="")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder of such files, as an analyst of such a name."""
    folder = tmp_path / "here"
    folder.mkdir()
    fill(folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("FACTCHECK_ANALYST", NAME)
    monkeypatch.setenv("FACTCHECK_DEBUG", "1")
    monkeypatch.setattr("factcheck.cli.progress._PATIENCE", inf)  # its bars are drawn by codes of their own
    monkeypatch.setattr("sys.stdin", io.StringIO("?\ne\nlonger \x1b[31m\ns\n\nr\nu\na\nx\n\x1b\nq\n"))


def do_all(*form: str, screen: bool = False) -> None:
    """Take every step; none but those that are to be refused may be."""
    for step in STEPS:
        words = next(words for words in COMMANDS if tuple(step[: len(words)]) == words)
        answers = any("--format" in one.opts for one in COMMANDS[words].params) and words not in EXCHANGE
        result = call([*step, *(form if answers else ())], screen=screen)
        assert (result.code == ExitCode.DONE) == (step not in REFUSED), (step[:3], result.err)


def test_every_command_meets_such_texts() -> None:
    called = [tuple(one) for one in (*STEPS, *LOOKS)]
    missing = [words for words in COMMANDS if not any(one[: len(words)] == words for one in called)]
    assert not missing


@pytest.mark.usefixtures("here")
def test_whatever_is_done_the_answer_is_harmless_and_nothing_is_lost(
    location: Location, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACTCHECK_DB", place(location))
    if location.path is not None:
        do_all(screen=True)
    else:
        do_all("--format", "json")

    def told(*look: str) -> set[str]:
        return set(texts(json.loads(call([*look, "--format", "json"]).out)))

    assert {EVIL, NAME, TAG} <= told("claims")
    assert {EVIL, NAME, TAG, f"http://e/{TAG}", " ".join(f"{FILE}.txt".split())} <= told("show", "C1")
    assert {NAME, f"alias {NAME}", f"added {NAME}", f"new {NAME}"} <= told("source", "show", EVIL)
    assert {TEXT, NAME, f"http://x.example/{TAG}"} <= told("article", "show", "A1")
    assert {EVIL, NAME, TAG} <= told("log")


@pytest.mark.usefixtures("here")
def test_whatever_is_asked_the_answer_is_harmless(sqlite: Location, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTCHECK_DB", place(sqlite))
    do_all()
    for look in LOOKS:
        call(look, screen=True)
        call([*look, "--format", Format.CSV], screen=True)
        told = {form: call([*look, "--format", form]) for form in Format}
        assert len({one.code for one in told.values()}) == 1
        if told[Format.JSON].code != ExitCode.DONE:
            continue
        held = json.loads(told[Format.JSON].out)
        lines = [json.loads(line) for line in told[Format.JSONL].out.splitlines()]
        assert lines == (held if isinstance(held, list) else [held])
        rows = csv.reader(io.StringIO(told[Format.CSV].out, newline=""), strict=True)
        assert not any(cell.startswith(tuple("=+-@\t\r\n")) for one in rows for cell in one), look
        if look[0] != "matches" and any("\x1b" in one for one in texts(held)):  # which shows the proposed words alone
            assert "\\x1b" in told[Format.PLAIN].out, look


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for one in value.values() if isinstance(value, Mapping) else value:
            yield from texts(one)


def test_help_holds_nothing_of_the_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FACTCHECK_ANALYST", "FACTCHECK_DB", "FACTCHECK_READ_URL"):
        monkeypatch.setenv(name, EVIL)
    for words in COMMANDS:
        result = call([*words, "--help"])
        assert result.code == ExitCode.DONE
        assert "RED" not in result.out
