"""`--as-of`: what was held then, and what is no such time."""

import pytest

from factcheck.dates import now, stamp
from tests.cli.conftest import Cli


def test_lists_details_and_counts_are_those_of_then(cli: Cli) -> None:
    cli("add", "The ferry was late.", "--said-by", "City council", "--tag", "boats")
    then = stamp(now())
    cli("edit", "C1", "The ferry came too late.", "--because", "what was said")
    cli("assess", "C1", "in_review", "--because", "asked the harbour office")
    cli("tag", "C1", "-boats")
    cli("add", "The bridge is closed.", "--said-by", "Harbour office")
    assert [line.split("\t")[1] for line in cli("claims").out.splitlines()] == ["in_review", "unchecked"]
    for command in (["claims"], ["unverified", "--tag", "boats"], ["claims", "--source", "S1", "--sort", "-recorded"]):
        result = cli(*command, "--as-of", then)
        assert result.out == "C1\tunchecked\t-\tofficial\tCity council\tThe ferry was late.\n"
        assert result.err == f"As of {then[:10]} {then[11:-1].rstrip('0')}Z.\n"
    assert '"assessments": []' in cli("show", "C1", "--as-of", then, "--format", "json").out
    for about in ("show", "origins"):
        later = cli(about, "C2", "--as-of", then)
        assert (later.code, later.out) == (3, "")
        assert "There was no claim C2 yet. Ask as of a later moment." in later.err
    assert cli("stats", "--as-of", then).out.startswith("1 claim, 0 articles, 1 source, 0 assessments, 2 events")
    assert cli("claims", "--source", "Harbour office", "--as-of", then).code == 3


def test_a_day_means_its_end_and_today_means_now(cli: Cli) -> None:
    cli("add", "The ferry was late.", "--said-by", "City council")
    today = cli("claims", "--as-of", f"{now():%Y-%m-%d}")
    assert today.out == cli("claims").out
    before = cli("claims", "--as-of", "2020-02-29")
    assert (before.code, before.out, before.err) == (0, "", "As of the end of 2020-02-29 in UTC.\n")
    assert cli("claims", "--as-of", "0001-01-01").err == "As of the end of 0001-01-01 in UTC.\n"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("2999-01-01", "is still to come"),
        ("2026-03-01T12:00", "Add it: 2026-03-01T12:00Z is in UTC"),
        ("20260301", "without its zone"),
        ("2026-02-30", "is no time for --as-of"),
        ("2026-03", "is no time for --as-of"),
        ("0001-01-01T00:00+09:00", "is no time for --as-of"),
        ("yesterday", "is no time for --as-of"),
        ("", "is no time for --as-of"),
    ],
)
def test_what_is_no_time_that_is_past_is_refused(cli_sqlite: Cli, given: str, says: str) -> None:
    for command in (["claims"], ["unverified"], ["show", "C1"], ["stats"], ["origins", "C1"]):
        result = cli_sqlite(*command, "--as-of", given)
        assert result.code == 2
        assert result.out == ""
        assert says in result.err
        assert result.err.count("\n") == 1


def test_words_are_searched_for_as_they_are_now_only(cli_sqlite: Cli) -> None:
    result = cli_sqlite("claims", "--search", "ferry", "--as-of", "2020-01-01")
    assert (result.code, result.out) == (2, "")
