"""`link` and `unlink` on the command line, and people who link at once, on both databases."""

import json
from typing import Any

import pytest

from factcheck.desk.links import link
from factcheck.settings import Location
from factcheck.store.links import members
from factcheck.store.session import reading, writing
from factcheck.vocabulary import Relation
from tests.cli.conftest import Cli, place, process
from tests.cli.test_together import held, wait_for
from tests.factories import ingest_text, log


def answer(cli: Cli, *arguments: str) -> Any:
    result = cli(*arguments, "--format", "json")
    assert result.code == 0, result.err
    return json.loads(result.out)


def two(cli: Cli) -> None:
    for text in ("The bridge is closed.", "The bridge is shut.", "The bridge is open."):
        assert cli("add", text, "--said-by", "City council").code == 0


def test_what_says_the_same_shows_all_that_is_known_of_it_and_whose_it_is(cli: Cli) -> None:
    two(cli)
    cli("evidence", "add", "C2", "--refutes", "--url", "https://bridge.example")
    cli("link", "C2", "same", "C1")
    given = cli("evidence", "add", "C2", "--refutes", "--direct", "--note", "I crossed it")
    assert given.err.endswith("C2 says the same as C1: it counts for that.\n")
    listed = answer(cli, "evidence", "list", "C1")
    assert [(one["id"], one["claim"]) for one in listed] == [("E1", "C2"), ("E2", "C2")]
    shown = answer(cli, "show", "C1")
    assert shown["evidence"] == listed
    assert [(one["id"], one["claim"]) for one in shown["attributions"]] == [("T1", "C1"), ("T2", "C2")]
    assert [one["id"] for one in answer(cli, "show", "C2")["attributions"]] == ["T2", "T1"]
    page = cli("show", "C1", "--format", "plain").out
    assert page.count("of C2, which says the same") == 3
    assert "of C1" not in page
    assert cli("evidence", "list", "C2", "--format", "table").out.count("which says the same") == 0
    assert answer(cli, "assess", "C1", "refuted", "--because", "seen")[0]["status"] == "refuted"
    parted = cli("unlink", "C2", "C1")
    assert "What the verdict on C1 rests on changed: it stands, flagged evidence_changed." in parted.err
    assert answer(cli, "evidence", "list", "C1") == []
    (waiting,) = answer(cli, "stale")
    assert [(one["change"], one["evidence"], one["claim"]) for one in waiting["stale"]["changes"]] == [
        ("parted", ["E1"], "C2"),
        ("parted", ["E2"], "C2"),
    ]
    assert "E1 is on C2, which says the same no longer; E2 is on C2" in cli("stale").out


def test_linked_claims_are_one_row_and_show_tells_how_they_are_linked(cli: Cli) -> None:
    two(cli)
    assert [one["id"] for one in answer(cli, "link", "C2", "same", "C1", "--because", "the same words")] == ["C1"]
    cli("link", "C3", "contradicts", "C2")
    assert [one["id"] for one in answer(cli, "unverified")] == ["C1", "C3"]
    links = answer(cli, "show", "C2")["links"]
    assert [(one["claim"], one["relation"], one["other"], one["reason"]) for one in links] == [
        ("C2", "same", "C1", "the same words"),
        ("C3", "contradicts", "C2", None),
    ]
    assert list(links[0]) == ["uid", "claim", "relation", "other", "reason", "by", "recorded_at"]
    page = cli("show", "C2", "--format", "plain").out
    assert "same as C1 “The bridge is closed.”" in page
    assert "contradicted by C3 “The bridge is open.”" in page
    assert "linked: same as C1" in cli("history", "C1").out
    assert [one["id"] for one in answer(cli, "unlink", "C1", "C2")] == ["C1", "C2"]
    assert "unlinked: no longer same as C1" in cli("history", "C2").out


