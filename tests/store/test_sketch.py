"""Near-identical texts are told from two articles on one event, from what is kept of their wording alone."""

import random
import re
from struct import pack, unpack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.store import sketch as module
from factcheck.store.sketch import echoes, sketch

COPY = """Ferry runs aground off Amsel

AMSEL, Ruritania (Strait Wire) - A ferry with 140 people on board ran aground on a sandbank off Amsel early on Monday,
the harbour authority said, and was freed by the tide four hours later. Nobody was hurt.

"The master had reported thick fog and had slowed down well before the bar," harbour master Ilse Brandt told reporters.
She said that the channel had last been dredged in the spring of last year.

The shipping company, Orm Lines, said in a statement that it was helping with the inquiry. It would not say how long the
ferry, which was built in 1987, would be out of service.

It was the third ship to run aground there since January. The fishermen's union has called for new buoys since the
summer, but the ministry of works said that the money had gone into the lighthouse at Vell.

"We were told to wait until the budget is passed," said its chairman. The ministry did not answer questions on Monday.
"""
REPORT = """Passengers spent a cold night on the sandbank at Amsel after their boat to Vell got stuck in fog. Harbour
authority staff brought blankets and soup by dinghy, and by nine in the morning the rising water had lifted the old
vessel free. "The master had reported thick fog and had slowed down well before the bar," said Ilse Brandt, who runs the
port. Several of those on board told this paper that they had heard no announcement for more than an hour. Orm Lines has
promised them their money back. Critics point out that two freighters had met the same fate this year, and that the
fishermen have asked for better marks along the channel again and again.
"""
WORDS = st.integers(0, 10**6).map(lambda seed: [f"w{one}" for one in random.Random(seed).sample(range(10**6), 400)])


def are_echoes(*texts: str) -> bool:
    return echoes(dict(enumerate(map(sketch, texts)))) == (tuple(range(len(texts))),)


def test_another_headline_and_dateline_leave_a_copy_a_copy() -> None:
    body = COPY.split("\n\n", 1)[1].replace("AMSEL, Ruritania (Strait Wire) - ", "")
    assert are_echoes(COPY, f"140 stranded in fog\n\nFrom our correspondent\n\n{body}")


def test_typography_and_capitals_make_no_difference_at_all() -> None:
    typeset = COPY.replace("'", "’").replace(' "', " “").replace('" ', "” ").replace(" - ", " — ").replace("\n", "\r\n")
    assert sketch(typeset) == sketch(COPY) == sketch(COPY.upper())


