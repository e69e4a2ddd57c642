"""One claim as a flat row, whatever the format it came in: read from cells of text, and every cell checked."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple, TypeVar

from factcheck.dates import partial
from factcheck.desk import words
from factcheck.errors import UnknownWord, UsageProblem
from factcheck.exchange.judging import Judged, judged
from factcheck.identity import is_uid
from factcheck.vocabulary import UNNAMED_KINDS, Modality, SourceKind, Stance, State, Voice

_UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")
_SEPARATOR: Final = re.compile(r"(?<!\S)>(?!\S)")
_YES: Final = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_LARGEST: Final = 2**31 - 1
_DIGITS: Final = 10
_KEPT: Final = 10_000
_LATELY: Final = 32
_SHORT: Final = 100
_name: Final = lru_cache(_KEPT)(words.name)
_date: Final = lru_cache(_KEPT)(partial)
"""A file names few people, articles and days in many rows."""

_CITED: Final = ("publisher", "title", "published", "article", "start", "end")
Word = TypeVar("Word", bound=StrEnum)


class Cited(NamedTuple):
    """Where the words stand, as the row says: the article's uid and description, the quote and its code points."""

    publisher: str | None
    title: str | None
    url: str | None
    published: str | None
    article: str | None
    quote: str | None
    start: int | None
    end: int | None

    def known(self) -> dict[str, str | int]:
        """What is said at all, by name."""
        return {name: value for name, value in zip(self._fields, self, strict=True) if value is not None}


class Row(NamedTuple):
    """One claim with its first attribution and its last assessment. Of these, a million are made and kept a while."""

    uid: str | None
    text: str
    said_by: str
    kind: SourceKind | None
    named: bool | None
    via: tuple[str, ...]
    stance: Stance
    modality: Modality
    voice: Voice
    cue: str | None
    said_on: str | None
    cited: Cited
    tags: tuple[str, ...]
    state: State
    judged: Judged | None
    recorded_at: datetime | None
    by: str | None


def read(cells: Mapping[str, str]) -> Row:
    """The row behind the cells, by column; an empty cell is the same as none.

    Raises:
        UsageProblem: a cell is malformed, or cells contradict each other.

    """
    _storable(cells)
    cell = {name: text for name, given in cells.items() if (text := given.strip())}
    uid = cell.get("uid")
    if uid is not None and not is_uid(uid):
        raise UsageProblem(f"{uid!r} is no uid.", "Leave it out, or give a UUID of version 7 in small letters.")
    kind = word(SourceKind, cell["kind"], "kind of source") if "kind" in cell else None
    named = _yes_or_no(cell["named"], "named") if "named" in cell else None
    if named and kind in UNNAMED_KINDS:
        raise UsageProblem(f"A source of kind {kind} is never named.", "Change kind or named.")
    said_by = _name(cell.get("said_by", ""))
    cited = _cited(*map(cell.get, _CITED), cells.get("quote", ""), cells.get("url", ""))
    draft = "draft" in cell and _yes_or_no(cell["draft"], "draft")
    state = word(State, cell.get("state", State.DRAFT if draft else State.ACCEPTED), "state")
    if state is State.SUPERSEDED:
        raise UsageProblem("A claim begins as no superseded one.", "Leave it out: the claims split from it replace it.")
    return Row(
        uid=uid,
        text=words.text(cell.get("text", ""), "claim"),
        said_by=said_by,
        kind=kind,
        named=named,
        via=_via(cell, cited, said_by),
        stance=word(Stance, cell.get("stance", Stance.ASSERTS), "stance"),
        modality=word(Modality, cell.get("modality", Modality.STATED), "modality"),
        voice=word(Voice, cell.get("voice", Voice.REPORTED), "voice"),
        cue=words.text(cell["cue"], "cue") if "cue" in cell else None,
        said_on=_date(cell["said_on"], "said_on") if "said_on" in cell else None,
        cited=cited,
        tags=_tags(cell["tags"]) if "tags" in cell else (),
        state=state,
        judged=judged(cell, state, moment),
        recorded_at=moment(cell["recorded_at"], "recorded_at") if "recorded_at" in cell else None,
        by=_name(cell["by"], "analyst's name") if "by" in cell else None,
    )


