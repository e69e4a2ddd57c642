"""Questions that a list of claims answers as of a moment, in the middle of the ledger.

What was held then is looked up row by row: of what is shown, and of what tells which claims are.
"""

from typing import Final

from factcheck.vocabulary import UNVERIFIED, Flag
from tests.benchmarks.row import Row, listing


def _judged_then(column: str, row: str) -> str:
    """What the last assessment that was known then, and not retracted by then, gave a claim."""
    retracted = "SELECT 1 FROM retraction r WHERE r.assessment_id = a.id AND r.recorded_at <= :then"
    return (
        f"(SELECT a.{column} FROM assessment a WHERE a.claim_id = {row}.id AND a.recorded_at <= :then "
        f"AND NOT EXISTS ({retracted}) ORDER BY a.id DESC LIMIT 1)"
    )


def _was(table: str, column: str, row: str) -> str:
    """What a column of a row held, before the first change since."""
    was = f"FROM {table}_past p WHERE p.{table}_id = {row}.id AND p.until > :then"
    first = f"SELECT p.{column} {was} ORDER BY p.until LIMIT 1"
    return f"CASE WHEN EXISTS (SELECT 1 {was}) THEN ({first}) ELSE {row}.{column} END"


def _listed(row: str) -> str:
    state, group = (_was("claim", column, row) for column in ("state", "group_id"))
    return f"{row}.recorded_at <= :then AND {state} IN ('draft', 'accepted') AND {group} IS NULL"


def _words(table: str, word: str) -> str:
    """Those that stood in a side table of a claim's."""
    had = "claim_id = c.id AND (since IS NULL OR since <= :then)"
    both = (
        f"SELECT {word} FROM {table} WHERE {had} "
        f"UNION ALL SELECT {word} FROM {table}_past WHERE {had} AND until > :then"
    )
    return f"(SELECT {{listed:{word}}} FROM ({both}) w)"


_SHOWN: Final = f"""
SELECT c.id, c.uid, {_was("claim", "text", "c")}, coalesce({_judged_then("status", "c")}, 'unchecked'),
  {_judged_then("credibility", "c")}, {_judged_then("confidence", "c")}, {_was("claim", "state", "c")}, c.recorded_at,
  {_judged_then("recorded_at", "c")}, (SELECT max(version) FROM event WHERE subject = c.uid AND recorded_at <= :then),
  t.quote, t.start, t."end", t.cue, t.stance, t.modality, {_was("attribution", "voice", "t")}, t.said_on, a.id, a.title,
  s.id, {_was("source", "name", "s")}, {_was("source", "kind", "s")},
  (SELECT reliability FROM grade WHERE source_id = s.id AND recorded_at <= :then ORDER BY id DESC LIMIT 1),
  {_words("claim_flag", "flag")}, {_words("tag", "name")},
  (SELECT count(*) FROM claim o WHERE o.id IN (SELECT id FROM claim WHERE group_id = c.id
    UNION SELECT claim_id FROM claim_past WHERE group_id = c.id) AND {_was("claim", "group_id", "o")} = c.id)
FROM ({{keys}} ORDER BY 1 LIMIT 50) page
JOIN claim c ON c.id = page.id
JOIN attribution t ON t.id = (SELECT min(t.id) FROM attribution t {{whose}} AND t.recorded_at <= :then)
JOIN source o ON o.id = {_was("attribution", "source_id", "t")}
JOIN source s ON s.id = coalesce({_was("source", "merged_into_id", "o")}, o.id)
LEFT JOIN article a ON a.id = t.article_id
ORDER BY page.id
"""


def _page(keys: str, *, told: str | None = None) -> str:
    """A page of these claims, each with its first attribution, or the first of its group's that was told so."""
    whose = "WHERE t.claim_id = c.id"
    if told is not None:
        members = (
            "SELECT c.id UNION ALL SELECT id FROM claim WHERE group_id = c.id "
            "UNION ALL SELECT claim_id FROM claim_past WHERE group_id = c.id"
        )
        first = f"coalesce({_was('claim', 'group_id', 'm')}, m.id)"
        whose = f"JOIN claim m ON m.id = t.claim_id WHERE t.claim_id IN ({members}) AND {first} = c.id AND {told}"
    return _SHOWN.replace("{keys}", keys).replace("{whose}", whose)


