"""Pages of claims in plain SQL: which claims, and what is shown of them.

`{listed}` in it stands for both dialects' way to put words in one cell; what is `{by_claim}` is not to be looked up in
an index of its own.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from factcheck.dates import stamp
from factcheck.store.claims import ClaimRow
from factcheck.vocabulary import KEPT_FLAGS

SHOWN: Final = """
SELECT c.id, c.uid, c.text, c.status, c.credibility, c.confidence, c.state, c.recorded_at, c.assessed_at, c.version,
  t.quote, t.start, t."end", t.cue, t.stance, t.modality, t.voice, t.said_on, a.id, a.title, s.id, s.name, s.kind,
  (SELECT reliability FROM grade WHERE source_id = s.id ORDER BY id DESC LIMIT 1),
  (SELECT {listed:flag} FROM claim_flag WHERE claim_id = c.id), (SELECT {listed:name} FROM tag WHERE claim_id = c.id),
  (SELECT count(*) FROM claim o WHERE o.group_id = c.id)
FROM ({keys}) page
JOIN claim c ON c.id = page.id
JOIN attribution t ON t.id = (SELECT min(id) FROM attribution {whose})
JOIN source o ON o.id = t.source_id
JOIN source s ON s.id = coalesce(o.merged_into_id, o.id)
LEFT JOIN article a ON a.id = t.article_id
ORDER BY page.id
"""
"""What a list shows of each claim, but for whether it is stale, and in how many articles its group stands."""
LISTED: Final = "state IN ('draft', 'accepted') AND group_id IS NULL"


_GROUP: Final = "claim_id IN (SELECT c.id UNION ALL SELECT id FROM claim WHERE group_id = c.id)"
"""Of an attribution: that it is of the claim `c`, or of one that it stands for."""


def page(where: str, *, told: str | None = None, start: str = "claim") -> str:
    """A page of claims in the order of their ids; `told` is what one attribution must be."""
    keys = f"SELECT id FROM {start} WHERE {LISTED} AND {where} ORDER BY id LIMIT 50"
    whose = "WHERE claim_id = c.id"
    if told is not None:
        keys = (
            f"SELECT claim.id FROM claim WHERE {LISTED} AND {where} AND (EXISTS (SELECT 1 FROM attribution t "
            f"WHERE t.claim_id = claim.id AND {told}) OR EXISTS (SELECT 1 FROM claim m JOIN attribution t "
            f"ON t.claim_id = m.id WHERE m.group_id = claim.id AND {told})) ORDER BY claim.id LIMIT 50"
        )
        whose = f"t WHERE {_GROUP} AND {told}"
    return SHOWN.replace("{keys}", keys).replace("{whose}", whose)


def ordered(key: str) -> str:
    """A page of claims in the order of what is given, those without it last."""
    keys = f"SELECT id, {key} AS first FROM claim WHERE {LISTED} ORDER BY first NULLS LAST, id LIMIT 50"
    shown = SHOWN.replace("{keys}", keys).replace("{whose}", "WHERE claim_id = c.id")
    return shown.replace("ORDER BY page.id", "ORDER BY page.first NULLS LAST, page.id")


def few(column: str, test: str) -> str:
    """As `_page`, for what few attributions are: start from those."""
    told, found = f"{column} {test}", f"{{by_claim:{column}}} {test}"
    keys = (
        "SELECT DISTINCT f.id FROM attribution t JOIN claim m ON m.id = t.claim_id "
        f"JOIN claim f ON f.id = coalesce(m.group_id, m.id) WHERE {told} AND f.{LISTED.replace('group', 'f.group')} "
        "ORDER BY f.id LIMIT 50"
    )
    whose = f"t WHERE {_GROUP} AND {found}"
    return SHOWN.replace("{keys}", keys).replace("{whose}", whose)


def flagged(flag: str) -> str:
    keys = f"SELECT c.id FROM claim_flag f JOIN claim c ON c.id = f.claim_id WHERE f.flag = '{flag}' AND {LISTED}"
    return SHOWN.replace("{keys}", f"{keys} ORDER BY f.claim_id LIMIT 50").replace("{whose}", "WHERE claim_id = c.id")


MERGED: Final = "(SELECT id FROM source WHERE 3 IN (id, merged_into_id))"
EXPERT: Final = (
    "{by_claim:t.source_id} IN (SELECT s.id FROM source s LEFT JOIN source r ON r.id = s.merged_into_id "
    "WHERE coalesce(r.kind, s.kind) = 'expert')"
)
"""Of an attribution `t` that was found by its claim."""


def as_shown(one: ClaimRow) -> tuple[Any, ...]:
    """What `SHOWN` tells of a claim that the product lists."""
    flags = ",".join(sorted({*one.flags} & {*KEPT_FLAGS}))
    judged = (one.status, one.credibility, one.confidence, one.state, stamp(one.recorded_at))
    said = (one.quote, one.start, one.end, one.cue, one.stance, one.modality, one.voice, one.said_on)
    where = (one.article_id, one.article_title, one.source_id, one.source_name, one.source_kind, one.reliability)
    assessed = one.assessed_at and stamp(one.assessed_at)
    others = one.group.claims - 1 if one.group else 0
    told = (one.id, one.uid, one.text, *judged, assessed, one.version, *said, *where)
    return (*told, flags, ",".join(sorted(one.tags)), others)


def as_told(row: Sequence[Any]) -> tuple[Any, ...]:
    """The same of a row that the SQL found: with words in order, and moments as SQLite has them."""
    *told, flags, tags, others = (stamp(one) if isinstance(one, datetime) else one for one in row)
    return (*told, *(",".join(sorted((words or "").split(","))) for words in (flags, tags)), others)
