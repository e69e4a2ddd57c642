"""On whose word a claim rests, in every format: what is counted, what warns, and the tree of who has it from whom."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, TextIO

from factcheck.identity import ARTICLE, ATTRIBUTION, CLAIM, SOURCE, handle
from factcheck.output import words
from factcheck.output.answer import write_one
from factcheck.output.branches import drawn, few
from factcheck.output.listing import Line, Part, about, heading, line, title
from factcheck.output.terminal import terminal
from factcheck.settings import Format
from factcheck.vocabulary import SaidCheck, Stance, State

if TYPE_CHECKING:
    from factcheck.store.origins import ChainRow, Origin, Origins

_HEADINGS: Final = {
    Stance.ASSERTS: "Asserted by",
    Stance.DENIES: "Denied by (counted apart)",
    Stance.QUESTIONS: "Questioned by (counted apart)",
    Stance.REPORTS_NO_CONFIRMATION: "No confirmation, reported by (counted apart)",
    SaidCheck.MISATTRIBUTED: "Misattributed (asserts nothing)",
}
_SHOWN: Final = 3
"""Circles, names and articles that a line for people has room for."""
_NAMED: Final = 8
"""Origins that are named to people."""


def write_origins(
    found: "Origins", format: Format, out: TextIO, *, width: int | None = None, color: bool | None = None
) -> None:
    """Write on whose word a claim rests. On a terminal what repeats is folded; all other formats have everything."""
    most = _SHOWN if format is Format.TABLE else None
    write_one(shape(found), lines(found, most), format, out, terminal(out, width=width, color=color))


def shape(found: "Origins") -> dict[str, Any]:
    """The answer as scripts rely on it."""
    return {
        "claim": handle(CLAIM, found.id),
        "origins": [{"id": handle(SOURCE, one.id), "name": one.name, "known": one.known} for one in found.origins],
        "count": found.count,
        "circular": [[handle(SOURCE, one.id) for one in circle] for circle in found.circles],
        "echoes": [[handle(ARTICLE, number) for number in several] for several in found.echoes],
        "flags": list(found.flags),
        "chains": [_chain(one) for one in found.chains],
    }


def _chain(one: "ChainRow") -> dict[str, Any]:
    article = None
    if one.article_id is not None:
        article = {"id": handle(ARTICLE, one.article_id), "title": one.article_title, "published": one.published}
    return {
        "attribution": handle(ATTRIBUTION, one.attribution_id),
        "claim": handle(CLAIM, one.claim_id),
        "article": article,
        "chain": [
            {
                "id": handle(SOURCE, source.id),
                "name": source.name,
                "kind": source.kind,
                "reliability": source.reliability,
            }
            for source in one.chain
        ],
        "stance": one.stance,
        "modality": one.modality,
        "said_check": one.said_check,
        "said_on": one.said_on,
    }


def lines(found: "Origins", most: int | None) -> Iterator[Line]:
    """The page: what is counted and what warns, then a tree for each stance. At most so many of what repeats."""
    yield title(handle(CLAIM, found.id), found.text)
    yield line()
    yield from _head(found, most)
    trees = {tree.bearing: tree for tree in found.trees}
    for bearing, above in _HEADINGS.items():
        if bearing in trees or bearing == Stance.ASSERTS:
            yield line()
            yield heading(above)
        if bearing in trees:
            yield from drawn(trees[bearing], found, most)
        elif bearing == Stance.ASSERTS:
            yield line(Part("nobody", "dim"), indent=2)


def counted(found: "Origins") -> str:
    """What the count allows to say: `2 named origins; independence not established`."""
    unnamed = len(found.origins) - found.count
    others = f"; {words.counted(unnamed, 'unnamed source')} {_verb(unnamed, 'counts')} as none" if unnamed else ""
    if not found.count:
        return f"no named origin{others}"
    if found.count == 1:
        (name,) = (one.name for one in found.origins if one.known)
        return f"1 named origin, {name}: nobody else who is named vouches for it{others}"
    return f"{found.count} named origins; independence not established{others}"


def _head(found: "Origins", most: int | None) -> Iterator[Line]:
    if found.state in {State.REJECTED, State.SUPERSEDED}:
        yield about("state", words.plain(found.state))
    if same := found.members[1:]:
        says = f"{_verb(len(same), 'says')} the same and {'is' if len(same) == 1 else 'are'} counted here"
        yield about("same", f"{few([handle(CLAIM, number) for number in same], most, 'claim')} {says}")
    yield about("origins", Part(counted(found), "strong"))
    known = [one for one in found.origins if one.known]
    if found.count > 1 or any(len(one.roots) > 1 for one in known):
        yield about("", few([_rooted(one) for one in known], most and _NAMED, "origin"))
    for several in found.one_copy:
        yield about("", Part(f"{_names(several, most)} say it in nearly the same text", "warning"))
    for pool, several in found.wire_groups.items():
        yield about("", Part(f"{_names(several, most)} carry the copy of one wire, {pool}", "warning"))
    yield about("articles", _articles(found.chains))
    label = "circular"
    for circle in found.circles[:most]:
        yield about(label, Part(" → ".join(one.name for one in circle), "warning"), ": each has it from the next")
        label = ""
    if rest := len(found.circles[most or len(found.circles) :]):
        yield about(label, f"and {words.counted(rest, 'more circle', 'more circles')}")
    label = "echoes"
    for articles in found.echoes:
        copies = few([handle(ARTICLE, number) for number in articles], most and 2 * most, "article")
        yield about(label, f"{copies} are nearly the same text, likely one wire copy")
        label = ""
    label = "flags"
    for flag in found.flags:
        yield about(label, words.plain(flag), Part(f": {words.FLAGS[flag]}", "dim"))
        label = ""


def _articles(chains: "Sequence[ChainRow]") -> str:
    """`12 by 10 publishers, 2025-08-23 to 2025-08-25`: those that assert it."""
    held = {one.article_id: one for one in chains if one.bearing == Stance.ASSERTS and one.article_id is not None}
    if not held:
        return "none in which it is asserted"
    names = {one.chain[-1].id: one.chain[-1].name for one in held.values()}
    publishers = f"{len(names)} publishers" if len(names) > 1 else "".join(names.values())
    dates = sorted(one.published for one in held.values() if one.published)
    when = f", {dates[0]}" if dates else ""
    return f"{len(held)} by {publishers}{when}{f' to {dates[-1]}' if dates and dates[-1] != dates[0] else ''}"


def _rooted(one: "Origin") -> str:
    """`Veld Press`, or `Veld Press (Veld Radio and Orm Gazette)`, which it owns."""
    return f"{one.name} ({few(one.roots, _SHOWN, 'source')})" if len(one.roots) > 1 else one.name


def _names(several: "Sequence[Origin]", most: int | None) -> str:
    return few([one.name for one in several], most, "origin")


def _verb(number: int, word: str) -> str:
    return word if number == 1 else word.removesuffix("s")
