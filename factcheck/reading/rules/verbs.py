"""Rules for verbs that cite: "X said that P", "P, said X", "X condemned A, accusing B"."""

from typing import Final

from factcheck.reading.rules import citing, content, match, parenthesis, relay, subject, tokens
from factcheck.reading.rules.adjunct import finite
from factcheck.reading.rules.find import CLAUSE, NEXT_CLAUSE, Find
from factcheck.reading.rules.match import Match
from factcheck.reading.rules.subject import Subject
from factcheck.reading.rules.tokens import Tokens
from factcheck.vocabulary import Modality, Stance

_NOBODY: Final = frozenset({"no", "nobody", "none", "neither", "there"})


def by_verb(sentence: Tokens, index: int, floor: int, found: list[Find]) -> Find | None:
    """What the verb at a token cites; `floor` is the token that no subject reaches behind."""
    cue = match.verb(sentence, index)
    if cue is None or cue.first < floor:
        return None
    if citing.cited(sentence, index) is not None:
        return None
    if cue.readings[0].narrator:
        return interpretation(sentence, cue)
    relayed = passed_on(sentence, cue, floor, found)
    if relayed is not None:
        return relayed
    if cue.passive:
        return _passive(sentence, cue, floor)
    if cue.gerund and not _helped(sentence, cue):
        return _shared(sentence, cue, found)
    who = subject.before(sentence, cue.first, floor)
    if who is not None and nobody(sentence, who):
        return None
    if who is not None:
        find = parenthesis.enclosed(sentence, cue, who, found) or plain(sentence, cue, who)
        if find is not None:
            return find
    if cue.takes("inverts") and sentence.tag(cue.first - 1) in parenthesis.MARKS and cue.first == cue.at:
        find = parenthesis.inverted(sentence, cue, found)
        if find is not None:
            return find
    if who is None or sentence.tag(cue.first - 1) == tokens.CONJUNCTION:
        return _shared(sentence, cue, found)
    return None


def passed_on(sentence: Tokens, cue: Match, floor: int, found: list[Find]) -> Find | None:
    """The words of whom somebody quotes, or who was quoted."""
    if not cue.takes("relay"):
        return None
    rule = relay.was_quoted if cue.passive else relay.relayed
    return rule(sentence, cue, parenthesis.left_floor(sentence, cue.first, found), floor)


def nobody(sentence: Tokens, who: Subject) -> bool:
    """Whether the subject is "no one", "neither side" or "there": then nothing is said by anybody."""
    return sentence.lows[who.first] in _NOBODY or sentence.low(who.first - 1) == "neither"


def _helped(sentence: Tokens, cue: Match) -> bool:
    return any(sentence.tags[i] in (tokens.BE, tokens.HAVE) for i in range(cue.first, cue.at))


def plain(sentence: Tokens, cue: Match, who: Subject) -> Find | None:
    """The speaker, the verb, and behind them what is said: "X said that P"."""
    begin = content.begins(sentence, cue)
    if begin is None and not (cue.last >= len(sentence) - 1 and sentence.tag(cue.last) == tokens.COLON):
        return None
    stance = match.stance(cue)
    if stance is None:
        return None
    which = who.first if who.relative else who.first - 1
    aside = sentence.tag(which) == tokens.RELATIVE and sentence.tag(which - 1) == tokens.COMMA
    end = _resumed(sentence, cue.last) if aside else len(sentence)
    if begin is not None and _free(sentence, who) and not finite(sentence, begin):
        end = next((i for i in range(begin + 1, len(sentence)) if finite(sentence, i)), end)
    pieces = ((begin, end),) if begin is not None else ()
    ends = aside and end == len(sentence)
    left = cue.first if who.relative else who.first - ends
    verb, form = content.reading(sentence, cue, begin)
    return Find(
        (cue.first, cue.last),
        stance,
        verb.modality,
        verb,
        source=who,
        pieces=pieces,
        form=form,
        open=True,
        clause=left,
        about=_relative_head(sentence, who, begin),
        bounded=not who.relative and sentence.tag(left - 1) in NEXT_CLAUSE and not _free(sentence, who),
    )


def _resumed(sentence: Tokens, at: int) -> int:
    """The comma behind which a clause goes on that was cut by ", which X claims is sound,"; else the end."""
    last = len(sentence)
    return next((i for i in range(at, last - 1) if sentence.tags[i] == tokens.COMMA and finite(sentence, i + 1)), last)


def _free(sentence: Tokens, who: Subject) -> bool:
    """Whether the clause is a part of another's words, as in "to counter what X describes as a threat"."""
    return sentence.low(who.first - 1) == "what"


