"""Where older quotes stand in a new revision: the words exactly, wherever their sentence went, or nowhere."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.desk.anchors import Stood, anchored
from factcheck.desk.editions import Edition, moves
from factcheck.desk.occurrences import occurrences
from factcheck.reading.segment import sentences
from factcheck.typography import same, words


def placed(old: str, new: str, *quotes: str) -> list[str | None]:
    """The words at which quotes of the old text are anchored in the new one."""
    stood = [Stood(quote, 1, old.index(quote), old.index(quote) + len(quote)) for quote in quotes]
    found = anchored(stood, {1: Edition(old)}, Edition(new))
    return [one.of(new) if one else None for one in found]


def starts(old: str, new: str, quote: str) -> list[int | None]:
    """Where each of the places of a quote in the old text is anchored in the new one."""
    at = [start for start in range(len(old)) if old.startswith(quote, start)]
    stood = [Stood(quote, 1, start, start + len(quote)) for start in at]
    return [one.start if one else None for one in anchored(stood, {1: Edition(old)}, Edition(new))]


@pytest.mark.parametrize(
    ("quote", "new"),
    [
        ("It's the dam, she said", "Now: It’s the dam,\n  she said."),
        ('He said "no" twice', "He said “no” twice, then left."),
        ("from 5-10 boats", "Away from 5–10 boats."),
        ("closed -- for good", "It is closed—for good."),
        ("wait ... and see", "They wait…and see."),
        ("10 000 tonnes", "Some 10\u00a0000 tonnes."),
        ("the water authority", "So the water au\u00adthor\u00adity."),
        ("five officers", "All five o\ufb03cers."),
        ("in Caf\u00e9 Orm", "Met in Cafe\u0301 Orm."),
    ],
)
def test_white_space_and_typography_do_not_matter(quote: str, new: str) -> None:
    (found,) = placed(f"{quote}.", new, quote)
    assert found is not None
    assert same(found, quote)


@pytest.mark.parametrize(
    ("quote", "new"),
    [
        ("The dam is safe", "The dam was safe."),
        ("The dam is safe", "the dam is safe."),
        ("The losses came to 5", "The losses came to 5.5 tonnes."),
        ("The losses came to 5", "The losses came to 5,000."),
        ("done by the mayor", "It was done by the mayor's office."),
        ("about the art", "It is about the arty crowd."),
        ('the "accident" at Orm', "the accident at Orm."),
        ("the resume of it", "the r\u00e9sum\u00e9 of it."),
        ("one hundred", "one hund red."),
    ],
)
def test_other_words_are_other_words(quote: str, new: str) -> None:
    assert placed(f"{quote}.", new, quote) == [None]


def test_a_quote_goes_with_its_sentence_where_its_words_stand_elsewhere_too() -> None:
    old = "It rained in Veld. It rained in Orm. The mayor left."
    new = "It rained in Lund. The mayor left. It rained in Orm. It rained in Veld."
    assert starts(old, new, "It rained") == [new.index("It rained in Veld"), new.index("It rained in Orm")]


def test_repeated_sentences_stay_between_their_neighbours_and_never_cross() -> None:
    old = "A boat sank. He said so. The port closed. He said so. The fleet left."
    new = "He said so. A boat sank. He said so. Then it snowed. The port closed. He said so. The fleet left."
    first, second, third = (at for at in range(len(new)) if new.startswith("He said so", at))
    assert starts(old, new, "He said so") == [second, third]
    assert starts(new, old, "He said so")[1:] == [old.index("He said so"), old.rindex("He said so")]
    assert first == 0


def test_one_place_left_of_two_holds_both() -> None:
    old = "He said so. The port closed. He said so."
    assert starts(old, "The port closed. He said so.", "He said so") == [17, 17]


def test_what_a_quote_encloses_stays_within_it_where_its_sentence_changed() -> None:
    old = "He saw that it rained. Veld Radio said that he saw that it rained, and left."
    new = "He saw that it rained. Today, after that it rained, Veld Radio said that he saw that it rained, and slept."
    outer, inner = "Veld Radio said that he saw that it rained", "it rained"
    at = old.index(outer)
    stood = [Stood(inner, 1, at + len(outer) - 9, at + len(outer)), Stood(outer, 1, at, at + len(outer))]
    within, around = anchored(stood, {1: Edition(old)}, Edition(new))
    assert within is not None
    assert around is not None
    assert within.end == around.end


def test_a_quote_over_several_sentences_is_found_while_they_follow_each_other() -> None:
    old = "It rained. He left. The dam held."
    assert placed(old, "He left. It rained.  He left.\nThe dam held.", "It rained. He left") == ["It rained.  He left"]
    assert placed(old, "He left. The dam held. It rained.", "It rained. He left") == [None]


def test_a_quote_that_cuts_through_a_word_stands_where_its_letters_do() -> None:
    assert placed("They said so... and left.", "So they said so... and left.", "They said so.") == [None]
    assert placed("They said so... and left.", "Look. They said so... and left.", "They said so.") == ["They said so."]


SENTENCES = (
    "The mayor said that the dam is safe.",
    "“It’s done,” she said.",
    "He said so.",
    "Reports — none confirmed — spoke of 5–10 boats.",
    "He said so. It rained.",
    "The dam is safe … for now.",
    "Radio Lund claimed that he said so.",
)
CHANGES = (
    str,
    lambda text: text.replace("“", '"').replace("”", '"').replace("’", "'"),
    lambda text: text.replace(" ", "\n "),
    lambda text: text.replace("—", "–").replace("…", "..."),
    lambda text: text.replace("safe", "sa\u00adfe"),
)


@settings(max_examples=300)
@given(st.data())
def test_anchors_are_exactly_those_whose_words_still_stand_there(data: st.DataObject) -> None:
    old_parts = data.draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8))
    new_parts = data.draw(st.permutations(old_parts))[: data.draw(st.integers(0, 8))]
    for _ in range(data.draw(st.integers(0, 3))):
        added = data.draw(st.sampled_from([*SENTENCES, "The mayor said that the dam was safe.", "It snowed."]))
        new_parts.insert(data.draw(st.integers(0, len(new_parts))), added)
    old = " ".join(old_parts)
    new = " ".join(data.draw(st.sampled_from(CHANGES))(part) for part in new_parts)
    there = words(old)
    stood = []
    for _ in range(data.draw(st.integers(1, 6))):
        first = data.draw(st.integers(0, len(there.words) - 1))
        last = data.draw(st.integers(first, min(first + 12, len(there.words) - 1)))
        start, end = there.starts[first], there.ends[last]
        stood.append(Stood(old[start:end], 1, start, end))
    found = anchored(stood, {1: Edition(old)}, Edition(new))
    haystack = f"\n{chr(10).join(words(new).words)}\n"
    for one, span in zip(stood, found, strict=True):
        needle = f"\n{chr(10).join(words(one.quote).words)}\n"
        assert (span is not None) == (needle in haystack)
        if span is not None:
            assert words(span.of(new)).words == words(one.quote).words


@settings(max_examples=200)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=10))
def test_in_an_unchanged_text_every_quote_stays_where_it_is(parts: list[str]) -> None:
    text = "\n".join(parts)
    spans = [*sentences(text), *(type(one)(one.start + 3, one.end - 1) for one in sentences(text))]
    stood = [Stood(one.of(text), 1, one.start, one.end) for one in spans]
    assert anchored(stood, {1: Edition(text)}, Edition(text)) == [
        span if words(span.of(text)).words else None for span in spans
    ]


@settings(max_examples=300)
@given(st.lists(st.sampled_from("abcd"), max_size=12), st.lists(st.sampled_from("abcd"), max_size=12))
def test_sentences_are_matched_one_to_one_and_as_many_as_there_are(old: list[str], new: list[str]) -> None:
    to = moves(old, new)
    matched = [(at, place) for at, place in enumerate(to) if place is not None]
    assert len({place for _, place in matched}) == len(matched)
    assert all(old[at] == new[place] for at, place in matched)
    assert len(matched) == sum(min(old.count(one), new.count(one)) for one in set(old))


@pytest.mark.parametrize(
    ("old", "new", "to"),
    [
        ("ArB", "ArrB", [0, 1, 3]),
        ("AxrB", "AyrzrB", [0, None, 4, 5]),
        ("AxryB", "rAzrwB", [1, None, 3, None, 5]),
        ("ArBrC", "CrArB", [2, 3, 4, 1, 0]),
    ],
    ids=["behind what stands before it", "before what stands behind it", "between the same", "with its neighbour"],
)
def test_a_sentence_that_is_repeated_stays_in_its_neighbourhood(old: str, new: str, to: list[int | None]) -> None:
    assert moves(old, new) == to


@settings(max_examples=300)
@given(st.lists(st.text("ab", min_size=1, max_size=4), max_size=5), st.text("ab", max_size=20))
def test_runs_are_found_wherever_they_stand_even_within_each_other(runs: list[str], text: str) -> None:
    found = occurrences([tuple(run) for run in runs], text)
    for run in runs:
        places = [at for at in range(len(text)) if text.startswith(run, at)]
        assert list(found.get(tuple(run), [])) == places


def spent(size: int, make: str) -> float:
    """The seconds of processor time, at best, for texts of so many sentences, each with a quote."""
    old = " ".join(make.format(at, at % 7) for at in range(size))
    new = " ".join(make.format(at + size // 2, at % 5) for at in range(size))
    stood = [Stood(one.of(old), 1, one.start, one.end) for one in sentences(old)]
    seconds = []
    for _ in range(3):
        begin = time.process_time()
        anchored(stood, {1: Edition(old)}, Edition(new))
        seconds.append(time.process_time() - begin)
    return min(seconds)


@pytest.mark.parametrize(
    "make",
    ["Station {0} in Veld counted {1} boats.", "He said so {1}.", "The dam is safe, the dam is safe, the dam {1}."],
)
def test_eight_times_the_quotes_in_eight_times_the_text_take_nowhere_near_64_times_as_long(make: str) -> None:
    assert spent(4000, make) < 24 * spent(500, make)
