"""The states that a claim goes through by what is decided about it."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from factcheck.vocabulary import Action, State

STATES: Final[Mapping[str, State]] = {
    Action.CLAIM_ACCEPTED: State.ACCEPTED,
    Action.CLAIM_REJECTED: State.REJECTED,
    Action.CLAIM_SUPERSEDED: State.SUPERSEDED,
}
"""What a claim is after a decision about it."""


def states(changes: Iterable[tuple[str, Mapping[str, Any]]]) -> list[State]:
    """The states that a claim has gone through by these changes, given with their payloads; what was undone is not."""
    line: list[State] = []
    for action, about in changes:
        if action == Action.CLAIM_LOGGED:
            line = [State(about["state"])]
        elif action == Action.CLAIM_RESTORED:
            line.pop()
        elif action in STATES and STATES[action] is not line[-1]:
            line.append(STATES[action])
    return line
