"""How close claims are in meaning, by vectors that are kept in the database or made now: the extra `match`."""

import logging
from collections.abc import Callable, Mapping
from hashlib import blake2b
from typing import Final

from factcheck.desk.likeness import plain
from factcheck.reading import meaning
from factcheck.settings import Location
from factcheck.store import vectors
from factcheck.store.session import reading, write
from factcheck.store.transaction import Session
from factcheck.store.vectors import Vector

_DIGEST: Final = 8
_FEW: Final = 3
talk = logging.getLogger("factcheck")


def closeness(session: Session, text: str, others: Mapping[int, str], own: int | None = None) -> dict[int, float]:
    """The cosine of what a text means (that of the claim `own`, if it is one) and each claim, by the claims' keys.

    What no vector is kept for is read now, which takes about ten milliseconds a claim, and not kept: who reads may
    have no right to write.

    Raises:
        MissingExtra: the packages are not installed.

    """
    asked = plain(text)
    claims = {number: plain(other) for number, other in others.items()}
    all_claims = claims if own is None else {**claims, own: asked}
    known = {all_claims[number]: vector for number, vector in _kept(session, all_claims).items()}
    missing = [words for words in dict.fromkeys([asked, *claims.values()]) if words not in known]
    known |= zip(missing, meaning.vectors(missing), strict=True)
    if len(missing) > _FEW:
        talk.info("The meaning of %d claims had to be read first. To keep it: factcheck db vectors", len(missing))
    return {number: meaning.closeness(known[asked], known[words]) for number, words in claims.items()}


def keep(location: Location, progress: Callable[[int, int | None], None] = lambda _done, _total: None) -> int:
    """Keep a vector of each claim that has none, or one of other words or of another model; how many were made.

    No transaction is open while the model works, so that others can write; what is done stays done if it is stopped.

    Raises:
        MissingExtra: the packages are not installed.

    """
    made = seen = after = 0
    while True:
        with reading(location) as session:
            total = vectors.total(session.connection())
            claims = {number: plain(text) for number, text in vectors.page(session.connection(), after).items()}
            kept = _kept(session, claims)
        if not claims:
            return made
        missing = {number: words for number, words in claims.items() if number not in kept}
        texts = list(dict.fromkeys(missing.values()))
        new = dict(zip(texts, meaning.vectors(texts), strict=True))
        rows = {number: Vector(_digest(words), new[words]) for number, words in missing.items()}
        if rows:
            _keep(location, rows)
        made, seen, after = made + len(rows), seen + len(claims), max(claims)
        progress(seen, total)


def _keep(location: Location, rows: Mapping[int, Vector]) -> None:
    write(location, lambda session: vectors.keep(session.connection(), meaning.NAME, rows))


def _kept(session: Session, claims: Mapping[int, str]) -> dict[int, bytes]:
    """The vectors kept of these claims that were made from the words that they still have."""
    kept = vectors.stored(session.connection(), meaning.NAME, list(claims))
    return {number: one.vector for number, one in kept.items() if one.digest == _digest(claims[number])}


def _digest(words: str) -> bytes:
    return blake2b(words.encode(), digest_size=_DIGEST).digest()
