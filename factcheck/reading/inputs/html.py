"""Web pages: the body by trafilatura, what is known about it from the page's own words.

Trafilatura is asked for the body only. Its guesses at dates and names would look like what a page states; where a page
says nothing, only the title is taken from what readers see.
"""

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from factcheck.errors import Unreadable, install_hint
from factcheck.reading.document import Document
from factcheck.reading.inputs import linked_data
from factcheck.reading.inputs.about import About, address, day, language, name, people
from factcheck.reading.inputs.decoding import page_of
from factcheck.reading.inputs.documents import document
from factcheck.reading.inputs.kinds import head_of
from factcheck.reading.inputs.markup import plain
from factcheck.reading.inputs.original import Original
from factcheck.reading.inputs.quiet import quiet

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET: Final = re.compile(
    r"""<meta\s[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|^\s*<\?xml\s[^>]{0,200}?encoding=["']([\w.:-]+)""",
    re.IGNORECASE,
)
_ENTITIES: Final = re.compile(r"<!doctype[^<>\[]*\[.*?<!entity", re.IGNORECASE | re.DOTALL)
_ATTRIBUTE: Final = r"""[\s/]*+[^\s>/=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]++)?+)?+"""
_TAG: Final = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))|<(script|style|title|textarea|xmp|iframe)\b[^>]{0,2000}>.*?(?:</\1|\Z)"
    rf"|<[a-z][^\s>/]*+(?:{_ATTRIBUTE}){{0,2000}}+({_ATTRIBUTE})?",
    re.IGNORECASE | re.DOTALL,
)
"""A tag, and its 2,001st attribute: the parser's time grows with the square of these. What holds no tags is passed."""

_CONTROL: Final = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What pages hold and XML does not: the extractor gives up a whole page over one of these."""

_CODE: Final = re.compile("</?pre>")
"""What the extractor makes of `<code>`, also of one within a sentence."""

_SHORT: Final = 1_000
"""Below this many characters a body may be what a page is padded with: then only the stricter extraction counts."""

_MOST_ELEMENTS: Final = 30_000
"""The extractor's time grows with the square of these; longer pages are read by what their own elements say."""

_AROUND: Final = ("aside", "footer", "form", "header", "nav", "noscript", "script", "style")
_LEAST_WORDS: Final = 5
_LEAST_IDEOGRAPHS: Final = 9
_STOPS: Final = tuple(".!?…؟۔।")
_WIDE_STOPS: Final = tuple("。！？｡")
_CLOSERS: Final = "\"'”’»)]」』"

_TITLE: Final = ("og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title")
_AUTHOR: Final = (
    "citation_author",
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "byl",
)
_PUBLISHER: Final = ("og:site_name", "citation_publisher", "dc.publisher", "dcterms.publisher")
_PUBLISHED: Final = (
    "article:published_time", "og:published_time", "citation_publication_date", "citation_date", "datepublished",
    "dc.date.issued", "dc.date", "dcterms.issued", "dcterms.date", "parsely-pub-date", "pubdate", "publishdate", "date",
)  # fmt: skip
_LANGUAGE: Final = ("og:locale", "dc.language", "dcterms.language", "content-language")


def article(original: Original, given: About) -> Document:
    """The article of a page; what a person gave about it wins over what the page says.

    Raises:
        Unreadable: there is no article in it, it declares entities, a tag has thousands of attributes, or the extra
            `html` is missing.

    """
    head = head_of(original.data)
    declared = _CHARSET.search(head)
    source = page_of(original, (declared[1] or declared[2]) if declared else None)
    if _ENTITIES.search(source[: len(head)]):
        raise Unreadable(f"{original.shown} declares entities of its own.", "Save the page again without them.")
    if any(tag[2] for tag in _TAG.finditer(source)):
        raise Unreadable(f"{original.shown} has a tag with 2,000 attributes.", "Give the article's text in a file.")
    tree = _parsed(source, original.shown)
    about = given.or_else(_said(tree, original.url))
    text = _body(tree, original.shown)
    return document(text, about, original)


def _parsed(source: str, shown: str) -> "HtmlElement":
    try:
        from lxml.etree import LxmlError
        from lxml.html import HTMLParser, document_fromstring
    except ImportError:
        raise _missing(shown) from None
    # Without huge_tree libxml2 leaves out what is nested deeper than 256: nothing after it meets a deep tree.
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        tree = document_fromstring(source.encode(), parser=parser)
    except (LxmlError, ValueError):
        raise _no_article(shown) from None
    for one in tree.iter():  # not in the source, where they may be written as references
        if one.text and _CONTROL.search(one.text):
            one.text = _CONTROL.sub(_space_or_nothing, one.text)
        if one.tail and _CONTROL.search(one.tail):
            one.tail = _CONTROL.sub(_space_or_nothing, one.tail)
    return tree


