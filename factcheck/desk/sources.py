"""Keeping sources: who they are, what else they are called, how reliable, and which are one."""

from collections.abc import Iterator, Sequence

from factcheck.desk import words
from factcheck.desk.resolution import create, meant, typed
from factcheck.errors import Refused, UsageProblem
from factcheck.identity import SOURCE, fold, handle, is_handle, new_uid
from factcheck.reading.description import Description
from factcheck.store.ledger import Change, record
from factcheck.store.locks import hold_graded, lock_sources
from factcheck.store.sources import Known, by_id, candidates, source_detail
from factcheck.store.transaction import Session
from factcheck.vocabulary import UNNAMED_KINDS, Action, Reliability, SourceKind


def add(
    session: Session,
    name: str,
    *,
    kind: SourceKind | None = None,
    named: bool | None = None,
    owner: str | None = None,
    by: str,
) -> int:
    """Create a source; its kind and whether it is named are guessed from the name unless given.

    Raises:
        Refused: a named source is called so already.
        NotFound: there is no such owner.

    """
    title = _unlike_a_handle(words.name(name))
    lock_sources(session)
    same = [one for one in candidates(session, title) if one.named]
    if same:
        raise Refused(
            f"{handle(SOURCE, same[0].id)} is called {title!r} already.",
            f"Use it, or change it: factcheck source edit {handle(SOURCE, same[0].id)}",
        )
    guess = typed(title)
    becomes = kind or guess.kind
    guess = Description(becomes, _may_be_named(becomes, named) if named is not None else guess.named)
    return create(session, title, guess, owner=_named(session, owner) if owner is not None else None, by=by).id


def alias(session: Session, given: str, add: Sequence[str], remove: Sequence[str], *, by: str) -> int:
    """Add and remove other names of a source.

    Raises:
        NotFound: there is no such source.
        Refused: another named source bears the name, or it has no such other name.

    """
    lock_sources(session)
    source = meant(session, given)
    have = {fold(one): one for one in source_detail(session, source.id).aliases}
    new = {
        fold(one): one for one in map(_unlike_a_handle, map(words.name, reversed(add)))
    }  # each once, as it was spelled first
    added = [one for folded, one in reversed(new.items()) if folded not in {*have, fold(source.name)}]
    for name in added:
        others = [one for one in candidates(session, name) if one.named and one.id != source.id]
        if others:
            other = handle(SOURCE, others[0].id)
            raise Refused(
                f"{other} is called {name!r}.",
                f"If they are one: factcheck source merge {other} {handle(SOURCE, source.id)}",
            )
    for name in remove:
        if fold(name) not in have:
            raise Refused(
                f"{source.name} has no other name {name!r}.", f"See: factcheck source show {handle(SOURCE, source.id)}"
            )
    removed = [have[fold(name)] for name in remove]
    if added or removed:
        record(session, [Change(source.uid, Action.SOURCE_ALIASED, {"added": added, "removed": removed})], by=by)
    return source.id


def edit(
    session: Session,
    given: str,
    *,
    name: str | None = None,
    kind: SourceKind | None = None,
    named: bool | None = None,
    owner: str | None = None,
    wire_group: str | None = None,
    because: str | None = None,
    by: str,
) -> int:
    """Change what is known of a source; "none" as `owner` or `wire_group` takes it away.

    Raises:
        NotFound: there is no such source, or no such owner.
        Refused: it would own itself, another source bears the name, or its kind is never named.
        UsageProblem: nothing to change was given.

    """
    lock_sources(session)
    source = meant(session, given)
    fields: dict[str, tuple[object, object]] = {}
    if name is not None:
        fields["name"] = (source.name, _free_name(session, source, name))
    if kind is not None:
        fields["kind"] = (source.kind, str(kind))
    if named is not None or (kind in UNNAMED_KINDS and source.named):
        fields["named"] = (source.named, _may_be_named(SourceKind(kind or source.kind), named))
    new_owner = None
    if owner is not None:
        old = by_id(session, source.owner_id) if source.owner_id is not None else None
        new_owner = _owner(session, source, owner)
        fields["owner"] = (old.uid if old else None, new_owner.uid if new_owner else None)
    if wire_group is not None:
        fields["wire_group"] = (source.wire_group, _wire_group(wire_group))
    if not fields:
        raise nothing_to_change()
    before = {field: was for field, (was, becomes) in fields.items() if was != becomes}
    if before:
        payload = {
            "from": before,
            "to": {field: fields[field][1] for field in before},
            "owner_name": new_owner.name if new_owner else None,
        }
        record(session, [Change(source.uid, Action.SOURCE_EDITED, payload, because)], by=by)
    return source.id


