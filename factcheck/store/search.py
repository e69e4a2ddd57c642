"""Full-text search behind one interface: FTS5 on SQLite, tsvector on PostgreSQL.

Whatever a user types is searched for literally: words, all of which must occur, in any order, by their stems.
The program keeps both indexes; nothing in the database writes to them.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    bindparam,
    column,
    exists,
    func,
    select,
    table,
    text,
)

from factcheck.errors import UsageProblem
from factcheck.store.prepared import KEPT, Prepared
from factcheck.store.tables import claim
from factcheck.vocabulary import LISTED

_WORD: Final = re.compile(r"[^\W_]+")
_PART: Final = 50_000
"""Code points per tsvector: one holds less than a long article, and no positions beyond word 16,383."""
_LONGEST_WORD: Final = 200
"""PostgreSQL refuses to look for words of more than 2,046 bytes."""
_MOST_PHRASES: Final = 1000
"""PostgreSQL combines them in an expression as deep as they are many."""
REBUILD: Final = "Rebuild it: sqlite3 {file} \"INSERT INTO {table} ({table}) VALUES ('rebuild')\""
"""What mends an index of SQLite's whose words are not those of the claims or articles: it is made from them anew."""
_LONG: Final = {
    what: Prepared(select(exists().select_from(table(f"{what}_search", column("part"))).where(text("part > 0"))))
    for what in ("claim", "article")
}
"""Whether any text is in several parts there: without any, a search takes half the time to plan."""


def words(typed: str) -> list[str]:
    """The words of a text as they are compared: without diacritics, case and punctuation."""
    bare = typed
    if not typed.isascii():
        plain = unicodedata.normalize("NFKD", typed)
        bare = "".join(one for one in plain if not unicodedata.combining(one))
    return [word[:_LONGEST_WORD] for word in _WORD.findall(bare.casefold())]


def add_claims(connection: Connection, claims: Sequence[tuple[int, str]]) -> None:
    """Put new claims, as pairs of key and text, into the index."""
    if _is_postgresql(connection):
        _insert_parts(connection, "claim", claims)
    else:
        connection.exec_driver_sql("INSERT INTO claim_search (rowid, text) VALUES (?, ?)", list(claims))


def change_claim(connection: Connection, number: int, old: str, new: str) -> None:
    """Replace a claim's words. FTS5 takes out what it is told stood there, so `old` has to be exact."""
    if _is_postgresql(connection):
        connection.execute(text("DELETE FROM claim_search WHERE claim_id = :id"), {"id": number})
    else:
        connection.execute(
            text("INSERT INTO claim_search (claim_search, rowid, text) VALUES ('delete', :id, :text)"),
            {"id": number, "text": old},
        )
    add_claims(connection, [(number, new)])


def add_articles(connection: Connection, articles: Sequence[tuple[int, str | None, str]]) -> None:
    """Put new articles, with their titles and texts, into the index."""
    if _is_postgresql(connection):
        _insert_parts(connection, "article", [(number, whole(title, body)) for number, title, body in articles])
    else:
        connection.exec_driver_sql("INSERT INTO article_search (rowid, title, text) VALUES (?, ?, ?)", list(articles))


def best(connection: Connection, what: str, typed: str, limit: int | None) -> list[int]:
    """The keys of the listed claims, or of the articles, that have all the words: best first, equals by key.

    The claim that stands for others is found by the words of all.
    """
    found = matching(connection, what, typed)
    if found is None:
        return []
    statement, values = found
    ranked = _ranked(what, statement, limited=limit is not None)
    return [row[0] for row in ranked.rows(connection, {**values, "most": limit})]


@lru_cache(KEPT)
def _ranked(what: str, statement: str, *, limited: bool) -> Prepared:
    hits = text(statement).columns(column("id", BigInteger), column("rank")).subquery("hits")
    number: ColumnElement[int] = hits.c.id
    rank: ColumnElement[float] = hits.c.rank
    query = select(number)
    if what == "claim":
        number, rank = func.coalesce(claim.c.group_id, claim.c.id), func.min(hits.c.rank)
        query = select(number).join(hits, hits.c.id == claim.c.id).where(claim.c.state.in_(LISTED)).group_by(number)
    query = query.order_by(rank, number)
    return Prepared(query.limit(bindparam("most", type_=BigInteger)) if limited else query)


def matching(connection: Connection, what: str, typed: str) -> tuple[str, dict[str, Any]] | None:
    """A SELECT of `id` and `rank` (lower is better) with its parameters, to stand in another query.

    What is typed without a space between, as in "U.S.-led", has to stand together. None where no word was typed.

    Raises:
        UsageProblem: there are more words than a database looks for at once.

    """
    phrases = list(dict.fromkeys(phrase for phrase in typed.replace("\0", " ").split() if words(phrase)))
    if not phrases:
        return None
    if len(phrases) > _MOST_PHRASES:
        raise UsageProblem(f"More than {_MOST_PHRASES:,} words are looked for.", "Look for fewer.")
    if not _is_postgresql(connection):
        query = " ".join('"{}"'.format(phrase.replace('"', '""')) for phrase in phrases)
        table = f"{what}_search"
        return f"SELECT rowid AS id, rank FROM {table} WHERE {table} MATCH :words", {"words": query}  # noqa: S608
    parameters = {f"phrase{at}": " ".join(words(phrase)) for at, phrase in enumerate(phrases)}
    queries = [f"phraseto_tsquery('factcheck', :{name})" for name in parameters]
    any_of, all_of = " || ".join(queries), " && ".join(queries)
    key, table, rank = f"{what}_id", f"{what}_search", f"ts_rank_cd(words, {any_of}, 1)"
    if not _LONG[what].rows(connection, {})[0][0]:
        return f"SELECT {key} AS id, -{rank} AS rank FROM {table} WHERE words @@ ({all_of})", parameters  # noqa: S608
    long = f"SELECT {key} FROM {table} WHERE part > 0"  # noqa: S608
    has_all = " AND ".join(f"bool_or(words @@ {query})" for query in queries)
    statement = (
        f"SELECT {key} AS id, -{rank} AS rank FROM {table} AS short "  # noqa: S608
        f"WHERE words @@ ({all_of}) AND NOT EXISTS ({long} AND {key} = short.{key}) "
        f"UNION ALL SELECT {key}, -sum({rank}) FROM {table} "
        f"WHERE words @@ ({any_of}) AND {key} IN ({long}) GROUP BY {key} HAVING {has_all}"
    )
    return statement, parameters


def _insert_parts(connection: Connection, what: str, rows: Iterable[tuple[int, str]]) -> None:
    parts = [(number, part, some) for number, body in rows for part, some in enumerate(pieces(body))]
    given = "unnest(%s::bigint[], %s::integer[], %s::text[]) AS given (id, part, words)"
    query = f"INSERT INTO {what}_search ({what}_id, part, words) SELECT id, part, to_tsvector('factcheck', words)"
    if parts:
        connection.exec_driver_sql(f"{query} FROM {given}", tuple(map(list, zip(*parts, strict=True))))


def whole(title: str | None, body: str) -> str:
    """What of an article is searched."""
    return f"{title or ''}\n{body}"


def pieces(body: str) -> Iterator[str]:
    """The words in pieces that a tsvector can hold, cut between words."""
    part: list[str] = []
    length = 0
    for word in words(body):
        part.append(word)
        length += len(word) + 1
        if length >= _PART:
            yield " ".join(part)
            part, length = [], 0
    if part:
        yield " ".join(part)


def _is_postgresql(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"
