"""Seals: made at a clean cut, told from those of others, and signed by who may."""

import json
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event as Flag

import pytest
from jsonschema import Draft202012Validator

from factcheck.desk import claims
from factcheck.desk.attributions import Said
from factcheck.errors import Unreadable
from factcheck.resources import schema
from factcheck.settings import Location
from factcheck.store.seal import Seal, seal, seals
from factcheck.store.session import reading, writing
from factcheck.store.signing import sign
from factcheck.store.verify import verify
from tests.exchange.files import jsonl_of, load_jsonl
from tests.factories import log
from tests.store.verify.forger import damage, scalar, sealed

needs_openssh = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="OpenSSH is not installed")


def test_a_seal_holds_while_history_goes_on(desk: Location) -> None:
    before = sealed(desk)
    log(desk, "The bridge is closed.")
    after = sealed(desk)
    assert (after.events - before.events, after.chains - before.chains) == (2, 2)
    assert damage(desk, after, before) == {}


def test_a_seal_waits_for_transactions_that_may_have_drawn_a_lower_number(postgres: Location) -> None:
    log(postgres, "The bridge is closed.")
    log(postgres, "The dam is finished.")
    waiting = Flag()
    with ThreadPoolExecutor(1) as pool:
        with writing(postgres) as first:
            claims.tag(first, [1], ["begun-first"], [], by="ana")
            with writing(postgres) as second:
                claims.tag(second, [2], ["committed-first"], [], by="ben")
            made = pool.submit(seal, postgres, lambda _count: waiting.set())
            assert waiting.wait(20)
            with pytest.raises(TimeoutError):
                made.result(2)
        found = made.result(20)
    assert found.events == scalar(postgres, "SELECT count(*) FROM event")
    assert damage(postgres, found) == {}


def test_a_seal_has_the_handles_of_transactions_that_it_waited_for(postgres: Location) -> None:
    log(postgres, "The bridge is closed.", by="Yonhap")
    waiting = Flag()
    with ThreadPoolExecutor(1) as pool:
        with writing(postgres) as first:
            claims.log(first, "The dam is finished.", Said("Yonhap"), by="ana")
            with writing(postgres) as second:
                claims.log(second, "The road is open.", Said("Yonhap"), by="ben")
            made = pool.submit(seal, postgres, lambda _count: waiting.set())
            assert waiting.wait(20)
        found = made.result(20)
    assert "C3" in (found.handles or ())
    assert damage(postgres, found) == {}


def test_a_seal_of_another_database_is_told_from_one_that_does_not_hold(desk: Location) -> None:
    other = replace(sealed(desk), database="01900000-0000-7000-8000-000000000000")
    assert "another database" in damage(desk, other)["seals"].what


def test_a_seal_of_another_database_tells_nothing_about_handles(desk: Location) -> None:
    other = replace(sealed(desk), database="01900000-0000-7000-8000-000000000000", handles={"C1": "0" * 64})
    assert list(damage(desk, other)) == ["seals"]


def test_a_seal_of_the_second_version_may_name_no_handles() -> None:
    assert next(seals([f"{SECOND}{{}}}}"], "FILE")).handles == {}


def test_a_copy_made_by_import_is_another_database(desk_file: Location, tmp_path: Path) -> None:
    before = sealed(desk_file)
    copy = Location(tmp_path / "copy.db", None, explicit=True)
    load_jsonl(copy, jsonl_of(desk_file))
    found = damage(copy, before)
    assert list(found) == ["seals"]
    assert "has an identity of its own" in found["seals"].remedy


def test_a_backup_holds_to_the_seals_of_its_time_and_misses_later_ones(desk_file: Location, tmp_path: Path) -> None:
    before = sealed(desk_file)
    copy = Location(tmp_path / "copy.db", None, explicit=True)
    shutil.copyfile(str(desk_file.path), str(copy.path))
    log(desk_file)
    after = sealed(desk_file)
    assert damage(copy, before) == {}
    assert "or this is an older copy" in damage(copy, before, after)["seals"].what


SECOND = (
    '{"type":"seal","version":2,"database":"x","sealed_at":"2026-01-01T00:00:00Z","created_at":"2026-01-01T00:00:00Z",'
    '"events":1,"chains":1,"root":"","handles":'
)


