"""The tree of who has it from whom, as lines: from the origins down, with what repeats folded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from factcheck.identity import ARTICLE, ATTRIBUTION, handle
from factcheck.output import words
from factcheck.output.listing import Line, Part
from factcheck.vocabulary import Modality

if TYPE_CHECKING:
    from factcheck.store.descent import Step
    from factcheck.store.origins import ChainRow, Origins, Tree

_BRANCHES: Final = 8
"""Branches of one source that people are shown, where not all are."""
_DEEPEST: Final = 30
"""Columns that branches may take before names; below, they are drawn no further to the right."""


@dataclass(slots=True)
class _Node:
    """A step with the steps below it."""

    step: "Step"
    below: list["_Node"] = field(default_factory=list)


def drawn(tree: "Tree", found: "Origins", most: int | None) -> Iterator[Line]:
    """The tree, each source with the articles in which it published on the word of those above it.

    Whoever only passes on to one other stands on the same line. Of articles about `most` are shown.
    """
    branches = most and _BRANCHES
    waiting: list[tuple[_Node | str, str, str]] = [(one, "  ", "  ") for one in _folded(_roots(tree), branches, tree)]
    waiting.reverse()
    while waiting:
        node, lead, under = waiting.pop()
        if isinstance(node, str):
            yield _line((Part(node, "dim"),), lead, under)
            continue
        path = [node]
        while len(path[-1].below) == 1 and not path[-1].step.chains:
            path += path[-1].below
        below = _folded(path[-1].below, branches, tree)
        chains = [tree.chains[at] for at in path[-1].step.chains]
        yield _line((*_label(path, found), *_places(chains, most)), lead, under)
        under = under[-_DEEPEST:]
        last = below[-1:]
        waiting += [
            (one, f"{under}└─ ", f"{under}   ") if [one] == last else (one, f"{under}├─ ", f"{under}│  ")
            for one in reversed(below)
        ]


def few(names: Sequence[str], most: int | None, what: str) -> str:
    """`A1, A4 and 12 more articles`."""
    if most is None or len(names) <= most + 1:
        return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
    return f"{', '.join(names[:most])} and {len(names) - most} more {what}s"


def _roots(tree: "Tree") -> list[_Node]:
    roots: list[_Node] = []
    path: list[_Node] = []
    for step in tree.steps:
        node = _Node(step)
        del path[step.depth :]
        (path[-1].below if path else roots).append(node)
        path.append(node)
    return roots


def _folded(nodes: Sequence[_Node], most: int | None, tree: "Tree") -> list[_Node | str]:
    """The first of them, and a word on the others."""
    if most is None or len(nodes) <= most + 1:
        return [*nodes]
    rest, found = [*nodes[most:]], list[_Node]()
    while rest:
        found.append(rest.pop())
        rest += found[-1].below
    chains = [tree.chains[at] for node in found for at in node.step.chains]
    articles = len({one.article_id for one in chains if one.article_id is not None})
    held = f", with {words.counted(articles, 'article')}" if articles else ""
    return [*nodes[:most], f"and {len(nodes) - most} more{held}"]


def _line(parts: tuple[Part, ...], lead: str, under: str) -> Line:
    margin = ((Part(lead.rstrip(), "dim"),),) if lead.strip() else ()
    return Line(parts, len(lead), margin, (Part(under.rstrip(), "dim"),) if margin or under.strip() else ())


def _label(path: Sequence[_Node], found: "Origins") -> Iterator[Part]:
    for at, node in enumerate(path):
        source, party = found.sources[node.step.source], found.parties[node.step.source]
        is_root = at == 0 and node.step.depth == 0
        about = [words.plain(source.kind)]
        about += [words.reliability(source.reliability)] if source.reliability else []
        about += [] if party.named else ["unnamed"]
        about += [f"owned by {found.sources[party.owner].name}"] if party.owner != party.id else []
        yield Part(f"{' ← ' if at else ''}")
        yield Part(source.name, "strong" if is_root and party.named else "")
        yield Part(f" ({', '.join(about)})", "dim")
    if path[-1].step.above:
        yield Part(", as above", "dim")


def _places(chains: "Sequence[ChainRow]", most: int | None) -> Iterator[Part]:
    """Where it stands, and how it is put if it is not simply said: `: A1, A4 and 12 more articles, feared`."""
    if not chains:
        return
    held = {one.article_id: one for one in chains if one.article_id is not None}
    first = sorted(held.values(), key=lambda one: (one.published or "~", one.article_id))
    loose = [handle(ATTRIBUTION, one.attribution_id) for one in chains if one.article_id is None]
    numbers = [handle(ARTICLE, one.article_id) for one in first if one.article_id is not None]
    yield Part(": ")
    if len(first) == 1:
        (one,) = first
        yield Part(numbers[0], "id")
        yield Part(
            "".join(
                (
                    f" {one.published}" if one.published else "",
                    f" {words.quoted(one.article_title)}" if one.article_title else "",
                )
            ),
            "dim",
        )
    elif first:
        yield Part(few(numbers, most, "article"), "id")
    if loose:
        yield Part(f"{', ' if first else ''}{few(loose, most, 'attribution')} in no article")
    moods = [words.plain(mood) for mood in Modality if mood in {one.modality for one in chains} - {Modality.STATED}]
    if moods:
        yield Part(f", {', '.join(moods)}", "dim")
