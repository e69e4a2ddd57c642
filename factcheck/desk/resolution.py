"""Which source a name stands for: one that is here, else a new one, with whatever the gazetteer knows of it."""

from collections.abc import Sequence

from factcheck.desk import words
from factcheck.errors import Refused
from factcheck.identity import SOURCE, fold, handle, is_handle, new_uid
from factcheck.reading import gazetteer
from factcheck.reading.description import Description
from factcheck.reading.speakers import called_also, describe
from factcheck.store.ledger import Change, record
from factcheck.store.locks import lock_sources
from factcheck.store.sources import Known, by_name, by_other_name, by_uid, candidates, known, occurring_in
from factcheck.store.transaction import Session
from factcheck.vocabulary import UNNAMED_KINDS, Action, SourceKind


def find_or_create(
    session: Session, given: str, *, kind: SourceKind | None = None, articles: Sequence[int] = (), by: str
) -> Known:
    """The source that a person means by a handle or name; a name that is not known becomes a new source.

    Raises:
        NotFound: there is no source with this handle.
        Refused: the source exists and is of another kind than the one given.

    """
    if is_handle(SOURCE, given):
        source = known(session, given)
    else:
        guess = typed(given)
        source = resolve(session, given, Description(kind or guess.kind, guess.named), articles=articles, by=by)
    if kind is not None and source.kind != kind:
        key = handle(SOURCE, source.id)
        raise Refused(
            f"{source.name} ({key}) is {source.kind}, not {kind}.",
            f"Leave --kind out, or change it: factcheck source edit {key} --kind {kind}",
        )
    return source


def meant(session: Session, given: str) -> Known:
    """The source that a person means by a handle, by a name, or by another name that the gazetteer knows it by.

    Raises:
        NotFound: there is none.

    """
    other = otherwise(session, given) if not candidates(session, given) else None
    return other or known(session, given)


def spelled_here(session: Session, names: Sequence[str]) -> tuple[str, ...]:
    """The names, but the handle of a source that is here only by another name of the gazetteer's."""
    return tuple(
        handle(SOURCE, other.id)
        if not candidates(session, one) and (other := otherwise(session, one)) is not None
        else one
        for one in names
    )


def resolve(
    session: Session,
    given: str,
    guess: Description,
    *,
    spelled: str | None = None,
    articles: Sequence[int] = (),
    by: str,
) -> Known:
    """The source that goes by this name; a new one as `guess` describes it where there is none.

    Names, aliases and merges, which people decided on, come first: those of `spelled`, which is how an article puts
    the name, then those of the name; then whatever else the gazetteer knows the name's source by. An unnamed source
    ("officials") is only taken for one that the same article, or an earlier revision of it, cites: never across
    articles. Outside articles it is one that was logged by hand.
    """
    name, spelled = words.name(given), words.name(spelled) if spelled else None
    found = find(session, name, spelled=spelled, articles=articles)
    if found is None:
        lock_sources(session)
        found = find(session, name, spelled=spelled, articles=articles)  # somebody else may have created it meanwhile
    return found or create(session, name, guess, by=by)


def find(session: Session, name: str, *, spelled: str | None = None, articles: Sequence[int] = ()) -> Known | None:
    """The source that `resolve` finds, if it is here."""
    for one in dict.fromkeys((spelled or name, name)):
        decided = by_name(session, one, decided=True)
        if decided is not None:
            return decided
    return otherwise(session, name) or (
        occurring_in(session, name, articles) if articles else by_name(session, name, decided=False)
    )


def otherwise(session: Session, name: str) -> Known | None:
    """The source that bears another name of the gazetteer's.

    Other names that people gave count, but for a place's: "Seoul" may be given to the city's own government.
    """
    names = called_also(name)
    return by_other_name(session, names, aliases=not gazetteer.is_place(name)) if names else None


def create(
    session: Session,
    name: str,
    guess: Description,
    *,
    owner: Known | None = None,
    below: tuple[str, ...] = (),
    by: str,
) -> Known:
    """The new source. Unless a person named its owner, it is whom the gazetteer knows; `below` are those it owns."""
    about = describe(name)
    line = (fold(name), *below)
    if owner is None and about.owner is not None and fold(about.owner) not in line:
        owner = _known_owner(session, about.owner, line, by=by)
    uid = new_uid()
    payload = {
        "name": name,
        "kind": str(guess.kind),
        "named": guess.named and guess.kind not in UNNAMED_KINDS,
        "owner": owner.uid if owner else None,
        "wire_group": about.wire_group,
    }
    record(session, [Change(uid, Action.SOURCE_CREATED, payload)], by=by)
    return by_uid(session, uid)


def typed(name: str) -> Description:
    """What a person who types a name means: somebody, even where the gazetteer knows nobody of that name."""
    guess = describe(name)
    if guess.kind is not SourceKind.UNKNOWN:
        return guess
    is_name = name.strip()[:1].isupper()
    return Description(SourceKind.ORGANISATION if is_name else SourceKind.ANONYMOUS, named=is_name)


def _known_owner(session: Session, name: str, below: tuple[str, ...], *, by: str) -> Known:
    """The owner that the gazetteer names: found, or created once."""
    found = by_name(session, name, decided=True) or otherwise(session, name)
    if found is not None:
        return found
    guess = typed(name)
    kind = SourceKind.ORGANISATION if guess.kind in UNNAMED_KINDS else guess.kind
    return create(session, name, Description(kind, named=True), below=below, by=by)
