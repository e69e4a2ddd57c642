"""Pieces of markup come down to plain paragraphs."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from factcheck.reading.inputs.markup import plain


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("It rains.", "It rains."),
        ("<p>One</p>\n<p>Two\n  lines</p>", "One\n\nTwo lines"),
        ("<P>One<BR/>two<br><br>three", "One\ntwo\n\nthree"),
        ("a<b>b</b>c", "abc"),
        ("<ul><li>one<li>two</ul>", "one\n\ntwo"),
        ("<tr><td>one</td><td>two</td></tr>", "one two"),
        ("x &amp; y &lt;z&gt; &eacute;&nbsp;&#233;", "x & y <z> é é"),
        ("a<script>if (1 < 2) alert('<p>')</script>b", "ab"),
        ("a<style>p > b {}</STYLE>b<!-- <p> -->c", "abc"),
        ('<a title="a > b">link</a>', "link"),
        ("3 < 4 and 5 > 4", "3 < 4 and 5 > 4"),
        ("cut <a href='", "cut"),
        ("cut <script>x", "cut"),
        ("cut <!-- x", "cut"),
        ("&#99999999999;&#xFFFFFFFFF;&#0;&#xD800;", "\ufffd\ufffd\ufffd\ufffd"),
        ("", ""),
    ],
)
def test_markup_is_taken_off(markup: str, text: str) -> None:
    assert plain(markup) == text


@given(st.text("<>/!-&;#\"' abp\n", max_size=60))
@example("&#" + "9" * 5000)
@example("<a '\"" * 50)
def test_no_markup_is_too_broken(markup: str) -> None:
    text = plain(markup)
    assert text == text.strip()
    assert "\n\n\n" not in text


@given(st.lists(st.from_regex(r"[a-z]+( [a-z]+)*", fullmatch=True), max_size=9))
def test_paragraphs_stay_apart(paragraphs: list[str]) -> None:
    assert plain("".join(f"<p>{one}</p>" for one in paragraphs)) == "\n\n".join(paragraphs)
