"""Flags of a claim that two people change at once, each by something else: the flags are those of all that is stored.

The one does what it does between what the other looked at and what it writes. On SQLite one writes at a time.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from factcheck.desk import claims, evidence, sources
from factcheck.desk.assess import Decision, assess
from factcheck.desk.attributions import Said
from factcheck.desk.evidence import Item
from factcheck.desk.ingest import ingest
from factcheck.desk.links import link
from factcheck.reading import read
from factcheck.reading.document import Document
from factcheck.settings import Location
from factcheck.store.session import reading, writing
from factcheck.store.verify import verify
from factcheck.vocabulary import Bearing, Flag, Relation, Reliability, Status
from tests.cli.conftest import place, process
from tests.cli.test_together import waiting
from tests.factories import ingest_text, log, row
from tests.processes import Piped

URL = "https://wire.example/1"
OLD = "The dockworkers' union said that eleven containers were missing."
NEW = "The harvest was good."


@contextmanager
def meanwhile(monkeypatch: pytest.MonkeyPatch, location: Location, where: str, *command: str) -> Iterator[None]:
    """Let a command run, until it is done or waits, just before we get to a place in the store."""
    others: list[Piped] = []
    module, _, name = f"factcheck.store.{where}".rpartition(".")
    usual = getattr(import_module(module), name)

    def called(*given: Any, **named: Any) -> Any:
        if not others:
            others.append(process(*command, "--db", place(location)))
            deadline = time.monotonic() + 60
            while others[0].poll() is None and not waiting(location):
                assert time.monotonic() < deadline, "it neither ended nor waited"
                time.sleep(0.02)
        return usual(*given, **named)

    with monkeypatch.context() as patch:
        patch.setattr(f"{module}.{name}", called)
        yield
    _, error = others[0].communicate(timeout=60)
    assert others[0].returncode == 0, error


def test_words_that_go_while_more_is_said_are_gone(
    postgres: Location, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ingest_text(postgres, OLD, url=URL)
    (tmp_path / "new.txt").write_text(NEW)
    command = ("ingest", str(tmp_path / "new.txt"), "--publisher", "Example Wire", "--url", URL)
    with meanwhile(monkeypatch, postgres, "tellings.Side", *command), writing(postgres, watch=[1]) as session:
        claims.attribute(session, 1, Said("Harbour Authority"), by="ana")
    assert row(postgres, 1).flags == (Flag.DRAFT, Flag.QUOTE_BROKEN)


def test_what_is_said_by_another_while_words_go_has_two_origins(
    postgres: Location, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest_text(postgres, OLD, url=URL)
    new = Document(NEW, publisher="Example Wire", url=URL)
    command = ("add", "--to", "C1", "--said-by", "Harbour Authority")
    with meanwhile(monkeypatch, postgres, "flags.Side", *command), writing(postgres) as session:
        ingest(session, new, read(new), by="ana")
    assert row(postgres, 1).flags == (Flag.DRAFT, Flag.QUOTE_BROKEN)


def test_what_is_said_of_a_claim_and_of_the_one_that_stands_for_it_has_two_origins(
    postgres: Location, monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in ("The bridge is closed.", "The bridge is shut."):
        log(postgres, words)
    with writing(postgres) as session:
        link(session, 2, Relation.SAME, 1, because=None, by="ana")
    command = ("add", "--to", "C1", "--said-by", "Harbour Authority")
    with meanwhile(monkeypatch, postgres, "tellings.Side", *command), writing(postgres) as session:
        claims.attribute(session, 2, Said("City council"), by="ana")
    assert row(postgres, 1).flags == ()


def test_who_tells_of_a_source_and_who_edits_it_do_not_wait_for_each_other(
    postgres: Location, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("City council", "Harbour Authority"):
        log(postgres, by=name)
    between = "projection.sources._refresh_claims"
    command = ("add", "--to", "C2", "--said-by", "Harbour Authority")
    with meanwhile(monkeypatch, postgres, between, *command), writing(postgres) as session:
        sources.edit(session, "Harbour Authority", owner="City council", by="ana")
    assert row(postgres, 2).flags == (Flag.SINGLE_ORIGIN,)


def test_a_grade_that_waited_for_a_verdict_comes_after_it_in_the_ledger(
    postgres: Location, monkeypatch: pytest.MonkeyPatch
) -> None:
    log(postgres)
    with writing(postgres) as session:
        item = evidence.add(session, 1, Item(Bearing.REFUTES, source="Harbour Authority"), by="ana")
    command = ("source", "grade", "Harbour Authority", "E", "--because", "its record")
    decision = Decision(Status.REFUTED, "so it is", evidence=(item,))
    with meanwhile(monkeypatch, postgres, "ledger.append", *command), writing(postgres, watch=[1]) as session:
        assess(session, [1], decision, by="ana")
    assert Flag.EVIDENCE_CHANGED in row(postgres, 1).flags
    with reading(postgres) as session:
        assert verify(session, postgres).first is None


def test_grades_of_two_sources_that_a_verdict_rests_on_wait_for_each_other(
    postgres: Location, monkeypatch: pytest.MonkeyPatch
) -> None:
    log(postgres)
    names = ("Harbour Authority", "City council")
    for name in names:
        with writing(postgres) as session:
            evidence.add(session, 1, Item(Bearing.REFUTES, source=name), by="ana")
    with writing(postgres, watch=[1]) as session:
        assess(session, [1], Decision(Status.REFUTED, "so it is"), by="ana")
    command = ("source", "grade", names[0], "E", "--because", "its record")
    with meanwhile(monkeypatch, postgres, "flags.Side", *command), writing(postgres) as session:
        sources.grade(session, names[1], Reliability.E, because="its record", by="ana")
    assert Flag.EVIDENCE_CHANGED in row(postgres, 1).flags
    with reading(postgres) as session:
        assert verify(session, postgres).first is None