@pytest.mark.parametrize(
    "line",
    [
        "{}",
        "[]",
        "no json",
        "1",
        '{"type":"seal","version":2}',
        '{"type":"seal","version":1,"database":"x","sealed_at":"today","events":1,"chains":1,"root":"0"}',
        '{"type":"seal","version":1,"database":"x","sealed_at":"2026-01-01T00:00:00Z","events":-1,"chains":1,"root":""}',
        '{"type":"seal","version":1,"database":"x","sealed_at":"2026-01-01T00:00:00Z","events":true,"chains":1,"root":""}',
        (
            '{"type":"seal","version":1,"database":"x","sealed_at":"2026-01-01T00:00:00Z","events":1,"chains":1,"root":"",'
            '"signature":"\\ud800"}'
        ),
        f"{SECOND}[]}}",
        f'{SECOND}{{"X1":""}}}}',
        f'{SECOND}{{"":""}}}}',
        f'{SECOND}{{"C0":""}}}}',
        f'{SECOND}{{"C1":1}}}}',
        f"{SECOND}{{}}}}".replace("created_at", "begun_at"),
        f"{SECOND}{{}}}}".replace("2026-01-01T00:00:00Z", "today"),
    ],
)
def test_a_line_that_is_no_seal_is_refused_by_its_number(line: str) -> None:
    with pytest.raises(Unreadable, match="Line 2 of FILE is no seal"):
        list(seals(["\n", line], "FILE"))


@pytest.mark.parametrize("lines", [[], ["\n", " \n"]])
def test_a_file_without_a_seal_is_refused(lines: list[str]) -> None:
    with pytest.raises(Unreadable, match="There is no seal in FILE"):
        list(seals(lines, "FILE"))


def test_a_line_reads_back_as_the_seal_that_it_was_made_of() -> None:
    one = Seal("x", "2026-01-01T00:00:00.000000Z", 3, 2, "0" * 64, "signature")
    assert list(seals([one.line(), replace(one, signature=None).line()], "-")) == [one, replace(one, signature=None)]


def test_a_seal_has_the_shape_that_its_schema_says(desk: Location, sqlite: Location) -> None:
    said = json.loads(schema("interchange", "seal-2.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(said)
    with writing(sqlite):
        pass
    for one in (sealed(desk), replace(sealed(desk), signature="signature"), sealed(sqlite)):
        Draft202012Validator(said).validate(json.loads(one.line()))


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two keys, and a file that allows the first of them."""
    folder = tmp_path_factory.mktemp("keys")
    for name in ("ana", "mallory"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    (folder / "allowed").write_text(f"ana@desk.example {(folder / 'ana.pub').read_text()}")
    return folder


@needs_openssh
def test_a_signed_seal_holds_for_who_may_sign(desk_file: Location, keys: Path) -> None:
    plain = sealed(desk_file)
    signed = replace(plain, signature=sign(plain.message(), keys / "ana"))
    assert signatures(desk_file, signed, keys / "allowed") is None
    assert signatures(desk_file, signed, None) is None


@needs_openssh
def test_a_seal_of_a_stranger_or_of_nobody_does_not_hold(desk_file: Location, keys: Path) -> None:
    plain = sealed(desk_file)
    forged = replace(plain, signature=sign(plain.message(), keys / "mallory"))
    assert "none of the allowed signers'" in str(signatures(desk_file, forged, keys / "allowed"))
    assert "not signed" in str(signatures(desk_file, plain, keys / "allowed"))
    assert signatures(desk_file, forged, None) is None, "without signers, whoever made it"


@needs_openssh
def test_a_seal_that_was_changed_after_it_was_signed_does_not_hold(desk_file: Location, keys: Path) -> None:
    plain = sealed(desk_file)
    changed = replace(plain, sealed_at="2026-01-01T00:00:00.000000Z", signature=sign(plain.message(), keys / "ana"))
    assert "Its signature does not hold" in str(signatures(desk_file, changed, keys / "allowed"))
    assert "Its signature does not hold" in str(signatures(desk_file, changed, None))


@needs_openssh
def test_what_was_signed_for_another_purpose_is_no_seal_s_signature(desk_file: Location, keys: Path) -> None:
    plain = sealed(desk_file)
    command = ["ssh-keygen", "-Y", "sign", "-f", str(keys / "ana"), "-n", "file"]
    made = subprocess.run(command, input=plain.message(), capture_output=True, text=True, check=True).stdout
    forged = replace(plain, signature=made)
    assert "Its signature does not hold" in str(signatures(desk_file, forged, keys / "allowed"))
    assert "Its signature does not hold" in str(signatures(desk_file, forged, None))


@needs_openssh
def test_ssh_keygen_itself_verifies_the_signature_over_the_line_without_it(keys: Path, tmp_path: Path) -> None:
    one = Seal("x", "2026-01-01T00:00:00.000000Z", 3, 2, "0" * 64)
    (tmp_path / "signature").write_text(sign(one.line(), keys / "ana"))
    command = f"ssh-keygen -Y verify -f {keys}/allowed -I ana@desk.example -n factcheck-seal -s {tmp_path}/signature"
    subprocess.run(command.split(), input=one.line(), text=True, check=True)


def test_a_key_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="There is no key"):
        sign("message", tmp_path / "none")


def signatures(location: Location, one: Seal, signers: Path | None) -> str | None:
    with reading(location) as session:
        report = verify(session, location, seals=[one], signers=signers)
    return report.first.what if report.first is not None else None
