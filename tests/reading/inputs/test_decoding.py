"""Texts are decoded exactly or refused; pages as a browser would, and garbled by no charset that cannot be true."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.errors import Unreadable
from factcheck.reading.inputs.about import About
from factcheck.reading.inputs.documents import document
from factcheck.reading.inputs.original import Original
from tests.reading.inputs.made import FIRST, item, one, page, refusal, rss

UMLAUT = "Der Bürgermeister sagte am Montag, es habe in der Straße geregnet."
RUSSIAN = "Представитель порта сообщил в понедельник, что паром снова выйдет в море."
TEXTS = st.text(min_size=1).filter(
    lambda text: bool(text.strip()) and "\0" not in text and not text.startswith(("\ufeff", "<", "%PDF-"))
)


@given(TEXTS)
def test_what_utf_8_encodes_comes_back(text: str) -> None:
    assert one(text).text == text


@given(TEXTS, st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]))
def test_what_a_byte_order_mark_announces_comes_back(text: str, encoding: str) -> None:
    assert one(text.encode(encoding), charset="iso-8859-1").text == text


def test_newlines_stay_as_they_were() -> None:
    assert one(b"a\r\nb\rc\n").text == "a\r\nb\rc\n"


def test_only_a_leading_byte_order_mark_is_dropped() -> None:
    assert one("\ufeffa\ufeffb").text == "a\ufeffb"


def test_escape_characters_are_text() -> None:
    assert one(b"\x1b[31mred").text == "\x1b[31mred"


@pytest.mark.parametrize("data", [b"", b" \n\t", "\ufeff".encode(), "\ufeff\u00a0\n".encode(), b"\xff\xfe"])
def test_a_text_without_words_is_refused(data: bytes) -> None:
    assert "is empty" in refusal(data).message


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"abc\xff", "byte 3"),
        (b"a\xed\xa0\x80", "byte 1"),  # a lone surrogate
        (b"ab\0c", "NUL at byte 2"),
        ("ab\0c".encode("utf-16"), "NUL at character 2"),
        ("It rains.".encode("utf-16-le"), "NUL at byte 1"),
        ("It rains.".encode("utf-16")[:-1], "UTF-16"),
        (b"\xff\xfe\x00\xd8a\0", "UTF-16"),  # a lone surrogate
        ("It rains.".encode("utf-32")[:-1], "UTF-32"),
    ],
)
def test_what_cannot_be_decoded_is_placed(data: bytes, words: str) -> None:
    assert words in refusal(data).message


def test_undeclared_latin_1_is_refused_with_its_remedy() -> None:
    error = refusal(UMLAUT.encode("latin-1"), "note.txt")
    assert "note.txt is not UTF-8 text: see byte 5" in error.message
    assert "iconv" in error.remedy


@pytest.mark.parametrize("charset", ["iso-8859-1", "LATIN1", '"windows-1252"', "us-ascii"])
def test_a_declared_charset_decodes_a_text(charset: str) -> None:
    assert one(UMLAUT.encode("latin-1"), charset=charset).text == UMLAUT


@pytest.mark.parametrize("charset", ["zip", "hex", "unicode_escape", "idna", "utf-7", "no-such", "rot13", "x" * 99])
def test_a_charset_that_is_no_encoding_of_texts_is_not_believed(charset: str) -> None:
    assert one(UMLAUT, charset=charset).text == UMLAUT
    refusal(UMLAUT.encode("latin-1"), charset=charset)


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1251", "utf-16", "shift_jis"])
def test_a_wrong_charset_does_not_garble_utf_8(charset: str) -> None:
    assert one(UMLAUT, charset=charset).text == UMLAUT
    assert UMLAUT in one(page(f"<p>{UMLAUT}</p>"), "a.html", charset=charset).text
    assert UMLAUT in one(page(f"<p>{UMLAUT}</p>", f"<meta charset={charset}>"), "a.html").text


def test_the_sender_s_charset_goes_before_the_page_s_and_the_page_s_before_windows_1252() -> None:
    said = page(f"<p>{RUSSIAN}</p>", '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">')
    assert RUSSIAN in one(said.encode("koi8-r"), "a.html").text
    assert RUSSIAN in one(said.encode("cp1251"), "a.html", charset="windows-1251").text
    assert UMLAUT in one(page(f"<p>{UMLAUT}</p>").encode("cp1252"), "a.html").text


def test_a_page_that_says_utf_8_and_is_latin_1_is_not_garbled() -> None:
    said = page(f"<p>{UMLAUT}</p>", "<meta charset=utf-8>")
    assert UMLAUT in one(said.encode("latin-1"), "a.html", charset="utf-8").text


def test_a_page_cut_within_a_character_is_still_utf_8() -> None:
    cut = page(f"<p>{RUSSIAN}</p>").partition("</p>")[0].encode()
    assert RUSSIAN in one(cut + "д".encode()[:1], "a.html").text


def test_japanese_in_escapes_is_decoded_where_it_is_declared() -> None:
    text = "港湾局は月曜日に船が戻ると述べた。"
    assert one(text.encode("iso2022_jp"), charset="iso-2022-jp").text == text


def test_a_feed_s_own_declaration_counts() -> None:
    feed = rss(item(UMLAUT)).replace("?>", ' encoding="iso-8859-1"?>', 1)
    assert one(feed.encode("latin-1"), "feed.xml").text == UMLAUT


def test_utf_16_pages_are_read() -> None:
    assert FIRST in one(page().encode("utf-16"), "a.html").text


def test_a_text_that_no_database_could_hold_becomes_no_document() -> None:
    with pytest.raises(Unreadable, match="broken character"):
        document("a\ud800", About(), Original(b"a", "a.txt"))
