"""Files are read whole, or refused with a reason and a remedy."""

import io
import os
import threading
from pathlib import Path

import pytest

from factcheck.errors import ExitCode, Unreadable
from factcheck.reading.inputs import files


def written(folder: Path, data: bytes, name: str = "article.txt") -> Path:
    """A file with these bytes."""
    path = folder / name
    path.write_bytes(data)
    return path


def refusal(path: str | Path, *, max_bytes: int = files.MAX_BYTES) -> Unreadable:
    """The error that loading raises; its message and remedy are one line each."""
    with pytest.raises(Unreadable) as caught:
        files.load(path, max_bytes=max_bytes)
    error = caught.value
    assert error.exit_code == ExitCode.UNREADABLE
    assert error.remedy
    assert "\n" not in error.message + error.remedy
    return error


def test_the_bytes_are_those_of_the_file(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbfa\r\nb\xff\0"
    assert files.load(written(tmp_path, data)).data == data


def test_a_hyphen_reads_standard_input() -> None:
    original = files.load("-", stdin=io.BytesIO(b"It rains."))
    assert (original.data, original.shown) == (b"It rains.", "standard input")


def test_a_named_pipe_is_read_to_its_end(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(b"It rains.",))
    writer.start()
    assert files.load(pipe).data == b"It rains."
    writer.join()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "nowhere.txt" in refusal(tmp_path / "nowhere.txt").message


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path).message


def test_a_path_through_a_file_is_refused(tmp_path: Path) -> None:
    refusal(written(tmp_path, b"a") / "b")


@pytest.mark.parametrize("name", ["", "a\0b", "a" * 5000])
def test_what_can_be_no_file_name_is_refused(name: str) -> None:
    refusal(name)


def test_a_forbidden_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, b"a")
    path.chmod(0)
    if os.access(path, os.R_OK):  # root may read everything: say what anybody else would be told
        monkeypatch.setattr("builtins.open", _forbidden)
        monkeypatch.setattr("io.open", _forbidden)
    assert "may not be read" in refusal(path).message


def _forbidden(*_: object, **__: object) -> None:
    raise PermissionError(13, "Permission denied")


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    assert "is empty" in refusal(written(tmp_path, b"")).message


def test_a_file_at_the_cap_is_read_and_one_byte_more_refused(tmp_path: Path) -> None:
    assert files.load(written(tmp_path, b"12345"), max_bytes=5).data == b"12345"
    error = refusal(written(tmp_path, b"123456"), max_bytes=5)
    assert "5 bytes" in error.message
    assert "--max-bytes" in error.remedy
    assert "FACTCHECK_MAX_BYTES" in error.remedy


def test_never_more_than_one_byte_over_the_cap_is_read() -> None:
    stream = io.BytesIO(b"x" * 100)
    with pytest.raises(Unreadable):
        files.load("-", max_bytes=10, stdin=stream)
    assert stream.tell() == 11


def test_control_characters_of_a_name_are_escaped_in_the_message(tmp_path: Path) -> None:
    message = refusal(tmp_path / "a\x1b[31m\nb.txt").message
    assert "\x1b" not in message
    assert r"\x1b" in message
