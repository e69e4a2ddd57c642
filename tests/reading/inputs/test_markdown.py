"""Markdown: the words without the markup."""

import pytest

from tests.reading.inputs.made import one, refusal

NOTE = """---
title: "Ferry: a *note*"
author: Ana Weir
date: 2025-03-04
lang: en
tags:
  - ferry
---

# Heading

The **office** [said](https://amsel.example "x") that `it` rained
again \\*today\\*.

> “Never,” said ~~they~~ <b>them</b> &amp; others.

1. one
2. two

| a | b |
|---|---|
| c | d |

![A ferry](x.png)
"""


def test_the_text_has_words_and_no_markup() -> None:
    document = one(NOTE, "note.md")
    assert document.text.split("\n\n")[:3] == [
        "Heading",
        "The office said that it rained again *today*.",
        "“Never,” said ~~they~~ them & others.",
    ]
    assert document.text.endswith("one\n\ntwo\n\na b\n\nc d")


def test_the_front_matter_says_what_it_is_about() -> None:
    document = one(NOTE, "note.md")
    assert (document.title, document.author, document.published, document.lang) == (
        "Ferry: a *note*",
        "Ana Weir",
        "2025-03-04",
        "en",
    )


def test_else_the_first_heading_is_the_title() -> None:
    assert one("It rained.\n\nFerry *to* sail\n===\n\n# Other", "note.md").title == "Ferry to sail"
    assert one("It rained.", "note.md").title is None


def test_a_line_between_paragraphs_is_no_front_matter() -> None:
    assert one("One.\n\n---\n\nTwo.", "note.md").text == "One.\n\nTwo."


@pytest.mark.parametrize("source", ["", "---\n---\n", "<!-- nothing -->", "![](x.png)", "> " * 1000])
def test_a_note_without_words_is_refused(source: str) -> None:
    assert "is empty" in refusal(source, "note.md").message


@pytest.mark.parametrize("piece", ["[", "![", "*a ", "> ", "- ", "`", "<", "(", "[a](", "_"])
def test_deep_and_open_markup_is_read_all_the_same(piece: str) -> None:
    assert "It rained." in one(f"It rained.\n\n{piece * 20_000}", "note.md").text
