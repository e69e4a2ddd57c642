"""Words that a person may paste into a shell."""

import shlex
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.sanitise import inert
from factcheck.shell import word
from tests.cli.conftest import Cli
from tests.hostile import EVIL, NAME

hostile = st.text() | st.text("'\"\\$`!;&|<>(){}*?~# -\n\x1b\u202eab") | st.sampled_from([EVIL, NAME])


@given(hostile)
def test_a_shell_takes_it_for_the_one_word_that_is_shown(text: str) -> None:
    shown = inert(word(text, "NAME"))
    assert shlex.split(shown) in ([text.strip()], ["NAME"])
    assert not shown.startswith("-")


@pytest.mark.parametrize("text", ["$(echo x)", "`echo x`", "a;echo x", "a'b", "!!", "~", "*", "a & b", "\\", "# no"])
def test_a_real_shell_does_so_too(text: str) -> None:
    done = subprocess.run(["sh", "-c", f"printf %s {word(text, 'NAME')}"], capture_output=True, text=True, check=True)
    assert done.stdout == text


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("O'Hara; ls", "'O'\"'\"'Hara; ls'"),
        ("a\x1b[31m", "NAME"),
        ("a\u202eb", "NAME"),
        ("-rf", "NAME"),
        ("dam", "dam"),
    ],
)
def test_a_remedy_has_a_name_only_if_it_may_be_pasted(cli_sqlite: Cli, name: str, shown: str) -> None:
    told = cli_sqlite("source", "show", "--", name).err
    assert told.endswith(f"add it: factcheck source add {shown}\n")


def test_neither_has_one_a_tag_or_a_database_that_may_not(cli_sqlite: Cli, tmp_path: Path) -> None:
    cli_sqlite("add", "It rains.", "--said-by", "X")
    for tag, shown in (("dam;ls", "'+dam;ls'"), ("a\x1b", "+TAG")):
        told = cli_sqlite("add", "--to", "C1", "--said-by", "X", f"--tag={tag}").err
        assert told.endswith(f"Use: factcheck tag C1 {shown}\n")
    assert cli_sqlite("demo", "--db", f"{tmp_path}/x; ls").err.count(f"--db '{tmp_path}/x; ls'") == 4
