"""A page's JSON-LD as it is found in the wild: arrays, graphs, comments, control characters, escaped twice, cut off."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any, Final

from factcheck.reading.inputs.about import About, address, day, language, name, people

Node = dict[str, Any]

_MOST_NODES: Final = 20_000
_STRING: Final = r'"(?:[^"\\]|\\.)*+"'
_COMMENTS: Final = re.compile(rf"{_STRING}|//[^\n]*|/\*.*?\*/", re.DOTALL)
_TRAILING_COMMAS: Final = re.compile(rf"{_STRING}|,(?=\s*+[}}\]])", re.DOTALL)
"""Both find strings too, and leave those as they are."""

_WRAPPING: Final = re.compile(r"^\s*(?://\s*)?(?:<!--|<!\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)\s*$")
_ARTICLES: Final = frozenset({"report", "blogposting", "claimreview", "liveblogposting", "socialmediaposting"})


def said(scripts: list[str], base: str) -> About:
    """What the first article among the page's JSON-LD says about itself; nothing where there is none."""
    nodes = [node for script in scripts for node in _nodes(_loaded(script))]
    article = next((node for node in nodes if _is_article(node)), None)
    if article is None:
        return About()
    known = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}

    def names(key: str) -> list[object]:
        return [_name_of(one, known) for one in _listed(article.get(key))]

    return About(
        title=_first(name, [*_listed(article.get("headline")), *_listed(article.get("name"))]),
        author=people(names("author") or names("creator")),
        publisher=_first(name, names("publisher")),
        url=_first(lambda one: address(_id_of(one), base), [article.get("url"), article.get("mainEntityOfPage")]) or "",
        published=_first(day, _listed(article.get("datePublished"))),
        lang=_first(language, [_language_of(one) for one in _listed(article.get("inLanguage"))]),
    )


def _first(keep: Any, values: list[Any]) -> Any:
    return next((kept for kept in map(keep, values) if kept), None)


def _loaded(script: str) -> object:
    """The script's value, read leniently; None where even so it is no JSON."""
    for text in (script, _bare(script), _bare(html.unescape(script))):
        try:
            value = json.loads(text, strict=False)
            return json.loads(value, strict=False) if isinstance(value, str) else value
        except (ValueError, RecursionError):
            continue
    return None


def _bare(script: str) -> str:
    inner = _WRAPPING.sub("", script.strip()).strip().rstrip(";")
    return _TRAILING_COMMAS.sub(_string_or_nothing, _COMMENTS.sub(_string_or_nothing, inner))


def _string_or_nothing(found: re.Match[str]) -> str:
    return found[0] if found[0].startswith('"') else ""


def _nodes(value: object) -> Iterator[Node]:
    """All objects in document order, as far as anybody would write them by hand."""
    waiting = [value]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        one = waiting.pop()
        if isinstance(one, dict):
            yield one
            waiting.extend(reversed(list(one.values())))
        elif isinstance(one, list):
            waiting.extend(reversed(one))


def _is_article(node: Node) -> bool:
    types = [
        one.rpartition("/")[2].rpartition(":")[2].lower() for one in _listed(node.get("@type")) if isinstance(one, str)
    ]
    return any(one.endswith("article") or one in _ARTICLES for one in types)


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _name_of(value: object, known: dict[str, Node]) -> object:
    """The name of a person or organisation: written out, in an object, or behind a reference."""
    if not isinstance(value, dict):
        return value
    named = value.get("name") or known.get(str(value.get("@id")), {}).get("name")
    return next(iter(_listed(named)), None)


def _id_of(value: object) -> object:
    return value.get("@id") or value.get("url") if isinstance(value, dict) else value


def _language_of(value: object) -> object:
    return value.get("alternateName") or value.get("name") if isinstance(value, dict) else value
