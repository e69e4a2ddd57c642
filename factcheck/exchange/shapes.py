"""Whether a line has the shape that the JSON Schema asks for: the few keywords that the schema uses, compiled once."""

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from factcheck.resources import schema

Check = Callable[[Any, str | None], str | None]
"""Given a value and its name, what is wrong with it; without a name, which is faster, only whether anything is."""

STATES: Final = (
    *("source", "grade", "article", "claim", "attribution", "anchor"),
    *("evidence", "withdrawal", "assessment", "retraction", "link", "unlinking"),
)
"""The records of what is, which the changes lead to."""
_TYPES: Final[dict[str, type]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "boolean": bool,
    "null": type(None),
}
_PLAIN: Final = frozenset({str, int, bool, type(None)})
_A: Final = {"object": "an object", "array": "a list", "integer": "a whole number", "null": "null"}
_SHOWN: Final = 60


def problem(record: Mapping[str, Any], what: str) -> str | None:
    """What is wrong with the record, None if nothing is; `what` is a type of line."""
    check = _compiled(what)
    return None if check(record, None) is None else check(record, "")


@cache
def _definitions() -> Mapping[str, Any]:
    text = schema("interchange", "factcheck-1.schema.json").read_text("utf-8")
    definitions: Mapping[str, Any] = json.loads(text)["$defs"]
    return definitions


@cache
def _compiled(name: str) -> Check:
    return _check(_definitions()[name])


def _check(rule: Mapping[str, Any]) -> Check:
    checks = [make(rule) for keyword, make in _KEYWORDS.items() if keyword in rule]
    check = checks.pop()
    while checks:
        check = _then(checks.pop(), check)
    return check


def _then(first: Check, second: Check) -> Check:
    def check(value: Any, name: str | None) -> str | None:
        return second(value, name) if (wrong := first(value, name)) is None else wrong

    return check


def _reference(rule: Mapping[str, Any]) -> Check:
    return _compiled(rule["$ref"].rpartition("/")[2])


def _type(rule: Mapping[str, Any]) -> Check:
    expected, known = rule["type"], _TYPES[rule["type"]]

    def check(value: Any, name: str | None) -> str | None:
        if type(value) is known:
            return None
        return f"{name or 'The line'} is not {_A.get(expected, f'a {expected}')}."

    return check


def _one_of(rule: Mapping[str, Any]) -> Check:
    words = rule["enum"] if "enum" in rule else [rule["const"]]
    known = {(type(word), word) for word in words}

    def check(value: Any, name: str | None) -> str | None:
        if type(value) in _PLAIN and (type(value), value) in known:
            return None
        return f"{name} is {_shown(value)}, which is none of: {', '.join(map(str, words))}." if name is not None else ""

    return check


def _pattern(rule: Mapping[str, Any]) -> Check:
    matches = re.compile(rule["pattern"].removeprefix("^").removesuffix("$")).fullmatch

    def check(value: Any, name: str | None) -> str | None:
        if matches(value):
            return None
        return f"{name} is malformed: {_shown(value)}." if name is not None else ""

    return check


def _bounds(rule: Mapping[str, Any]) -> Check:
    least, most = rule.get("minimum", float("-inf")), rule.get("maximum", float("inf"))

    def check(value: Any, name: str | None) -> str | None:
        return None if least <= value <= most else f"{name} is out of range: {value}."

    return check


def _size(rule: Mapping[str, Any]) -> Check:
    least = max(rule.get(one, 0) for one in ("minLength", "minItems", "minProperties"))
    most = rule.get("maxItems", float("inf"))

    def check(value: Any, name: str | None) -> str | None:
        if len(value) < least:
            return f"{name} is {'empty' if not value else 'too short'}."
        return None if len(value) <= most else f"{name} is too long."

    return check


def _fields(rule: Mapping[str, Any]) -> Check:
    checks = {name: _check(one) for name, one in rule["properties"].items()}
    required, closed = dict.fromkeys(rule.get("required", ())).keys(), rule.get("additionalProperties") is False

    def check(value: Any, name: str | None) -> str | None:
        inside = f"{name}." if name else ""
        if not required <= value.keys():
            return f"{inside}{next(one for one in required if one not in value)} is missing."
        for one, part in value.items():
            if (known := checks.get(one)) is not None:
                if (wrong := known(part, None if name is None else f"{inside}{one}")) is not None:
                    return wrong
            elif closed:
                return f"{inside}{_shown(one)} is unknown."
        return None

    return check


def _items(rule: Mapping[str, Any]) -> Check:
    ahead = [_check(one) for one in rule.get("prefixItems", ())]
    rest = _check(rule["items"]) if "items" in rule else None

    def check(value: Any, name: str | None) -> str | None:
        for at, part in enumerate(value):
            one = ahead[at] if at < len(ahead) else rest
            if one is not None and (wrong := one(part, None if name is None else f"{name}[{at}]")) is not None:
                return wrong
        return None

    return check


def _any_of(rule: Mapping[str, Any]) -> Check:
    checks = [_check(one) for one in rule["anyOf"]]
    nullable = {"type": "null"} in rule["anyOf"]

    def check(value: Any, name: str | None) -> str | None:
        if nullable and value is None:
            return None
        first = None
        for one in checks:
            if (wrong := one(value, name)) is None:
                return None
            first = first or wrong
        return first

    return check


def _all_of(rule: Mapping[str, Any]) -> Check:
    """A list of `if` one field is a word `then`, which is all that the schema uses it for; a word has one case."""
    ((field,),) = {tuple(one["if"]["properties"]) for one in rule["allOf"]}
    cases = {one["if"]["properties"][field]["const"]: _check(one["then"]) for one in rule["allOf"]}

    def check(value: Any, name: str | None) -> str | None:
        then = cases.get(value[field])
        return then(value, name) if then is not None else None

    return check


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=True)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


_KEYWORDS: Final[dict[str, Callable[[Mapping[str, Any]], Check]]] = {
    "$ref": _reference,
    "type": _type,
    "enum": _one_of,
    "const": _one_of,
    "pattern": _pattern,
    "minimum": _bounds,
    "minLength": _size,
    "minItems": _size,
    "minProperties": _size,
    "properties": _fields,
    "items": _items,
    "prefixItems": _items,
    "anyOf": _any_of,
    "allOf": _all_of,
}
"""In this order, so that the type is known before anything else is looked at."""
