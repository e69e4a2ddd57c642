"""The columns of a row: what they are called, what else they may be called, and which are left aside knowingly."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Final

from factcheck.errors import UsageProblem
from factcheck.identity import fold

COLUMNS: Final[tuple[str, ...]] = (
    *("uid", "text", "said_by", "kind", "named", "via", "stance", "modality", "voice", "cue", "said_on"),
    *("publisher", "title", "url", "published", "article", "quote", "start", "end", "tags", "state"),
    *("status", "credibility", "confidence", "because", "override", "due", "assessed_by", "assessed_at"),
    *("recorded_at", "by"),
)
ALIASES: Final = {
    "claim": "text",
    "source": "said_by",
    "source_name": "said_by",
    "source_kind": "kind",
    "article_title": "title",
}
IGNORED: Final = frozenset(
    ["id", "flags", "version", "source_id", "source_reliability", "reliability", "article_id", "line", "reason"]
)
"""Derived by the program or true of one database only, as `factcheck claims --format csv` writes them."""
DRAFT: Final = "draft"
"""What such a list says in place of the state."""
REQUIRED: Final = ("text", "said_by")


def resolve(names: Sequence[str], where: str = "") -> list[str | None]:
    """The column that each name stands for, None for one that is left aside.

    Raises:
        UsageProblem: a name is unknown or stands twice, or a column that every row needs is missing.

    """
    resolved = [column(name, where) for name in names]
    known = [one for one in resolved if one is not None]
    for one in known:
        if known.count(one) > 1:
            raise UsageProblem(f"{where}The column {one} stands there twice.", "Leave one of them out.")
    for one in REQUIRED:
        if one not in known:
            raise UsageProblem(f"{where}There is no column {one}.", "A row needs at least text and said_by.")
    return resolved


def likeness(names: Iterable[str]) -> int:
    """How many of these names are known."""
    return sum(_plain(name) in {*COLUMNS, *ALIASES, *IGNORED, DRAFT} for name in names)


def column(name: str, where: str = "") -> str | None:
    """The column that this name stands for, None for one that is left aside.

    Raises:
        UsageProblem: it is unknown.

    """
    plain = _plain(name)
    if plain in IGNORED:
        return None
    found = ALIASES.get(plain, plain)
    if found not in COLUMNS and found != DRAFT:
        near = get_close_matches(plain, [*COLUMNS, *ALIASES], n=1, cutoff=0.6)
        meant = f"Did you mean {near[0]}? " if near else ""
        raise UsageProblem(f"{where}{name!r} is no column.", f"{meant}Known are: {', '.join(COLUMNS)}.")
    return found


def _plain(name: str) -> str:
    return "_".join(fold(name).replace("-", " ").replace("_", " ").split())
