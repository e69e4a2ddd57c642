"""Markdown: the words without the markup. The stored text is those words, in paragraphs, and offsets count in it.

Its title is that of the front matter, else its first heading.
"""

import re
from typing import Final

from factcheck.reading.document import Document
from factcheck.reading.inputs.about import About, address, day, language, name, people
from factcheck.reading.inputs.decoding import text_of
from factcheck.reading.inputs.documents import document
from factcheck.reading.inputs.markup import plain
from factcheck.reading.inputs.original import Original

_FRONT_MATTER: Final = re.compile(r"---[ \t]*\r?\n(.{0,20000}?\r?\n)?(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
_FIELD: Final = re.compile(r"^([A-Za-z_-]+):[ \t]*(.*?)[ \t]*\r?$", re.MULTILINE)
_HEADING: Final = re.compile(r"<h[1-6]>(.*?)</h[1-6]>", re.DOTALL)


def article(original: Original, given: About) -> Document:
    """The text without its markup, in paragraphs.

    Raises:
        Unreadable: empty, binary, or in an encoding that nobody declares.

    """
    from markdown_it import MarkdownIt

    source = text_of(original)
    front = _FRONT_MATTER.match(source)
    fields = _fields(front[1] or "") if front else {}
    rendered = MarkdownIt("commonmark").enable("table").render(source[front.end() if front else 0 :])
    heading = _HEADING.search(rendered)
    said = About(
        title=name(fields.get("title")) or name(plain(heading[1]) if heading else None),
        author=people([fields.get("author") or fields.get("authors")]),
        publisher=name(fields.get("publisher")),
        url=address(fields.get("url") or fields.get("canonical_url")),
        published=day(fields.get("date") or fields.get("published")),
        lang=language(fields.get("lang") or fields.get("language")),
    )
    return document(plain(rendered), given.or_else(said).or_else(About(url=address(original.url))), original)


def _fields(front: str) -> dict[str, str]:
    """The fields that stand on one line each; what else YAML can do is no matter of an article's title."""
    return {key.lower(): value.strip("\"'") for key, value in _FIELD.findall(front)}