def _space_or_nothing(control: re.Match[str]) -> str:
    return " " if control[0].isspace() else ""


def _body(tree: "HtmlElement", shown: str) -> str:
    """The body as plain paragraphs, if somebody says something in it."""
    if sum(1 for _ in tree.iter()) > _MOST_ELEMENTS:
        text = _by_elements(tree)
    else:
        text = _extracted(tree, strict=False, shown=shown)
        if len(text) < _SHORT:
            text = _extracted(tree, strict=True, shown=shown)
    if not any(map(_is_prose, text.splitlines())):
        raise _no_article(shown)
    return text


def _by_elements(tree: "HtmlElement") -> str:
    """The one `<article>`, else `<main>`, else everything, without what stands around it."""
    from lxml.etree import strip_elements, tostring

    found = next((all_[0] for name in ("article", "main", "body") if len(all_ := list(tree.iter(name))) == 1), tree)
    strip_elements(found, *_AROUND, with_tail=False)
    return plain(tostring(found, encoding="unicode", method="html"))


def _is_prose(line: str) -> bool:
    """Whether somebody says something in it, rather than a menu."""
    last = line.rstrip().rstrip(_CLOSERS)
    if last.endswith(_WIDE_STOPS):
        return len(last) > _LEAST_IDEOGRAPHS
    return last.endswith(_STOPS) and len(last.split(maxsplit=_LEAST_WORDS)) >= _LEAST_WORDS


def _extracted(tree: "HtmlElement", *, strict: bool, shown: str) -> str:
    try:
        from trafilatura import extract
    except ImportError:
        raise _missing(shown) from None
    with quiet():
        try:
            found = extract(tree, output_format="html", include_comments=False, favor_precision=strict)
        except Exception:  # noqa: BLE001 -- whatever a hostile page does to the extractor, there is no article in it
            found = None
    return plain(_CODE.sub("", found or ""))


def _missing(shown: str) -> Unreadable:
    return Unreadable(f"{shown} is a web page; the packages that read it are not installed.", install_hint("html"))


def _no_article(shown: str) -> Unreadable:
    return Unreadable(f"There is no article in {shown}.", "Give the page of one article, or its text in a file.")


def _said(tree: "HtmlElement", url: str) -> About:
    """What the page says about itself: its JSON-LD first, then its meta tags, then what readers see."""
    metas = _metas(tree)

    def first(keys: tuple[str, ...], keep: Any) -> Any:
        return next((kept for key in keys for value in metas[key] if (kept := keep(value))), None)

    scripts = [one.text or "" for one in tree.iter("script") if "ld+json" in (one.get("type") or "").lower()]
    base = url or address(next(iter(metas["og:url"]), ""))
    stated = About(
        title=first(_TITLE, name),
        author=next((found for key in _AUTHOR if (found := people([*metas[key]]))), None),
        publisher=first(_PUBLISHER, name),
        url=_canonical(tree, base) or first(("og:url",), address) or "",
        published=first(_PUBLISHED, day) or _time(tree),
        lang=language(tree.get("lang") or tree.get("xml:lang")) or first(_LANGUAGE, language),
    )
    linked = linked_data.said(scripts, base)
    seen = About(title=_headline(tree), url=url)
    about = replace(linked, url="", lang=None).or_else(stated).or_else(linked).or_else(seen)
    return about if not url or _site(about.url) == _site(url) else replace(about, url=url)


def _metas(tree: "HtmlElement") -> dict[str, list[str]]:
    """The contents of the meta tags by their lower-case names, in order."""
    metas: dict[str, list[str]] = defaultdict(list)
    for one in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if (key := one.get(attribute)) and (content := one.get("content")):
                metas[key.strip().lower()].append(content)
    return metas


def _canonical(tree: "HtmlElement", base: str) -> str:
    links = (one.get("href") for one in tree.iter("link") if "canonical" in (one.get("rel") or "").lower().split())
    return next((found for link in links if (found := address(link, base))), "")


def _time(tree: "HtmlElement") -> str | None:
    """The one `<time>` that says when the page was published."""
    times = [
        one.get("datetime") or one.get("content")
        for one in tree.iter("time", "span")
        if "datepublished" in (one.get("itemprop") or "").lower() or one.get("pubdate") is not None
    ]
    return next(filter(None, map(day, times)), None)


def _headline(tree: "HtmlElement") -> str | None:
    headings = [" ".join(one.itertext()) for one in tree.iter("h1")]
    if len(headings) == 1 and (only := name(headings[0])):
        return only
    return next(filter(None, (name(one.text) for one in tree.iter("title"))), None)


def _site(url: str) -> str:
    """The host that answers for an address: a page may correct its own, and may not pose as another's."""
    return (urlsplit(url).hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("amp.")