def grade(session: Session, given: str, reliability: Reliability, *, because: str, by: str) -> int:
    """Append a judgement of a source's reliability.

    Raises:
        NotFound: there is no such source.
        UsageProblem: the reason is empty.

    """
    reason = words.text(because, "reason")
    source = meant(session, given)
    hold_graded(session, source.id)
    before = source_detail(session, source.id).row.reliability
    payload = {"grade": new_uid(), "reliability": str(reliability), "before": before}
    record(session, [Change(source.uid, Action.SOURCE_GRADED, payload, reason)], by=by)
    return source.id


def merge(session: Session, given: str, into: str, *, because: str | None = None, by: str) -> int:
    """Redirect a source to another that is the same; its rows stay as they are, and its name leads to the other.

    Raises:
        NotFound: there is no such source.
        Refused: they are one already, or the one owns the other.

    """
    lock_sources(session)
    source, target = meant(session, given), meant(session, into)
    if source.id == target.id:
        raise Refused(
            f"{given!r} and {into!r} are one source already, {handle(SOURCE, target.id)}.", "Name two sources."
        )
    if any(one.id == source.id for one in _owners(session, target)):
        raise Refused(
            f"{source.name} owns {target.name}.",
            f"Take the owner away first: factcheck source edit {handle(SOURCE, target.id)} --owner none",
        )
    payload = {"into": target.uid, "into_name": target.name}
    record(session, [Change(source.uid, Action.SOURCE_MERGED, payload, because)], by=by)
    return target.id


def nothing_to_change() -> UsageProblem:
    """What to say where an edit names nothing."""
    remedy = "Give --name, --kind, --owner, --wire-group, --named or --unnamed."
    return UsageProblem("Nothing to change was given.", remedy)


def _unlike_a_handle(name: str) -> str:
    if is_handle(SOURCE, name):
        raise UsageProblem(f"{name!r} is a source's id and no name.", "Give the name in words.")
    return name


def _free_name(session: Session, source: Known, name: str) -> str:
    title = _unlike_a_handle(words.name(name))
    others = [one for one in candidates(session, title) if one.named and one.id != source.id]
    if others:
        raise Refused(f"{handle(SOURCE, others[0].id)} is called {title!r}.", "Merge them, or choose another name.")
    return title


def _may_be_named(kind: SourceKind, named: bool | None) -> bool:  # noqa: FBT001 -- three values
    if kind not in UNNAMED_KINDS:
        return bool(named)
    if named:
        raise Refused(f"A source of kind {kind} is never named.", "Give another --kind.")
    return False


def _wire_group(given: str) -> str | None:
    _refuse_empty(given, "wire group")
    return None if given == "none" else words.name(given, "wire group")


def _named(session: Session, given: str) -> Known | None:
    """The source that is to be an owner; None for "none"."""
    _refuse_empty(given, "owner")
    return None if given == "none" else meant(session, given)


def _refuse_empty(given: str, what: str) -> None:
    if not given.strip():
        option = f"--{what.replace(' ', '-')}"
        raise UsageProblem(f"The {what} is empty.", f"Give a name; {option} none takes it away.")


def _owner(session: Session, source: Known, given: str) -> Known | None:
    """The new owner, which the source does not own in its turn; None for "none"."""
    owner = _named(session, given)
    if owner is None:
        return None
    if any(one.id == source.id for one in (owner, *_owners(session, owner))):
        raise Refused(f"{source.name} would own itself.", "Name another owner.")
    return owner


def _owners(session: Session, source: Known) -> Iterator[Known]:
    """The source's owner, the owner's owner, and so on; a circle, which an import may have brought, is gone once."""
    seen = {source.id}
    while source.owner_id is not None:
        source = by_id(session, source.owner_id)
        if source.id in seen:
            return
        seen.add(source.id)
        yield source
