"""Engines are chosen by name and loaded on use."""

import subprocess
import sys

import pytest

from factcheck.errors import UnknownWord
from factcheck.reading import load_engine, read
from factcheck.reading.document import Document


def test_an_unknown_engine_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(UnknownWord) as caught:
        read(Document("It rains."), engine="rule")
    assert "rules" in caught.value.remedy


def test_a_reading_names_its_engine_and_version() -> None:
    assert read(Document("It rains.")).engine == f"rules/{load_engine('rules').version}"


def test_importing_reading_loads_no_rules() -> None:
    heavy = "('.attribute', '.cues', 'tomllib')"
    program = f"import sys, factcheck.reading; print([m for m in sys.modules if m.endswith({heavy})])"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
