"""What the ledger is told of a row: a new claim with its first attribution, and the assessment that it came with."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from factcheck.desk import gates
from factcheck.exchange.judging import Judged
from factcheck.exchange.places import Place
from factcheck.exchange.rows import Cited, Row
from factcheck.store.events import canonical_of, quoted
from factcheck.store.ledger import Change
from factcheck.vocabulary import Action, Status

_LATELY: Final = 32
_NOWHERE: Final = (None, None, None, None)
_NULLS: Final = ("null", "null", "null", "null")
_NO_CITATION: Final = (None, "null")


def logged(
    row: Row, digest: str, place: Place | None, *, uid: str, said: str, source: str, via: Sequence[str]
) -> Change:
    """The claim under `uid`, its attribution under `said`, with the payload's canonical form.

    That is put together here, piece by piece: to have it written by an encoder takes several times as long.
    """
    article, quote, start, end = _where(place) if place is not None else _NOWHERE
    where, until, words, since = map(_value, (article, end, quote, start)) if place is not None else _NULLS
    citation, cited = _citation(row.cited) if place is None else _NO_CITATION
    state, stance, modality, voice = str(row.state), str(row.stance), str(row.modality), str(row.voice)
    attribution = {
        "uid": said,
        "article": article,
        "quote": quote,
        "start": start,
        "end": end,
        "content": None,
        "source": source,
        "source_span": None,
        "cue": row.cue,
        "cue_span": None,
        "stance": stance,
        "modality": modality,
        "voice": voice,
        "said_on": row.said_on,
        "via": via,
        "inside": None,
        "citation": citation,
    }
    payload: dict[str, Any] = {
        "text": row.text,
        "state": state,
        "engine": None,
        "digest": digest,
        "tags": row.tags,
        "attributions": [attribution],
    }
    text = (
        f'{{"attributions":[{{"article":{where},"citation":{cited},"content":null,"cue":{_value(row.cue)},'
        f'"cue_span":null,"end":{until},"inside":null,"modality":"{modality}","quote":{words},'
        f'"said_on":{_value(row.said_on)},"source":"{source}","source_span":null,"stance":"{stance}",'
        f'"start":{since},"uid":"{said}","via":[{_list(via)}],"voice":"{voice}"}}],"digest":"{digest}",'
        f'"engine":null,"state":"{state}","tags":[{_list(row.tags)}],"text":{quoted(row.text)}}}'
    )
    return Change(uid, Action.CLAIM_LOGGED, payload, None, row.recorded_at, row.by, text)


def assessed(judged: Judged, claim: str, *, uid: str, shown: str) -> Change:
    """The assessment under `uid`, of a file that messages call `shown`: it came without what a gate asks for."""
    missing = _missing(judged.status)
    payload = {
        "assessment": uid,
        "before": str(Status.UNCHECKED),
        "status": str(judged.status),
        "credibility": judged.credibility,
        "confidence": str(judged.confidence) if judged.confidence else None,
        "override": judged.override or (f"imported from {shown} without its evidence" if missing else None),
        "missing": missing,
        "evidence": [],
        "due": judged.due,
    }
    return Change(claim, Action.CLAIM_ASSESSED, payload, judged.because, judged.at, judged.by)


@lru_cache
def _missing(status: Status) -> Sequence[str]:
    return [gap.needs for gap in gates.gaps(Status.UNCHECKED, status, (), (), None)]


def _where(place: Place) -> tuple[str, str, int, int]:
    return place.article, place.quote, place.start, place.start + len(place.quote)


@lru_cache(_LATELY)
def _citation(cited: Cited) -> tuple[dict[str, str | int] | None, str]:
    """What the row says of an article that is not here, which is mostly what the row before said."""
    known = cited.known()
    return (known, canonical_of(*known.items())) if known else _NO_CITATION


def _value(given: str | int | None) -> str:
    if given is None:
        return "null"
    return quoted(given) if isinstance(given, str) else str(given)


def _list(given: Sequence[str]) -> str:
    return ",".join(map(quoted, given))
