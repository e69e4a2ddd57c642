"""`review`: working through drafts one by one, each decision with a single key and stored at once."""

import logging
import sys
from collections import Counter, deque
from typing import TYPE_CHECKING, Annotated, Final

import typer

from factcheck.cli.ask import reading
from factcheck.cli.decisions import KEYS, Desk
from factcheck.cli.keyboard import keyboard
from factcheck.cli.options import By, Db, new_app
from factcheck.errors import Conflict, FactcheckError
from factcheck.identity import ARTICLE, number
from factcheck.settings import analyst
from factcheck.vocabulary import State

if TYPE_CHECKING:
    from factcheck.desk.review import Look

app = new_app()
talk = logging.getLogger("factcheck")

_LEAVE: Final = frozenset({"", "q"})
_KEYS: Final = "a accept, e edit, s source, p split, j join, r reject, k skip, u undo, q quit:"
_HELP: Final = """\
  a  accept it                       r  reject it; it is kept
  e  edit its words                  s  fix its source: who really said it
  p  split it into several claims    j  join it with the claim before it
  k  skip it for now (so does the space bar)
  u  undo the last decision          q  quit; what was decided is stored
"""


@app.command(
    "review",
    epilog="""
    \b
    Examples:
      factcheck review
      factcheck review --article A3
    """,
)
def review(
    article: Annotated[
        str | None, typer.Option("--article", metavar="A3", help="Only drafts of this article.", show_default=False)
    ] = None,
    by: By = None,
    db: Db = None,
) -> None:
    """Work through drafts one by one, with single keys.

    Each draft is shown in its sentence, with who says it and how. Every decision is stored at once; what is left comes
    again the next time. Where the input is no terminal, the first letter of each line is the key.
    """
    from factcheck.store.drafts import waiting

    key, who = number(ARTICLE, article) if article is not None else None, analyst(by)
    with reading(db, written=True) as session:
        drafts = waiting(session, key)
    if not drafts:
        talk.info("There are no drafts to review.")
        return
    with keyboard() as keys:
        desk = Desk(db, who, keys, deque(drafts))
        _work(desk)
    _tell(desk)


def _work(desk: Desk) -> None:
    """One draft after the other; those that were skipped come again as long as anything is decided between."""
    decided = 0
    while True:
        while desk.waiting:
            seen = _look(desk, desk.waiting[0])
            if seen is None:
                desk.waiting.popleft()
            elif not _decide(desk, seen):
                return
        if not desk.skipped or len(desk.decided) == decided:
            return
        decided = len(desk.decided)
        desk.waiting.extend(desk.skipped)
        desk.skipped.clear()


def _look(desk: Desk, key: int) -> "Look | None":
    """What there is to see of it, on the screen; None if somebody has decided about it meanwhile."""
    from factcheck.desk.review import look
    from factcheck.output.draft import write_draft

    with reading(desk.db, written=True) as session:
        seen = look(session, key)
    if seen.claim.state is not State.DRAFT:
        return None
    write_draft(seen, len(desk.waiting) + len(desk.skipped), sys.stdout)
    return seen


def _decide(desk: Desk, seen: "Look") -> bool:
    """Do what the next key says; False to leave."""
    while (pressed := _pressed(desk)) not in KEYS:
        if pressed in _LEAVE:
            return False
        sys.stdout.write(_HELP)
    try:
        KEYS[pressed](desk, seen)
    except FactcheckError as error:
        talk.info("%s", f"{error.message} {'' if isinstance(error, Conflict) else error.remedy}".rstrip())
    return True


def _pressed(desk: Desk) -> str:
    sys.stdout.write(f"\n{_KEYS} ")
    sys.stdout.flush()
    pressed = desk.keys.key()
    sys.stdout.write(f"{pressed if pressed.isprintable() else ''}\n")
    sys.stdout.flush()
    return pressed


def _tell(desk: Desk) -> None:
    counts = Counter(what for _, _, what in desk.decided)
    done = ", ".join(f"{count} {what}" for what, count in counts.items()) or "nothing decided"
    left = len(desk.waiting) + len(desk.skipped)
    talk.info("%s; %s left.", done.capitalize(), f"{left} draft{'' if left == 1 else 's'}")
