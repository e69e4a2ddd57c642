"""Exit codes: unique, and each failure has one."""

import re
import tomllib
from pathlib import Path

from factcheck import errors

ROOT = Path(__file__).resolve().parents[1]


def failures(root: type[errors.FactcheckError] = errors.FactcheckError) -> set[type[errors.FactcheckError]]:
    return {root}.union(*(failures(one) for one in root.__subclasses__()))


def test_exit_codes_are_those_of_the_contract() -> None:
    assert {code.name: int(code) for code in errors.ExitCode} == {
        "DONE": 0,
        "ERROR": 1,
        "USAGE": 2,
        "NOT_FOUND": 3,
        "REFUSED": 4,
        "CONFLICT": 5,
        "NOT_FACTCHECK": 6,
        "UNAVAILABLE": 7,
        "UNREADABLE": 8,
        "DAMAGED": 9,
        "INTERRUPTED": 130,
    }


def test_every_failure_has_a_code_and_says_in_its_docstring_what_it_means() -> None:
    for failure in failures():
        assert isinstance(failure.exit_code, errors.ExitCode)
        assert failure.exit_code is not errors.ExitCode.DONE
        assert failure.__doc__


def test_a_wrong_word_is_answered_with_the_nearest_right_one() -> None:
    slip = errors.UnknownWord("status", "in-reviw", ["unchecked", "in_review"])
    assert slip.remedy == "Did you mean in_review? Choose one of: unchecked, in_review."
    assert errors.UnknownWord("status", "verified", ["unchecked", "refuted"]).remedy.startswith(
        "Choose one of: unchecked"
    )


def test_every_extra_that_a_hint_names_exists() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    hinted = [
        name
        for module in (ROOT / "factcheck").rglob("*.py")
        for name in re.findall(r'install_hint\("(.*?)"\)', module.read_text("utf-8"))
    ]
    assert hinted
    assert set(hinted) <= set(extras)
