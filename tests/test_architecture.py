"""The layers are a contract that runs; so are the limits that keep the tree easy to read."""

import subprocess
import sys
from pathlib import Path

import pytest
from importlinter import api

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "factcheck"


def test_imports_run_downward_only(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("logging.config.dictConfig", lambda _: None)  # which would silence every logger there is
    from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

    assert lint_imports(config_filename=str(ROOT / "pyproject.toml")) == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_import_linter_reads_its_contract_from_the_project() -> None:
    assert len(api.read_configuration(str(ROOT / "pyproject.toml"))["contracts_options"]) == 3


def test_the_top_level_holds_what_the_design_names_and_nothing_else() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if tracked.returncode:
        pytest.skip("this is no git checkout")
    top = {line.split("/")[0] for line in tracked.stdout.splitlines()}
    assert {one for one in top if not one.startswith(".")} <= {
        "pyproject.toml",
        "README.md",
        "factcheck",
        "schema",
        "tests",
    }


@pytest.mark.parametrize("module", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_is_longer_than_300_lines(module: Path) -> None:
    assert len(module.read_text("utf-8").splitlines()) <= 300


@pytest.mark.parametrize(
    "arguments", [["--help"], ["assess", "--help"], ["source", "--help"], ["claims", "--help"], ["ingest", "--help"]]
)
def test_help_loads_no_database_no_reading_engine_and_no_tables(arguments: list[str]) -> None:
    code = (
        "import sys\n"
        "from factcheck.cli import run\n"
        f"run({arguments!r})\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules}"
        " & {'sqlalchemy', 'sqlmodel', 'alembic', 'rich', 'psycopg'}"
        " | {name for name in sys.modules if name.startswith('factcheck.reading')}))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_completion_of_a_command_loads_no_database() -> None:
    code = "import sys\nfrom factcheck.cli import run\nrun([])\nprint('sqlalchemy' in sys.modules)\n"
    environment = {"_FACTCHECK_COMPLETE": "complete_bash", "COMP_WORDS": "factcheck unv", "COMP_CWORD": "1", "PATH": ""}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment)
    assert done.stdout.splitlines() == ["unverified", "False"], done.stderr


def test_a_query_for_claims_loads_neither_alembic_nor_the_reading_engine(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from factcheck.cli import run\n"
        "run(['unverified'])\n"
        "print([name for name in sys.modules if name == 'alembic' or name.startswith('factcheck.reading')])\n"
    )
    environment = {"XDG_DATA_HOME": str(tmp_path), "PATH": ""}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.splitlines()[-1] == "[]", done.stderr
