"""Addresses are taken apart strictly: what is asked for is what was typed, or nothing is asked at all."""

import socket

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from factcheck.errors import ExitCode, UsageProblem
from factcheck.reading.inputs import urls
from factcheck.reading.inputs.fetch import fetch


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ("HTTP://Strelsau.Example", "http://strelsau.example/"),
        ("https://strelsau.example:443/a", "https://strelsau.example/a"),
        ("http://strelsau.example:443/a", "http://strelsau.example:443/a"),
        ("https://strelsau.example:8443/a?b=c#d", "https://strelsau.example:8443/a?b=c"),
        ("https://strelsau.example.:/?", "https://strelsau.example/"),
        ("  https://strelsau.example/a b ", "https://strelsau.example/a%20b"),
        ("https://strelsau.example/%7Ea/ä?q=ü&r=%20", "https://strelsau.example/%7Ea/%C3%A4?q=%C3%BC&r=%20"),
        ("https://München.example/", "https://xn--mnchen-3ya.example/"),
        ("https://пример.example/", "https://xn--e1afmkfd.example/"),
        ("https://xn--mnchen-3ya.example/", "https://xn--mnchen-3ya.example/"),
        ("http://[2001:DB8:0:0::1]:8080/", "http://[2001:db8::1]:8080/"),
        ("http://my_host/", "http://my_host/"),
        ("https://strelsau.example/mail@home", "https://strelsau.example/mail@home"),
    ],
)
def test_an_address_is_normalised(given: str, asked: str) -> None:
    assert str(urls.parse(given)) == asked


@pytest.mark.parametrize(
    "given",
    [
        "",
        "strelsau.example",
        "//strelsau.example/",
        "file:///etc/passwd",
        "ftp://strelsau.example/",
        "https:strelsau.example",
        "https://",
        "https:///news",
        "https://:80/",
        "https://strelsau.example:99999/",
        "https://strelsau.example:0/",
        "https://strelsau.example:-1/",
        "https://strelsau.example:http/",
        "https://strelsau..example/",
        "https://.example/",
        f"https://{'a' * 64}.example/",
        f"https://{'a.' * 130}example/",
        f"https://{'ä' * 10_000}/"[:7000],
        f"https://strelsau.example/{'a' * 8000}",
        "https://strelsau%2eexample/",
        "https://strelsau.example\\@zenda.example/",
        "https://strelsau.example\\news",
        "https://strel sau.example/",
        "https://strelsau.example/\r\nHost: zenda.example",
        "https://strelsau.example/\t",
        "https://strelsau.example/\u202egnp",
        "https://strelsau.example/\udcff",
        "https://[::1",
        "https://[strelsau.example]/",
        "https://[v1.a]/",
        "https://[fe80::1%25eth0]/",
        "https://[fe80::1%eth0]/",
        "https://[127.0.0.1]/",
        "https://straße.example/",
        "https://strelsau℀example/",
    ],
)
def test_what_is_no_web_address_is_refused_before_anything_is_looked_up(
    given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("it is looked up"))
    with pytest.raises(UsageProblem) as caught:
        fetch(given)
    assert caught.value.exit_code == ExitCode.USAGE
    assert caught.value.remedy
    assert (caught.value.message + caught.value.remedy).isprintable()
    assert len(caught.value.message) < 8100


@pytest.mark.parametrize(
    "given", ["https://ana:secret@strelsau.example/", "http://secret@strelsau.example", "http://@a/"]
)
def test_a_password_is_neither_sent_nor_shown(given: str) -> None:
    with pytest.raises(UsageProblem, match="user name or a password") as caught:
        urls.parse(given)
    assert "secret" not in caught.value.message + caught.value.remedy


def test_a_host_that_two_standards_read_differently_is_to_be_given_in_ascii() -> None:
    with pytest.raises(UsageProblem) as caught:
        urls.parse("https://straße.example/")
    assert "xn--" in caught.value.remedy


TYPED = st.one_of(
    st.text(),
    st.builds("{}://{}{}".format, st.sampled_from(["http", "https", "HTTP"]), st.text(), st.text()),
    st.builds("https://a.example/{}".format, st.text()),
    st.builds("https://{}/".format, st.text(alphabet="a.-_[]:%@\\1６äß。")),
)


@given(TYPED)
@example("https://[::1]]/")
@example("https://a[::1]/")
def test_whatever_is_typed_is_refused_or_becomes_one_address_of_plain_ascii(typed: str) -> None:
    try:
        url = urls.parse(typed)
    except UsageProblem:
        return
    assert str(url).isascii()
    assert str(url).isprintable()
    assert " " not in str(url)
    assert urls.parse(str(url)) == url


@given(TYPED)
def test_wherever_a_redirect_leads_is_refused_or_one_address(location: str) -> None:
    here = urls.parse("https://a.example/b?c")
    try:
        there = urls.follow(here, location.encode().decode("latin-1"))
    except UsageProblem:
        return
    assert urls.parse(str(there)) == there
