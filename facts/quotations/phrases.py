"""Noun phrases without a parser: the subject before a verb, the subject after it, the head of a sentence.

A phrase is a pair of token indices in its sentence, end exclusive. What is looked for is who speaks, so a
phrase that starts a little early or late is good enough, and one with the wrong head is not.
"""

from typing import TypeAlias

from facts.quotations.tokens import Sentence, Token
from facts.quotations.verbs import is_adverb, is_role, is_verbish
from facts.quotations.words import (
    CONJUNCTIONS,
    DETERMINERS,
    NAME_LINKS,
    OPENING_ADVERBS,
    PERSONAL,
    PHRASE_LINKS,
    PREPOSITIONS,
    SUBORDINATORS,
    TIMES,
)

Phrase: TypeAlias = tuple[int, int]
_BETWEEN = 3
"""Words between a name and a role that it belongs to, at most."""
_BEFORE_DETERMINER = PHRASE_LINKS | DETERMINERS | frozenset(("and", "&", "both", "all", "of"))


def forward(s: Sentence, first: int, end: int) -> Phrase | None:
    """Return the noun phrase that starts at an index, or None if none does."""
    while first < end and opens(s, first) and s[first].low != "all":
        first += 1
    if first >= end or not starts_phrase(s[first]):
        return None
    if s[first].low in PERSONAL:
        return first, first + 1
    place = first
    while place < end and _continues(s, first, place, end):
        place += 1
    while place > first and (s[place - 1].low in PREPOSITIONS or s[place - 1].low in ("and", "the", "&")):
        place -= 1
    return (first, place) if place > first else None


def opens(s: Sentence, at: int) -> bool:
    """Return whether what stands at an index opens a sentence, and no name: an adverb, but no first lady."""
    lady = s[at].low == "first" and at + 1 < len(s) and s[at + 1].low == "lady"
    return (s[at].low in OPENING_ADVERBS or is_adverb(s[at])) and not lady


def starts_phrase(token: Token) -> bool:
    """Return whether a noun phrase can start with a word."""
    low = token.low
    if token.kind == "C":
        return low not in PREPOSITIONS and low not in SUBORDINATORS and low not in CONJUNCTIONS
    if token.kind == "n" or low in DETERMINERS or low in PERSONAL:
        return True
    return (
        token.kind == "w" and low not in PREPOSITIONS and low not in SUBORDINATORS and not is_verbish(token)
    )


def _continues(s: Sentence, first: int, at: int, end: int) -> bool:
    token, low = s[at], s[at].low
    if token.kind in "Cn":
        before = s[at - 1] if at > first and low in TIMES else None  # a Saturday post
        return before is None or before.low in NAME_LINKS | DETERMINERS or before.kind == "C"
    if token.kind != "w" or (low in SUBORDINATORS and low != "as"):
        return False
    if at > first and (low in PERSONAL or (low in DETERMINERS and s[at - 1].low not in _BEFORE_DETERMINER)):
        return False
    following = s[at + 1] if at + 1 < end else None
    if low in PHRASE_LINKS or low in ("and", "&"):
        return at > first and following is not None and _links(s, first, at, following)
    apart = at - first == 2 and s[first].low in ("a", "an", "the", "one")  # a Democratic operative
    bare = at > first and _is_bare_name(s[at - 1]) and not apart
    if bare and not (low in NAME_LINKS or is_role(low)):
        return _leads_to_role(s, at, end)
    if at > first and s[at - 1].low in DETERMINERS and low.endswith("ed"):
        return True  # a leaked letter
    return (
        low not in PREPOSITIONS and low not in CONJUNCTIONS and not is_adverb(token) and not is_verbish(token)
    )


def _leads_to_role(s: Sentence, at: int, end: int) -> bool:
    """Whether words behind a name say who the next is: White House press secretary Ann Lee."""
    for place in range(at, min(at + _BETWEEN, end - 1)):
        if not _may_describe(s[place]):
            return False
        if s[place + 1].kind == "C" or is_role(s[place + 1].low):
            return True
    return False


def _is_bare_name(token: Token) -> bool:
    """A name that can stand alone: neither "The" nor "Ohio's"."""
    return token.kind == "C" and token.low not in DETERMINERS and not token.low.endswith(("'s", "s'"))


def _may_describe(token: Token) -> bool:
    """Whether a word between two names may say who the second is: Chicago cornerback Andre Fields."""
    low = token.low
    return token.kind == "w" and not (
        low in PREPOSITIONS
        or low in CONJUNCTIONS
        or is_adverb(token)
        or is_verbish(token)
        or low.endswith("ing")
        or (low.endswith("s") and not low.endswith("ss"))
    )


def _links(s: Sentence, first: int, at: int, following: Token) -> bool:
    """Whether a preposition or `and` carries the phrase on: of Ohio, for the group, and the police."""
    low, before = s[at].low, s[at - 1]
    if not starts_phrase(following) or following.low in PERSONAL or following.low in TIMES:
        return False
    if low in ("and", "&"):
        both = is_role(before.low) and (is_role(following.low) or _leads_to_role(s, at + 1, len(s)))
        return following.kind == "C" or following.low == "the" or both
    if low == "of":
        return True
    if following.low in ("an", "his", "her") or (low in ("in", "on", "to", "with") and before.kind == "C"):
        return False
    return before.kind == "w" or low in ("for", "at") or any(is_role(s[k].low) for k in range(first, at))
