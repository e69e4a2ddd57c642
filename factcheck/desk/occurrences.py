"""Where many runs of words stand in a text, found in one walk over it (Aho and Corasick 1975)."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence

Run = tuple[str, ...]


def occurrences(runs: Iterable[Run], words: Sequence[str]) -> Mapping[Run, Sequence[int]]:
    """The numbers of the words at which each run starts, ascending; a run that stands nowhere is not there.

    Linear in the words of the runs and of the text, however much they repeat each other, and in what is found.
    """
    steps, whole = _tree(runs)
    back, shorter = _links(steps, whole)
    found: dict[Run, list[int]] = {}
    node = 0
    for at, word in enumerate(words):
        while node and word not in steps[node]:
            node = back[node]
        node = steps[node].get(word, 0)
        end = node if node in whole else shorter[node]
        while end:
            run = whole[end]
            found.setdefault(run, []).append(at + 1 - len(run))
            end = shorter[end]
    return found


def _tree(runs: Iterable[Run]) -> tuple[list[dict[str, int]], dict[int, Run]]:
    """A tree of words, the root first, and the run that ends at a node."""
    steps: list[dict[str, int]] = [{}]
    whole: dict[int, Run] = {}
    for run in dict.fromkeys(runs):
        node = 0
        for word in run:
            if word not in steps[node]:
                steps[node][word] = len(steps)
                steps.append({})
            node = steps[node][word]
        if node:
            whole[node] = run
    return steps, whole


def _links(steps: Sequence[Mapping[str, int]], whole: Mapping[int, Run]) -> tuple[list[int], list[int]]:
    """For each node the longest other one whose words end its words, and the longest such one where a run ends."""
    back, shorter = [0] * len(steps), [0] * len(steps)
    waiting = deque(steps[0].values())
    while waiting:
        node = waiting.popleft()
        for word, child in steps[node].items():
            other = back[node]
            while other and word not in steps[other]:
                other = back[other]
            back[child] = steps[other].get(word, 0)
            shorter[child] = back[child] if back[child] in whole else shorter[back[child]]
            waiting.append(child)
    return back, shorter
