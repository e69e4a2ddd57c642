"""Invented values as the store and the desk give them, and a way to see each answer as it is written."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO
from typing import Any, Final

from factcheck.desk.outcomes import Ingested
from factcheck.reading.document import Document
from factcheck.reading.utterance import Span, Speaker, Utterance
from factcheck.store.articles import ArticleDetail, ArticleRow, Quote
from factcheck.store.claims import ClaimRow
from factcheck.store.details import AttributionRow, ClaimDetail
from factcheck.store.evidence import EvidenceRow
from factcheck.store.history import HistoryRow
from factcheck.store.judgements import Judgement
from factcheck.store.overview import Overview
from factcheck.store.parties import SourceRef
from factcheck.store.record import Record, Resting
from factcheck.store.sources import GradeRow, SourceDetail, SourceRow
from factcheck.vocabulary import Action, Bearing, Flag, Modality, SaidCheck, SourceKind, Stance, State, Status, Voice

NOON: Final = datetime(2026, 11, 22, 12, 4, 5, 678, UTC)
UID: Final = "0197a1b2-0000-7000-8000-000000000001"
TEXT: Final = (
    "Harbour reopens\n\nThe port authority announced that the harbour of Vell reopened on Monday. "
    "Fishermen warned of an oil slick near the breakwater. It rained.\n\n"
    "The ministry denied that any ship had sunk."
)

CLAIM: Final = ClaimRow(
    id=1,
    uid=UID,
    text="The harbour of Vell reopened on Monday.",
    status=Status.UNCHECKED,
    credibility=None,
    confidence=None,
    state=State.DRAFT,
    flags=(Flag.DRAFT, Flag.SINGLE_ORIGIN),
    tags=("harbour", "vell"),
    article_id=1,
    article_title="Harbour reopens",
    quote="The port authority announced that the harbour of Vell reopened on Monday.",
    start=17,
    end=90,
    source_id=1,
    source_name="Port authority",
    source_kind="official",
    reliability=None,
    cue="announced",
    stance="asserts",
    modality="stated",
    voice="reported",
    said_on=None,
    recorded_at=NOON,
    assessed_at=None,
    version=1,
)
FEARED: Final = replace(
    CLAIM,
    id=2,
    text="There is an oil slick near the breakwater of Vell, which fishermen say has grown since the last storm.",
    status=Status.IN_REVIEW,
    state=State.ACCEPTED,
    flags=(Flag.ORIGIN_UNKNOWN, Flag.STALE),
    tags=(),
    quote="Fishermen warned of an oil slick near the breakwater.",
    start=91,
    end=144,
    source_id=2,
    source_name="Fishermen",
    source_kind="anonymous",
    cue="warned of",
    modality="feared",
    version=2,
)
DENIED: Final = replace(
    CLAIM,
    id=113,
    text="A ship sank.",
    status=Status.NOT_CHECKABLE,
    state=State.ACCEPTED,
    flags=(Flag.STATE_MEDIA_ONLY, Flag.ORIGIN_UNKNOWN, Flag.QUOTE_BROKEN),
    tags=(),
    quote="The ministry denied that any ship had sunk.",
    start=TEXT.index("The ministry"),
    end=len(TEXT),
    source_id=3,
    source_name="Ministry of Transport and Communications",
    source_kind="state_media",
    cue="denied",
    stance="denies",
)
LOGGED: Final = replace(CLAIM, id=4, article_id=None, article_title=None, quote=None, start=None, end=None)

ATTRIBUTION: Final = AttributionRow(
    id=4,
    uid=UID,
    claim_id=1,
    chain=(
        SourceRef(1, "Port authority", "official", None),
        SourceRef(2, "Vell Courier", "independent_media", "B"),
    ),
    article_id=1,
    article_title="Harbour reopens",
    article_url="https://courier.example/1",
    quote=CLAIM.quote,
    start=17,
    end=90,
    content=((51, 89),),
    before="Harbour reopens\n\n",
    after=TEXT[90:],
    cue="announced",
    stance="asserts",
    modality="stated",
    voice="reported",
    said_on="2026-11",
    said_check="not_checked",
    inside_id=3,
    citation={"page": "4"},
    anchors=((2, 20, 93), (3, None, None)),
    recorded_at=NOON,
)
SLIP: Final = Judgement(
    1, UID, Status.REFUTED, 5, "low", "wrong claim", None, None, "bob", NOON, "ana", "meant another one"
)
VERDICT: Final = Judgement(
    2,
    UID,
    Status.CONFIRMED,
    1,
    "moderate",
    "the harbour's log and a photograph",
    "one record is enough here",
    "2027-01",
    "ana",
    NOON,
    None,
    None,
)
CONFIRMED: Final = replace(
    CLAIM,
    status=Status.CONFIRMED,
    credibility=1,
    confidence="moderate",
    state=State.ACCEPTED,
    flags=(Flag.SINGLE_ORIGIN, Flag.OVERRIDDEN),
    assessed_at=NOON,
    version=4,
)
RECORD: Final = EvidenceRow(
    id=1,
    uid=UID,
    claim_id=1,
    bearing=Bearing.SUPPORTS,
    direct=True,
    source=SourceRef(1, "Port authority", "official", "B"),
    attribution_id=None,
    said_of=None,
    said_check=None,
    origin=SourceRef(1, "Port authority", "official", "B"),
    url="https://port.example/log",
    file="log.pdf",
    sha256="ab" * 32,
    archive_ref="https://archive.example/2",
    quote="Harbour open at 06:00.",
    date="2026-11-22",
    note="page 4 of the log",
    by="ana",
    recorded_at=NOON,
    withdrawn_by=None,
    withdrawn_because=None,
    withdrawn_at=None,
)
HEARSAY: Final = replace(
    RECORD,
    id=7,
    bearing=Bearing.REFUTES,
    direct=False,
    source=SourceRef(2, "Vell Courier", "independent_media", None),
    attribution_id=9,
    said_check=SaidCheck.MISATTRIBUTED,
    origin=None,
    url=None,
    file=None,
    sha256=None,
    archive_ref=None,
    quote=None,
    note=None,
    date=None,
    withdrawn_by="bob",
    withdrawn_because="another harbour",
    withdrawn_at=NOON,
)
DETAIL: Final = ClaimDetail(
    CONFIRMED, "2027-01", "rules/1", (ATTRIBUTION,), (SLIP, VERDICT), (RECORD, HEARSAY), {2: (1,)}
)

SOURCE: Final = SourceRow(
    1, UID, "Port authority", "official", named=True, reliability=None, owner_id=None, owner_name=None,
    wire_group=None, claims=1, recorded_at=NOON, version=1,
)  # fmt: skip
OWNED: Final = replace(
    SOURCE,
    id=2,
    name="Vell Courier",
    kind="independent_media",
    reliability="B",
    owner_id=7,
    owner_name="Vell Press",
    wire_group="Vell Pool",
)
SOURCE_DETAIL: Final = SourceDetail(
    OWNED,
    ("The Courier", "Courier of Vell"),
    ((9, "Vell Currier"),),
    (GradeRow("C", "two corrections in a year", "bob", NOON), GradeRow("B", "no correction since", "ana", NOON)),
    ((Status.UNCHECKED, 3), (Status.IN_REVIEW, 1)),
    Record(
        (("2025-11", ((Status.UNCHECKED, 2),)), ("2025-12", ((Status.UNCHECKED, 1), (Status.IN_REVIEW, 1)))),
        (
            Resting(4, "The port is closed.", Status.REFUTED, (1, 3), changed=True),
            Resting(12, "Two ships left.", Status.CONFIRMED, (5,), changed=False),
        ),
    ),
)
ARTICLE: Final = ArticleRow(
    1, UID, "Harbour reopens", 2, "Vell Courier", "https://courier.example/1", "2026-11-22", "en",
    "Mira Orland", "cd" * 32, "https://archive.example/1", "ab" * 32, 4, len(TEXT), 8, 3, NOON,
)  # fmt: skip
ARTICLE_DETAIL: Final = ArticleDetail(ARTICLE, TEXT, (2, 3))
QUOTES: Final = [Quote(UID, 1, 17, 90), Quote(UID, 2, 91, 144), Quote(UID, 113, TEXT.index("The ministry"), len(TEXT))]
OVERVIEW: Final = Overview(
    articles=1,
    sources=3,
    claims=16,
    events=24,
    assessments=2,
    by_status=tuple((one, {Status.UNCHECKED: 14, Status.IN_REVIEW: 2}.get(one, 0)) for one in Status),
    by_state=((State.DRAFT, 15), (State.ACCEPTED, 1), (State.REJECTED, 0), (State.SUPERSEDED, 0)),
    by_kind=((SourceKind.OFFICIAL, 16),),
    by_flag=((Flag.SINGLE_ORIGIN, 12),),
)
INGESTED: Final = Ingested(
    document=Document(TEXT, "Vell Courier", "Harbour reopens"),
    publisher="Vell Courier",
    sentences=4,
    utterances=(
        Utterance(
            CLAIM.text,
            Span(17, 90),
            (Span(51, 89),),
            Speaker("Port authority", "official", named=True, span=Span(17, 35)),
            Span(36, 45),
            Stance.ASSERTS,
            Modality.STATED,
            Voice.REPORTED,
        ),
        Utterance(
            "It rained.",
            Span(145, 154),
            (Span(145, 154),),
            Speaker("the article", "narrator", named=False),
            None,
            Stance.ASSERTS,
            Modality.STATED,
            Voice.NARRATED,
            "2026",
            0,
        ),
    ),
    article_id=1,
    claim_ids=(1, 2),
)
DRY: Final = replace(INGESTED, article_id=None, claim_ids=())


def event(action: Action, payload: dict[str, Any], reason: str | None = None, **values: Any) -> HistoryRow:
    """One event of the ledger."""
    return replace(HistoryRow(3, "C1", 2, NOON, None, "ana", action, reason, payload, "ab12"), **values)


def written(write: Callable[..., None], *given: Any, width: int | None = 80, color: bool | None = False) -> str:
    """What the function writes."""
    out = StringIO()
    write(*given, out, width=width, color=color)
    return out.getvalue()
