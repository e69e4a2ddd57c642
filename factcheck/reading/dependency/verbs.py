"""What a verb cites, where a parser tells which words are verbs and who their subjects are."""

from dataclasses import replace
from typing import Final

from factcheck.reading import cues
from factcheck.reading.dependency import arguments
from factcheck.reading.dependency.phrase import phrase, subject
from factcheck.reading.dependency.tree import Tree
from factcheck.reading.rules import citing, match, parenthesis, tokens, verbs
from factcheck.reading.rules.find import NEXT_CLAUSE, THING, Find
from factcheck.reading.rules.match import Match
from factcheck.reading.rules.tokens import Tokens

_AROUND: Final = frozenset({"aux", "auxpass", "neg", "advmod"})
_BEFORE_SHARED: Final = NEXT_CLAUSE | {tokens.QUOTE}


def by_verb(tree: Tree, words: Tokens, index: int, floor: int, found: list[Find]) -> Find | None:
    """The citation by the verb at a token.

    The parser says whether it is a verb and whose, the rules what it cites; the tree says the latter where they do not.
    """
    if words.lows[index] not in cues.load().verbs:
        return None
    if not tree.tags[index].startswith("VB"):
        return _mistaken(tree, words, index, floor, found)
    cue = cue_at(tree, index)
    if cue is None or cue.first < floor or _told_already(words, index, found):
        return None
    if cue.readings[0].narrator:
        return verbs.by_verb(words, index, floor, found)
    relayed = verbs.passed_on(words, cue, floor, found)
    if relayed is not None:
        return relayed
    if cue.passive:
        by = arguments.passive(tree, cue)
        return by if by is not None and by.source is not None else verbs.by_verb(words, index, floor, found) or by
    return _by_subject(tree, cue, found) or verbs.by_verb(words, index, floor, found) or arguments.active(tree, cue)


def cue_at(tree: Tree, at: int) -> Match | None:
    """The cue whose verb stands at a token, with the auxiliaries and adverbs that touch it."""
    words = tree.words
    readings = [
        verb
        for verb, _ in cues.load().verbs[words.lows[at]]
        if all(words.low(at + 1 + offset) == word for offset, word in enumerate(verb.particle))
    ]
    if not readings:
        return None
    longest = max((verb.particle for verb in readings), key=len)
    readings = [verb for verb in readings if verb.particle == longest]
    own = {child for child in tree.children[at] if tree.relations[child] in _AROUND}
    first = at
    while first - 1 in own:
        first -= 1
    grouped, _, negated = match.group(words, at)
    return Match(
        min(first, grouped),
        at + 1 + match.reach(readings[0]),
        at,
        tuple(readings),
        gerund=tree.tags[at] == "VBG",
        passive=tree.child(at, "auxpass") is not None,
        negated=negated or tree.child(at, "neg") is not None,
    )


def _mistaken(tree: Tree, words: Tokens, index: int, floor: int, found: list[Find]) -> Find | None:
    """The verb of "which X claims is vital", which parsers often take for a noun."""
    if index + 1 == len(words) or not tree.tags[index + 1].startswith(("VB", "MD")):
        return None
    find = verbs.by_verb(words, index, floor, found)
    return find if find is not None and find.about is not None else None


def _told_already(words: Tokens, index: int, found: list[Find]) -> bool:
    """Whether it is the "citing" or "as saying" of whom an outlet cites, which goes with the outlet's own verb."""
    passing = any(find.citing is not None and index in range(*find.citing) for find in found)
    return passing or citing.cited(words, index) is not None


def _by_subject(tree: Tree, cue: Match, found: list[Find]) -> Find | None:
    """The citation of whom the tree has for the verb's subject, on either side of it."""
    words = tree.words
    head, shared = subject(tree, cue.at)
    if head is not None and tree.firsts[head] == cue.last and cue.takes("inverts"):
        before = words.tag(cue.first - 1) in parenthesis.MARKS
        return parenthesis.inverted(words, cue, found, phrase(tree, head)) if before else None
    if head is None or head > cue.at or (words.tags[head] in (tokens.RELATIVE, tokens.THAT) and not shared):
        return None
    who = phrase(tree, head, ceiling=cue.first)
    if verbs.nobody(words, who):
        return None
    around = parenthesis.enclosed(words, cue, who, found) if not shared else None
    find = around or verbs.plain(words, cue, who)
    if around is not None or find is None:
        return around
    if find.pieces and arguments.is_object(tree, cue, find.pieces[0][0]):
        find = replace(find, form=THING)
    aside = any(who.last <= earlier.cue[0] < cue.first for earlier in found)  # "X, which denies it, said"
    if not shared and not aside:
        return find
    return replace(find, clause=cue.first, bounded=words.tag(cue.first - 1) in _BEFORE_SHARED)
