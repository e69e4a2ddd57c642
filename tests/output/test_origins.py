"""On whose word a claim rests, in every format: what is counted in words, and a tree that stays readable."""

import csv
import json
import re
from dataclasses import replace
from io import StringIO

import pytest

from factcheck.output.origins import counted, lines, write_origins
from factcheck.settings import Format
from factcheck.store.chains import Chain, Party, analyse, citations
from factcheck.store.descent import descent
from factcheck.store.origins import ChainRow, Origin, Origins, Tree
from factcheck.store.parties import SourceRef
from factcheck.vocabulary import Stance
from tests.output.examples import written

NAMES = {1: "Amsel state media", 2: "Strait Wire", 3: "Vell Courier", 4: "Orm Radio", 5: "officials"}


def origins(
    *chains: tuple[list[int], int | None], names: dict[int, str] | None = None, stance: str = "asserts"
) -> Origins:
    """What the store would give for these chains, each with the article that it is in; 5 is unnamed."""
    names = names or NAMES
    kind = {1: "state_media", 5: "official"}
    sources = {at: SourceRef(at, name, kind.get(at, "independent_media"), None) for at, name in names.items()}
    parties = {at: Party(at, at, one.kind, named=at != 5) for at, one in sources.items()}
    rows = tuple(
        ChainRow(
            at, 1, tuple(sources[one] for one in chain), article, f"Headline {article}", f"2026-03-{article or 1:02}",
            stance, "stated", "not_checked", None,
        )
        for at, (chain, article) in enumerate(chains, 1)
    )  # fmt: skip
    plain = [Chain(chain, article) for chain, article in chains]
    found = analyse(plain if stance == "asserts" else [], parties)
    return Origins(
        id=1,
        text="The harbour is closed.",
        state="accepted",
        members=(1,),
        origins=tuple(Origin(one, sources[one].name, parties[one].named, (sources[one].name,)) for one in found.roots),
        circles=tuple(tuple(sources[one] for one in circle) for circle in found.circles),
        echoes=(),
        one_copy=(),
        wire_groups={},
        flags=found.flags(),
        chains=rows,
        trees=(Tree(stance, rows, tuple(descent(citations(plain, parties)))),),
        sources=sources,
        parties=parties,
    )


def page(found: Origins, width: int = 80) -> list[str]:
    return written(write_origins, found, Format.TABLE, width=width).splitlines()


WIRED = origins(([1, 2], 1), ([1, 2, 3], 2), ([1, 2, 4], 3), ([5, 4], 3))


def test_json_has_the_shape_that_scripts_rely_on() -> None:
    found = json.loads(written(write_origins, replace(WIRED, echoes=((1, 2),)), Format.JSON))
    assert list(found) == ["claim", "origins", "count", "circular", "echoes", "flags", "chains"]
    assert (found["claim"], found["count"], found["circular"], found["echoes"]) == ("C1", 1, [], [["A1", "A2"]])
    assert found["origins"] == [
        {"id": "S1", "name": "Amsel state media", "known": True},
        {"id": "S5", "name": "officials", "known": False},
    ]
    assert found["flags"] == ["single_origin"]
    assert list(found["chains"][1]) == [
        "attribution", "claim", "article", "chain", "stance", "modality", "said_check", "said_on",
    ]  # fmt: skip
    assert [one["id"] for one in found["chains"][1]["chain"]] == ["S1", "S2", "S3"]
    assert found["chains"][1]["article"] == {"id": "A2", "title": "Headline 2", "published": "2026-03-02"}


def test_a_circle_is_in_json_as_it_closes_and_nobody_is_an_origin() -> None:
    found = json.loads(written(write_origins, origins(([3, 4], 1), ([4, 3], 2)), Format.JSON))
    assert (found["circular"], found["origins"], found["count"]) == ([["S3", "S4", "S3"]], [], 0)


def test_people_see_on_whose_word_it_rests_and_who_has_it_from_whom() -> None:
    assert page(WIRED) == [
        "C1  The harbour is closed.",
        "",
        "origins      1 named origin, Amsel state media: nobody else who is named vouches",
        "             for it; 1 unnamed source counts as none",
        "articles     3 by 3 publishers, 2026-03-01 to 2026-03-03",
        "flags        single origin: exactly one known origin",
        "",
        "Asserted by",
        "  Amsel state media (state media) ← Strait Wire (independent media): A1",
        "  2026-03-01 “Headline 1”",
        "  ├─ Vell Courier (independent media): A2 2026-03-02 “Headline 2”",
        "  └─ Orm Radio (independent media): A3 2026-03-03 “Headline 3”",
        "  officials (official, unnamed) ← Orm Radio (independent media): A3 2026-03-03",
        "  “Headline 3”",
    ]


@pytest.mark.parametrize(
    ("chains", "words"),
    [
        ([], "no named origin"),
        ([([5, 2], 1)], "no named origin; 1 unnamed source counts as none"),
        ([([2], 1), ([3], 2)], "2 named origins; independence not established"),
        ([([2], 1), ([3], 2), ([5, 4], 3)],
         "2 named origins; independence not established; 1 unnamed source counts as none"),
    ],
)  # fmt: skip
def test_the_count_says_in_words_what_it_allows(chains: list[tuple[list[int], int | None]], words: str) -> None:
    assert counted(origins(*chains)) == words


