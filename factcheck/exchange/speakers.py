"""Who the names in a file stand for: sources that are here, and new ones as the file describes them.

A name in a file is a name and never a handle. Everything is looked up while the rows are checked, before anything is
written, so that what the file itself brings does not change the answers.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from factcheck.desk.resolution import otherwise, typed
from factcheck.errors import Refused
from factcheck.exchange.rows import Row
from factcheck.identity import SOURCE, fold, handle, new_uid
from factcheck.reading.speakers import called_also, describe
from factcheck.store.events import canonical
from factcheck.store.ledger import Change
from factcheck.store.sources import Known, borne, called, occurring_in
from factcheck.store.transaction import Session
from factcheck.vocabulary import UNNAMED_KINDS, Action, SourceKind

_KEPT: Final = 10_000
_described: Final = lru_cache(_KEPT)(describe)
_folded: Final = lru_cache(_KEPT)(fold)
"""A file names few sources in many rows."""

Described = tuple[str, SourceKind | None, bool | None]
"""Somebody as a row describes them: the name, the kind and whether it is a name; None is not said."""


@lru_cache(_KEPT)
def _known_as(name: str) -> str:
    """One name for all that the gazetteer knows somebody by; whom it does not know has the one given."""
    return min(map(_folded, called_also(name)), default=_folded(name))


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody whom a row names, and the changes that create them, owners first, where that has not been done."""

    uid: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """Within what an unnamed source is the same one: an article, here or only cited. Never across two of them."""

    article: str
    line: tuple[int, ...] = ()


