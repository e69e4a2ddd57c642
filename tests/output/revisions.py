"""An invented comparison of two revisions, one change of each kind."""

from dataclasses import replace
from typing import Final

from factcheck.desk.comparison import Change, Comparison, Side
from factcheck.desk.edits import Edited
from factcheck.store.claims import ClaimRow
from factcheck.store.parties import SourceRef
from factcheck.store.wordings import Placed
from factcheck.vocabulary import Edit, Rewriting
from tests.output.examples import ARTICLE, CLAIM, CONFIRMED, DENIED, FEARED, UID

SOURCE: Final = SourceRef(1, "Port authority", "official", None)


def side(claim: ClaimRow, quote: str, modality: str = "stated") -> Side:
    """A claim as it is put in these words."""
    put = Placed(
        id=claim.id,
        uid=UID,
        claim_id=claim.id,
        quote=quote,
        content=((0, len(quote)),),
        start=17,
        end=17 + len(quote),
        source=SOURCE,
        cue=None,
        stance="asserts",
        modality=modality,
        voice="reported",
        said_on=None,
        read_here=True,
    )
    return Side(claim, put, quote)


COMPARISON: Final = Comparison(
    replace(ARTICLE, id=8, title="Harbour to reopen", revises_id=None),
    ARTICLE,
    Rewriting.WORDS,
    3,
    (
        Change(
            side(
                replace(CONFIRMED, id=5, text="The harbour reopened on Monday."),
                "Reportedly, the harbour reopened on Monday.",
                "possible",
            ),
            side(CLAIM, "The harbour reopened on Monday."),
            Edited((Edit.HEDGE_LOST,), ("reportedly",)),
        ),
        Change(
            side(replace(FEARED, text="An oil slick."), "Fishermen warned of an oil slick."),
            None,
            Edited(),
        ),
        Change(None, side(replace(DENIED, text="It rained."), "It rained."), Edited()),
    ),
)
