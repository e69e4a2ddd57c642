"""Who has it from whom, as a tree: from the origins down to those who carry it. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from factcheck.store.chains import Citations


@dataclass(frozen=True, slots=True)
class Step:
    """A source as it stands below the one that it cites; steps are in the order in which a tree is written.

    `chains` are the positions of those that end here: what this source published on the word of the one above. Who
    cites it is told `above` where it stood before.
    """

    depth: int
    source: int
    chains: tuple[int, ...]
    above: bool


def descent(found: Citations) -> list[Step]:
    """The tree: named origins first, then unnamed ones, then circles that nothing leads into; weighty branches first.

    Every citation is a step, and every chain ends at one step only.
    """
    below: defaultdict[int, Counter[int]] = defaultdict(Counter)
    ends: defaultdict[tuple[int | None, int], list[int]] = defaultdict(list)
    weight: Counter[int] = Counter()
    for at, chain in enumerate(found.chains):
        weight.update(set(chain))
        for said, citing in pairwise(chain):
            below[said][citing] += 1
        ends[chain[-2] if len(chain) > 1 else None, chain[-1]].append(at)
    starts = sorted(found.roots(), key=lambda node: (node < 0, -weight[node]))
    steps: list[Step] = []
    drawn: set[int] = set()
    for start in (*starts, *found.cites):
        if start not in drawn:
            for depth, cited, node in _walk(start, below, drawn):
                told = node in drawn
                here = [*ends[cited, node], *(ends[None, node] if cited is not None and not told else ())]
                steps.append(Step(depth, found.sources[node], tuple(here), above=told and node in below))
                drawn.add(node)
    return steps


def _walk(start: int, below: dict[int, Counter[int]], drawn: set[int]) -> Iterator[tuple[int, int | None, int]]:
    """Each citation once, in depth and without recursion; a source's own branches only where it stands first."""
    waiting: list[tuple[int, int | None, int]] = [(0, None, start)]
    while waiting:
        depth, cited, node = waiting.pop()
        is_new = node not in drawn
        yield depth, cited, node
        if is_new and node in below:
            waiting += [(depth + 1, node, branch) for branch, _ in reversed(below[node].most_common())]
