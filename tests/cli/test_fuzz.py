"""Whatever is typed, a command answers with a documented code, in a line, and no word of it is taken for a query."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from factcheck.errors import ExitCode
from factcheck.settings import Location
from tests.cli.conftest import place
from tests.cli.test_hostile import call
from tests.exchange.tables import state
from tests.factories import fill_history, log
from tests.hostile import EVIL, commands

COMMANDS = dict(commands())
ENDLESS = {("serve",)}
ASKING = [
    tuple(one.split())
    for one in (
        *("claims", "unverified", "stale", "search", "show", "history", "log", "origins", "matches", "diff", "stats"),
        *("article list", "article show", "article diff", "source list", "source show", "evidence list"),
    )
]

QUERIES = r"""' OR 1=1 --|'; DROP TABLE claim; --|"|''|\|%|_|%_%|:words|:id|$1|?|?1|%s|%(a)s|{0}|{db}|E'\n'|$$|/*
a AND b|NEAR(a b, 2)|a OR|NOT|text:dam|^dam|dam*|(|)|a & !b|c <-> d|-dam|a:*|&|!|<->|\'|--|-|- -|+|*"""
IDS = "C1|c1|C01|C\u0663|\u017f1|S1|A1|T1|E1|C999999999999999999|C1,C2|none|0|-1|1e9|1_0|2147483648|\u0663|-id|--id"
DATES = """2026|2026-13|0000|0001-01-01|9999-12-31|2026-02-30|2026-W01|2026-1-1|\uff12\uff10\uff12\uff16|now|T|:
0001-01-01T00:00+23:59|9999-12-31T23:59:59-23:59|2026-01-01T00:00|2026-01-01T24:00Z|2026-01-01T00:00:00.123456789Z"""
ODD = "|true|null|NaN|en|x-y|~|~nobody-here|.|..|file:x?mode=memory|:memory:|sqlite:|\u0130|\ufb01|\xdf|[bold]|[/nope]"
WORDS = [
    *(word for line in (*QUERIES.split("\n"), IDS, *DATES.split("\n"), ODD) for word in line.split("|")),
    *(
        "|",
        " ",
        "\t",
        "\u3000",
        "\u200b",
        "\ufeff",
        "\u0301",
        "\U0010ffff",
        "\ufffe",
        "\ud800",
        "\udcff",
        "\0",
        EVIL,
        "9" * 30,
    ),
    *(
        "a" * 3000,
        "\xe9" * 3000,
        "a " * 5000,
        "(" * 5000,
        '"' * 5000,
        "'" * 5000,
        "a-" * 3000,
        "%" * 5000,
        "\u0301" * 999,
    ),
    " ".join(map(str, range(900))),
]
words = st.sampled_from(WORDS) | st.text(max_size=20) | st.text("'\"\\%_:?$*()-+!&|<> \n\tab1C", max_size=12)
RIGHT = {
    **dict.fromkeys(("C1", "C1...", "C1... STATUS", "C1... +TAG -TAG"), "C1"),
    **dict.fromkeys(("C2", "C9", "C12"), "C2"),
    **dict.fromkeys(("A1", "A3"), "A1"),
    **dict.fromkeys(("E1", "E1,E2"), "E1"),
    **dict.fromkeys(("NAME|S5", "NAME|S3"), "S1"),
    **dict.fromkeys(("NAME", "NAME...", "TEXT", "TEXT TEXT...", "REASON"), "Somebody"),
    **dict.fromkeys(("WORDS", "WORDS..."), "dam"),
    **dict.fromkeys(("DATE", "WHEN", "DATE|TIME"), "2026-01-01"),
    "T4": "T1",
    "RELATION": "same",
    "A-F": "B",
    "N": "3",
    "1-6": "3",
    "STATUS": "disputed",
    "KIND": "official",
    "KEY": "said",
    "VALUE": "withdrawn",
    "LEVEL": "low",
    "FORMAT": "json",
}
"""What an option or argument of this kind might be rightly given."""
how_often = pytest.mark.parametrize("often", [60, pytest.param(5000, marks=pytest.mark.slow)])


def unhurried(often: int) -> settings:
    phases = (Phase.explicit, Phase.generate, Phase.shrink)
    return settings(max_examples=often, phases=phases, suppress_health_check=list(HealthCheck))


@st.composite
def calls(draw: st.DrawFn, names: list[tuple[str, ...]]) -> list[str]:
    """A command with all that it needs, some of it as it should be, and some of what it may take besides."""
    name = draw(st.sampled_from(names))
    params = [one for one in COMMANDS[name].params if "--help" not in one.opts]
    options = [one for one in params if one.param_type_name == "option"]
    given_too = draw(st.lists(st.sampled_from(options), max_size=3)) if options else []
    typed = [text for one in given_too for text in _option(draw, one)]
    for one in params:
        if one.param_type_name == "argument" and (one.required or draw(st.booleans())):
            typed += [_value(draw, one) for _ in range(draw(st.integers(1, 2)) if one.nargs == -1 else 1)]
    return [*name, *typed]


