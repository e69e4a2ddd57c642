"""The wheel carries all that the program needs: it runs from another folder, with the checkout out of sight."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir"]
    subprocess.run([*command, str(folder), str(ROOT)], check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as files:
        files.extractall(folder)
    return folder


def run(installed: Path, folder: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_the_wheel_holds_migrations_snapshots_vocabulary_cues_and_the_demo(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    needed = {path for path in (ROOT / "schema").rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert {f"factcheck/_schema/{path.relative_to(ROOT / 'schema')}" for path in needed} <= names
    data = {path for path in (ROOT / "factcheck").rglob("*") if path.suffix in {".toml", ".txt"}}
    assert {str(path.relative_to(ROOT)) for path in data} <= names
    assert not any(name.startswith("tests/") for name in names)


def test_the_installed_program_finds_its_own_schema(installed: Path, tmp_path: Path) -> None:
    code = "from factcheck import resources; print(resources.schema('migrations'))"
    assert run(installed, tmp_path, "-c", code).strip() == str(installed / "factcheck" / "_schema" / "migrations")


def test_the_installed_program_makes_reads_and_shows_a_database_elsewhere(installed: Path, tmp_path: Path) -> None:
    assert "C1\tunchecked" in run(installed, tmp_path, "-m", "factcheck", "demo")
    assert run(installed, tmp_path, "-m", "factcheck", "claims", "--count", "--db", "factcheck-demo.db").strip() != "0"
    assert run(installed, tmp_path, "-m", "factcheck", "unverified") == "", "the snapshot serves where nothing is yet"


def test_a_checkout_finds_its_schema_at_its_root() -> None:
    code = "from factcheck import resources; print(resources.schema('migrations'))"
    assert run(ROOT, ROOT, "-c", code).strip() == str(ROOT / "schema" / "migrations")
