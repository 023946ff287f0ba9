"""The noun phrase that ends at a word: back to the nearest edge of its clause."""

from facts.quotations.cues import SAID
from facts.quotations.phrases import Phrase, opens, starts_phrase
from facts.quotations.tokens import Sentence, Token
from facts.quotations.verbs import is_adverb, is_role, is_verbish
from facts.quotations.words import (
    AUXILIARIES,
    DETERMINERS,
    NAME_LINKS,
    OCCASIONS,
    OPENING_ADVERBS,
    PREPOSITIONS,
    SPANS,
    SUBORDINATORS,
    TIMES,
)

HARD = frozenset("q;:—…!?")
"""Marks that end a clause, whatever is on either side."""
_WITHIN = frozenset("in at on during via".split())
_WHEN = TIMES | {"ago"}
_BRACKET = 12
"""Tokens in a bracket that is stepped over, at most."""


def region(s: Sentence, last: int) -> Phrase | None:
    """Return the noun phrase that ends at an index, None where there is none."""
    if s[last].kind == ",":
        return None
    first = last
    while first > 0 and not _is_edge(s, first - 1, last):
        first = opening_bracket(s, first - 1) if s[first - 1].kind == ")" else first - 1
    return _trimmed(s, first, last + 1)


def opening_bracket(s: Sentence, closing: int) -> int:
    """Return where a bracket opens that closes at an index; that index itself where none is near."""
    back = range(closing - 1, max(-1, closing - _BRACKET), -1)
    return next((at for at in back if s[at].text in ("(", "[")), closing)


def _is_edge(s: Sentence, at: int, last: int) -> bool:
    token = s[at]
    if token.kind in HARD or token.kind in ",(":
        return True
    if token.low in ("and", "or"):
        return at == 0 or s[at - 1].kind in ",q" or not _joins_phrases(s, at)
    if token.low.endswith("ing") and at and s[at - 1].kind == ",":
        return True
    return (
        token.low in SUBORDINATORS
        or token.low in ("but", "nor")
        or (is_verbish(token) and at < last - (token.low not in SAID) and _is_finite(s, at))
    )


def _is_finite(s: Sentence, at: int) -> bool:
    """A form in -ed before a preposition is a participle of the phrase: a letter obtained by the paper."""
    following = s[at + 1].low
    if s[at].low in AUXILIARIES:
        return True
    if at and s[at - 1].low in DETERMINERS:
        return False
    if s[at].low == "turned" and at and is_role(s[at - 1].low):  # a lawyer turned senator
        return False
    return not (
        s[at].low.endswith("ed") and (following in ("by", "in", "with", "to") or not starts_phrase(s[at + 1]))
    )


def _joins_phrases(s: Sentence, at: int) -> bool:
    """Whether `and` joins two names rather than two clauses: no verb in the clause before it."""
    place = at - 1
    while place >= 0 and s[place].kind not in HARD and s[place].kind not in ",(" and at - place < 12:
        if is_verbish(s[place]) or s[place].low in SUBORDINATORS:
            return False
        place -= 1
    return True


def _trimmed(s: Sentence, first: int, end: int) -> Phrase | None:
    """The phrase without what opens its sentence: On Tuesday, Yesterday, But."""
    while first < end and (opens(s, first) or s[first].kind in ",("):
        if s[first].low == "all":
            break
        first += 1
    if first < end and s[first].low in PREPOSITIONS:
        first = _after_time(s, first, end)
    while end - first > 1 and (s[end - 1].low in _WHEN or is_adverb(s[end - 1])):
        end -= 2 if s[end - 2].low in ("on", "last", "this") or s[end - 1].low == "ago" else 1
    if first >= end or s[first].kind == "q":
        return None
    return first, _before_occasion(s, first, end)


def _before_occasion(s: Sentence, first: int, end: int) -> int:
    """The campaign in a statement (on Thursday said …): where “in” stands, else the end."""
    article = next((at for at in range(end - 2, first, -1) if s[at].low in ("a", "an")), 0)
    said_in = article > first + 1 and s[end - 1].low in OCCASIONS and s[article - 1].low in _WITHIN
    return article - 1 if said_in else end


def _after_time(s: Sentence, first: int, end: int) -> int:
    """Step over a phrase of time without a comma: `On Wednesday Home Secretary …`."""
    if s[first].low == "with":
        return first + 1
    place = first + 1
    while place < end and (
        s[place].low in TIMES or s[place].kind == "n" or s[place].low in ("last", "this", "the")
    ):
        place += 1
    if first + 1 < place < end:
        return place
    starts = [
        at for at in range(first + 1, end) if at > first + 1 and s[at].kind == "C" and s[at - 1].kind != "C"
    ]
    return starts[-1] if starts and s[starts[-1] - 1].low not in NAME_LINKS else first + 1


def opens_adjunct(token: Token) -> bool:
    """Return whether a word at the start of a segment makes it an adjunct, and not a subject."""
    low = token.low
    return (
        low in PREPOSITIONS
        or low in SUBORDINATORS
        or low in OPENING_ADVERBS
        or low.endswith(("ing", "ly"))
        or low in TIMES
        or low in SPANS
        or low in ("late", "early")
        or (low.endswith("ed") and len(low) > 4)
    )
