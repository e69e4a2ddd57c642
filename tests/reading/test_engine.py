"""Engines are chosen by name and loaded on use; any package can offer one."""

import subprocess
import sys
from pathlib import Path

import pytest

from factcheck.errors import BrokenEngine, UnknownWord
from factcheck.reading import load_engine, read
from factcheck.reading.document import Document

OFFERED = """
from factcheck.reading.utterance import Reading


class Silent:
    name, version = "silent", "7"

    def __call__(self, document):
        return Reading("silent/7", (), ())


silent = Silent()
nonsense = 42
"""


@pytest.fixture
def offer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that offers an engine, one under the default's name, and some that do not work."""
    (tmp_path / "offered.py").write_text(OFFERED, encoding="utf-8")
    (tmp_path / "broken.py").write_text("raise RuntimeError('of\\nits own')\n", encoding="utf-8")
    info = tmp_path / "offered-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: offered\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(
        "[factcheck.engines]\nsilent = offered:silent\nrules = offered:silent\nnonsense = offered:nonsense\n"
        "broken = broken:engine\nabsent = offered:nothing\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)


def test_an_unknown_engine_is_refused_with_the_nearest_name_and_all_that_there_are() -> None:
    with pytest.raises(UnknownWord) as caught:
        read(Document("It rains."), engine="rule")
    assert caught.value.remedy == "Did you mean rules? Choose one of: rules, spacy."


@pytest.mark.parametrize("name", ["rules", "spacy"])
def test_a_reading_names_its_engine_and_version(name: str) -> None:
    assert read(Document("It rains."), engine=name).engine == f"{name}/{load_engine(name).version}"


@pytest.mark.usefixtures("offer")
def test_another_package_can_offer_an_engine() -> None:
    assert read(Document("It rains."), engine="silent").engine == "silent/7"


@pytest.mark.usefixtures("offer")
def test_no_package_replaces_the_default_engine() -> None:
    assert read(Document("It rains."), engine="rules").engine.startswith("rules/")


@pytest.mark.usefixtures("offer")
@pytest.mark.parametrize(
    ("name", "reason"),
    [("broken", "RuntimeError: of its own"), ("absent", "AttributeError"), ("nonsense", "is no engine")],
)
def test_an_engine_that_does_not_work_is_one_line(name: str, reason: str) -> None:
    with pytest.raises(BrokenEngine) as caught:
        load_engine(name)
    assert f"The reading engine {name} cannot be loaded" in caught.value.message
    assert reason in caught.value.message
    assert "\n" not in caught.value.message


def test_importing_reading_loads_no_rules() -> None:
    heavy = "('.attribute', '.cues', 'tomllib')"
    assert loaded("import factcheck.reading", heavy) == "[]"


def test_the_default_engine_loads_no_parser_and_looks_for_no_packages() -> None:
    program = "from factcheck.reading import read; from factcheck.reading.document import Document; read(Document('x'))"
    assert loaded(program, "('spacy', 'numpy', 'importlib.metadata')") == "[]"


def loaded(program: str, modules: str) -> str:
    """Which modules are loaded once a program has run."""
    whole = f"import sys\n{program}\nprint([m for m in sys.modules if m.endswith({modules})])"
    result = subprocess.run([sys.executable, "-c", whole], capture_output=True, text=True, check=True)
    return result.stdout.strip()