def test_nothing_ever_calls_origins_independent() -> None:
    many = origins(([2], 1), ([3], 2), ([4], 3))
    for form in Format:
        shown = written(write_origins, many, form).replace("independence not established", "")
        assert "independent" not in re.sub(r"independent\\?[ _]media", "", shown)


def test_several_origins_are_named_and_those_of_one_owner_together() -> None:
    two = origins(([2], 1), ([3], 2))
    assert "             Strait Wire and Vell Courier" in page(two)
    owned = replace(two, origins=(Origin(9, "Veld Press", True, ("Strait Wire", "Vell Courier")),))
    shown = page(owned)
    assert "origins      1 named origin, Veld Press: nobody else who is named vouches for it" in shown
    assert "             Veld Press (Strait Wire and Vell Courier)" in shown


def test_circles_echoes_and_wires_are_told_in_words() -> None:
    two = tuple(Origin(at, NAMES[at], True, (NAMES[at],)) for at in (2, 3))
    found = origins(([3, 4], 1), ([4, 3], 2), ([2], 3), ([3], 4))
    shown = " ".join(page(replace(found, echoes=((3, 4),), one_copy=(two,), wire_groups={"SW": two}), width=200))
    assert "Vell Courier → Orm Radio → Vell Courier: each has it from the next" in shown
    assert "A3 and A4 are nearly the same text, likely one wire copy" in shown
    assert "Strait Wire and Vell Courier say it in nearly the same text" in shown
    assert "Strait Wire and Vell Courier carry the copy of one wire, SW" in shown


def test_a_circle_is_drawn_once_and_leads_back_to_where_it_began() -> None:
    shown = page(origins(([3, 4], 1), ([4, 3], 2)), width=120)
    assert shown[-2:] == [
        "  Vell Courier (independent media) ← Orm Radio (independent media): A1 2026-03-01 “Headline 1”",
        "  └─ Vell Courier (independent media), as above: A2 2026-03-02 “Headline 2”",
    ]


def test_denials_stand_apart_and_nobody_asserts() -> None:
    shown = page(origins(([2, 3], 1), stance=Stance.DENIES))
    assert shown[shown.index("Asserted by") + 1] == "  nobody"
    assert shown[shown.index("Denied by (counted apart)") + 1].startswith("  Strait Wire (independent media) ← Vell")
    assert "articles     none in which it is asserted" in shown


def test_two_hundred_articles_are_folded_on_a_terminal_and_all_there_in_a_pipe() -> None:
    names = NAMES | {at: f"Gazette {at}" for at in range(10, 210)}
    many = origins(*(([1, 2, at], at) for at in range(10, 210)), *(([1, 2], at) for at in range(300, 320)), names=names)
    shown = page(many)
    assert len(shown) < 25
    assert "Strait Wire (independent media): A300, A301, A302 and 17 more articles" in " ".join(" ".join(shown).split())
    assert shown[-1] == "  └─ and 192 more, with 192 articles"
    assert sum("Gazette" in line for line in written(write_origins, many, Format.PLAIN).splitlines()) == 200


def test_a_long_chain_keeps_to_the_width_and_passes_on_in_one_line() -> None:
    names = {at: f"The Gazette of the {at} rivers" for at in range(10, 40)}
    shown = page(origins(([*range(10, 40)], 1), names=names))
    assert max(map(len, shown)) <= 80
    assert "".join(shown).count("←") == 29


def test_branches_thirty_deep_are_still_readable() -> None:
    names = {at: f"Gazette {at}" for at in range(10, 80)}
    deep = origins(*((list(range(10, 10 + length)), length) for length in range(1, 40)), names=names)
    shown = page(deep)
    assert max(map(len, shown)) <= 80
    assert sum("Gazette" in line for line in shown) >= 39


def test_wrapped_names_keep_the_branches_drawn() -> None:
    names = {1: "A", 2: "The Very Long Name of a Gazette " * 3, 3: "B"}
    shown = page(origins(([1, 2], 1), ([1, 3], 2), names=names), width=60)
    assert [line[:5] for line in shown[-4:]] == ["  ├─ ", "  │  ", "  │  ", "  └─ "]


def test_csv_and_markdown_have_every_part() -> None:
    rows = {row["part"]: row["value"] for row in csv.DictReader(StringIO(written(write_origins, WIRED, Format.CSV)))}
    assert (rows["count"], rows["origins.0.name"], rows["chains.2.chain.1.id"]) == ("1", "Amsel state media", "S2")
    assert "| origins.0.name | Amsel state media |" in written(write_origins, WIRED, Format.MARKDOWN)


def test_a_hostile_name_is_inert_wherever_it_stands() -> None:
    evil = "\x1b]0;pwned\x07[bold]Orm\u202e"
    found = origins(([1, 3], 1), ([3, 1], 2), names={1: evil, 3: "Vell Courier"})
    for form in (Format.TABLE, Format.PLAIN, Format.MARKDOWN):
        shown = written(write_origins, found, form)
        assert not {"\x1b", "\x07", "\u202e"} & set(shown)
    assert json.loads(written(write_origins, found, Format.JSON))["chains"][0]["chain"][0]["name"] == evil
    assert any("[bold]" in line.text() for line in lines(found, None))
