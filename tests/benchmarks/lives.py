"""What people do with the claims of the made-up desk: tag, accept, reject, link, give evidence, judge, think again."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any, Final

from factcheck.store.ledger import Change
from factcheck.vocabulary import ALLOWED_CREDIBILITY, Action, Bearing, Confidence, SaidCheck, Status
from tests.benchmarks.names import uid
from tests.benchmarks.world import OWNERS, Told, Voiced, articles, cast, casting, logged, tell

_TOPICS: Final = tuple(f"topic-{at}" for at in range(40))
_NEEDS: Final = {
    Status.CONFIRMED: (Bearing.SUPPORTS, Bearing.SUPPORTS),
    Status.REFUTED: (Bearing.REFUTES,),
    Status.DISPUTED: (Bearing.SUPPORTS, Bearing.REFUTES),
    Status.INSUFFICIENT: (Bearing.CONTEXT,),
}
_WITHIN: Final = 200
"""Articles that appear until a claim is judged, at most."""


def history(claims: int, seed: int = 0) -> Iterator[Change]:
    """All changes, oldest first, those of sources before all others."""
    rng = Random(seed)
    several = cast(rng, claims)
    yield from casting(rng, several)
    numbers = iter(range(claims * 100))
    written, told = articles(rng, several, tell(rng, several, claims, numbers))
    due: dict[int, list[Change]] = defaultdict(list)
    for number in range(len(told)):
        for when, change in _life(rng, number, told, several, numbers, len(written) - 1):
            due[when].append(change)
    for at, article in enumerate(written):
        yield Change(article.uid, Action.ARTICLE_ADDED, article.about)
        yield from due[at]


def _life(
    rng: Random, number: int, told: Sequence[Told], several: Sequence[Voiced], numbers: Iterator[int], last: int
) -> list[tuple[int, Change]]:
    """All that happens to one claim, each with the article after which it does."""
    one = told[number]
    born, draft = one.tellings[0].article, rng.random() < 0.45 and not _is_end(number)
    topics = rng.choices(_TOPICS, [1 / (at + 1) for at in range(len(_TOPICS))], k=rng.choice((0, 0, 1, 1, 2)))
    tags = sorted({*topics, *([f"case-{number // 50}"] if number % 10 == 0 else [])})
    life = [(born, logged(one, draft=draft, tags=[] if draft else tags))]
    if draft and tags:
        life.append((born, Change(one.uid, Action.CLAIM_TAGGED, {"added": tags, "removed": []})))
    for telling in one.tellings[1:]:
        about = {"attribution": telling.said, "said_by": telling.speaker.name}
        life.append((telling.article, Change(one.uid, Action.CLAIM_ATTRIBUTED, about)))
    acts = list(_acts(rng, number, told, several, numbers))
    when = min(last, born + rng.randrange(1, _WITHIN))
    rejected = any(act.action is Action.CLAIM_REJECTED for act in acts)
    if rejected:
        when = max(when, one.tellings[-1].article)  # nothing happens to it any more
    elif draft and acts:
        life.append((when, Change(one.uid, Action.CLAIM_ACCEPTED, {}, "it is being judged")))
    for act in acts:
        life.append((when, act))
        when = min(last, when + rng.randrange(10))
    if rng.random() < 0.04 and not rejected:
        said = rng.choice(one.tellings)
        found = rng.choice([check for check in SaidCheck if check is not SaidCheck.NOT_CHECKED])
        about = {"attribution": said.said["uid"], "said_check": str(found), "said_by": said.speaker.name}
        life.append((last, Change(one.uid, Action.CLAIM_SAID_CHECKED, about, "compared with the original")))
    return sorted(life, key=lambda entry: entry[0])


def _is_end(number: int) -> bool:
    """Whether it is the other end of a link: such claims are not judged, so that no two verdicts meet."""
    return number % 50 == 7 or number % 100 in {11, 31}


def _acts(
    rng: Random, number: int, told: Sequence[Told], several: Sequence[Voiced], numbers: Iterator[int]
) -> Iterator[Change]:
    one, fate = told[number], rng.random()
    if number % 50 == 10:
        yield from _links(one.uid, "same", told[number - 3].uid, numbers, undone=number % 500 == 10)
    elif number % 100 in {20, 40}:
        relation = "part_of" if number % 100 == 40 else "contradicts"
        yield from _links(one.uid, relation, told[number - 9].uid, numbers, undone=False)
    elif _is_end(number):
        return
    elif fate < 0.27:
        yield from _judged(rng, number, told, several, numbers)
    elif fate < 0.31:
        due = f"202{rng.randrange(5, 8)}-{rng.randrange(1, 13):02}"
        yield _assessed(rng, one.uid, Status.UNCHECKED, Status.NOT_CHECKABLE, numbers, (), due=due)
    elif fate < 0.35:
        yield _assessed(rng, one.uid, Status.UNCHECKED, Status.IN_REVIEW, numbers, ())
    elif fate < 0.37:
        yield Change(one.uid, Action.CLAIM_EDITED, {"from": one.text, "to": f"{one.text} at most"})
    elif fate < 0.39:
        yield Change(one.uid, Action.CLAIM_REJECTED, {}, "no claim")


def _links(mine: str, relation: str, other: str, numbers: Iterator[int], *, undone: bool) -> Iterator[Change]:
    link = uid(next(numbers))
    yield Change(mine, Action.CLAIM_LINKED, {"link": link, "relation": relation, "other": other}, "read side by side")
    if undone:
        gone = {"unlinking": uid(next(numbers)), "link": link, "relation": relation, "other": other}
        yield Change(mine, Action.CLAIM_UNLINKED, gone, "another place")


def _judged(
    rng: Random, number: int, told: Sequence[Told], several: Sequence[Voiced], numbers: Iterator[int]
) -> Iterator[Change]:
    one, verdict = told[number], rng.choice(list(_NEEDS))
    before = Status.UNCHECKED
    if rng.random() < 0.6:
        yield _assessed(rng, one.uid, before, Status.IN_REVIEW, numbers, ())
        before = Status.IN_REVIEW
    items = []
    overridden = rng.random() < 0.05
    independent = rng.sample([source for source in several[:OWNERS] if source.named], len(_NEEDS[Status.CONFIRMED]))
    for at, bearing in enumerate(() if overridden else _NEEDS[verdict]):
        items.append(uid(next(numbers)))
        by = independent[at] if verdict is Status.CONFIRMED else rng.choice(several) if rng.random() < 0.8 else None
        yield _evidence(one.uid, items[-1], bearing, by, told[number - 2])
    missing = ("an item of evidence",) if overridden else ()
    yield _assessed(rng, one.uid, before, verdict, numbers, items, missing=missing)
    if rng.random() < 0.2:
        again = _assessed(rng, one.uid, verdict, verdict, numbers, items, missing=missing)
        yield again
        if rng.random() < 0.2:
            about = {"retraction": uid(next(numbers)), "assessment": again.payload["assessment"]}
            about |= {"status": str(verdict), "back_to": str(verdict)}
            yield Change(one.uid, Action.CLAIM_RETRACTED, about, "a slip")
    if items and rng.random() < 0.08:
        withdrawn = {"withdrawal": uid(next(numbers)), "evidence": items[0]}
        yield Change(one.uid, Action.CLAIM_EVIDENCE_WITHDRAWN, withdrawn, "it shows another place")


def _evidence(claim: str, key: str, bearing: Bearing, source: Voiced | None, other: Told) -> Change:
    said = other.tellings[0] if source is None and other.uid < claim else None
    item = {
        "uid": key,
        "source": source.uid if source else None,
        "attribution": said.said["uid"] if said else None,
        "bearing": str(bearing),
        "direct": False,
        "url": "https://archive.example/record",
        "file": None,
        "sha256": None,
        "archive_ref": None,
        "quote": None,
        "date": "2023-06",
        "note": None,
    }
    said_by = source.name if source else said.speaker.name if said else None
    return Change(claim, Action.CLAIM_EVIDENCE_ADDED, {"item": item, "said_by": said_by})


def _assessed(
    rng: Random,
    claim: str,
    before: Status,
    status: Status,
    numbers: Iterator[int],
    items: Sequence[str],
    *,
    missing: Sequence[str] = (),
    due: str | None = None,
) -> Change:
    allowed = ALLOWED_CREDIBILITY.get(status, (None,))
    payload: dict[str, Any] = {
        "assessment": uid(next(numbers)),
        "before": str(before),
        "status": str(status),
        "credibility": rng.choice(allowed),
        "confidence": str(rng.choice(list(Confidence))) if status in _NEEDS else None,
        "override": "there is no time" if missing else None,
        "missing": list(missing),
        "evidence": list(items),
        "due": due,
    }
    return Change(claim, Action.CLAIM_ASSESSED, payload, "what was found")
