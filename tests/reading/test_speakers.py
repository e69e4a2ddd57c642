"""Whom a phrase names, and what sort of source that is."""

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from factcheck.reading.naming import source_name
from factcheck.reading.speakers import describe

TABLE = Path(__file__).parent.parent / "cases" / "speakers.toml"


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, id=case["phrase"]) for case in tomllib.loads(TABLE.read_text(encoding="utf-8"))["case"]],
)
def test_a_phrase_tells_whom_it_names_and_of_what_kind_that_is(case: dict[str, Any]) -> None:
    found = describe(case["phrase"])
    answer = {
        "source": source_name(case["phrase"]),
        "kind": str(found.kind),
        "named": found.named,
        "owner": found.owner,
    }
    assert answer == {"owner": None} | {key: value for key, value in case.items() if key != "phrase"}


@pytest.mark.parametrize("name", ["", "“”", "'s", "of", "the", ",", "of of of", "x" * 100_000])
def test_any_text_can_be_asked_about(name: str) -> None:
    describe(name)


def test_a_name_is_described_without_loading_the_rules() -> None:
    loaded = "'factcheck.reading.rules.attribute' in sys.modules"
    program = f"import sys; from factcheck.reading.speakers import describe; describe('TASS'); print({loaded})"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "False"