def _option(draw: st.DrawFn, one: Any) -> list[str]:
    return [one.opts[0]] if one.is_flag else [f"{one.opts[-1]}={_value(draw, one)}"]


def _value(draw: st.DrawFn, one: Any) -> str:
    right = RIGHT.get(one.metavar)
    value = draw(words if right is None else st.just(right) | words)
    names_a_file = re.search("FILE|PATH|KEY|NAME", one.metavar or "") or "/" in value
    return value.replace("/", "") if names_a_file else value  # or it might lead out of the folder of the test


@pytest.fixture
def desk(location: Location, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Location:
    fill_history(location)
    log(location, "100% of the dam_wall 'holds' \\ \"so\" :far", by="O'Hara %_")
    folder = tmp_path / "empty"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("FACTCHECK_DB", place(location))
    monkeypatch.setenv("FACTCHECK_DEBUG", "1")
    return location


def answered(typed: list[str], stdin: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8", "surrogateescape"))
    result = call(typed)
    if result.code != ExitCode.DONE:
        assert result.code != ExitCode.ERROR or "ssh-keygen" in result.err
        assert result.err.splitlines()[-1].startswith(("Error: ", '{"error": '))


@how_often
def test_no_question_fails_or_changes_anything(desk: Location, monkeypatch: pytest.MonkeyPatch, often: int) -> None:
    before = state(desk)

    @unhurried(often)
    @given(calls(ASKING), st.binary(max_size=20))
    def ask(typed: list[str], stdin: bytes) -> None:
        answered(typed, stdin, monkeypatch)

    ask()
    assert state(desk) == before


@how_often
@pytest.mark.usefixtures("desk")
def test_no_command_fails_or_does_damage(monkeypatch: pytest.MonkeyPatch, often: int) -> None:
    @unhurried(often)
    @given(calls([one for one in COMMANDS if one not in ENDLESS]), st.binary(max_size=20))
    def do(typed: list[str], stdin: bytes) -> None:
        answered(typed, stdin, monkeypatch)

    do()
    assert call(["db", "verify"]).code == ExitCode.DONE


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("option", ["--tag", "--search", "--source"])
def test_a_word_of_a_query_language_is_a_word(option: str) -> None:
    for typed in (
        "' OR 1=1 --",
        "%",
        "_",
        "*",
        "zz*",
        "%zz%",
        'zz" OR "dam',
        "NOT zz",
        ":id",
        "dam OR zz",
        "!zz",
        "zz\\",
    ):
        found = call(["claims", f"{option}={typed}", "--count"])
        assert (found.code, found.out) in {(0, "0\n"), (3, "")}, (typed, found)


@pytest.mark.usefixtures("desk")
def test_more_than_a_database_takes_is_a_usage_problem() -> None:
    many = " ".join(f"w{at}" for at in range(6000))
    tags = [f"--tag={one}" for one in many.split()]
    for typed in (["search", many], ["claims", "--search", many], ["claims", *tags]):
        result = call(typed)
        assert (result.code, len(result.err.splitlines())) == (ExitCode.USAGE, 1)
    assert call(["claims", *tags[:100], "--search", many[:4000]]).code == ExitCode.DONE
    assert call(["claims", *(["--stance=denies"] * 40_000)]).code == ExitCode.DONE
    assert call(["claims", "--db", "postgresql://x@127.0.0.1:1/x?colour=red"]).code == ExitCode.USAGE


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("number", [2**31, 2**63])
def test_a_number_that_a_column_could_not_hold_is_answered(number: int) -> None:
    asked = [name for name in ASKING for one in COMMANDS[name].params if "--limit" in one.opts]
    assert ("search",) in asked
    for name in asked:
        needed = {"search": ["dam"], "matches": ["C1"], "diff": ["--since=2026-01-01"]}.get(name[0], [])
        result = call([*name, *needed, f"--limit={number}"])
        assert result.code == (ExitCode.DONE if number < 2**63 else ExitCode.USAGE), (name, result)
    assert call(["stale", f"--days={number}"]).code == ExitCode.USAGE
    judged = call(["assess", "C1", "in_review", "--because=asked", f"--expect-version={number}"])
    assert judged.code == ExitCode.CONFLICT


@pytest.mark.usefixtures("desk")
def test_a_file_that_is_missing_is_missed_whatever_the_bad_rows_go_to(tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("kept")
    assert call(["import", "missing.csv", f"--skip-bad={bad}"]).code == ExitCode.UNREADABLE
    assert bad.read_text() == "kept"
