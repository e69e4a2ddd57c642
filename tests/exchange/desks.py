"""Random databases, made through the desk: every kind of change, in words that are hard on a file format."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from factcheck.desk import (
    assess,
    claims,
    correction,
    evidence,
    ingest,
    links,
    replacement,
    resolution,
    said,
    sources,
    undo,
)
from factcheck.desk.assess import Decision
from factcheck.desk.attributions import Said
from factcheck.desk.evidence import Filed, Item
from factcheck.errors import FactcheckError
from factcheck.reading import read
from factcheck.reading.document import Document
from factcheck.settings import Location
from factcheck.store.session import writing
from factcheck.store.transaction import Session
from factcheck.vocabulary import (
    ALLOWED_CREDIBILITY,
    VERDICTS,
    Bearing,
    Confidence,
    Modality,
    Relation,
    Reliability,
    SaidCheck,
    SourceKind,
    Stance,
    Status,
)
from tests.hostile import EVIL, NAME, TAG

HOSTILE = (
    "=HYPERLINK(1)",
    "'+1",
    "''-2",
    "@cmd",
    'say "no", they; said\tit',
    "two\nlines",
    "carriage\rreturn\r\n",
    "\U0001f680 \u202egnp\u202c \u0645\u0631\u062d\u0628\u0627",
    "A > B \\> C\\",
    "S1",
    "C1,C2;",
    "x\u2028y\x1b[31m\x85",
    "none",
    "null",
    "\ufeffmark",
    "İstanbul ǅ ﬁ",
    EVIL,
)
SENTENCES = (
    "North Korean state media announced that the party congress will open in February. ",
    "Seoul officials have raised concerns that a launch is near. ",
    "“=1+1 is \U0001f680 ready,” said Kim Min-ji, a spokesperson for the ministry. ",
    "Reports last year suggested that troops may be moved. ",
    "There is no confirmation that a deal was signed.\r\n",
)
NAMES = ("Yonhap", "KCNA", "officials", "Kim Min-ji", "unconfirmed reports", "The Ministry of Unification")

letters = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=12)
phrases = st.one_of(st.sampled_from(HOSTILE), letters)
names = st.one_of(st.sampled_from(NAMES), phrases)
tags = st.sampled_from((TAG, "missiles", "=tag", "'x", "ünit", "@home", "draft?"))
numbers = st.integers(1, 8)


@dataclass(frozen=True)
class Step:
    """One thing that an analyst did."""

    do: Callable[[Session, "Words"], object]
    words: "Words"


@dataclass(frozen=True)
class Words:
    """What it was done with."""

    text: str
    more: str
    name: str
    other: str
    via: tuple[str, ...]
    tags: tuple[str, ...]
    number: int
    sentences: tuple[str, ...]
    said_on: str | None
    stance: Stance
    modality: Modality
    kind: SourceKind | None
    status: Status
    credibility: int
    confidence: Confidence | None
    reliability: Reliability
    by: str
    flag: bool
    bearing: Bearing
    check: SaidCheck
    relation: Relation = Relation.SAME


def saying(words: Words, *, article: bool = False) -> Said:
    said: dict[str, Any] = {"article": f"A{words.number}", "quote": words.sentences[0][:20]} if article else {}
    via = () if article else words.via
    return Said(
        words.name,
        kind=words.kind,
        via=via,
        cue=words.more if words.more.strip() else None,
        stance=words.stance,
        modality=words.modality,
        said_on=words.said_on,
        **said,
    )


def read_in(session: Session, words: Words) -> None:
    document = Document(
        "".join(words.sentences),
        publisher=words.name if words.flag else "Yonhap",
        title=words.more if words.more.strip() else None,
        url=f"https://example.org/{words.number % 3}?=1,2" if words.number > 2 else "",
        published=words.said_on,
        author=words.other,
        original_sha256="0" * 64 if words.flag else None,
        archive_ref=f"https://archive.example/{words.number}" if words.flag else None,
    )
    ingest.ingest(session, document, read(document), by=words.by)


def log(session: Session, words: Words) -> None:
    for name in words.via:
        resolution.find_or_create(session, name, by=words.by)
    claims.log(session, words.text, saying(words), tags=words.tags, by=words.by)


def judge(session: Session, words: Words) -> None:
    allowed = ALLOWED_CREDIBILITY.get(words.status, ())
    decision = Decision(
        words.status,
        words.text,
        credibility=allowed[words.credibility % len(allowed)] if allowed else None,
        confidence=words.confidence if words.status in VERDICTS else None,
        override=words.more if words.more.strip() else None,
        due=words.said_on if words.status is Status.NOT_CHECKABLE else None,
    )
    assess.assess(session, [words.number], decision, by=words.by)


def give(session: Session, words: Words) -> None:
    quoted = words.credibility % 3 == 0
    item = Item(
        words.bearing,
        direct=words.flag and not quoted,
        source=None if quoted else words.name,
        attribution=f"T{words.credibility}" if quoted else None,
        url=f"https://example.org/{words.number}?=1,2",
        file=Filed(words.other, "0" * 64) if words.flag else None,
        archive_ref=f"https://archive.example/{words.number}" if words.flag else None,
        quote=words.more,
        date=words.said_on,
        note=words.text,
    )
    evidence.add(session, words.number, item, by=words.by)


def relate(session: Session, words: Words) -> None:
    because = words.more if words.flag else None
    links.link(session, words.number, words.relation, words.credibility, because=because, by=words.by)


STEPS: tuple[Callable[[Session, Words], object], ...] = (
    read_in,
    read_in,
    read_in,
    log,
    log,
    lambda s, w: claims.attribute(s, w.number, saying(w), by=w.by),
    lambda s, w: claims.attribute(s, w.number, saying(w, article=True), by=w.by),
    judge,
    judge,
    judge,
    give,
    give,
    give,
    relate,
    relate,
    lambda s, w: links.unlink(s, w.number, w.credibility, because=w.more if w.flag else None, by=w.by),
    lambda s, w: evidence.withdraw(s, w.number, because=w.text, by=w.by),
    lambda s, w: said.check_said(s, w.number, w.check, because=w.text, by=w.by),
    lambda s, w: assess.retract(s, w.number, because=w.text, by=w.by),
    lambda s, w: claims.accept(s, [w.number], because=w.text, by=w.by),
    lambda s, w: claims.reject(s, [w.number], because=w.text, by=w.by),
    lambda s, w: claims.edit(s, w.number, w.text, because=w.more, by=w.by),
    lambda s, w: replacement.split(s, w.number, [w.text, w.more], because=w.other, by=w.by),
    lambda s, w: replacement.join(s, w.number, w.credibility, text=w.text if w.flag else None, by=w.by),
    lambda s, w: correction.correct(s, w.number, w.name, kind=w.kind, because=w.text, by=w.by),
    lambda s, w: undo.undo(s, w.number, because=w.more if w.flag else None, by=w.by),
    lambda s, w: claims.tag(s, [w.number], w.tags[:1], w.tags[1:], by=w.by),
    lambda s, w: sources.add(s, w.name, kind=w.kind, by=w.by),
    lambda s, w: sources.alias(s, f"S{w.number}", [w.more, w.text], [w.name] if w.flag else [], by=w.by),
    lambda s, w: sources.edit(s, f"S{w.number}", name=w.more, kind=w.kind, because=w.text, by=w.by),
    lambda s, w: sources.edit(s, f"S{w.number}", owner=f"S{w.credibility}", by=w.by),
    lambda s, w: sources.edit(s, f"S{w.number}", owner="none", named=w.flag, by=w.by),
    lambda s, w: sources.edit(s, f"S{w.number}", wire_group=w.other if w.flag else "none", by=w.by),
    lambda s, w: sources.grade(s, f"S{w.number}", w.reliability, because=w.text, by=w.by),
    lambda s, w: sources.merge(s, f"S{w.number}", f"S{w.credibility}", because=w.text, by=w.by),
)


def steps(least: int = 1, most: int = 14) -> st.SearchStrategy[list[Step]]:
    """What an analyst might have done."""
    words = st.builds(
        Words,
        text=phrases,
        more=phrases,
        name=names,
        other=names,
        via=st.lists(names, max_size=2).map(tuple),
        tags=st.lists(tags, max_size=3, unique=True).map(tuple),
        number=numbers,
        sentences=st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map(tuple),
        said_on=st.sampled_from((None, "2025", "2025-01", "2025-01-15")),
        stance=st.sampled_from(Stance),
        modality=st.sampled_from(Modality),
        kind=st.one_of(st.none(), st.sampled_from(SourceKind)),
        status=st.sampled_from(Status),
        credibility=numbers,
        confidence=st.one_of(st.none(), st.sampled_from(Confidence)),
        reliability=st.sampled_from(Reliability),
        by=st.sampled_from(("ana", "=ben", "Čeněk Ö", NAME)),
        flag=st.booleans(),
        bearing=st.sampled_from(Bearing),
        check=st.sampled_from(SaidCheck),
        relation=st.sampled_from((Relation.SAME, *Relation)),
    )
    return st.lists(st.builds(Step, st.sampled_from(STEPS), words), min_size=least, max_size=most)


def build(location: Location, done: Sequence[Step]) -> None:
    """Do it all, in two transactions; what the desk refuses is left out."""
    for part in (done[: len(done) // 2], done[len(done) // 2 :]):
        with writing(location) as session:
            for step in part:
                with session.connection().begin_nested(), suppress(FactcheckError):
                    step.do(session, step.words)
