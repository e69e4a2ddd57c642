"""What a verb cites by its arguments in the tree alone: objects, clauses, and who did it in the passive."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from factcheck.reading.dependency.phrase import phrase, subject, trimmed
from factcheck.reading.dependency.tree import Tree
from factcheck.reading.rules import match, verbs
from factcheck.reading.rules.find import CLAUSE, DEED, THING, Find
from factcheck.reading.rules.match import Match
from factcheck.reading.rules.subject import Subject
from factcheck.vocabulary import Modality, Stance

_OBJECTS: Final = frozenset({"dobj", "ccomp", "xcomp", "oprd", "dative", "attr", "acomp"})
_LINKS: Final = frozenset({"for", "of", "as", "to", "about", "with", "on", "against"})
_COMPLEMENTS: Final = frozenset({"oprd", "xcomp", "ccomp"})
_PASSIVE_LINKS: Final = frozenset({"for", "of", "as"})
_TAKEN: Final = {CLAUSE: ("that", "clause", "quote"), DEED: ("to",), THING: ("thing",)}


def active(tree: Tree, cue: Match) -> Find | None:
    """The subject's words: "X asked the crowd to leave", where only the tree knows what belongs to the verb."""
    head, shared = subject(tree, cue.at)
    stance = match.stance(cue)
    who = phrase(tree, head, ceiling=cue.first) if head is not None and head < cue.at else None
    if who is None or stance is None or verbs.nobody(tree.words, who):
        return None
    behind = [child for child in tree.children[cue.at] if tree.firsts[child] >= cue.last]
    clause = next((child for child in behind if tree.relations[child] == "ccomp"), None)
    said = [clause] if clause is not None else [c for c in behind if _belongs(tree, c, _OBJECTS, _LINKS)]
    if not said:
        return None
    first, last = _extent(tree, said)
    to = tree.words.low(first) == "to" and tree.relations[said[0]] == "xcomp"
    form = CLAUSE if clause is not None else DEED if to else THING
    told = len(said) > 1 and tree.relations[said[-1]] == "xcomp" and cue.takes("quote")  # "asked the crowd to leave"
    if first >= last or not (told or any(cue.takes(what) for what in _TAKEN[form])):
        return None
    verb = next((verb for verb in cue.readings if _TAKEN[form][-1] in verb.takes), cue.readings[0])
    return Find(
        (cue.first, cue.last),
        stance,
        verb.modality,
        verb,
        source=who,
        pieces=((first, last),),
        form=form,
        open=True,
        clause=cue.first if shared else who.first,
    )


def passive(tree: Tree, cue: Match) -> Find | None:
    """The agent's words about the grammatical subject: "X was criticised by Y", "X was called Z"."""
    words = tree.words
    head = tree.child(cue.at, "nsubjpass", "nsubj")
    stance = match.stance(cue)
    if head is None or head > cue.at or stance in (None, Stance.REPORTS_NO_CONFIRMATION):
        return None
    by = tree.child(cue.at, "agent")
    agent = tree.child(by, "pobj") if by is not None else None
    behind = [child for child in tree.children[cue.at] if tree.firsts[child] >= cue.last]
    said = [child for child in behind if _belongs(tree, child, _COMPLEMENTS, _PASSIVE_LINKS)]
    if agent is None and not said:
        return None
    about = phrase(tree, head, ceiling=cue.first)
    who = phrase(tree, agent) if agent is not None else None
    if agent is not None and who is not None:
        who, said = _parted(tree, cue, agent, who, said)
    pieces = [] if words.lows[head] == "it" else [(about.first, about.last)]
    if said:
        first, last = _extent(tree, said)
        if first < last and (who is None or last <= who.first or who.last <= first):
            pieces.append((first, last))
    if not pieces:
        return None
    verb = cue.readings[0]
    return Find(
        (cue.first, cue.last),
        stance,
        verb.modality,
        verb,
        source=who,
        pieces=tuple(pieces),
        form=THING,
        clause=about.first,
        subject=about.first,
    )


def _parted(tree: Tree, cue: Match, agent: int, who: Subject, said: list[int]) -> tuple[Subject, list[int]]:
    """The agent and what is said, whatever the parser hung "of" on: "praised by the head of X", "accused by X of Y"."""
    lows = tree.words.lows
    if cue.readings[0].modality == Modality.ALLEGED:
        of = next((child for child in tree.children[agent] if lows[child] == "of"), None)
        return (who, said) if of is None else (replace(who, last=of, head_last=min(of, who.head_last)), [*said, of])
    of = next((child for child in said if child == who.last and lows[child] == "of"), None)
    return (who, said) if of is None else (replace(who, last=tree.lasts[of]), [one for one in said if one != of])


def is_object(tree: Tree, cue: Match, at: int) -> bool:
    """Whether what begins at a token is the verb's object rather than a clause."""
    if tree.child(cue.at, "ccomp") is not None or not cue.takes("thing"):
        return False
    return any(tree.relations[child] == "dobj" and tree.firsts[child] == at for child in tree.children[cue.at])


def _belongs(tree: Tree, child: int, relations: frozenset[str], links: frozenset[str]) -> bool:
    relation = tree.relations[child]
    return relation in relations or (relation == "prep" and tree.words.lows[child] in links)


def _extent(tree: Tree, said: Sequence[int]) -> tuple[int, int]:
    return trimmed(tree.words, tree.firsts[said[0]], max(tree.lasts[child] for child in said))
