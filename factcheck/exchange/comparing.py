"""Whether what a file says to be is what its events led to here."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from factcheck.exchange import records
from factcheck.store.transaction import Session

_SHOWN: Final = 60


def differences(session: Session, given: Sequence[Mapping[str, Any]]) -> list[str]:
    """What is wrong with each record; an empty text if nothing is.

    A record of a subject that went on here says what was, and nothing is wrong with that.
    """
    here = _here(session, given)
    roots = _roots(session, [str(one["merged_into"]) for one in given if one.get("merged_into")])
    return [_difference(one, here.get(records.identity(one)), roots) for one in given]


def _here(session: Session, given: Sequence[Mapping[str, Any]]) -> dict[tuple[str, ...], dict[str, Any]]:
    wanted: dict[str, set[str]] = defaultdict(set)
    for one in given:
        wanted[one["type"]].add(one.get("uid") or one["attribution"])
    found = (records.here(session.connection(), what, sorted(uids)) for what, uids in wanted.items())
    return {records.identity(one): one for several in found for one in several}


def _roots(session: Session, uids: Sequence[str]) -> dict[str, str]:
    """What these sources have been merged into, if they have."""
    found = records.here(session.connection(), "source", sorted(set(uids)))
    return {one["uid"]: one["merged_into"] for one in found if one["merged_into"]}


def _difference(given: Mapping[str, Any], here: Mapping[str, Any] | None, roots: Mapping[str, str]) -> str:
    if here is None:
        return f"It says what became of this {given['type']}, but no event that could be imported made it."
    if given == here or given.get("version", 0) < here.get("version", 0):
        return ""
    for name, said in given.items():
        if name == "id" or said == here[name]:
            continue
        if name == "merged_into" and said is not None and roots.get(said) == here[name]:
            continue
        return f"It says {name} {_shown(said)}, but its events say {_shown(here[name])}."
    return ""


def _shown(value: object) -> str:
    text = repr(value) if not isinstance(value, str) else value
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
