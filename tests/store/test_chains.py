"""Who has it from whom: origins are counted, not repeats, whatever the chains look like."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from factcheck.store.chains import Chain, Findings, Party, analyse, flags
from tests.store.reckoning import Person, reckon

NAMED = {number: Party(number, number, "independent_media", named=True) for number in range(1, 10)}
chains = st.lists(st.lists(st.integers(1, 9), min_size=1, max_size=5), max_size=8)


def rests_on(several: Sequence[Sequence[int]], parties: Mapping[int, Party]) -> Findings:
    return analyse([Chain(one, article=at) for at, one in enumerate(several)], parties)


def test_an_outlet_that_cites_an_agency_is_no_second_origin() -> None:
    assert rests_on([[1, 2], [1, 3], [1, 4]], NAMED).known == (1,)


def test_two_speakers_are_two_origins() -> None:
    assert rests_on([[1, 5], [2, 5]], NAMED).known == (1, 2)


def test_a_source_that_cites_another_elsewhere_is_no_origin() -> None:
    assert rests_on([[1, 2], [2, 3]], NAMED).known == (1,)


def test_an_unnamed_root_is_no_known_origin() -> None:
    parties = {**NAMED, 1: Party(1, 1, "official", named=False)}
    found = rests_on([[1, 2]], parties)
    assert (found.roots, found.known) == ((1,), ())


def test_an_unnamed_source_is_never_the_same_one_across_articles() -> None:
    parties = {**NAMED, 1: Party(1, 1, "official", named=False)}
    back = [[2, 1], [1, 2]]
    assert analyse([Chain(one, article=7) for one in back], parties).circles == ((2, 1, 2),)
    assert analyse([Chain(one, article=at) for at, one in enumerate(back)], parties).circles == ()
    assert analyse([Chain(one) for one in back], parties).circles == ()
    assert analyse([Chain([1, 2], 7), Chain([1, 3], 8)], parties).roots == (1,)


def test_outlets_of_one_owner_are_one_origin() -> None:
    parties = {**NAMED, 1: Party(1, 9, "state_media", named=True), 2: Party(2, 9, "state_media", named=True)}
    found = rests_on([[1], [2]], parties)
    assert found.known == (9,)
    assert found.state_media_only


def test_a_word_that_comes_back_to_its_outlet_is_circular() -> None:
    assert rests_on([[1, 2], [2, 1]], NAMED).circles == ((1, 2, 1),)
    assert rests_on([[1, 2], [2, 3], [3, 1]], NAMED).circles == ((1, 3, 2, 1),)
    assert rests_on([[1, 2], [2, 1]], NAMED).known == ()


def test_an_outlet_that_cites_itself_is_not_circular() -> None:
    assert rests_on([[1, 1], [2, 2, 2]], NAMED).circles == ()


def test_no_chain_at_all_has_no_origin() -> None:
    found = rests_on([], NAMED)
    assert (found.known, found.circles, found.state_media_only) == ((), (), False)


@given(
    st.lists(st.tuples(st.lists(st.integers(1, 6), min_size=1, max_size=4), st.sampled_from((None, 1, 2))), max_size=7),
    st.lists(st.tuples(st.sampled_from(("state_media", "official")), st.booleans(), st.integers(0, 5)), min_size=6),
)
def test_what_is_found_is_what_brute_force_reckons(
    several: list[tuple[list[int], int | None]], about: list[tuple[str, bool, int]]
) -> None:
    people = {
        at: Person(kind, named, owner if 0 < owner < at else None)
        for at, (kind, named, owner) in enumerate(about[:6], 1)
    }
    parties = {at: Party(at, top(at, people), one.kind, one.named) for at, one in people.items()}
    found = analyse([Chain(chain, article) for chain, article in several], parties)
    assert (len(found.known), set(map(str, found.flags()))) == reckon(several, people)
    assert flags([Chain(chain, article) for chain, article in several], parties) == found.flags()


def top(one: int, people: dict[int, Person]) -> int:
    owner = people[one].owner
    return one if owner is None else top(owner, people)


@given(chains)
def test_origins_are_speakers_and_never_more_than_the_chains(several: list[list[int]]) -> None:
    found = rests_on(several, NAMED)
    assert set(found.known) <= {chain[0] for chain in several}
    assert len(found.known) <= len(several)


@given(chains)
def test_repeating_every_chain_changes_nothing(several: list[list[int]]) -> None:
    assert rests_on(several + several, NAMED) == rests_on(several, NAMED)


@given(chains)
def test_a_claim_has_an_origin_or_is_circular(several: list[list[int]]) -> None:
    found = rests_on(several, NAMED)
    assert found.known or found.circles or not several


@given(chains)
def test_every_circle_is_one_and_can_be_walked(several: list[list[int]]) -> None:
    cites = {(citing, cited) for chain in several for cited, citing in pairwise(chain) if cited != citing}
    for circle in rests_on(several, NAMED).circles:
        assert circle[0] == circle[-1]
        assert len(circle) > 2
        assert all(step in cites for step in pairwise(circle))


@given(chains)
def test_whatever_leads_back_is_found(several: list[list[int]]) -> None:
    cites: dict[int, set[int]] = {}
    for chain in several:
        for cited, citing in pairwise(chain):
            if cited != citing:
                cites.setdefault(citing, set()).add(cited)
    reach = {start: _reached(start, cites) for start in cites}
    assert bool(rests_on(several, NAMED).circles) == any(start in reach[start] for start in cites)


def _reached(start: int, cites: dict[int, set[int]]) -> set[int]:
    found: set[int] = set()
    todo = [start]
    while todo:
        for one in cites.get(todo.pop(), set()):
            if one not in found:
                found.add(one)
                todo.append(one)
    return found


def test_a_chain_of_ten_thousand_is_walked_without_recursion() -> None:
    many = {number: Party(number, number, "official", named=True) for number in range(10_000)}
    assert rests_on([list(range(10_000))], many).known == (0,)
