"""What each change says: the fields of its payload, and of what kind they are.

Much of it is only told, and kept in no table: what was before, how somebody was called, what took a claim's place. A
replay does not notice what is odd there, but whoever reads history meets it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from types import MappingProxyType, NoneType
from typing import Any, Final, NamedTuple

from factcheck.identity import is_uid
from factcheck.vocabulary import (
    CREDIBILITIES,
    Action,
    Confidence,
    Modality,
    Relation,
    Reliability,
    SaidCheck,
    Stance,
    State,
    Status,
    Voice,
)

Fit = Callable[[Collection[Any]], bool]
"""Whether all of these values, which have the right type, are what they should be: one by one would take long."""


class Kind(NamedTuple):
    """What a field holds: values of these types that fit. What is said only `later` is not in all events.

    Those of the first schemas lack it, or those for which there is nothing to say. Only who is thorough looks at what
    is `held` by a table, and at the `words` of an object: a replay finds whatever is wrong with them.
    """

    name: str
    types: frozenset[type]
    fit: Fit | None = None
    later: bool = False
    held: bool = False
    words: Mapping[str, "Kind"] = MappingProxyType({})

    def is_of(self, values: Collection[Any]) -> bool:
        """Whether all of them are of this kind."""
        if not self.types.issuperset(map(type, values)):
            return False
        if self.fit is None:
            return True
        return self.fit([one for one in values if one is not None] if NoneType in self.types else values)


def _plain(name: str, known: type, fit: Fit | None = None) -> Kind:
    return Kind(name, frozenset((known,)), fit)


def _or_none(kind: Kind) -> Kind:
    return kind._replace(types=kind.types | {NoneType})


def _later(kind: Kind) -> Kind:
    return kind._replace(later=True)


def _held(kind: Kind) -> Kind:
    return kind._replace(held=True)


def _word(name: str, words: Iterable[object]) -> Kind:
    return _plain(name, str, frozenset(map(str, words)).issuperset)


def _each(name: str, kind: Kind) -> Kind:
    return _plain(name, list, lambda values: kind.is_of(list(chain.from_iterable(values))))


def _part(name: str, fields: Mapping[str, Kind]) -> Kind:
    """An object with some of these fields."""
    return _plain(name, dict, lambda values: wrong(fields, values, some=True) is None)


def _whole(name: str, fields: Mapping[str, Kind]) -> Kind:
    return _plain(name, dict, lambda values: wrong(fields, values) is None)


def _taken(name: str, fields: int, later: str | None = None) -> Kind:
    """An object of which tables take so many fields, each of them, so that it has no other if it has as many."""

    def fit(values: Collection[Any]) -> bool:
        return set(map(len, values)) <= {fields} or all(len(one) - (later in one) == fields for one in values)

    return _plain(name, dict, fit)


def _can_be_written(texts: Collection[str]) -> bool:
    try:
        "".join(texts).encode()
    except UnicodeEncodeError:  # half of a pair of surrogates
        return False
    return True


TEXT: Final = _plain("text", str)
TOLD_TEXT: Final = _plain("text", str, _can_be_written)
LIST: Final = _plain("list", list)
NUMBER: Final = _plain("number", int)
WHETHER: Final = _plain("truth value", bool)
STATUS: Final = _word("status", Status)
STATE: Final = _word("state of a claim", State)
GRADE: Final = _word("grade", Reliability)
RELATION: Final = _word("relation", Relation)
CONFIDENCE: Final = _word("confidence", Confidence)
CREDIBILITY: Final = _plain("credibility", int, frozenset(CREDIBILITIES).issuperset)
TEXTS: Final = _each("list of texts", TOLD_TEXT)
UIDS: Final = _each("list of uids", _plain("uid", str, lambda values: all(map(is_uid, values))))
PAIR: Final = _plain("pair of offsets", list, lambda values: all(list(map(type, one)) == [int, int] for one in values))
SAID: Final = _taken("attribution", 17, later="anchors")._replace(
    words={"stance": _word("stance", Stance), "modality": _word("modality", Modality)}
)
ITEM: Final = _taken("item of evidence", 12)
VOICED: Final = _whole(
    "speaker",
    {
        "source": TOLD_TEXT,
        "name": TOLD_TEXT,
        "source_span": _or_none(PAIR),
        "via": TEXTS,
        "voice": _word("voice", Voice),
    },
)
_SOURCE: Final = {
    "name": TEXT,
    "kind": TEXT,
    "named": WHETHER,
    "owner": _or_none(TEXT),
    "wire_group": _later(_or_none(TEXT)),
}
PART: Final = _part("part of a source", _SOURCE)
TOLD: Final[Mapping[str, Mapping[str, Kind]]] = {
    Action.SOURCE_CREATED: _SOURCE,
    Action.SOURCE_EDITED: {"from": PART, "to": PART, "owner_name": _or_none(TOLD_TEXT)},
    Action.SOURCE_ALIASED: {"added": TEXTS, "removed": TEXTS},
    Action.SOURCE_GRADED: {"grade": TEXT, "reliability": GRADE, "before": _or_none(GRADE)},
    Action.SOURCE_MERGED: {"into": TEXT, "into_name": TOLD_TEXT},
    Action.ARTICLE_ADDED: {
        **dict.fromkeys(("publisher", "url", "text", "sha256"), _held(TEXT)),
        **dict.fromkeys(("title", "published", "lang"), _held(_or_none(TEXT))),
        **dict.fromkeys(("author", "original_sha256", "archive_ref"), _held(_later(_or_none(TEXT)))),
        "sentences": _held(NUMBER),
        "engine": _or_none(TOLD_TEXT),
        "revises": _or_none(TEXT),
        "anchors": LIST,
    },
    Action.CLAIM_LOGGED: {
        **dict.fromkeys(("text", "digest"), _held(TEXT)),
        "state": _held(STATE),
        "engine": _held(_or_none(TEXT)),
        "tags": _held(TEXTS),
        "attributions": _each("list of attributions", SAID),
        "replaces": _later(UIDS),
    },
    Action.CLAIM_ATTRIBUTED: {"attribution": SAID, "said_by": TOLD_TEXT},
    Action.CLAIM_ACCEPTED: {},
    Action.CLAIM_REJECTED: {},
    Action.CLAIM_EDITED: {"from": TOLD_TEXT, "to": TEXT},
    Action.CLAIM_REATTRIBUTED: {"attribution": TEXT, "from": VOICED, "to": VOICED},
    Action.CLAIM_SUPERSEDED: {"by": UIDS},
    Action.CLAIM_RESTORED: {"from": STATE, "to": STATE},
    Action.CLAIM_TAGGED: {"added": TEXTS, "removed": TEXTS},
    Action.CLAIM_SAID_CHECKED: {
        "attribution": TEXT,
        "said_check": _word("check of whether it was said", SaidCheck),
        "said_by": TOLD_TEXT,
    },
    Action.CLAIM_EVIDENCE_ADDED: {"item": ITEM, "said_by": _or_none(TOLD_TEXT)},
    Action.CLAIM_EVIDENCE_WITHDRAWN: {"withdrawal": TEXT, "evidence": TEXT},
    Action.CLAIM_ASSESSED: {
        "assessment": _held(TEXT),
        "status": _held(STATUS),
        "credibility": _held(_or_none(CREDIBILITY)),
        "confidence": _held(_or_none(CONFIDENCE)),
        **dict.fromkeys(("override", "due"), _held(_or_none(TEXT))),
        "before": STATUS,
        "missing": TEXTS,
        "evidence": _later(LIST),
    },
    Action.CLAIM_RETRACTED: {"retraction": TEXT, "assessment": TEXT, "status": STATUS, "back_to": STATUS},
    Action.CLAIM_LINKED: {"link": TEXT, "relation": RELATION, "other": TEXT},
    Action.CLAIM_UNLINKED: {"unlinking": TEXT, "link": TEXT, "relation": RELATION, "other": TEXT},
}
_LONGEST: Final = 40


def odd(action: str, payloads: Sequence[Any], *, thorough: bool = False) -> str | None:
    """What in one of these payloads no event of this kind says, or what it does not say; None if nothing."""
    if not {dict}.issuperset(map(type, payloads)):
        return "it says nothing"
    return wrong(TOLD.get(action, {}), payloads, thorough=thorough)


def wrong(
    fields: Mapping[str, Kind], several: Collection[Mapping[str, Any]], *, some: bool = False, thorough: bool = False
) -> str | None:
    """What is wrong with one of several that should have these fields, or `some` of them."""
    for names in set(map(tuple, several)):
        if strangers := [name for name in names if name not in fields]:
            return f"it says {strangers[0][:_LONGEST]!r}, which no such change does"
        missing = [name for name, kind in fields.items() if not kind.later and name not in names]
        if missing and not some:
            return f"it does not say {missing[0]!r}"
    for name, kind in fields.items():
        if kind.held and not thorough:
            continue
        optional = some or kind.later
        values = [one[name] for one in several if name in one] if optional else list(map(itemgetter(name), several))
        if not kind.is_of(values):
            return f"its {name!r} is no {kind.name}"
        for word, inner in kind.words.items() if thorough else ():
            if not inner.is_of([one.get(word) for one in values]):
                return f"the {word!r} of its {name!r} is no {inner.name}"
    return None
