"""The tree has every citation once and every chain once, whatever the chains look like."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from factcheck.store.chains import Chain, Party, citations
from factcheck.store.descent import Step, descent

PARTIES = {number: Party(number, number, "independent_media", named=number < 8) for number in range(1, 10)}
chains = st.lists(st.lists(st.integers(1, 9), min_size=1, max_size=5), max_size=8)


def tree(*several: list[int]) -> list[tuple[int, int, tuple[int, ...]]]:
    return [(one.depth, one.source, one.chains) for one in grown(list(several))]


def grown(several: list[list[int]]) -> list[Step]:
    return descent(citations([Chain(one, at) for at, one in enumerate(several)], PARTIES))


def test_what_many_have_from_one_stands_below_it_the_weightiest_first() -> None:
    assert tree([1, 2], [1, 3, 4], [1, 3, 5]) == [
        (0, 1, ()), (1, 3, ()), (2, 4, (1,)), (2, 5, (2,)), (1, 2, (0,)),
    ]  # fmt: skip


def test_who_cites_a_source_in_another_article_stands_below_what_that_source_cites() -> None:
    assert tree([1, 2], [2, 3]) == [(0, 1, ()), (1, 2, (0,)), (2, 3, (1,))]


def test_an_outlet_with_a_word_of_its_own_and_one_that_it_has_from_another_keeps_both() -> None:
    assert tree([2], [1, 2]) == [(0, 1, ()), (1, 2, (1, 0))]


def test_unnamed_origins_stand_behind_named_ones() -> None:
    assert [source for _, source, _ in tree([9, 2], [9, 2], [1, 3])] == [1, 3, 9, 2, 9, 2]


def test_a_circle_is_opened_once_and_says_where_it_was_told() -> None:
    steps = grown([[1, 2], [2, 1]])
    assert [(one.depth, one.source, one.chains, one.above) for one in steps] == [
        (0, 1, (), False), (1, 2, (0,), False), (2, 1, (1,), True),
    ]  # fmt: skip


@given(chains)
def test_every_chain_ends_at_exactly_one_step_of_its_publisher(several: list[list[int]]) -> None:
    steps = grown(several)
    assert Counter(at for one in steps for at in one.chains) == Counter(range(len(several)))
    assert all(several[at][-1] == one.source for one in steps for at in one.chains)


@given(chains)
def test_every_citation_is_a_step_below_the_one_cited_and_nothing_else_is(several: list[list[int]]) -> None:
    found = citations([Chain(one, at) for at, one in enumerate(several)], PARTIES)
    path: list[Step] = []
    drawn: Counter[tuple[int, int]] = Counter()
    for step in descent(found):
        assert step.depth <= len(path)
        del path[step.depth :]
        if path:
            drawn[path[-1].source, step.source] += 1
        path.append(step)
    cited = Counter(
        (found.sources[one], found.sources[citing]) for citing, several in found.cites.items() for one in several
    )
    assert drawn == cited


def test_a_chain_of_ten_thousand_is_grown_without_recursion() -> None:
    many = {number: Party(number, number, "official", named=True) for number in range(10_000)}
    steps = descent(citations([Chain(list(range(10_000)))], many))
    assert [one.depth for one in steps] == list(range(10_000))
