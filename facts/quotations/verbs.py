"""Verbs without a tagger: the group a verb stands in, and which words have the form of one."""

from typing import NamedTuple

from facts.quotations.cues import ALSO_NOUNS, DECLINED, FOREIGN, VERBS
from facts.quotations.tokens import Sentence, Token
from facts.quotations.words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    HAVE,
    IRREGULAR_PAST,
    MODALS,
    NEGATIONS,
    PERSONAL,
    PREPOSITIONS,
    PRESENT_VERBS,
    ROLES,
    SOMEBODY,
)

_ROLE_ENDINGS = tuple("man men woman women person ist ists or ors er ers ant ian".split())


_NO_ADVERBS = ROLES | frozenset(
    "family ally assembly bully rally reply supply monopoly homily anomaly belly".split()
)
"""Nouns, some of which end as adverbs do."""


FINITE = AUXILIARIES | IRREGULAR_PAST | PRESENT_VERBS
"""Words that are finite verbs by themselves, whatever else they may be."""


class Group(NamedTuple):
    """A verb with its auxiliaries and adverbs."""

    first: int
    verb: int
    negated: bool
    passive: bool
    infinitive: bool


def group(s: Sentence, verb: int) -> Group:
    """Return the verb group that ends in the verb at an index."""
    first, helpers = verb, set[str]()
    if first > 0 and s[verb].low in FOREIGN and s[first - 1].low in ("a", "ont", "ha", "hat"):
        first -= 1
    while first > 0 and (
        s[first - 1].low in AUXILIARIES or is_adverb(s[first - 1]) or s[first - 1].low in HELPERS
    ):
        if s[first - 1].low in PERSONAL:
            break
        first -= 1
        helpers.add(s[first].low)
    return Group(
        first,
        verb,
        negated=bool(helpers & (NEGATIONS | DECLINED)),
        passive=bool(helpers & BE) and not s[verb].low.endswith("ing"),
        infinitive="to" in helpers and not helpers & _GOES_ON,
    )


_GOES_ON = frozenset("went on continued used had has have goes liked likes loves loved used began".split())
HELPERS = HAVE | NEGATIONS | MODALS | DECLINED | _GOES_ON
"""What may stand between a subject and its verb."""


def is_adverb(token: Token) -> bool:
    """Return whether a word can stand between subject and verb without being either."""
    low = token.low
    return token.kind == "w" and (
        low in ADVERBS or (low.endswith("ly") and len(low) > 4 and low not in _NO_ADVERBS)
    )


def is_verbish(token: Token) -> bool:
    """Return whether a lower-case word is, as far as its form tells, a finite verb."""
    low = token.low
    if token.kind != "w":
        return False
    return (
        low in FINITE
        or (low in VERBS and low not in ROLES and low not in ALSO_NOUNS and not low.endswith("ing"))
        or (low.endswith("ed") and len(low) > 4 and "-" not in low)  # self-styled: none
    )


def opens_with_verb(token: Token) -> bool:
    """Return whether quoted words begin with what has the form of a finite verb: “gives …”."""
    first = next(iter(token.text.split()), "")
    return first in FINITE or (first in VERBS and first.endswith("s"))


def is_role(low: str) -> bool:
    """Return whether a lower-case word names a person by what they do."""
    return (
        low in ROLES
        or low.endswith("-year-old")
        or low.removesuffix("s") in SOMEBODY
        or (len(low) > 4 and low.endswith(_ROLE_ENDINGS) and low not in PREPOSITIONS)
    )
