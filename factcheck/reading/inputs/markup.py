"""From a piece of markup to plain paragraphs, in one pass: what feeds hold, and what cleaned pages come down to."""

import html
import re
from typing import Final

_TAG: Final = re.compile(r"<(/?)([a-zA-Z][^\s/><]*)")
_REST_OF_TAG: Final = re.compile(r"""(?:[^>"']++|"[^"]*+"|'[^']*+')*+>""")
_SILENT: Final = frozenset({"script", "style", "head", "template", "noscript", "iframe", "svg", "select", "textarea"})
_SILENT_ENDS: Final = {name: re.compile(rf"</{name}\b[^>]*>?", re.IGNORECASE) for name in _SILENT}
_BLOCKS: Final = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
        "html", "legend", "li", "main", "nav", "ol", "option", "p", "pre", "section", "summary", "table", "tbody",
        "tfoot", "thead", "title", "tr", "ul",
    }
)  # fmt: skip
_CELLS: Final = frozenset({"td", "th"})
_LONG_NUMBER: Final = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{7,});?")
"""Beyond Unicode, and beyond how many digits `int` takes."""


def plain(markup: str) -> str:
    """The text of the markup: paragraphs on one line each, a blank line between them, `<br>` a new line.

    Never raises, whatever the markup; linear in its length.
    """
    page = _Paragraphs()
    at = 0
    quotes_hold = True
    while (start := markup.find("<", at)) >= 0:
        page.add(markup[at:start])
        if markup.startswith("<!--", start):
            at = _after(markup, "-->", start + 4)
            continue
        if markup.startswith(("<!", "<?"), start):
            at = _after(markup, ">", start)
            continue
        tag = _TAG.match(markup, start)
        if tag is None:
            page.add("<")
            at = start + 1
            continue
        rest = _REST_OF_TAG.match(markup, tag.end()) if quotes_hold else None
        if rest is None:  # a quote was left open: from here on the first > ends a tag, or this would be quadratic
            quotes_hold = False
        at = rest.end() if rest else _after(markup, ">", tag.end())
        name = tag[2].lower()
        page.mark(name)
        if name in _SILENT and not tag[1]:
            end = _SILENT_ENDS[name].search(markup, at)
            at = end.end() if end else len(markup)
    page.add(markup[at:])
    return page.text()


def unescaped(text: str) -> str:
    """The text with its character references resolved."""
    return html.unescape(_LONG_NUMBER.sub("\ufffd", text)) if "&" in text else text


def _after(markup: str, what: str, at: int) -> int:
    end = markup.find(what, at)
    return end + len(what) if end >= 0 else len(markup)


class _Paragraphs:
    """Gathers words into lines, and lines into paragraphs."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._lines: list[str] = []
        self._pieces: list[str] = []

    def add(self, raw: str) -> None:
        if raw:
            self._pieces.append(raw)

    def mark(self, name: str) -> None:
        if name in _BLOCKS:
            self._end_paragraph()
        elif name == "br":
            self._end_line()
        elif name in _CELLS:
            self._pieces.append(" ")

    def text(self) -> str:
        self._end_paragraph()
        return "\n\n".join(self._done)

    def _end_line(self) -> None:
        line = " ".join(unescaped("".join(self._pieces)).split())
        self._pieces.clear()
        if line:
            self._lines.append(line)
        elif self._lines:
            self._end_paragraph()

    def _end_paragraph(self) -> None:
        if self._pieces:
            self._end_line()
        if self._lines:
            self._done.append("\n".join(self._lines))
            self._lines.clear()
