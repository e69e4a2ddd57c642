"""What chains rest on as more of them come is what they rest on when they are looked at together."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from factcheck.store.chains import Chain, Party, analyse
from factcheck.store.growth import Growth
from factcheck.vocabulary import Flag

PEOPLE = range(1, 7)
parties = st.fixed_dictionaries(
    {
        number: st.builds(
            Party,
            st.just(number),
            st.sampled_from((number, number, 1)),
            st.sampled_from(("state_media", "official")),
            st.sampled_from((True, True, False)),
        )
        for number in PEOPLE
    }
)
chains = st.builds(
    Chain,
    st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=4),
    st.sampled_from((None, 1, 2)),
)


@given(parties, st.lists(chains, max_size=8), st.integers(0, 8))
def test_flags_after_each_chain_are_those_of_all_so_far(
    known: dict[int, Party], several: Sequence[Chain], begun: int
) -> None:
    growth = Growth(known, several[:begun])
    assert growth.flags() == analyse(several[:begun], known).flags()
    for at, one in enumerate(several[begun:], begun + 1):
        growth.add(one)
        assert growth.flags() == analyse(several[:at], known).flags()


def test_a_merged_source_is_the_one_that_it_was_merged_into() -> None:
    whole = Party(1, 1, "official", named=True)
    growth = Growth({1: whole, 2: whole, 3: Party(3, 3, "official", named=True)}, [Chain([2]), Chain([1])])
    assert growth.flags() == (Flag.SINGLE_ORIGIN,)
    growth.add(Chain([3]))
    assert growth.flags() == ()
