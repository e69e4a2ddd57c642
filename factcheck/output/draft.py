"""One draft to decide about, so that a terminal of 80 columns and 24 rows shows all that matters at once."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, TextIO

from factcheck.identity import ARTICLE, CLAIM, handle
from factcheck.output import page, words
from factcheck.output.listing import Line, Part, about, line
from factcheck.output.terminal import terminal

if TYPE_CHECKING:
    from factcheck.desk.review import Context, Look

_NEIGHBOUR: Final = 100
_SENTENCE: Final = 120
_QUOTE: Final = 320
_CLAIM: Final = 240
"""Code points: so much of each fits on the screen. What is cut off says so, and `factcheck show` has all of it."""


def write_draft(look: "Look", left: int, out: TextIO, *, width: int | None = None, color: bool | None = None) -> None:
    """Write what there is to see of a draft; `left` counts those still to be decided, this one among them."""
    page.write(_lines(look, left), out, terminal(out, width=width, color=color))


def _lines(look: "Look", left: int) -> Iterator[Line]:
    claim = look.claim
    yield line(Part("─" * 60, "dim"))
    where = f"{handle(ARTICLE, look.article.id)} {_cut(look.article.title or '', _NEIGHBOUR)}" if look.article else ""
    yield line(
        Part(handle(CLAIM, claim.id), "id"),
        Part(f"  {words.counted(left, 'draft')} left", "dim"),
        Part(f"  {where.strip()}" if where else "  in no article", "dim"),
    )
    if look.context is not None:
        yield line()
        yield line(*_context(look.context))
    yield line()
    yield about("claim", Part(_cut(claim.text, _CLAIM), "strong"))
    yield about("said by", *_chain(look))
    yield about("how", _how(look))


def _context(context: "Context") -> Iterator[Part]:
    before, after = _cut_front(_flat(context.before), _NEIGHBOUR), _cut(_flat(context.after), _NEIGHBOUR)
    lead, rest = _cut_front(_flat(context.lead), _SENTENCE), _cut(_flat(context.rest), _SENTENCE)
    if before:
        yield Part(f"{before} ", "dim")
    yield Part(f"{lead}{' ' * context.lead[-1:].isspace()}")
    yield Part(f"«{_cut(_flat(context.quote), _QUOTE)}»", "quote")
    yield Part(f"{' ' * context.rest[:1].isspace()}{rest}")
    if after:
        yield Part(f" {after}", "dim")


def _chain(look: "Look") -> Iterator[Part | str]:
    for at, source in enumerate(look.chain):
        kind = words.plain(source.kind)
        what = f"{kind}, {'named' if look.named else 'unnamed'}" if at == 0 else kind
        yield " ← " if at else ""
        yield Part(source.name, "" if at else "strong")
        yield Part(f" ({what})", "dim")
    if look.more:
        yield Part(f", and {words.counted(look.more, 'more attribution')}", "dim")


def _how(look: "Look") -> str:
    claim = look.claim
    said = [words.plain(claim.stance), words.plain(claim.modality), words.plain(claim.voice)]
    if claim.cue:
        said.append(f"by {words.quoted(_cut(claim.cue, _NEIGHBOUR))}")
    if claim.said_on:
        said.append(f"said on {claim.said_on}")
    return ", ".join(said)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0] or text[:most]} …"


def _cut_front(text: str, most: int) -> str:
    return text if len(text) <= most else f"… {text[-most:].partition(' ')[2] or text[-most:]}"
