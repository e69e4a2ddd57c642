"""A made-up desk: sources, the articles that carry them, and the claims told there. The same for the same seed.

Everything here is invented. Articles tell new claims and tell old ones again; what people then do with the claims is
in `lives`.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from random import Random
from typing import Any, Final

from factcheck.desk.attributions import digest
from factcheck.store.ledger import Change
from factcheck.vocabulary import UNNAMED_KINDS, Action, Modality, Reliability, SourceKind, Stance, Voice
from tests.benchmarks.names import COMMON, RARE, SHARED, name, uid

PER_ARTICLE: Final = 5
"""New claims in an article."""
OWNERS: Final = 40
"""The first so many sources are owned by nobody, and own some of the others."""
HUB: Final = 7
"""The claim that everybody repeats, `HUB_TOLD` times."""
HUB_TOLD: Final = 200
_REACH: Final = 60
"""Articles within which a claim is told again."""
_TIMES: Final = (1,) * 35 + (2,) * 25 + (3,) * 15 + (4,) * 10 + (6,) * 8 + (14,) * 7
_THINGS: Final = (  # noqa: SIM905 -- a line, not a page
    "bridge dam tunnel school harbour clinic road depot mine turbine ferry market archive tower well canal station "
    "warehouse reactor pipeline airfield convoy border fence village orchard granary library museum vault"
).split()
_DONE: Final = (  # noqa: SIM905
    "closed flooded rebuilt inspected shelled sold evacuated repaired searched fenced mapped reopened mined emptied "
    "seized abandoned surveyed blocked lit guarded"
).split()
_BODIES: Final = "council ministry garrison committee union company court bureau guild mission".split()  # noqa: SIM905
_CUES: Final = ("said", "announced", "claimed", "warned", "reported")
_KINDS: Final = tuple(SourceKind)


@dataclass(frozen=True, slots=True)
class Voiced:
    """A source, as events name it."""

    uid: str
    name: str
    kind: SourceKind
    named: bool


@dataclass(frozen=True, slots=True)
class Telling:
    """One attribution; `article` is when, and where unless it was told elsewhere."""

    claim: int
    article: int
    speaker: Voiced
    said: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """A claim, and where it was told, the first time first."""

    uid: str
    text: str
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """An article's uid, and its event's payload."""

    uid: str
    about: dict[str, Any]


def cast(rng: Random, claims: int) -> list[Voiced]:
    """The sources: one for every few claims, up to some thousands."""
    several = []
    for at in range(max(44, min(4_000, claims * 3 // 2))):
        kind = _KINDS[at % len(_KINDS)]
        named = kind not in UNNAMED_KINDS and rng.random() < 0.8
        several.append(Voiced(uid(at, SHARED), f"{kind.replace('_', ' ')} no. {at}", kind, named))
    return several


def casting(rng: Random, several: Sequence[Voiced]) -> Iterator[Change]:
    """The sources' creation, owners, other names, grades and merges."""
    grades = count(len(several))
    for at, one in enumerate(several):
        owner = several[at % OWNERS].uid if at >= OWNERS and rng.random() < 0.15 else None
        yield Change(
            one.uid,
            Action.SOURCE_CREATED,
            {"name": one.name, "kind": str(one.kind), "named": one.named, "owner": owner, "wire_group": None},
        )
    for at, one in enumerate(several):
        if rng.random() < 0.05:
            yield Change(one.uid, Action.SOURCE_ALIASED, {"added": [f"also no. {at}"], "removed": []})
        if rng.random() < 0.3:
            yield graded(uid(next(grades), SHARED), one, rng.choice(list(Reliability)))
        if at >= 44 and rng.random() < 0.02:
            into = several[at - 44 * (at // 44)]
            yield Change(one.uid, Action.SOURCE_MERGED, {"into": into.uid, "into_name": into.name}, "the same")


def graded(grade: str, one: Voiced, reliability: Reliability) -> Change:
    """A source's grade."""
    return Change(
        one.uid, Action.SOURCE_GRADED, {"grade": grade, "reliability": str(reliability), "before": None}, "its record"
    )


def tell(rng: Random, several: Sequence[Voiced], claims: int, numbers: Iterator[int]) -> list[Told]:
    """The claims, each with all that tells it; the article's places are filled in by `articles`."""
    last = claims // PER_ARTICLE - 1
    told = []
    for number in range(claims):
        text, first = _claim(rng), min(number // PER_ARTICLE, last)
        times = HUB_TOLD if number == HUB else rng.choice(_TIMES)
        circular = number % 200 == 3
        later = range(first + 1, last + 1 if number == HUB else min(last, first + _REACH) + 1)
        again = sorted(rng.sample(later, min(len(later), max(times, 2 * circular) - 1)))
        loop = rng.sample(range(len(several)), 2)
        tellings = []
        for ordinal, article in enumerate([first, *again]):
            chain = [_pick(rng, several)]
            if circular and ordinal < 2:
                chain = [several[loop[ordinal]], several[loop[1 - ordinal]]]
            elif rng.random() < 0.3:
                chain.append(_pick(rng, several))
            tellings.append(_telling(rng, number, article, chain, uid(next(numbers))))
        told.append(Told(uid(next(numbers)), text, tuple(tellings)))
    return told


def articles(rng: Random, several: Sequence[Voiced], told: Sequence[Told]) -> tuple[list[Article], list[Told]]:
    """The articles with their texts, and the claims with the places that they have there."""
    outlets = [one for one in several if one.kind in {SourceKind.STATE_MEDIA, SourceKind.INDEPENDENT_MEDIA}]
    by_article: dict[int, list[Telling]] = defaultdict(list)
    for one in told:
        for telling in one.tellings:
            by_article[telling.article].append(telling)
    written: list[Article] = []
    placed: dict[str, Telling] = {}
    before: list[Telling] = []
    for number in range(len(told) // PER_ARTICLE):
        publisher, revises = _pick(rng, outlets), number % 40 == 20
        if revises:
            publisher = next(one for one in outlets if one.uid == written[-1].about["publisher"])
        article = uid(len(told) * 100 + number)
        sentences = [f"{name(_rare(rng))} and its {rng.choice(_THINGS)}."]
        here: list[Telling] = []
        anchors: list[list[Any]] = []
        if revises:  # all but the first of what the older one quotes stands in the newer one too
            kept = written[-1].about["text"]
            cut = before[0].said["end"] if before else 0
            sentences = [kept[cut:].strip() or sentences[0]]
            shift = kept.index(sentences[0])
            anchors = [
                [one.said["uid"], one.said["start"] - shift, one.said["end"] - shift]
                if one.said["start"] >= cut
                else [one.said["uid"], None, None]
                for one in before
            ]
        at = len(sentences[0]) + 1
        for telling in by_article[number]:
            if rng.random() < 0.1:  # told elsewhere
                placed[telling.said["uid"]] = telling
                continue
            here.append(_place(telling, told[telling.claim].text, article, at, publisher))
            placed[telling.said["uid"]] = here[-1]
            sentences.append(here[-1].said["quote"])
            at = here[-1].said["end"] + 1
        text = " ".join(sentences)
        written.append(
            Article(article, _about(rng, text, publisher, number, written[-1] if revises else None, anchors))
        )
        before = here
    return written, [replace(one, tellings=tuple(placed[said.said["uid"]] for said in one.tellings)) for one in told]


def logged(one: Told, *, draft: bool, tags: Sequence[str]) -> Change:
    """The event that a claim begins with."""
    first = one.tellings[0]
    content = {
        "text": one.text,
        "state": "draft" if draft else "accepted",
        "engine": "rules/1" if draft else None,
        "digest": digest(one.text, first.speaker.name, first.said["article"], first.said["said_on"]),
        "tags": list(tags),
        "attributions": [first.said],
    }
    return Change(one.uid, Action.CLAIM_LOGGED, content)


def _claim(rng: Random) -> str:
    first, second = name(min(int(rng.paretovariate(0.6)) - 1, COMMON - 1)), name(_rare(rng))
    return (
        f"The {rng.choice(_THINGS)} near {first} was {rng.choice(_DONE)} by the {second} {rng.choice(_BODIES)} "
        f"after {rng.randrange(2, 400)} days"
    )


def _rare(rng: Random) -> int:
    return COMMON + rng.randrange(RARE)


def _pick(rng: Random, several: Sequence[Voiced]) -> Voiced:
    """A few sources say much, most little."""
    return several[int(len(several) * rng.random() ** 3)]


def _telling(rng: Random, claim: int, article: int, chain: Sequence[Voiced], key: str) -> Telling:
    year = rng.choice(("2024", "2025"))
    said = {
        "uid": key,
        "article": None,
        "quote": None,
        "start": None,
        "end": None,
        "content": None,
        "source": chain[0].uid,
        "source_span": None,
        "cue": rng.choice(_CUES),
        "cue_span": None,
        "stance": str(rng.choices(list(Stance), (85, 7, 4, 4))[0]),
        "modality": str(rng.choice(list(Modality))),
        "voice": str(Voice.REPORTED),
        "said_on": rng.choice((None, year, f"{year}-{rng.randrange(1, 13):02}", _day(rng, year), _day(rng, year))),
        "via": [one.uid for one in _without_repeats(chain)[1:]],
        "inside": None,
        "citation": None,
    }
    return Telling(claim, article, chain[0], said)


def _day(rng: Random, year: str) -> str:
    return f"{year}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"


def _without_repeats(chain: Sequence[Voiced]) -> list[Voiced]:
    return [one for at, one in enumerate(chain) if at == 0 or chain[at - 1].uid != one.uid]


def _place(telling: Telling, text: str, article: str, start: int, publisher: Voiced) -> Telling:
    """The telling as one sentence of an article: `So-and-so said that this.`"""
    said, who = telling.said, telling.speaker.name
    quote = f"{who} {said['cue']} that {text}."
    content = start + quote.index(text)
    via = said["via"] if [said["source"], *said["via"]][-1] == publisher.uid else [*said["via"], publisher.uid]
    placed = {
        "article": article,
        "quote": quote,
        "start": start,
        "end": start + len(quote),
        "content": [[content, content + len(text)]],
        "source_span": [start, start + len(who)],
        "cue_span": [start + len(who) + 1, start + len(who) + 1 + len(said["cue"])],
        "via": via,
    }
    return replace(telling, said=said | placed)


def _about(
    rng: Random, text: str, publisher: Voiced, number: int, revised: Article | None, anchors: list[list[Any]]
) -> dict[str, Any]:
    return {
        "publisher": publisher.uid,
        "url": revised.about["url"] if revised else f"https://outlet.example/{uid(number)}",
        "title": f"{name(_rare(rng))} and the {rng.choice(_THINGS)}",
        "published": _day(rng, "2025"),
        "lang": "en",
        "author": None,
        "original_sha256": None,
        "archive_ref": None,
        "text": text,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "sentences": text.count(". ") + 1,
        "engine": "rules/1",
        "revises": revised.uid if revised else None,
        "anchors": anchors,
    }