def _ordered(key: str, way: str) -> str:
    """A page of claims in the order of what is given, those without it last."""
    keys = f"SELECT id, {key} AS first FROM claim WHERE {_listed('claim')} ORDER BY first {way}, id {way[:4]}"
    shown = _page(keys).replace("ORDER BY 1 LIMIT 50) page", "LIMIT 50) page")
    return shown.replace("ORDER BY page.id", f"ORDER BY page.first {way}, page.id {way[:4]}")


def _judged(statuses: str) -> str:
    status = f"coalesce({_judged_then('status', 'claim')}, 'unchecked')"
    return _page(f"SELECT id FROM claim WHERE {_listed('claim')} AND {status} IN ({statuses})")


def _flagged(flag: Flag) -> str:
    had = f"flag = '{flag}' AND (since IS NULL OR since <= :then)"
    flags = (
        f"SELECT claim_id FROM claim_flag WHERE {had} "
        f"UNION SELECT claim_id FROM claim_flag_past WHERE {had} AND until > :then"
    )
    return _page(f"SELECT claim.id FROM ({flags}) f JOIN claim ON claim.id = f.claim_id WHERE {_listed('claim')}")


def _said_by(sources: str) -> str:
    told = f"{_was('attribution', 'source_id', 't')} IN {sources}"
    keys = (
        "SELECT DISTINCT f.id FROM attribution t JOIN claim m ON m.id = t.claim_id "
        f"JOIN claim f ON f.id = coalesce({_was('claim', 'group_id', 'm')}, m.id) "
        f"WHERE t.recorded_at <= :then AND {told} AND {_listed('f')}"
    )
    return _page(keys, told=told)


_MERGED: Final = f"(SELECT o.id FROM source o WHERE 3 IN (o.id, {_was('source', 'merged_into_id', 'o')}))"
_EXPERTS: Final = (
    f"(SELECT o.id FROM source o JOIN source r ON r.id = coalesce({_was('source', 'merged_into_id', 'o')}, o.id) "
    f"WHERE {_was('source', 'kind', 'r')} = 'expert')"
)

_SAID: Final = (
    "(SELECT said_on FROM attribution t WHERE t.claim_id = claim.id AND t.recorded_at <= :then ORDER BY t.id LIMIT 1)"
)

THEN: Final = (
    Row(
        "unverified --as-of, first page",
        listing(statuses=UNVERIFIED),
        _judged("'unchecked', 'in_review', 'insufficient', 'disputed'"),
        50,
        past=True,
    ),
    Row(
        "claims --status refuted --as-of, first page",
        listing(statuses=("refuted",)),
        _judged("'refuted'"),
        50,
        past=True,
        rare=True,
    ),
    Row(
        "claims --flag single_origin --as-of",
        listing(flags=(Flag.SINGLE_ORIGIN,)),
        _flagged(Flag.SINGLE_ORIGIN),
        50,
        past=True,
    ),
    Row(
        "claims --flag evidence_changed --as-of",
        listing(flags=(Flag.EVIDENCE_CHANGED,)),
        _flagged(Flag.EVIDENCE_CHANGED),
        50,
        past=True,
        rare=True,
    ),
    Row("claims --source S3 --as-of", listing(sources=("S3",)), _said_by(_MERGED), 50, past=True),
    Row("claims --kind expert --as-of", listing(kinds=("expert",)), _said_by(_EXPERTS), 50, past=True),
    Row("claims --sort said --as-of", listing(sort="said"), _ordered(_SAID, "ASC NULLS LAST"), 50, past=True),
    Row(
        "claims --sort -recorded --as-of",
        listing(sort="recorded", descending=True),
        _ordered("recorded_at", "DESC"),
        50,
        past=True,
    ),
)
