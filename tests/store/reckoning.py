"""The origins of a claim, reckoned in the plainest way: one relation over all pairs, closed by brute force."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product


@dataclass(frozen=True)
class Person:
    """A source; `owner` is the next one up, if anybody owns it."""

    kind: str
    named: bool
    owner: int | None = None


def reckon(said: Sequence[tuple[Sequence[int], int | None]], people: dict[int, Person]) -> tuple[int, set[str]]:
    """How many known origins chains (each with its article) have, and the flags that follow."""
    nodes: set[tuple[int, str]] = set()
    has_from: set[tuple[tuple[int, str], tuple[int, str]]] = set()
    for at, (line, article) in enumerate(said):
        place = f"no article {at}" if article is None else f"A{article}"
        spots = [(one, "" if people[one].named else place) for one in line]
        nodes.update(spots)
        has_from.update((later, earlier) for earlier, later in pairwise(spots) if earlier != later)
    reached = set(has_from)
    for middle, left, right in product(nodes, nodes, nodes):
        if (left, middle) in reached and (middle, right) in reached:
            reached.add((left, right))
    top: set[int] = set()
    for one, _ in nodes - {later for later, _ in has_from}:
        if people[one].named:
            line = [one]
            while (owner := people[line[-1]].owner) is not None:
                line.append(owner)
            top.add(line[-1])
    flags = {1: {"single_origin"}, 0: {"origin_unknown"}}.get(len(top), set[str]())
    flags |= {"circular"} if any((one, one) in reached for one in nodes) else set()
    kinds = {people[line[0]].kind for line, _ in said}
    return len(top), flags | ({"state_media_only"} if kinds == {"state_media"} else set())
