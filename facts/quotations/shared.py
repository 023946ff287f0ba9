"""Whose a verb is that has no subject of its own: Smith rose and said: “…”; …, Smith said, adding that …."""

from facts.quotations.complements import Cue
from facts.quotations.cues import PARTICIPLES
from facts.quotations.phrases import Phrase, forward
from facts.quotations.regions import HARD
from facts.quotations.subjects import ISSUED, antecedent, main_subject, sender, subject_before
from facts.quotations.tokens import Sentence, Token
from facts.quotations.verbs import Group, group, is_adverb, is_verbish
from facts.quotations.words import BE, CONJUNCTIONS, OCCASIONS, RELATIVES, WHILE

SHARING = CONJUNCTIONS | frozenset("by in while when after before as also including though although".split())
"""What stands before a verb that shares its subject."""
_WHO = frozenset(("who", "which"))
_QUOTES = frozenset(
    "quote quotes quoted quoting cite cites cited citing describe describes described".split()
)
_QUOTED_REACH = 24
"""Tokens between a verb of quoting and "as saying", at most."""
_SHOWN = frozenset("heard seen shown caught recorded quoted captured filmed overheard".split())
_SHOWN_REACH = 6
"""Tokens between "is heard" and what is said, at most."""
_WHEN = WHILE - {"as"}
_AGAINST = frozenset("than like unlike".split())


def behind_and(s: Sentence, first: int, last: Cue | None) -> Phrase | None:
    """Return whose a verb behind "and" is: that of the clause it ends, or of the cue before."""
    opens = _relative(s, first)
    if opens > (last.at if last else 0):
        return antecedent(s, opens)
    return (_own_subject(s, last, first) or last.subject) if last else None


def of_participle(s: Sentence, first: int, last: Cue | None) -> Phrase | None:
    """Return whose a participle is that shares its subject: …, adding that …; …, who won by saying …."""
    if first > 1 and s[first - 1].low == "by" and is_verbish(s[first - 2]):  # Smith began by saying
        return subject_before(s, group(s, first - 2))
    opens = _relative(s, first)
    if opens > (last.at if last else 0):
        return antecedent(s, opens)
    told = _told_as(s, first)
    if told is not None:
        return told
    if last is not None and last.subject is not None and not last.weak:
        anew = None if s[last.at].low in PARTICIPLES else _anew(s, last, first)
        if anew is not None:
            return anew
        passing = _is_restrictive(s, last, first) or _is_when(s, last)
        return main_subject(s, first) if passing else last.subject
    begins = first == 0 or (first == 1 and s[0].low in SHARING)
    if begins:
        return _following_subject(s)
    return None if _tells_of_letter(s, first) else main_subject(s, first)


def _tells_of_letter(s: Sentence, end: int) -> bool:
    """Jones has a letter that Smith sent to the board, calling it …: either of the two may call it so."""
    for at in range(1, end - 3):
        if s[at].low in OCCASIONS:
            who = forward(s, at + 1 + (s[at + 1].low in ("that", "which")), end)
            if who and who[1] < end and s[who[1]].low in ISSUED:
                return True
    return False


def before_participle(s: Sentence, verb: Group) -> Phrase | None:
    """Return whose a participle is that has its subject before it: Smith can be heard shouting."""
    if verb.first and is_verbish(s[verb.first - 1]):
        return subject_before(s, group(s, verb.first - 1))
    phrase = subject_before(s, verb)
    if phrase is None:
        return None
    shown = next(
        (at for at in range(verb.first - 1, max(0, verb.first - _SHOWN_REACH), -1) if s[at].low in _SHOWN), 0
    )
    if shown and s[shown - 1].low in BE and s[shown + 1].low in ("on", "in"):
        return subject_before(s, group(s, shown))
    phrase = _behind_with(s, sender(s, phrase))
    first = s[phrase[0]]
    manner = first.low == "very" or is_adverb(first) or s[phrase[0] - 1].low in _AGAINST
    return main_subject(s, verb.first) if manner else phrase  # was very careful saying that …


def _behind_with(s: Sentence, phrase: Phrase) -> Phrase:
    """It ends with Smith saying: the one behind the "with"."""
    at = next((at for at in range(phrase[1] - 1, phrase[0], -1) if s[at].low == "with"), 0)
    named = bool(at) and s[phrase[1] - 1].kind == "C"
    return (at + 1, phrase[1]) if named and phrase[1] > at + 1 else phrase


def _told_as(s: Sentence, first: int) -> Phrase | None:
    """The paper quotes Smith, a lawyer, as saying …; Smith was quoted by it as saying …."""
    if first < 1 or s[first - 1].low != "as":
        return None
    back = range(first - 2, max(-1, first - _QUOTED_REACH), -1)
    at = next((at for at in back if s[at].low in _QUOTES), -1)
    if at > 0 and s[at - 1].low in BE:
        return subject_before(s, group(s, at))
    return forward(s, at + 1, first) if at >= 0 else None


def _anew(s: Sentence, last: Cue, first: int) -> Phrase | None:
    """Jones asked him to choose, and Smith drew a blank, admitting: the subject of the last main clause."""
    if s[first - 1].kind != "," and not is_adverb(s[first - 1]):
        return None
    joints = (
        at for at in range(first - 2, last.at, -1) if s[at].low in ("and", "but") and s[at - 1].kind == ","
    )
    found = (forward(s, at + 1, first) for at in joints)
    return next((one for one in found if one and _acts(s, one, first)), None)


def _acts(s: Sentence, phrase: Phrase, end: int) -> bool:
    """Whether a verb follows a phrase: … drew a blank; … again drew one."""
    at = phrase[1]
    while at < end and is_adverb(s[at]):
        at += 1
    return at < end and is_verbish(s[at])


def _own_subject(s: Sentence, last: Cue, first: int) -> Phrase | None:
    """After Jones had promised to go, Smith rose and said: the subject of the clause that a cue shares."""
    commas = (at for at in range(first - 1, last.at, -1) if s[at].kind == ",")
    found = (forward(s, at + 1, first) for at in commas)
    return next((one for one in found if one and one[1] < first and is_verbish(s[one[1]])), None)


def _is_restrictive(s: Sentence, last: Cue, first: int) -> bool:
    """Smith met a group that asked him to go, saying …: whether the cue before only tells which group."""
    told = s[last.lead - 1].low in RELATIVES and last.lead > 1 and s[last.lead - 2].kind != ","
    return told and s[first - 1].kind == ","


def _is_when(s: Sentence, last: Cue) -> bool:
    """Smith agreed hours before Jones called in, adding …: whether the cue before only says when."""
    return last.complement == "none" and last.lead > 1 and s[last.lead - 1].low in _WHEN


def _relative(s: Sentence, first: int) -> int:
    """…, which tried to win by saying: where the relative clause opens that a participle stands in, or 0."""
    at = next(
        (
            at
            for at in range(first - 1, 0, -1)
            if s[at].low in _WHO or s[at].kind == "," or (s[at].kind in HARD and not _is_inside(s[at]))
        ),
        0,
    )
    return at if s[at].low in _WHO and s[at - 1].kind == "," else 0


def _is_inside(token: Token) -> bool:
    """Words quoted within a clause, which goes on behind them."""
    return token.kind == "q" and token.low not in ",.?!…"


def _following_subject(s: Sentence) -> Phrase | None:
    """Calling it “a mess,” Smith …: a participle that opens its sentence has the subject behind the comma."""
    comma = next((at for at, token in enumerate(s) if token.low == ","), None)
    return forward(s, comma + 1, len(s)) if comma is not None else None
