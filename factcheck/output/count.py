"""How many, by status."""

from collections.abc import Mapping
from typing import TextIO

from factcheck.output import json
from factcheck.settings import Format
from factcheck.vocabulary import Status


def write_count(counts: Mapping[Status, int], form: Format, out: TextIO) -> None:
    """A number alone on its line; as JSON, with the numbers by status."""
    total = sum(counts.values())
    shape = {"count": total, "by_status": {str(one): counts[one] for one in Status if one in counts}}
    if form is Format.JSON:
        json.write_object(shape, out)
    elif form is Format.JSONL:
        json.write_lines([shape], out)
    else:
        out.write(f"{total}\n")
