"""A cell of a Markdown table, as a reader of GitHub's Markdown shows it."""

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from factcheck.output.markdown import escape
from factcheck.sanitise import inert
from tests.hostile import EVIL

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PIECES = [
    "**",
    "__",
    "[a](b)",
    "![",
    "<b>",
    "&amp;",
    "&#65;",
    "http://a.b",
    "1. ",
    "- ",
    "~~",
    "`",
    "|",
    "\\",
    "<!--",
    " ",
]
texts = st.text() | st.text("\\`*_{}[]()#+-.!|~<>&:=$'\"/09 aA@") | st.lists(st.sampled_from(PIECES)).map("".join)


@given(texts)
@example(EVIL)
def test_no_text_is_taken_for_markup(text: str) -> None:
    _, cell = (one for one in READER.parse(f"| a |\n| --- |\n| {escape(text)} |\n") if one.type == "inline")
    assert {one.type for one in cell.children or []} <= {"text", "text_special"}
    assert "".join(one.content for one in cell.children or []).split() == inert(text).split()
