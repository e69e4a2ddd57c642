"""The README's sessions and tables, made by the program itself. Run `python -m tests.readme` to write them again."""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from factcheck.cli.root import COMMANDS, load
from factcheck.errors import ExitCode
from tests.terminal import on_terminal

README = Path(__file__).resolve().parents[1] / "README.md"
SESSION = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_VARIES = (
    (re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\dZ"), "2026-11-22 10:00Z"),
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z"), "2026-11-22T10:00:00.000000Z"),
    (
        re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b"),
        "019ab2f0-8a5e-7c31-9d42-6b1f0c7e5a90",
    ),
    (re.compile(r"\b[0-9a-f]{64}\b"), "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
)
_CODES = {
    ExitCode.DONE: "done",
    ExitCode.ERROR: "another error",
    ExitCode.USAGE: "usage: a malformed id, date, status or option, or a required value is missing",
    ExitCode.NOT_FOUND: "no such claim, article, source or evidence",
    ExitCode.REFUSED: "refused by a rule: an illegal move, an unmet gate",
    ExitCode.CONFLICT: "conflict: somebody else changed it first",
    ExitCode.NOT_FACTCHECK: "not a factcheck database, or one of an older or newer schema",
    ExitCode.UNAVAILABLE: "the database cannot be opened, written or reached",
    ExitCode.UNREADABLE: "input that cannot be read: missing, a folder, empty, not UTF-8 text, too large, bad rows",
    ExitCode.DAMAGED: "`db verify` found damage",
    ExitCode.INTERRUPTED: "interrupted",
}


def scrubbed(text: str) -> str:
    """The text without what differs from run to run: moments, uids and hashes."""
    for varies, always in _VARIES:
        text = varies.sub(always, text)
    return text


def replayed(session: str, folder: Path) -> str:
    """The session typed again: each `$ ` line with what it writes now."""
    commands = [line[2:] for line in session.splitlines() if line.startswith("$ ")]
    return "".join(f"$ {command}\n{scrubbed(_written(command, folder))}" for command in commands)


def _written(command: str, folder: Path) -> str:
    """What it writes where no progress is drawn: how long it takes must not tell."""
    return on_terminal(command, folder, settings={"TERM": "dumb"})


def commands() -> Iterator[tuple[str, str]]:
    """Every command with the line that says what it does."""
    for name, (_, line) in COMMANDS.items():
        inner = getattr(load(name), "commands", None)
        if inner is None:
            yield name, line
        else:
            yield from ((f"{name} {below}", command.help.splitlines()[0]) for below, command in inner.items())


def command_table() -> str:
    """The table of commands."""
    rows = [f"| `{name}` | {line} |" for name, line in commands()]
    return "\n".join(["| Command | Does |", "| --- | --- |", *rows])


def code_table() -> str:
    """The table of exit codes."""
    rows = [f"| {int(code)} | {_CODES[code]} |" for code in ExitCode]
    return "\n".join(["| Code | Means |", "| --- | --- |", *rows])


def current(readme: str) -> str:
    """The README as the program would have it."""
    with tempfile.TemporaryDirectory() as folder:
        readme = SESSION.sub(lambda found: f"```console\n{replayed(found[1], Path(folder))}```", readme)
    readme = re.sub(r"^\| Command \| Does \|\n(?:\|.*\n)+", command_table() + "\n", readme, flags=re.MULTILINE)
    return re.sub(r"^\| Code \| Means \|\n(?:\|.*\n)+", code_table() + "\n", readme, flags=re.MULTILINE)


if __name__ == "__main__":
    README.write_text(current(README.read_text("utf-8")), "utf-8")