def _passive(sentence: Tokens, cue: Match, floor: int) -> Find | None:
    """Nobody is cited: "it was reported that P", "X is accused of P", "X is expected to P"."""
    unverified = cue.negated and match.stance(cue) == Stance.REPORTS_NO_CONFIRMATION
    who = subject.before(sentence, cue.first, floor)
    if unverified and who is not None:
        return Find(
            (cue.first, cue.last),
            Stance.REPORTS_NO_CONFIRMATION,
            Modality.STATED,
            narrator=True,
            pieces=((who.first, who.last),),
            clause=who.first,
        )
    agent = subject.after(sentence, cue.last + 1, len(sentence)) if sentence.low(cue.last) == "by" else None
    agent = _before_of(sentence, agent) if agent is not None else None
    begin = content.begins(sentence, cue) if agent is None else agent.last
    kind = {reading.passive for reading in cue.readings}
    if begin is None and sentence.low(cue.last) in ("to", "of", "as"):
        begin = cue.last
    if begin is None or who is None or "said" not in kind:
        return None
    pieces = [(begin, len(sentence))]
    impersonal = sentence.lows[who.first] == "it" or who.relative
    if not impersonal:
        pieces.insert(0, (who.first, who.last))
    verb = cue.readings[0]
    return Find(
        (cue.first, cue.last),
        verb.stance,
        verb.modality,
        verb,
        source=agent,
        pieces=tuple(pieces),
        clause=who.first,
        subject=None if impersonal else who.first,
        about=(who.head_first, who.head_last) if who.relative else None,
    )


def _shared(sentence: Tokens, cue: Match, found: list[Find]) -> Find | None:
    """The speaker is that of an earlier verb: "X condemned A, accusing B of C", "X said P and vows Q"."""
    begin = content.begins(sentence, cue)
    stance = match.stance(cue)
    if begin is None or stance is None:
        return None
    adjoined = sentence.tag(cue.first - 1) in (tokens.NOUN, tokens.NAME)
    clausal = sentence.tag(begin) in (tokens.THAT, tokens.QUOTE) or content.reading(sentence, cue, begin)[1] == CLAUSE
    if cue.gerund and adjoined and not clausal:
        return None
    who = _sharer(sentence, cue, found)
    if who is None:
        return None
    verb, form = content.reading(sentence, cue, begin)
    return Find(
        (cue.first, cue.last),
        stance,
        verb.modality,
        verb,
        source=who,
        pieces=((begin, len(sentence)),),
        form=form,
        open=True,
        clause=cue.first,
        bounded=sentence.tag(cue.first - 1) in NEXT_CLAUSE or sentence.tag(cue.first - 1) == tokens.QUOTE,
    )


def _sharer(sentence: Tokens, cue: Match, found: list[Find]) -> Subject | None:
    if cue.gerund and sentence.tag(cue.first - 1) == tokens.NAME:
        floor = found[-1].cue[1] if found else 0
        return subject.before(sentence, cue.first, floor)
    for number in range(len(found) - 1, -1, -1):
        earlier = found[number]
        leading = number == 0 or earlier.bounded or earlier.behind
        if cue.gerund and earlier.verb is None and earlier.behind:
            continue  # "P, according to X, saying Q": it is the subject of P that says Q
        if earlier.source is not None and not earlier.narrator and leading:
            return _antecedent(sentence, cue, earlier.source)
    for index in range(min(cue.first, 40)):
        if sentence.tags[index] in (tokens.BE, tokens.HAVE, tokens.MODAL, tokens.VERB) or (
            sentence.tags[index] == tokens.NOUN and sentence.lows[index].endswith("ed")
        ):
            return subject.before(sentence, index)
    return None


def _antecedent(sentence: Tokens, cue: Match, who: Subject) -> Subject:
    """Northland, in "Northland, which denies it, said": the verb behind the comma is not that of "which"."""
    if not who.relative or sentence.tag(cue.first - 1) != tokens.COMMA or cue.gerund:
        return who
    return Subject(who.head_first, who.head_last, who.head_first, who.head_last)


def interpretation(sentence: Tokens, cue: Match) -> Find | None:
    """The narrator's own: "the test underscores that P"."""
    begin = cue.last if cue.takes("thing") else content.begins(sentence, cue)
    if begin is None or begin >= len(sentence) or sentence.tags[begin] in (tokens.STOP, tokens.COMMA, tokens.BE):
        return None
    if cue.gerund and sentence.tag(cue.first - 1) not in (tokens.COMMA, tokens.DASH):
        return None
    what = None if cue.gerund else subject.before(sentence, cue.first)
    return Find(
        (cue.first, cue.last),
        Stance.ASSERTS,
        Modality.INTERPRETED,
        cue.readings[0],
        narrator=True,
        subject=what.first if what is not None else None,
        pieces=((begin, len(sentence)),),
        clause=cue.first,
        bounded=sentence.tag(cue.first - 1) in NEXT_CLAUSE,
    )


def _relative_head(sentence: Tokens, who: Subject, begin: int | None) -> tuple[int, int] | None:
    """The network in "the network, which X claims is vital": its clause has no subject of its own."""
    if begin is None or sentence.tag(begin) not in (tokens.BE, tokens.HAVE, tokens.MODAL):
        return None
    if sentence.tag(who.first - 1) not in (tokens.RELATIVE, tokens.THAT):
        return None
    last = who.first - 2 if sentence.tag(who.first - 2) == tokens.COMMA else who.first - 1
    head = subject.before(sentence, last) if last > 0 else None
    return None if head is None else (head.first, head.last)


def _before_of(sentence: Tokens, agent: Subject) -> Subject:
    """The residents in "accused by residents of looting": there "of" belongs to the verb."""
    of = next((i for i in range(agent.first + 1, agent.last) if sentence.lows[i] == "of"), agent.last)
    return Subject(agent.first, of, agent.head_first, min(of, agent.head_last))