def test_a_long_text_is_taken_apart_in_pieces_that_end_between_words(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = sketch(COPY)
    for piece in (1, 7, 100):
        monkeypatch.setattr(module, "_PIECE", piece)
        assert sketch(COPY) == whole


@pytest.mark.parametrize("kept", [2, 3, 4, 5])
def test_a_copy_without_its_last_paragraphs_is_still_one(kept: int) -> None:
    assert are_echoes(COPY, "\n\n".join(COPY.split("\n\n")[: kept + 1]))


def test_a_copy_with_a_word_changed_in_each_sentence_is_still_one() -> None:
    edited = re.sub(r"\b(said|on board|Monday|had|since)\b", "indeed", COPY, count=10)
    assert edited.count("indeed") == 10
    assert are_echoes(COPY, edited)


def test_a_copy_within_a_longer_article_is_one() -> None:
    assert are_echoes(COPY, f"{REPORT}\n{COPY}")


def test_two_articles_on_one_event_are_no_echoes_though_both_quote_the_same_words() -> None:
    assert echoes({1: sketch(COPY), 2: sketch(REPORT)}) == ()


def test_copies_of_two_texts_are_two_groups() -> None:
    several = {1: COPY, 2: REPORT, 3: COPY[:900], 4: REPORT + "By our own reporter.", 5: "Something else entirely."}
    assert echoes({number: sketch(text) for number, text in several.items()}) == ((1, 3), (2, 4))


def test_what_two_copies_share_with_a_third_makes_one_group() -> None:
    half = len(COPY) // 2
    texts = {1: COPY[:half], 2: COPY[half:], 3: COPY}
    assert echoes({number: sketch(text) for number, text in texts.items()}) == ((1, 2, 3),)
    assert echoes({number: sketch(texts[number]) for number in (1, 2)}) == ()


def test_a_text_of_a_few_words_is_the_echo_of_the_same_few_only() -> None:
    assert are_echoes("All is quiet.", "all is quiet")
    assert not are_echoes("All is quiet.", "All is quiet now.")
    assert not are_echoes("All is quiet on the river today.", COPY + "All is quiet on the river.")


def test_a_text_without_words_echoes_nothing() -> None:
    assert sketch("... !") == b""
    assert echoes({1: sketch("... !"), 2: sketch("... !")}) == ()


@given(WORDS, st.floats(0.3, 1), st.floats(0, 0.5), WORDS)
def test_whatever_is_cut_from_the_end_and_added_in_its_place_a_copy_is_found(
    words: list[str], kept: float, own: float, other: list[str]
) -> None:
    some = words[: round(len(words) * kept)]
    assert are_echoes(" ".join(words), " ".join(some + other[: round(len(some) * own)]))


@given(WORDS, WORDS, st.floats(0, 0.25))
def test_a_quarter_of_the_same_words_makes_no_echo(some: list[str], others: list[str], part: float) -> None:
    shared = round(len(some) * part)
    if some != others:
        assert not are_echoes(" ".join(some), " ".join(some[:shared] + others[shared:]))


@given(st.lists(st.sampled_from("ab"), max_size=40), st.integers(1, 7))
def test_a_long_text_taken_in_pieces_has_the_same_sketch(words: list[str], chunk: int) -> None:
    text = " ".join(words)
    whole = sketch(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_CHUNK", chunk)
        assert sketch(text) == whole


@st.composite
def several(draw: st.DrawFn) -> dict[int, bytes]:
    """Sketches of texts that have parts of one another, about as much as echoes have and as others do not."""
    random_ = random.Random(draw(st.integers(0, 10**6)))
    pools = [random_.sample(range(1 << 32), 160) for _ in range(3)]
    sketches = {}
    for number in range(draw(st.integers(2, 9))):
        length = draw(st.sampled_from((5, 9, 40, 128, 300)))
        shared = random_.sample(
            random_.choice(pools), min(160, round(length * draw(st.sampled_from((0, 0.3, 0.5, 0.9)))))
        )
        own = random_.sample(range(1 << 32), length)
        lowest = sorted({*shared, *own[len(shared) :]})[:128]
        sketches[number] = pack(f">{len(lowest)}I", *lowest)
    return sketches


def plainly(sketches: dict[int, bytes]) -> tuple[tuple[int, ...], ...]:
    """The echoes as they are defined, every two texts compared by themselves."""
    values = {number: unpack(f">{len(one) // 4}I", one) for number, one in sketches.items() if one}
    limits = {number: one[-1] if len(one) == 128 else 1 << 32 for number, one in values.items()}
    groups = {number: {number} for number in values}
    unlike: list[int] = []
    for number in sorted(values, key=lambda one: (limits[one], -len(values[one]), one)):
        mine, alike = set(values[number]), []
        for other in unlike:
            reach = sum(value <= limits[other] for value in mine)
            enough = max(6, 0.45 * min(reach, len(values[other])))
            theirs = set(values[other])
            if values[other] == values[number] or (
                len(mine & theirs) >= enough and len(theirs.intersection(values[number][:32])) >= 4
            ):
                alike.append(other)
        for other in alike:
            groups[other] |= groups[number]
            groups.update(dict.fromkeys(groups[number], groups[other]))
        if not alike:
            unlike.append(number)
    return tuple(sorted({tuple(sorted(one)) for one in groups.values() if len(one) > 1}))


@given(several())
def test_all_echoes_are_found_that_a_plain_comparison_of_every_two_finds(sketches: dict[int, bytes]) -> None:
    assert echoes(sketches) == plainly(sketches)


def test_two_hundred_copies_are_one_group_and_two_hundred_articles_none() -> None:
    assert len(echoes(dict.fromkeys(range(200), sketch(COPY)))[0]) == 200
    others = random.Random(7)
    texts = [" ".join(f"w{others.randrange(10**6)}" for _ in range(300)) for _ in range(200)]
    assert echoes(dict(enumerate(map(sketch, texts)))) == ()
