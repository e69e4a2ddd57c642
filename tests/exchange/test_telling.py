"""What the ledger is told of a row, in the one form that is hashed."""

import json

from hypothesis import given
from hypothesis import strategies as st

from factcheck.exchange import telling
from factcheck.exchange.places import Place
from factcheck.exchange.rows import Row, read
from factcheck.identity import new_uids
from factcheck.store.events import canonical
from factcheck.vocabulary import Modality, Stance, State, Voice

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=20)
TEXTS = WORDS.filter(str.strip)
CELLS = st.fixed_dictionaries(
    {"text": TEXTS, "said_by": TEXTS},
    optional={
        "cue": TEXTS,
        "said_on": st.sampled_from(("2025", "2025-01", "2025-01-15")),
        "tags": st.sampled_from(("a", "a b", "ä")),
        "state": st.sampled_from([one for one in State if one is not State.SUPERSEDED]),
        "stance": st.sampled_from(Stance),
        "modality": st.sampled_from(Modality),
        "voice": st.sampled_from(Voice),
        "publisher": TEXTS,
        "title": TEXTS,
        "url": TEXTS,
        "quote": TEXTS,
    },
)
PLACES = st.none() | st.builds(Place, st.sampled_from(new_uids(2)), WORDS, st.integers(0, 9), st.just(()))


@given(CELLS.map(read), PLACES, st.integers(0, 2))
def test_a_claim_is_told_in_canonical_form(row: Row, place: Place | None, through: int) -> None:
    uid, said, source, *via = new_uids(3 + through)
    told = telling.logged(row, "0" * 64, place, uid=uid, said=said, source=source, via=via)
    assert told.text == canonical(told.payload)
    (attribution,) = json.loads(told.text)["attributions"]
    assert (attribution["source"], attribution["via"]) == (source, via)
    assert (attribution["article"] is None) == (place is None)
