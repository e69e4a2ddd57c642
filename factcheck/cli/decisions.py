"""What each key of a review does: one call of the desk, stored at once, and what comes next."""

import logging
import sys
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from factcheck.cli.ask import reading, writing
from factcheck.cli.keyboard import Keyboard
from factcheck.errors import Refused
from factcheck.identity import CLAIM, handle
from factcheck.vocabulary import SourceKind

if TYPE_CHECKING:
    from factcheck.desk.review import Look
    from factcheck.store.claims import ClaimRow
    from factcheck.store.transaction import Session

talk = logging.getLogger("factcheck")

_HALVES: Final = 2
"""Claims that a split asks for with the old words to start from."""


@dataclass(slots=True)
class Desk:
    """A review under way: the drafts still to come, those skipped, and what was decided, with the versions it left."""

    db: str | None
    by: str
    keys: Keyboard
    waiting: deque[int]
    skipped: list[int] = field(default_factory=list)
    decided: list[tuple[int, int, str]] = field(default_factory=list)

    def change(self, seen: "Sequence[ClaimRow]", what: str, record: "Callable[[Session], Sequence[int]]") -> list[int]:
        """Store one decision, unless somebody was first, and remember how to undo it; the claims it led to."""
        from factcheck.store.claims import rows

        versions = {claim.id: claim.version for claim in seen}
        with writing(self.db, watch=list(versions), seen=versions) as session:
            numbers = list(record(session))
            if numbers:
                last = rows(session, numbers[-1:])[0]
                self.decided.append((last.id, last.version, what))
        return numbers

    def first(self, numbers: Sequence[int]) -> None:
        """Let these come next."""
        for one in reversed(numbers):
            self.pass_over(one)
            self.waiting.appendleft(one)

    def pass_over(self, number: int) -> None:
        """Let this one not come any more."""
        for line in (self.waiting, self.skipped):
            with suppress(ValueError):
                line.remove(number)


def _accept(desk: Desk, seen: "Look") -> None:
    from factcheck.desk.claims import accept

    desk.change([seen.claim], "accepted", lambda session: accept(session, [seen.claim.id], by=desk.by))
    desk.waiting.popleft()


def _reject(desk: Desk, seen: "Look") -> None:
    from factcheck.desk.claims import reject

    desk.change([seen.claim], "rejected", lambda session: reject(session, [seen.claim.id], by=desk.by))
    desk.waiting.popleft()


def _skip(desk: Desk, _: "Look") -> None:
    desk.skipped.append(desk.waiting.popleft())


def _edit(desk: Desk, seen: "Look") -> None:
    from factcheck.desk.claims import edit

    text = _asked(desk, "Claim: ", seen.claim.text)
    if text is not None and text != seen.claim.text:

        def record(session: "Session") -> list[int]:
            edit(session, seen.claim.id, text, by=desk.by)
            return [seen.claim.id]

        desk.change([seen.claim], "edited", record)


def _fix_source(desk: Desk, seen: "Look") -> None:
    from factcheck.desk.correction import correct
    from factcheck.store.details import detail

    name = _asked(desk, "Said by (a name or S5): ", seen.claim.source_name)
    if name is None or name == seen.claim.source_name:
        return
    kind = _kind(desk, name)

    def record(session: "Session") -> list[int]:
        first = detail(session, seen.claim.id).attributions[0].id
        correct(session, seen.claim.id, name, kind=kind, attribution=first, by=desk.by)
        return [seen.claim.id]

    desk.change([seen.claim], "given to another source", record)


def _kind(desk: Desk, name: str) -> SourceKind | None:
    """What sort of source a new one is; None for one that is known."""
    from factcheck.cli.parse import word
    from factcheck.desk.resolution import typed
    from factcheck.identity import SOURCE, is_handle
    from factcheck.store.sources import candidates

    with reading(desk.db, written=True) as session:
        if is_handle(SOURCE, name) or candidates(session, name):
            return None
    given = _asked(desk, "It is new. Kind: ", typed(name).kind)
    return word(SourceKind, "kind of source", given) if given is not None else None


def _split(desk: Desk, seen: "Look") -> None:
    from factcheck.desk.replacement import split

    sys.stdout.write("Each claim in words of its own; an empty line ends them.\n")
    texts: list[str] = []
    while (
        text := _asked(desk, f"Claim {len(texts) + 1}: ", seen.claim.text if len(texts) < _HALVES else "")
    ) is not None:
        texts.append(text)
    if not texts:
        return
    old = seen.claim.id
    new = desk.change([seen.claim], "split", lambda session: split(session, old, texts, by=desk.by))
    desk.pass_over(old)
    desk.first(new)


def _join(desk: Desk, seen: "Look") -> None:
    from factcheck.desk.replacement import composed, join

    if (other := seen.previous) is None:
        raise Refused(f"No claim stands before {handle(CLAIM, seen.claim.id)} that it could be joined with.")
    sys.stdout.write(f"With {handle(CLAIM, other.id)}; an empty line joins nothing.\n")
    text = _asked(desk, "Claim: ", composed(other.text, seen.claim.text))
    if text is None:
        return
    both = (other.id, seen.claim.id)
    new = desk.change([other, seen.claim], "joined", lambda session: [join(session, *both, text=text, by=desk.by)])
    for one in both:
        desk.pass_over(one)
    desk.first(new)


def _undo(desk: Desk, _: "Look") -> None:
    from factcheck.desk.undo import undo
    from factcheck.store.claims import rows
    from factcheck.store.drafts import waiting

    if not desk.decided:
        raise Refused("Nothing was decided yet that could be undone.", "Earlier decisions: factcheck undo C1")
    key, version, what = desk.decided.pop()
    with writing(desk.db, watch=[key], seen={key: version}) as session:
        numbers = undo(session, key, by=desk.by)
        versions = {claim.id: claim.version for claim in rows(session, numbers)}
        drafts = set(waiting(session))
    desk.waiting = deque(one for one in desk.waiting if one in drafts)  # what took a place that is given back is none
    desk.decided = [(one, versions.get(one, version), what) for one, version, what in desk.decided]
    talk.info("%s: no longer %s.", ", ".join(handle(CLAIM, one) for one in numbers), what)
    desk.first(numbers)


def _asked(desk: Desk, prompt: str, given: str) -> str | None:
    """A line that a person typed; None if it is empty or was left. What is only shown escaped stays as it is."""
    from factcheck.sanitise import inert

    typed = desk.keys.line(prompt, inert(given))
    if typed is None or not typed.strip():
        return None
    return given if typed == inert(given) else typed.strip()


KEYS: Final[dict[str, "Callable[[Desk, Look], None]"]] = {
    "a": _accept,
    "r": _reject,
    "k": _skip,
    " ": _skip,
    "e": _edit,
    "s": _fix_source,
    "p": _split,
    "j": _join,
    "u": _undo,
}
