"""As of a moment: every statement finds in the tables what they held then, and so no query has to know of time.

Before a statement runs, a common table expression by the name of each table that it names is put in front of it, and
stands for that table, on SQLite and on PostgreSQL alike; nothing is written, so that a server's copy answers too.
What came later is left out, by when this database learned of it. What was changed since is as the tables of what was
have it; of a table in which nothing was, the columns stay plain, for their indexes.
"""

# ruff: noqa: S608 -- names of our own tables and a moment that was parsed, never what was typed

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Connection, Table, event, exists, select, text

from factcheck.dates import now, stamp
from factcheck.store import tables

_DATED: Final = (
    *("article", "assessment", "attribution", "claim", "event", "evidence", "grade"),
    *("link", "retraction", "source", "unlinking", "withdrawal"),
)
_BELONGS: Final[Mapping[str, str]] = {
    "anchor": "article",
    "article_sketch": "article",
    "basis": "assessment",
}
"""Rows that came here with the one that they point at."""

_SIDE: Final = ("claim_flag", "source_alias", "tag")
_PAST: Final = ("attribution", "claim", "source", *_SIDE)
_JUDGED: Final = ("credibility", "confidence", "due")
TABLES: Final = frozenset({*_DATED, *_BELONGS, *_SIDE, "via"})
_NAMES: Final = re.compile(rf"(?<!\.)\b({'|'.join(sorted(TABLES))})\b")
_STATEMENTS: Final = 256
_WITH: Final = re.compile(r"\s*WITH\s+(RECURSIVE\s+)?", re.IGNORECASE)


def look_back(connection: Connection, moment: datetime) -> None:
    """Let all further statements of this connection read what the tables held at that moment."""
    past = Then(connection, moment)
    connection.execution_options(as_of=moment, then=past)
    event.listen(connection, "before_cursor_execute", past.before, retval=True)


def moment(connection: Connection) -> datetime:
    """The moment that is asked about: now, unless it is a past one."""
    asked: datetime | None = connection.get_execution_options().get("as_of")
    return asked or now()


def asks_of_the_past(connection: Connection) -> bool:
    """Whether statements of this connection read what the tables held once."""
    return "then" in connection.get_execution_options()


def then(connection: Connection) -> "Then | None":
    """The past that statements of this connection read, if they do."""
    found: Then | None = connection.get_execution_options().get("then")
    return found


@dataclass(frozen=True, slots=True)
class View:
    """What the text of statements depends on, whatever they ask for: the dialect, and whether they read the past.

    If they do, `schema` is where the tables of now stand, and `changed` are those with rows that were changed since.
    """

    dialect: str
    schema: str | None = None
    changed: frozenset[str] = frozenset()


def view(connection: Connection) -> View:
    """What statements of this connection see."""
    past = then(connection)
    return View(connection.dialect.name) if past is None else past.view


def anything(connection: Connection, moment: datetime) -> bool:
    """Whether anything at all was known at that moment."""
    happened = tables.event
    here = select(happened.c.seq).where(happened.c.imported_at.is_(None), happened.c.recorded_at <= moment)
    imported = select(happened.c.seq).where(happened.c.imported_at.is_not(None), happened.c.imported_at <= moment)
    return any(connection.scalar(query.limit(1)) is not None for query in (here, imported))


