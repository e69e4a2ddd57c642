"""A feed's XML as it streams by, kept as the few fields that an article needs."""

from html import escape
from typing import Final, NamedTuple

from factcheck.reading.inputs.markup import plain

_ENTRIES: Final = frozenset({"item", "entry"})
_FEEDS: Final = frozenset({"channel", "feed"})
_ATOM: Final = "http://www.w3.org/2005/Atom"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_NAMESPACES: Final = frozenset(
    {
        "",
        _ATOM,
        _RDF,
        "http://purl.org/rss/1.0/",
        "http://purl.org/rss/1.0/modules/content/",
        "http://my.netscape.com/rdf/simple/0.9/",
        "http://purl.org/dc/elements/1.1/",
        "http://purl.org/dc/terms/",
    }
)
"""And that of the root element. Elsewhere the same words mean other things: `media:title` is a picture's."""

_NESTED: Final = {("author", "name"): "name", ("source", "title"): "source"}
_XML_LANG: Final = "http://www.w3.org/XML/1998/namespace lang"
_MARKED: Final = frozenset({"html", "text/html", "xhtml", "application/xhtml+xml"})


class Entry:
    """One entry, or the feed itself: fields by their names without namespace, in lower case."""

    def __init__(self, feed: "Entry | None" = None, lang: str | None = None) -> None:
        self.feed = feed
        self.lang = lang
        self._fields: dict[str, list[str]] = {}
        self._links: list[tuple[int, str]] = []

    def add(self, key: str, value: str) -> None:
        """One more value of a field."""
        self._fields.setdefault(key, []).append(value)

    def add_link(self, rank: int, url: str) -> None:
        """A candidate for the entry's address; the lowest rank wins."""
        self._links.append((rank, url))

    def values(self, key: str) -> list[str]:
        """All values of a field as plain text, in order."""
        return [text for value in self._fields.get(key, []) if (text := plain(value))]

    def text(self, *keys: str) -> str:
        """The first of the fields that holds words."""
        return next((text for key in keys for text in self.values(key)), "")

    def links(self) -> list[str]:
        """Where the entry may stand, the best first."""
        return [url for _, url in sorted(self._links, key=lambda one: one[0])]


class _Open(NamedTuple):
    """An element that has begun and not ended."""

    key: str
    atom: bool
    attributes: dict[str, str]


class Elements:
    """Handlers for expat. A field is what stands directly below an entry or the feed; what it holds becomes markup."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self._open: list[_Open] = []
        self._owners: list[tuple[int, Entry]] = []
        self._feed: Entry | None = None
        self._root = ""
        self._field = 0
        self._pieces: list[str] = []
        self._nested = 0

    def start(self, raw: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        namespace, _, local = raw.rpartition(" ")
        if not self._open:
            self._root = namespace
        key = local.lower() if namespace in _NAMESPACES or namespace == self._root else ""
        depth = len(self._open)
        if self._field:
            self._pieces.append(f"<{local}>")
            if (self._open[-1].key, key) in _NESTED and depth == self._field:
                self._nested = len(self._pieces)
        elif key in _ENTRIES and not self._within_entry():
            entry = Entry(self._feed, attributes.get(_XML_LANG))
            entry.add_link(3, attributes.get(f"{_RDF} about", ""))
            self.entries.append(entry)
            self._owners.append((depth, entry))
        elif key in _FEEDS and self._feed is None:
            lang = self._open[0].attributes.get(_XML_LANG) if self._open else None
            self._feed = Entry(None, attributes.get(_XML_LANG) or lang)
            self._owners.append((depth, self._feed))
        elif self._owners and self._owners[-1][0] == depth - 1:
            self._field = depth + 1
            self._pieces = []
            if key == "link" and attributes.get("rel", "alternate") == "alternate":
                self._owners[-1][1].add_link(1, attributes.get("href", ""))
        self._open.append(_Open(key, namespace == _ATOM, attributes))

    def text(self, text: str) -> None:
        """Characters between tags; escaped again where they are the text itself and no markup."""
        if self._field:
            self._pieces.append(escape(text, quote=False) if self._literal() else text)

    def end(self, raw: str) -> None:
        """An element ends."""
        ended = self._open.pop()
        depth = len(self._open)
        if self._field == depth + 1:
            self._field = 0
            self._keep(ended, "".join(self._pieces))
        elif self._field:
            nested = _NESTED.get((self._open[-1].key, ended.key)) if depth == self._field else None
            if nested:
                self._owners[-1][1].add(nested, "".join(self._pieces[self._nested :]))
            self._pieces.append(f"</{raw.rpartition(' ')[2]}>")
        elif self._owners and self._owners[-1][0] == depth:
            self._owners.pop()

    def _keep(self, field: _Open, value: str) -> None:
        key, owner = field.key, self._owners[-1][1]
        if key == "link":
            owner.add_link(2 if field.attributes else 0, plain(value))
        elif key in {"guid", "id"}:
            owner.add_link(4, "" if field.attributes.get("isPermaLink") == "false" else plain(value))
        elif key and not (field.atom and key in {"author", "source"}):  # of these Atom nests what is needed
            owner.add(key, value)

    def _within_entry(self) -> bool:
        return bool(self._owners) and self._owners[-1][1] is not self._feed

    def _literal(self) -> bool:
        """Whether characters are text rather than escaped markup: among elements, and in Atom unless it says `html`."""
        if len(self._open) > self._field:
            return True
        field = self._open[-1]
        return field.atom and field.attributes.get("type", "text").lower() not in _MARKED