class Speakers:
    """The names of one file."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._here: dict[str, tuple[Known, ...]] = {}
        self._otherwise: dict[str, Known | None] = {}
        self._declared: dict[str, tuple[SourceKind, bool, int]] = {}
        self._planned: dict[tuple[str, ...], str] = {}
        self._scoped: dict[bytes, str] = {}
        self._names: dict[Described, str] = {}
        self._looked_up: set[str] = set()
        self._checked: set[Described] = set()
        self._found: dict[Described, Speaker] = {}

    def meet(self, rows: Iterable[Row]) -> None:
        """Look up all whom these rows name at once: mostly nobody here is called so."""
        names = {_folded(name) for row in rows for name in (row.said_by, *row.via)}.difference(self._here)
        self._here.update((name, ()) for name in names - borne(self._session, names))

    def name(self, row: Row) -> str:
        """The name that the row's speaker bears here, for its digest."""
        described = (row.said_by, row.kind, row.named)
        if (name := self._names.get(described)) is None:
            match = self._match(described)
            name = self._names[described] = match.name if match is not None else row.said_by
        return name

    def check(self, row: Row, line: int) -> None:
        """Look up everybody whom the row names, and remember how it describes the speaker.

        Raises:
            Refused: a source of that name is here, or earlier in the file, and is of another kind.

        """
        names = {row.said_by, *row.via}
        if not names <= self._looked_up:
            for name in (row.said_by, *row.via):
                self._look_up(name)
            self._looked_up |= names
        described = (row.said_by, row.kind, row.named)
        if described not in self._checked:
            self._check(row, line)
            self._checked.add(described)

    def _check(self, row: Row, line: int) -> None:
        found = self._called(row.said_by)
        if row.kind is None or self._match((row.said_by, row.kind, row.named)) is not None:
            return
        other = next((one for one in found if one.named), None)
        if other is not None and row.named is not False and row.kind not in UNNAMED_KINDS:
            key = handle(SOURCE, other.id)
            raise Refused(f"{other.name} ({key}) is {other.kind}, not {row.kind}.", "Change kind, or empty it.")
        self._declare(row, row.kind, line)

    def speaker(self, row: Row, scope: Callable[[], Scope | None]) -> Speaker:
        """Who says it; `scope` is asked for where the answer depends on it."""
        return self._found_before((row.said_by, row.kind, row.named), scope)

    def through(self, name: str, scope: Callable[[], Scope | None]) -> Speaker:
        """Who it came through."""
        return self._found_before((name, None, None), scope)

    def _declare(self, row: Row, kind: SourceKind, line: int) -> None:
        named = self._is_named(row.said_by, kind, row.named)
        before = self._declared.setdefault(_folded(row.said_by), (kind, named, line))
        if row.named is None and named and before[1] and before[0] is not kind:
            raise Refused(f"{row.said_by} is {before[0]} on line {before[2]}, not {kind}.", "Make kind the same.")

    def _called(self, name: str) -> tuple[Known, ...]:
        key = _folded(name)
        if key not in self._here:
            self._here[key] = tuple(called(self._session, name))
        return self._here[key]

    def _called_otherwise(self, name: str) -> Known | None:
        key = _folded(name)
        if key not in self._otherwise:
            self._otherwise[key] = otherwise(self._session, name)
        return self._otherwise[key]

    def _look_up(self, name: str) -> None:
        """Find out who is called so, and who owns them as far as the gazetteer knows."""
        line: dict[str, None] = {}
        while _folded(name) not in line:
            line[_folded(name)] = None
            if not self._called(name):
                self._called_otherwise(name)
            name = _described(name).owner or name

    def _match(self, described: Described) -> Known | None:
        """The source here that people mean by this name: a named one, or one that an alias or a merge leads to.

        If nobody bears the name, it is whom the gazetteer also calls so, as at the desk.
        """
        name, kind, named = described
        unnamed, borne = named is False or kind in UNNAMED_KINDS, self._called(name)
        found = [one for one in borne if (one.named and not unnamed) or _folded(one.name) != _folded(name)]
        if not borne and not unnamed and (other := self._called_otherwise(name)) is not None:
            found = [other]
        fitting = [one for one in found if kind is None or one.kind == kind]
        return next((one for one in fitting if one.name == name), fitting[0] if fitting else None)

    def _is_named(self, name: str, kind: SourceKind, named: bool | None) -> bool:  # noqa: FBT001 -- None: not said
        if kind in UNNAMED_KINDS:
            return False
        return _described(name).named if named is None else named

    def _found_before(self, described: Described, scope: Callable[[], Scope | None]) -> Speaker:
        if (known := self._found.get(described)) is not None:
            return known
        found, anywhere = self._find(described, scope)
        if anywhere:
            self._found[described] = Speaker(found.uid)
        return found

    def _find(self, described: Described, scope: Callable[[], Scope | None]) -> tuple[Speaker, bool]:
        """Who it is, and whether it is the same one wherever the name stands."""
        name, kind, named = described
        match = self._match(described)
        if match is not None:
            return Speaker(match.uid), True
        exact = kind is not None and named is not None
        if kind is None:
            declared = self._declared.get(_folded(name))
            kind = declared[0] if declared else _described(name).kind
            named = declared[1] if declared and named is None else named
        named = self._is_named(name, kind, named)
        if named:
            found = self._named(name, kind, exact=exact)
            return found, (name, str(kind)) in self._planned
        return self._unnamed(name, kind, scope()), False

    def _named(self, name: str, kind: SourceKind, *, exact: bool, below: tuple[str, ...] = ()) -> Speaker:
        """One new source for a name; two only where a file tells apart what was exported as two."""
        spelled, others = (name, str(kind)), [(_folded(name), ""), (_known_as(name), "", str(kind))]
        known = [self._planned[one] for one in (spelled, *(() if exact else others)) if one in self._planned]
        if known:
            return Speaker(known[0])
        speaker = self._new(name, kind, named=True, below=below)
        self._planned[spelled] = speaker.uid
        for one in others:
            self._planned.setdefault(one, speaker.uid)
        return speaker

    def _unnamed(self, name: str, kind: SourceKind, scope: Scope | None) -> Speaker:
        if scope is None:
            return self._new(name, kind, named=False)
        key = hashlib.sha256(canonical([_folded(name), str(kind), scope.article]).encode()).digest()[:16]
        if key not in self._scoped:
            cited = occurring_in(self._session, name, scope.line) if scope.line else None
            if cited is None or cited.named or (_folded(cited.name), cited.kind) != (_folded(name), kind):
                speaker = self._new(name, kind, named=False)
                self._scoped[key] = speaker.uid
                return speaker
            self._scoped[key] = cited.uid
        return Speaker(self._scoped[key])

    def _new(self, name: str, kind: SourceKind, *, named: bool, below: tuple[str, ...] = ()) -> Speaker:
        """A new source, with the owner and the pool of copy that the gazetteer knows, as at the desk."""
        about, line = _described(name), (_folded(name), *below)
        owner = None
        if about.owner is not None and _folded(about.owner) not in line:
            owner = self._owner(about.owner, line)
        payload = {
            "name": name,
            "kind": str(kind),
            "named": named,
            "owner": owner.uid if owner else None,
            "wire_group": about.wire_group,
        }
        uid = new_uid()
        return Speaker(uid, (*(owner.changes if owner else ()), Change(uid, Action.SOURCE_CREATED, payload)))

    def _owner(self, name: str, below: tuple[str, ...]) -> Speaker:
        match = self._match((name, None, None))
        if match is not None and match.named:
            return Speaker(match.uid)
        declared = self._declared.get(_folded(name))
        kind = declared[0] if declared else typed(name).kind
        kind = SourceKind.ORGANISATION if kind in UNNAMED_KINDS else kind
        return self._named(name, kind, exact=False, below=below)
