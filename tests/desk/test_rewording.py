"""What changed between two revisions: pure, from texts to edits, by tables of cases."""

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.desk import revision
from factcheck.desk.anchors import Stood, anchored
from factcheck.desk.editions import Alignment, Edition
from factcheck.desk.edits import Put, edited
from factcheck.desk.pairing import Wording, pairs
from factcheck.desk.rewording import Found, found
from factcheck.reading import read
from factcheck.reading.document import Document
from factcheck.reading.utterance import Utterance
from factcheck.store.parties import SourceRef
from factcheck.store.wordings import Placed

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "rewording.toml").read_text("utf-8"))["case"]


def placed(number: int, one: Utterance, text: str, start: int, end: int, *, here: bool) -> Placed:
    return Placed(
        id=number,
        uid=str(number),
        claim_id=number,
        quote=one.span.of(text),
        content=tuple((piece.start - one.span.start, piece.end - one.span.start) for piece in one.content),
        start=start,
        end=end,
        source=SourceRef(0, one.speaker.name, one.speaker.kind, None),
        cue=one.cue.of(text) if one.cue else None,
        stance=one.stance,
        modality=one.modality,
        voice=one.voice,
        said_on=one.said_on,
        read_here=here,
    )


def changes(old: str, new: str) -> list[Found]:
    """What changed, as if both texts had been ingested one after the other."""
    editions = {1: Edition(old)}
    alignment = Alignment(editions[1], Edition(new))
    first, second = read(Document(old)).utterances, read(Document(new)).utterances
    before = [placed(at, one, old, one.span.start, one.span.end, here=True) for at, one in enumerate(first)]
    stood = [Stood(one.quote, 1, one.start, one.end) for one in before]
    spans = anchored(stood, editions, alignment.new)
    kept = [
        placed(at, one, old, span.start, span.end, here=False)
        for at, (one, span) in enumerate(zip(first, spans, strict=True))
        if span is not None
    ]
    fresh = revision.within(second, revision.fresh([1], editions, alignment.new))
    more = [placed(1000 + at, one, new, one.span.start, one.span.end, here=True) for at, one in enumerate(fresh)]
    return found(alignment, before, sorted([*kept, *more], key=lambda one: (one.start, one.end, one.id)))


def told(one: Found, old: str, new: str) -> dict[str, Any]:
    sides = {"was": (one.old, old), "now": (one.new, new)}
    quotes = {name: text[side.start : side.end] for name, (side, text) in sides.items() if side is not None}
    edits = {"edits": list(one.edited.edits), "lost": list(one.edited.lost), "gained": list(one.edited.gained)}
    return {**quotes, **{name: words for name, words in edits.items() if words}}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_what_changed_is_told(case: dict[str, Any]) -> None:
    have = [told(one, case["old"], case["new"]) for one in changes(case["old"], case["new"])]
    assert len(have) == len(case["changes"]), have
    for one, wanted in zip(have, case["changes"], strict=True):
        assert one.keys() == wanted.keys(), one
        assert all(wanted[side] in one[side] for side in ("was", "now") if side in wanted), one
        assert {name: one[name] for name in wanted if name not in {"was", "now"}} == {
            name: value for name, value in wanted.items() if name not in {"was", "now"}
        }


PARTS = [part for case in CASES for side in ("old", "new") for part in case[side].split(". ")]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PARTS), max_size=8), st.lists(st.sampled_from(PARTS), max_size=8))
def test_every_claim_is_in_one_place_and_nothing_is_both_gone_and_there(first: list[str], second: list[str]) -> None:
    old, new = ". ".join(first), ". ".join(second)
    have = changes(old, new)
    for side in ("old", "new"):
        ids = [getattr(one, side).id for one in have if getattr(one, side) and "extended" not in one.edited.edits]
        assert len(set(ids)) == len(ids)
    assert all(one.old or one.new for one in have)
    assert all(one.edited.edits for one in have if one.old and one.new)
    assert have == changes(old, new)
    assert changes(new, new) == []


WORD = st.sampled_from(["may", "said", "“dam”", "safe", "reportedly", "Orm", "5", "will"])
PUT = st.builds(
    Put,
    source=st.sampled_from(["Orm", "Lund"]),
    cue=st.sampled_from([None, "said", "claimed"]),
    stance=st.sampled_from(["asserts", "denies"]),
    modality=st.sampled_from(["stated", "alleged", "possible", "planned"]),
    voice=st.sampled_from(["quoted", "reported"]),
    said_on=st.sampled_from([None, "2025"]),
    said=st.lists(WORD, min_size=1, max_size=4).map(" ".join),
    quote=st.lists(WORD, min_size=1, max_size=6).map(" ".join),
)
MIRROR = {
    "hedge_lost": "hedge_gained", "hedge_gained": "hedge_lost",
    "quotation_lost": "quotation_gained", "quotation_gained": "quotation_lost",
}  # fmt: skip


@given(PUT, PUT)
def test_what_one_way_is_lost_is_gained_the_other_way(one: Put, other: Put) -> None:
    there, back = edited(one, other), edited(other, one)
    assert {MIRROR.get(edit, edit) for edit in there.edits} == set(back.edits)
    assert (there.lost, there.gained) == (back.gained, back.lost)
    assert edited(one, one).edits == ()


@pytest.mark.parametrize(("place", "paired"), [(60, [(0, 0)]), (600, [])])
def test_what_is_half_alike_is_a_match_only_in_the_same_neighbourhood(
    place: int, paired: list[tuple[int, int]]
) -> None:
    old, new = "seven ferries left Orm yesterday", "seven ferries reached Lund yesterday"
    assert pairs([Wording(old, old, 50)], [Wording(new, new, place)]) == paired


def test_the_likest_of_several_is_the_match_and_of_equals_the_nearest() -> None:
    old = [Wording("seven ferries left Orm", "seven ferries left Orm", 10)]
    texts = (
        ("seven ferries left Lund", 10),
        ("seven ferries left Orm today", 40),
        ("seven ferries left Orm today", 30),
    )
    assert pairs(old, [Wording(text, text, place) for text, place in texts]) == [(0, 2)]


def test_pairing_a_rewritten_article_takes_time_in_proportion_to_its_length() -> None:
    def spent(size: int) -> float:
        old = [
            Wording(f"boat {at} sank off Orm", f"Lund said that boat {at} sank off Orm", 9 * at) for at in range(size)
        ]
        new = [
            Wording(f"boat {at} left for Orm", f"Lund said that boat {at} left for Orm", 9 * at) for at in range(size)
        ]
        begin = time.process_time()
        assert pairs(old, new) == [(at, at) for at in range(size)]
        return time.process_time() - begin

    assert min(spent(2400) for _ in range(2)) < 24 * min(spent(300) for _ in range(3))
