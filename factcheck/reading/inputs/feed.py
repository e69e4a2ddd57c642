"""Feeds: RSS 0.9x, 1.0 (RDF) and 2.0, and Atom; each entry an article.

Parsed by the standard library's expat. feedparser knows more dialects, but it mends broken feeds by guessing, has no
guard against entities of its own, and cannot say which entry was broken; of its dozens of fields six are needed here.
A feed's entries have no bytes of their own, so the digest of each article's original is that of the feed.
"""

import re
from collections.abc import Iterable, Iterator
from html import entities
from typing import Final
from xml.parsers import expat

from factcheck.errors import Unreadable
from factcheck.reading.document import Document
from factcheck.reading.inputs.about import About, address, day, language, name, people
from factcheck.reading.inputs.decoding import page_of
from factcheck.reading.inputs.documents import document
from factcheck.reading.inputs.elements import Elements, Entry
from factcheck.reading.inputs.kinds import head_of
from factcheck.reading.inputs.original import Original

_ENCODING: Final = re.compile(r"<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_ENTRY: Final = re.compile(r"<((?:[\w.-]+:)?(?:item|entry))(?=[\s>/])")
_ROOT: Final = re.compile(r"<(?:[\w.-]+:)?(?:rss|feed|rdf)\b[^<>]*>", re.IGNORECASE)
_NAMED: Final = re.compile(r"&([a-zA-Z]\w{1,30});")
_XML_OWN: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
_SHOWN: Final = 60
_LONGEST_HEAD: Final = 20_000
_MOST_AGAIN: Final = 50_000_000
"""In characters: the head of a broken feed is parsed again with each of its entries."""

_DATES: Final = ("pubdate", "published", "date", "issued", "created", "updated", "modified")
_BODIES: Final = ("encoded", "content", "description", "summary", "subtitle")
"""From the fullest to the shortest; the first that holds words is the article's text."""


def articles(original: Original, given: About) -> tuple[tuple[Document, ...], tuple[str, ...]]:
    """The entries that can be read, in order, and a sentence for each that cannot.

    Raises:
        Unreadable: none can be, or the feed declares entities.

    """
    declared = _ENCODING.search(head_of(original.data))
    source = page_of(original, declared[1] if declared else None)
    documents: list[Document] = []
    problems: list[str] = []
    for at, entry in enumerate(_entries(source, original.shown), 1):
        text = entry.text(*_BODIES) if isinstance(entry, Entry) else ""
        if isinstance(entry, str):
            problems.append(f"{original.shown}: {entry}")
        elif not text or "\ufffd" in text:
            fault = "holds broken characters" if text else "has no text"
            problems.append(f"{original.shown}: entry {at}{_called(entry)} {fault}.")
        else:
            documents.append(document(text, given.or_else(_said(entry, original.url)), original))
    if not documents:
        problem = problems[0] if problems else f"{original.shown} is a feed without entries."
        raise Unreadable(problem, "Give the articles themselves.")
    return tuple(documents), tuple(problems)


def _entries(source: str, shown: str) -> Iterable[Entry | str]:
    """All entries; of one that is no XML what is wrong with it."""
    try:
        return _parsed(source, shown)
    except expat.ExpatError as error:
        broken = f"line {error.lineno}: {expat.errors.messages[error.code]}"
    return _piecemeal(source, shown, broken)


def _parsed(source: str, shown: str) -> list[Entry]:
    elements = Elements()

    def refuse(*_: object) -> None:
        raise Unreadable(f"{shown} declares entities of its own.", "Fetch it from the publisher, or give its articles.")

    parser = expat.ParserCreate("utf-8", " ")
    parser.buffer_text = True
    parser.EntityDeclHandler = refuse
    parser.SkippedEntityHandler = lambda named, _: elements.text(entities.html5.get(f"{named};", ""))
    parser.StartElementHandler = elements.start
    parser.EndElementHandler = elements.end
    parser.CharacterDataHandler = elements.text
    parser.Parse(source.encode(), True)
    return elements.entries


def _piecemeal(source: str, shown: str, broken: str) -> Iterator[Entry | str]:
    """Each entry parsed by itself, between the feed's own head and its end: one that is broken spoils no other."""
    root = _ROOT.search(source)
    start = _ENTRY.search(source, root.end()) if root else None
    if root is None or start is None or len(root[0]) > _LONGEST_HEAD:
        raise Unreadable(f"{shown} is a feed that cannot be read: {broken}.", "Fetch it again.")
    head = source[root.start() : min(start.start(), root.start() + _LONGEST_HEAD)]
    if _alone(head, "<item/>", shown) is None:
        head = root[0]
    whole = True
    most = _MOST_AGAIN // len(head)
    for at in range(1, most + 1):
        after = _ENTRY.search(source, start.end())
        ending = f"</{start[1]}>"
        end = source.find(ending, start.end(), after.start() if after else len(source))
        entry = _alone(head, source[start.start() : end + len(ending)], shown) if end >= 0 else None
        yield entry or f"entry {at} is {'cut off' if end < 0 else 'broken'}: the feed breaks at {broken}."
        whole = whole and entry is not None
        if after is None:
            if whole:
                yield f"the feed breaks at {broken}; its entries are whole."
            return
        start = after
    yield f"what follows entry {most:,} was not read: the feed breaks at {broken}."


def _alone(head: str, piece: str, shown: str) -> Entry | None:
    """The one entry of a feed that is only this piece; None where that is no XML."""
    channel = "</channel>" if "<channel" in head and "</channel>" not in head else ""
    ending = re.split(r"[\s/>]", head[1:], maxsplit=1)[0]
    try:
        entries = _parsed(_NAMED.sub(_as_number, f"{head}{piece}{channel}</{ending}>"), shown)
    except expat.ExpatError:
        return None
    return next(iter(entries), None)


def _as_number(named: re.Match[str]) -> str:
    """An entity of HTML's as the characters that it stands for, which XML knows without a declaration."""
    characters = "" if named[1] in _XML_OWN else entities.html5.get(f"{named[1]};", "")
    return "".join(f"&#{ord(one)};" for one in characters) or named[0]


def _said(entry: Entry, base: str) -> About:
    """What the entry says of itself, and what the feed says of all of them."""
    feed = entry.feed or Entry()
    site = _first(address(one, base) for one in feed.links()) or base
    said = About(
        title=name(entry.text("title")),
        author=_author(entry),
        publisher=name(entry.text("source")),
        url=_first(address(one, site) for one in entry.links()) or "",
        published=_first(day(one) for key in _DATES for one in entry.values(key)),
        lang=language(entry.lang),
    )
    lang = _first(language(one) for one in (*feed.values("language"), feed.lang))
    return said.or_else(About(author=_author(feed), publisher=name(feed.text("title")), lang=lang))


def _author(entry: Entry) -> str | None:
    return people([*entry.values("creator"), *map(_person, entry.values("author")), *entry.values("name")])


def _first(found: Iterable[str | None]) -> str | None:
    return next(filter(None, found), None)


def _person(given: str) -> str:
    """RSS writes `desk@example.org (Ana Weir)`: the name is who wrote it."""
    inside = re.search(r"\(([^()]+)\)\s*$", given)
    return inside[1] if inside else "" if "@" in given else given


def _called(entry: Entry) -> str:
    title = name(entry.text("title"))
    return f" (“{title[:_SHOWN]}{'…' if len(title) > _SHOWN else ''}”)" if title else ""
