"""A bad row in the middle of a large file: refused with its line, and neither memory nor time grow out of hand."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from factcheck.settings import Location
from tests.cli.conftest import place
from tests.factories import ingest_text
from tests.faults.contents import contents

_MEASURED = """
import json, re, sys, time
from factcheck.cli import run
code = run(sys.argv[1:])
peak = re.search("VmHWM:\\s+([0-9]+)", open("/proc/self/status").read())
print(json.dumps([int(peak[1]) / 1024, time.process_time()]))
sys.exit(code)
"""
pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells a process's peak")
WHY = {
    "csv": "The claim is empty. Give the claim in words.",
    "jsonl": "There is no text. A claim needs at least text and said_by (or source).",
}
FORMS = pytest.mark.parametrize("form", WHY)


@dataclass(frozen=True)
class Cost:
    """What a process took: its peak of memory in megabytes, and its time on the processor in seconds."""

    memory: float
    seconds: float


def rows(path: Path, number: int, bad: int) -> Path:
    """That many rows, of which that one, on the next line, says nothing."""
    with path.open("w", encoding="utf-8") as file:
        file.write("text,said_by\n" if path.suffix == ".csv" else "\n")
        for at in range(1, number + 1):
            text, name = "" if at == bad else f"The harbour office counted {at} ships in the bay.", f"Office {at % 97}"
            file.write(f"{text},{name}\n" if path.suffix == ".csv" else f'{{"text":"{text}","source":"{name}"}}\n')
    return path


def refused(location: Location, path: Path) -> tuple[list[str], Cost]:
    """What is said of the file that cannot be imported, and what it cost to find out."""
    command = [sys.executable, "-c", _MEASURED, "import", str(path), "--db", place(location)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 8, done.stderr
    return done.stderr.splitlines(), Cost(*json.loads(done.stdout))


def check_refusals(location: Location, folder: Path, form: str, few: int, many: int) -> tuple[Cost, Cost]:
    ingest_text(location)
    before = contents(location)
    costs = []
    for number in (few, many):
        said, cost = refused(location, rows(folder / f"{number}.{form}", number, number // 2))
        assert said[0] == f"line {number // 2 + 1}: {WHY[form]}"
        assert said[1].startswith(f"Error: 1 of {number:,} rows cannot be imported; nothing was changed. ")
        assert len(said) == 2
        assert contents(location) == before
        costs.append(cost)
    print(costs)  # noqa: T201
    return costs[0], costs[1]


@FORMS
def test_a_bad_row_in_the_middle_is_refused_with_its_line(location: Location, tmp_path: Path, form: str) -> None:
    few, many = check_refusals(location, tmp_path, form, 5_000, 20_000)
    assert many.memory - few.memory < 8
    assert many.seconds < 4 * 1.3 * few.seconds


@FORMS
@pytest.mark.slow
def test_a_bad_row_in_the_middle_of_a_million_is_refused_with_its_line(
    location: Location, tmp_path: Path, form: str
) -> None:
    few, many = check_refusals(location, tmp_path, form, 100_000, 1_000_000)
    assert many.memory < 500
    assert many.seconds < 10 * 1.3 * few.seconds