def test_a_table_says_in_how_many_articles_it_stands(cli: Cli, location: Location) -> None:
    for name in ("Radio Lund", "Veld Post", "Orm Times"):
        ingest_text(location, "The mayor of Amsel said that the bridge is closed.", publisher=name)
    cli("link", "C2", "same", "C1")
    cli("link", "C3", "same", "C1")
    assert "3 articles" in cli("unverified", "--format", "table").out
    assert "stands for 3 articles" in " ".join(cli("show", "C1", "--format", "plain").out.split())


def test_linking_again_says_so_and_a_judgement_says_whose_it_is(cli: Cli) -> None:
    two(cli)
    assert "C1 stands for both" in cli("link", "C2", "same", "C1").err
    assert "linked so already" in cli("link", "C1", "same", "C2").err
    judged = cli("assess", "C2", "in_review", "--because", "asked")
    assert (judged.code, "C2 says the same as C1" in judged.err) == (0, True)
    assert answer(cli, "show", "C1")["status"] == answer(cli, "show", "C2")["status"] == "in_review"


def test_a_verdict_that_goes_out_of_sight_by_a_link_is_told_and_comes_back(cli: Cli) -> None:
    two(cli)
    cli("assess", "C2", "confirmed", "--because", "seen", "--override", "known")
    cli("assess", "C3", "in_review", "--because", "asked")
    linked = cli("link", "C2", "same", "C1")
    assert "C2 was confirmed; C1, which stands for it now, is unchecked: assess it." in linked.err
    assert "assess it." not in cli("link", "C3", "same", "C1").err, "in review is no verdict"
    assert [one["status"] for one in answer(cli, "unlink", "C2", "C1")] == ["confirmed", "unchecked"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("link", "C1", "same", "C1"), 4),
        (("link", "C9", "same", "C9"), 3),
        (("unlink", "C1", "C1"), 4),
        (("link", "C1", "similar", "C2"), 2),
        (("link", "one", "same", "C2"), 2),
        (("link", "C1", "same", "C9"), 3),
        (("unlink", "C9", "C1"), 3),
        (("unlink", "C1", "C2"), 4),
        (("link", "C2", "same", "C1", "--because", " "), 2),
    ],
)
def test_bad_input_is_told_and_changes_nothing(cli: Cli, arguments: tuple[str, ...], code: int) -> None:
    two(cli)
    before = cli("log", "--format", "json").out
    result = cli(*arguments)
    assert (result.code, result.err.count("\n")) == (code, 1)
    assert cli("log", "--format", "json").out == before


def test_two_people_who_link_at_once_make_no_circle(location: Location) -> None:
    log(location), log(location, "Shut.")
    with held(location):
        people = [
            process("link", one, "part_of", other, "--db", place(location))
            for one, other in (("C1", "C2"), ("C2", "C1"))
        ]
        wait_for(location, people)
    answers = [person.communicate(timeout=60)[1] for person in people]
    assert sorted(person.returncode for person in people) == [0, 4], answers


def test_people_who_link_at_once_make_one_group(location: Location) -> None:
    for number in range(6):
        log(location, f"Claim {number}.")
    pairs = (("C2", "C1"), ("C3", "C2"), ("C4", "C3"), ("C6", "C5"), ("C5", "C4"), ("C1", "C6"))
    with held(location):
        people = [process("link", one, "same", other, "--db", place(location)) for one, other in pairs]
        wait_for(location, people)
    answers = [person.communicate(timeout=60)[1] for person in people]
    assert [person.returncode for person in people] == [0] * 6, answers
    with reading(location) as session:
        assert members(session.connection(), 6) == set(range(1, 7))


def test_one_judges_a_claim_and_another_the_same_claim_and_the_second_is_told(location: Location) -> None:
    log(location), log(location, "Shut.")
    with writing(location) as session:
        link(session, 2, Relation.SAME, 1, by="ana")
    with held(location):
        people = [
            process("assess", one, "in_review", "--because", "looking", "--db", place(location)) for one in ("C1", "C2")
        ]
        wait_for(location, people)
    answers = [person.communicate(timeout=60)[1] for person in people]
    assert sorted(person.returncode for person in people) == [0, 5], answers
