"""`diff`: what changed between two moments, and why."""

import json

import pytest

from factcheck.dates import now, stamp
from tests.cli.conftest import Cli


def test_it_tells_what_came_of_each_change_and_the_reasons(cli: Cli) -> None:
    cli("add", "The ferry was late.", "--said-by", "City council")
    cli("add", "The bridge is closed.", "--said-by", "Harbour office")
    begin = stamp(now())
    cli("edit", "C1", "The ferry came too late.", "--because", "what was said")
    cli("assess", "C1", "in_review", "--because", "asked the harbour office")
    cli("reject", "C2", "--because", "no news")
    cli("add", "A boat sank.", "--said-by", "City council")
    end = stamp(now())
    cli("assess", "C3", "in_review", "--because", "later")
    result = cli("diff", "--since", begin, "--until", end)
    assert result.out.splitlines() == [
        "C1\tunchecked → in review; reworded\tThe ferry came too late.\twhat was said; asked the harbour office",
        "C2\taccepted → rejected\tThe bridge is closed.\tno news",
        "C3\tnew\tA boat sank.\t-",
    ]
    first, second, third = json.loads(cli("diff", "--since", begin, "--until", end, "--format", "json").out)
    assert first["status"] == {"from": "unchecked", "to": "in_review"}
    assert first["text"] == {"from": "The ferry was late.", "to": "The ferry came too late."}
    assert second["state"] == {"from": "accepted", "to": "rejected"}
    assert (third["new"], third["status"], len(third["events"])) == (True, None, 1)
    assert [one["sentence"] for one in first["events"]][1] == "unchecked → in review"
    assert cli("diff", "--since", end).out == "C3\tunchecked → in review\tA boat sank.\tlater\n"
    assert cli("diff", "--since", stamp(now())).out == ""
    early = cli("diff", "--since", "0001-01-01", "--until", end)
    assert (early.code, early.out.splitlines()[-1]) == (0, "C3\tnew\tA boat sank.\t-")
    assert early.err.startswith("From 0001-01-01 00:00:00.000001Z to ")
    assert len(cli("diff", "--since", f"{now():%Y-%m-%d}").out.splitlines()) == 5
    assert len(cli("diff", "--since", begin, "--limit", "1").out.splitlines()) == 1


def test_what_is_new_and_was_judged_is_both(cli: Cli) -> None:
    begin = stamp(now())
    cli("add", "A boat sank.", "--said-by", "City council")
    cli("edit", "C1", "A boat has sunk.", "--because", "its words")
    cli("assess", "C1", "in_review", "--because", "asked the harbour office")
    cli("add", "The ferry was late.", "--said-by", "City council")
    cli("reject", "C2", "--because", "no news")
    assert cli("diff", "--since", begin).out.splitlines() == [
        "S1\tnew\tCity council\t-",
        "C1\tnew; unchecked → in review; reworded\tA boat has sunk.\tits words; asked the harbour office",
        "C2\tnew; accepted → rejected\tThe ferry was late.\tno news",
    ]
    first = json.loads(cli("diff", "--since", begin, "--format", "json").out)[1]
    assert (first["new"], first["status"]) == (True, {"from": "unchecked", "to": "in_review"})
    assert first["text"] == {"from": "A boat sank.", "to": "A boat has sunk."}


@pytest.mark.parametrize(
    "given",
    [
        ("--since", "2999-01-01"),
        ("--since", "2026-03-01T12:00"),
        ("--since", "soon"),
        ("--since", "2026-03-02", "--until", "2026-03-01"),
        ("--since", "2026-03-02", "--limit", "0"),
    ],
)
def test_what_is_no_span_is_refused(cli_sqlite: Cli, given: tuple[str, ...]) -> None:
    result = cli_sqlite("diff", *given)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
