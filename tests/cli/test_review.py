"""`review`: single keys on a real terminal, every decision stored at once."""

import io
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from factcheck.desk import claims
from factcheck.settings import Location
from factcheck.store.drafts import waiting
from factcheck.store.session import reading, writing
from factcheck.vocabulary import State
from tests.cli.conftest import Cli, place
from tests.cli.typing import Typist, typist
from tests.factories import ARTICLE, ingest_text, row

ASKED = "q quit: "


def states(location: Location, *numbers: int) -> str:
    return " ".join(row(location, number).state for number in numbers)


@contextmanager
def reviewing(location: Location, *, shell: bool = False) -> Iterator[Typist]:
    with typist("review", "--db", place(location), shell=shell) as person:
        yield person


def test_single_keys_decide_and_each_decision_is_stored_at_once(location: Location) -> None:
    ingest_text(location, title="The dam")
    with reviewing(location) as person:
        page = person.sees(ASKED)
        for shown in (
            "C1  4 drafts left  A1 The dam",
            "«State media in Veld announced that the dam was finished». Officials in Orm have",
            "claim        The dam was finished",
            "said by      State media in Veld (state media, named) ← Example Wire",
            "how          asserts, stated, reported, by “announced”",
        ):
            assert shown in page
        assert max(map(len, page.splitlines())) <= 80
        assert len(page.splitlines()) <= 24
        person.types("a")
        assert "C2  3 drafts left" in person.sees(ASKED)
        assert states(location, 1, 2, 3, 4) == "accepted draft draft draft"
        person.types("r")
        person.sees(ASKED)
        assert states(location, 1, 2, 3, 4) == "accepted rejected draft draft"
        person.types("u")
        assert "C2: no longer rejected." in person.sees(ASKED)
        assert states(location, 1, 2, 3, 4) == "accepted draft draft draft"
        person.types("q")
        person.sees("1 accepted; 3 drafts left.")
        assert person.leaves() == 0


def test_it_goes_on_where_it_stopped_and_what_was_skipped_comes_last(location: Location) -> None:
    ingest_text(location)
    with reviewing(location) as person:
        for key, shown in (("k", "C1"), (" ", "C2"), ("a", "C3"), ("a", "C4"), ("a", "C1"), ("\x04", "C2")):
            assert f"{shown}  " in person.sees(ASKED)
            person.types(key)
        assert person.leaves() == 0
    with reading(location) as session:
        assert waiting(session) == [2]
    with reviewing(location) as person:
        assert "C2  1 draft left" in person.sees(ASKED)
        person.types("k")
        person.sees("Nothing decided; 1 draft left.")
        assert person.leaves() == 0


def test_words_are_edited_where_they_stand(location: Location) -> None:
    ingest_text(location)
    with reviewing(location) as person:
        person.sees(ASKED)
        person.types("e")
        person.sees("Claim: The dam was finished")
        person.types(" in May\n")
        assert "claim        The dam was finished in May" in person.sees(ASKED)
        assert row(location, 1).text == "The dam was finished in May"
        person.types("e")
        person.sees("Claim: ")
        person.types("\x15\n")  # the line emptied: as it was
        person.sees(ASKED)
        person.types("uq")
        assert person.leaves() == 0
    assert row(location, 1).text == "The dam was finished"


def test_a_source_is_fixed_and_a_new_one_asked_for_its_kind(location: Location) -> None:
    ingest_text(location)
    with reviewing(location) as person:
        person.sees(ASKED)
        person.types("s")
        person.sees("State media in Veld")
        person.types("\x15Veld Council\n")
        person.sees("It is new. Kind: official")
        person.types("\x15military\n")
        assert "said by      Veld Council (military, named) ← Example Wire" in person.sees(ASKED)
        person.types("s")
        person.sees("Veld Council")
        person.types("\x15S1\n")
        assert "said by      Example Wire (independent media, named)" in person.sees(ASKED)
        person.types("q")
        assert person.leaves() == 0
    assert (row(location, 1).source_name, row(location, 1).voice) == ("Example Wire", "narrated")


def test_a_draft_is_split_and_joined_with_the_one_before(location: Location) -> None:
    ingest_text(location)
    with reviewing(location) as person:
        person.sees(ASKED)
        person.types("j")
        assert "No claim stands before C1" in person.sees(ASKED)
        person.types("p")
        for prompt, typed in (("Claim 1: ", "\x15One half\n"), ("Claim 2: ", "\x15Other half\n"), ("Claim 3: ", "\n")):
            person.sees(prompt)
            person.types(typed)
        assert "claim        One half" in person.sees(ASKED)
        person.types("a")
        assert "claim        Other half" in person.sees(ASKED)
        person.types("j")
        person.sees("Claim: One half; Other half")
        person.types("\n")
        assert "claim        One half; Other half" in person.sees(ASKED)
        assert states(location, 1, 5, 6, 7) == "superseded superseded superseded draft"
        person.types("uuu")
        person.sees("C1: no longer split.")
        assert "C1  4 drafts left" in person.sees(ASKED)
        person.types("q")
        assert person.leaves() == 0
    assert states(location, 1, 5, 6, 7) == "draft rejected rejected rejected"