class Then:
    """What the tables held at one moment, as expressions by table."""

    def __init__(self, connection: Connection, moment: datetime) -> None:
        self.moment = moment
        if connection.dialect.name == "postgresql":
            schema = str(connection.scalar(text("SELECT quote_ident(current_schema())")))
            self._moment = f"TIMESTAMPTZ '{stamp(moment)}'"
        else:
            schema, self._moment = "main", f"'{stamp(moment)}'"
        self.schema = schema
        self.view = View(connection.dialect.name, schema, _changed(connection, moment))
        self._grouped = any(
            connection.scalar(select(exists().where(one.c.group_id.is_not(None))))
            for one in (tables.claim, tables.claim_past)
        )
        self._known: dict[str, str] = {}
        self.put = lru_cache(_STATEMENTS)(self._in_front)

    def before(self, _conn: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> tuple[str, Any]:
        """Put the expressions in front of a statement."""
        return self.put(statement), parameters

    def _in_front(self, statement: str) -> str:
        named = dict.fromkeys(_NAMES.findall(statement))
        if not named:
            return statement
        meant = ", ".join(f"{name} AS NOT MATERIALIZED ({self._expression(name)})" for name in named)
        own = _WITH.match(statement)
        if own is None:
            return f"WITH {meant} {statement}"
        return f"WITH {own[1] or ''}{meant}, {statement[own.end() :]}"

    def _expression(self, name: str) -> str:
        if name not in self._known:
            self._known[name] = self._select(name)
        return self._known[name]

    def _select(self, name: str) -> str:
        table = tables.named(name)
        if name == "via":
            return self._via(table)
        if name in _SIDE:
            return self._side(table)
        values = self._claim() if name == "claim" else {}
        if name in {"claim", "source"}:
            values["version"] = (
                f"(SELECT max(e.version) FROM {self.schema}.event AS e "
                f"WHERE e.subject = now.uid AND {self._is_known('e')})"
            )
        if name in self.view.changed:
            values.update(self._past(table))
        found = self._rows(table, values)
        if name in _BELONGS:
            return f"{found} WHERE {self._came(_BELONGS[name])}"
        return f"{found} WHERE {self._is_known('now')}"

    def _rows(self, table: Table, values: Mapping[str, str] | None = None, past: str = "") -> str:
        mine = values or {}
        columns = (f"{mine.get(one.name, f'now.{_quoted(one.name)}')} AS {_quoted(one.name)}" for one in table.c)
        return f"SELECT {', '.join(columns)} FROM {self.schema}.{table.name}{past} AS now"

    def _is_known(self, row: str) -> str:
        return f"coalesce({row}.imported_at, {row}.recorded_at) <= {self._moment}"

    def _came(self, owner: str) -> str:
        return (
            f"EXISTS (SELECT 1 FROM {self.schema}.{owner} AS o WHERE o.id = now.{owner}_id AND {self._is_known('o')})"
        )

    def _claim(self) -> dict[str, str]:
        """The status that the last assessment not retracted by then gave, and when the claim had been checked."""
        # No NOT EXISTS: PostgreSQL would join all retractions, for each claim anew.
        retracted = (
            f"(SELECT r.id FROM {self.schema}.retraction AS r WHERE r.assessment_id = a.id AND {self._is_known('r')})"
        )
        judged = (
            f"FROM {self.schema}.assessment AS a "
            f"WHERE a.claim_id = now.id AND {self._is_known('a')} AND {retracted} IS NULL"
        )
        of = f"i.claim_id IN ({self._members()})" if self._grouped else "i.claim_id = now.id"
        given = f"FROM {self.schema}.evidence AS i WHERE {of}"
        withdrawn = f"JOIN {self.schema}.evidence AS i ON i.id = w.evidence_id WHERE {of}"
        checks = (
            f"SELECT a.recorded_at {judged} UNION ALL SELECT i.recorded_at {given} AND {self._is_known('i')} "
            f"UNION ALL SELECT w.recorded_at FROM {self.schema}.withdrawal AS w {withdrawn} AND {self._is_known('w')}"
        )
        last = {column: f"(SELECT a.{column} {judged} ORDER BY a.id DESC LIMIT 1)" for column in _JUDGED}
        return last | {
            "status": f"coalesce((SELECT a.status {judged} ORDER BY a.id DESC LIMIT 1), 'unchecked')",
            "assessed_at": f"(SELECT a.recorded_at {judged} ORDER BY a.id DESC LIMIT 1)",
            "checked_at": f"(SELECT max(c.recorded_at) FROM ({checks}) AS c)",
        }

    def _members(self) -> str:
        """The claim and those that it stood for at that moment."""
        past = f"{self.schema}.claim_past"
        later = f"(SELECT min(q.until) FROM {past} AS q WHERE q.claim_id = %s AND q.until > {self._moment})"
        return (
            f"SELECT now.id UNION ALL SELECT m.id FROM {self.schema}.claim AS m "
            f"WHERE m.group_id = now.id AND {later % 'm.id'} IS NULL "
            f"UNION ALL SELECT m.claim_id FROM {past} AS m "
            f"WHERE m.group_id = now.id AND m.until = {later % 'm.claim_id'}"
        )

    def _past(self, table: Table) -> dict[str, str]:
        """The columns as they were before the first change after the moment, if there was one."""
        past = tables.past_of(table)
        was = f"FROM {self.schema}.{past.name} AS p WHERE p.{table.name}_id = now.id AND p.until > {self._moment}"
        values = {}
        for one in past.c:
            if one.primary_key:
                continue
            name = _quoted(one.name)
            first = f"(SELECT p.{name} {was} ORDER BY p.until LIMIT 1)"
            if one.nullable:
                values[one.name] = f"CASE WHEN EXISTS (SELECT 1 {was}) THEN {first} ELSE now.{name} END"
            else:
                values[one.name] = f"coalesce({first}, now.{name})"
        return values

    def _side(self, table: Table) -> str:
        lasting = f"(now.since IS NULL OR now.since <= {self._moment})"
        present = f"{self._rows(table)} WHERE {lasting}"
        if table.name not in self.view.changed:
            return present
        return f"{present} UNION ALL {self._rows(table, past='_past')} WHERE {lasting} AND now.until > {self._moment}"

    def _via(self, table: Table) -> str:
        """The chains; those of an attribution that was changed are kept with it each time."""
        if "attribution" not in self.view.changed:
            return self._rows(table)
        was = (
            f"FROM {self.schema}.attribution_past AS p "
            f"WHERE p.attribution_id = now.attribution_id AND p.until > {self._moment}"
        )
        return (
            f"{self._rows(table)} WHERE (SELECT min(p.until) {was}) IS NULL "
            f"UNION ALL {self._rows(table, past='_past')} WHERE now.until = (SELECT min(p.until) {was})"
        )


def _changed(connection: Connection, moment: datetime) -> frozenset[str]:
    """The tables with rows that were changed since."""
    pasts = {name: tables.past_of(tables.named(name)) for name in _PAST}
    query = select(*(exists().where(past.c.until > moment).label(name) for name, past in pasts.items()))
    row = connection.execute(query).one()
    return frozenset(name for name in _PAST if getattr(row, name))


def _quoted(name: str) -> str:
    return f'"{name}"'
