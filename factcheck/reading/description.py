"""What a name or phrase tells of a source, as frozen values."""

from dataclasses import dataclass

from factcheck.vocabulary import SourceKind


@dataclass(frozen=True, slots=True)
class Description:
    """The kind of a source, and whether it is an institution or a named person rather than "officials".

    `owner` is the name of who owns it, `wire_group` the pool of copy that an agency belongs to, where they are known.
    """

    kind: SourceKind
    named: bool
    owner: str | None = None
    wire_group: str | None = None


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a phrase tells. `name` is what its source goes by, where that is another name than the phrase itself."""

    found: Description
    name: str | None = None
