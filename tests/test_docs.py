"""The README keeps its promises: sessions, tables and commands are what the program does today."""

import re

import pytest

from factcheck.cli.root import COMMANDS, load
from tests import readme

TEXT = readme.README.read_text("utf-8")


def test_the_readme_is_what_the_program_says_today() -> None:
    assert readme.current(TEXT) == TEXT, "run: python -m tests.readme"


@pytest.mark.parametrize("heading", ["Run it", "Test it"])
def test_each_of_the_two_headings_is_followed_by_exactly_one_command(heading: str) -> None:
    section = re.split(r"^## ", TEXT, flags=re.MULTILINE)
    (body,) = (one for one in section if one.startswith(f"{heading}\n"))
    blocks = re.findall(r"^```.*?\n(.*?)^```$", body, flags=re.MULTILINE | re.DOTALL)
    assert len(blocks) == 1
    assert len(blocks[0].strip().splitlines()) == 1


@pytest.mark.parametrize("name", COMMANDS)
def test_the_overview_line_of_a_command_is_the_first_of_its_own_help(name: str) -> None:
    assert load(name).help.splitlines()[0] == COMMANDS[name][1]


@pytest.mark.parametrize(("name", "command"), [
    (name, command)
    for top in COMMANDS
    for name, command in ([(top, load(top))] if not hasattr(load(top), "commands") else load(top).commands.items())
])  # fmt: skip
def test_every_command_has_help_with_examples_and_every_option_says_what_it_does(name: str, command: object) -> None:
    epilog = str(getattr(command, "epilog", ""))
    assert "Examples:" in epilog, name
    assert "factcheck" in epilog, name
    for parameter in getattr(command, "params", []):
        assert parameter.help or parameter.name == "help", f"{name} {parameter.name}"