@lru_cache(_KEPT)
def word(vocabulary: type[Word], given: str, what: str) -> Word:
    """The word of this vocabulary.

    Raises:
        UnknownWord: it is none.

    """
    try:
        return vocabulary(given)
    except ValueError:
        raise UnknownWord(what, given, vocabulary) from None


def _tags(given: str) -> tuple[str, ...]:
    return _few_tags(given) if len(given) <= _SHORT else tuple(words.tags(given.split()))


@lru_cache(_KEPT)
def _few_tags(given: str) -> tuple[str, ...]:
    return tuple(words.tags(given.split()))


def moment(text: str, column: str) -> datetime:
    """A time with its zone.

    Raises:
        UsageProblem: it is no such time, or has no zone.

    """
    remedy = "Give one like 2026-01-01T00:00:00Z."
    try:
        found = datetime.fromisoformat(text)
        if found.tzinfo is None:
            raise UsageProblem(f"{column}: {text!r} has no time zone.", remedy)
        return found if found.tzinfo is UTC else found.astimezone(UTC)
    except (ValueError, OverflowError):  # in UTC it may lie before the year 1, or after 9999
        raise UsageProblem(f"{column}: {text!r} is no time.", remedy) from None


def join_names(names: Sequence[str]) -> str:
    """The names with " > " between them; a `>` within one is marked by a backslash."""
    return " > ".join(name.replace("\\", "\\\\").replace(">", "\\>") for name in names)


def split_names(text: str) -> list[str]:
    """The names that were joined."""
    names = _SEPARATOR.split(text) if text else []
    return [re.sub(r"\\([\\>])", r"\1", name.strip()) for name in names]


def _storable(cells: Mapping[str, str]) -> None:
    whole = "".join(cells.values())
    if whole.isascii() and "\0" not in whole:
        return
    for name, text in cells.items():
        if (found := _UNSTORABLE.search(text)) is None:
            continue
        if found[0] == "\0":
            raise UsageProblem(f"{name} holds a NUL.", "Take it out.")
        if "\udc80" <= found[0] <= "\udcff":
            raise UsageProblem(f"{name} is not UTF-8: byte 0x{ord(found[0]) - 0xDC00:02x}.", "Save the file as UTF-8.")
        raise UsageProblem(f"{name} holds half a character (a lone surrogate).", "Type it again.")


def _yes_or_no(text: str, name: str) -> bool:
    if (found := _YES.get(text.lower())) is None:
        raise UsageProblem(f"{name}: {text!r} is neither true nor false.", "Give true or false.")
    return found


def _via(cell: Mapping[str, str], cited: Cited, said_by: str) -> tuple[str, ...]:
    """The chain behind the speaker; where none is given, an article came through its publisher."""
    given = tuple(_name(one, "source in via") for one in split_names(cell["via"])) if "via" in cell else ()
    if given or cited.publisher in {None, said_by}:
        return given
    return (str(cited.publisher),)


@lru_cache(_LATELY)
def _cited(
    publisher: str | None,
    title: str | None,
    published: str | None,
    article: str | None,
    begins: str | None,
    ends: str | None,
    quote: str,
    url: str,
) -> Cited:
    start, end = _offset(begins, "start"), _offset(ends, "end")
    if article is not None and not is_uid(article):
        raise UsageProblem(f"article: {article!r} is no uid.", "Leave it out, or give the article's uid.")
    if (start is None) != (end is None):
        raise UsageProblem("start and end go together.", "Give both or neither.")
    if start is not None and end is not None:
        if not quote:
            raise UsageProblem("start and end need the quote that stands there.", "Give the quote.")
        if end - start != len(quote):
            raise UsageProblem(
                f"From {start} to {end} is not the length of the quote, {len(quote)}.", "Offsets count code points."
            )
    return Cited(
        publisher=_name(publisher, "publisher") if publisher is not None else None,
        title=words.name(title, "title") if title is not None else None,
        url=url or None,
        published=_date(published, "published") if published is not None else None,
        article=article,
        quote=quote or None,
        start=start,
        end=end,
    )


def _offset(text: str | None, name: str) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS and int(text) <= _LARGEST):
        raise UsageProblem(f"{name}: {text!r} is no offset.", "Give the number of characters before it.")
    return int(text)