def test_a_decision_of_somebody_else_is_told_and_the_draft_shown_again(location: Location) -> None:
    ingest_text(location)
    with reviewing(location) as person:
        person.sees(ASKED)
        with writing(location) as session:
            claims.edit(session, 1, "The dam is nearly done", by="ben")
        person.types("a")
        page = person.sees(ASKED)
        assert "C1 is now unchecked (claim edited by ben" in page
        assert "claim        The dam is nearly done" in page
        assert states(location, 1) == "draft"
        with writing(location) as session:
            claims.accept(session, [1, 2], by="ben")
        person.types("r")
        assert "C3  2 drafts left" in person.sees(ASKED)
        assert states(location, 1, 2) == "accepted accepted"
        person.types("q")
        assert person.leaves() == 0


def test_ctrl_c_interrupts_with_the_last_decision_stored(location: Location) -> None:
    ingest_text(location)
    with reviewing(location) as person:
        person.sees(ASKED)
        person.types("a")
        person.sees(ASKED)
        person.types("\x03")
        assert person.leaves() == 130
    assert states(location, 1, 2) == "accepted draft"


def test_ctrl_c_is_not_lost_in_the_moment_before_the_wait_for_a_key() -> None:
    """A terminal that presses it when it is asked for its number, which is when nothing looks for signals any more."""
    pressing = """
import ctypes, functools, signal
from factcheck.cli.keyboard import _pressed, _woken
signal.signal(signal.SIGINT, signal.default_int_handler)  # what a shell starts in the background ignores it
press = functools.partial(ctypes.PyDLL(None)["raise"], signal.SIGINT)
terminal = type("Terminal", (), {"fileno": press})()  # its number is 0, where nothing comes
with _woken() as signals:
    _pressed(terminal, signals)
"""
    waiting = subprocess.Popen([sys.executable, "-c", pressing], stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        waiting.wait(20)
    finally:
        waiting.kill()
    assert waiting.communicate()[1].endswith(b"KeyboardInterrupt\n")


def test_keys_that_mean_nothing_decide_nothing(sqlite: Location) -> None:
    ingest_text(sqlite)
    with reviewing(sqlite) as person:
        person.sees(ASKED)
        for key in ("\x1b[A", "\x1bOD", "\x1b[a", "\x1bOr", "é", "\U0001f680", "A", "\n", "?", "\x1b"):
            person.types(key)
            assert "u  undo the last decision" in person.sees(ASKED)
        person.types("q")
        assert person.leaves() == 0
    assert states(sqlite, 1, 2) == "draft draft"


def test_while_it_is_stopped_the_terminal_is_as_it_was(sqlite: Location) -> None:
    ingest_text(sqlite)
    with reviewing(sqlite, shell=True) as person:
        person.sees(ASKED)
        assert not termios.tcgetattr(person.terminal)[3] & termios.ICANON
        person.types("\x1a")  # Ctrl-Z
        person.sees("STOPPED")
        assert termios.tcgetattr(person.terminal) == person.before
        person.types("\n")
        person.sees("review")  # the shell names what goes on
        person.types("aq")
        person.sees("1 accepted")
        assert person.leaves() == 0
    assert states(sqlite, 1) == "accepted"


def test_a_hostile_text_acts_on_no_terminal_and_fits(sqlite: Location) -> None:
    text = f"Officials in Orm said that \x1b[31mthe \u202edam {'holds and holds ' * 200}was finished. {'Why ' * 400}."
    ingest_text(sqlite, text)
    with reviewing(sqlite) as person:
        page = person.sees(ASKED)
        assert "\\x1b[31mthe \\u202edam" in page
        assert "\x1b" not in page
        assert len(page.splitlines()) <= 24
        assert max(map(len, page.splitlines())) <= 80
        person.types("e")
        person.sees("Claim: ")
        person.types("\n")  # unchanged: what is only shown escaped stays as it is
        person.sees(ASKED)
        person.types("q")
        assert person.leaves() == 0
    assert row(sqlite, 1).version == 1


def test_without_a_terminal_the_first_letter_of_each_line_is_the_key(
    cli: Cli, location: Location, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest_text(location)
    monkeypatch.setattr("sys.stdin", io.StringIO("accept\ne\nOther words\nReject\n\nk\n"))
    done = cli("review")
    assert done.code == 0
    assert "1 accepted, 1 edited, 1 rejected; 2 drafts left." in done.err
    assert states(location, 1, 2, 3, 4) == "accepted rejected draft draft"
    assert row(location, 2).text == "Other words"


def test_only_the_drafts_of_one_article_are_shown(
    cli: Cli, location: Location, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest_text(location)
    ingest_text(location, ARTICLE.replace("dam", "lock"), "Other Wire")
    monkeypatch.setattr("sys.stdin", io.StringIO("a\na\na\na\n"))
    assert "4 accepted; 0 drafts left." in cli("review", "--article", "A2").err
    assert {row(location, number).state for number in range(1, 5)} == {State.DRAFT}
    assert cli("review", "--article", "A2").err == "There are no drafts to review.\n"
    assert cli("review", "--article", "A9").code == 3
