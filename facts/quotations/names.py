"""Names as a sentence has them: the runs of capitals that name somebody, without titles, and who that is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from facts.quotations.cues import TAGGING, VERBS
from facts.quotations.model import Span
from facts.quotations.tokens import Sentence, Token
from facts.quotations.words import (
    ADVERBS,
    BODY_TITLES,
    BODY_WORDS,
    CAMPS,
    CONJUNCTIONS,
    COURTESY,
    FEMALE_ROLES,
    GIVEN,
    GIVEN_FEMALE,
    GIVEN_MALE,
    IN_FULL,
    LANDMARKS,
    MALE_ROLES,
    NEGATIONS,
    OPENING_ADVERBS,
    PARTICLES,
    PLACES,
    POSSESSIVE,
    PREPOSITIONS,
    RELATIVES,
    ROLES,
    SENTENCE_OPENERS,
    SOMEBODY,
    SPANS,
    SUBORDINATORS,
    SUFFIXES,
    SURNAMES,
    TIMES,
    TITLES,
    WEEKDAYS,
)

_NO_NAME = (
    SENTENCE_OPENERS
    | PREPOSITIONS
    | TIMES
    | SPANS
    | OPENING_ADVERBS
    | SUBORDINATORS
    | CONJUNCTIONS
    | ADVERBS
    | NEGATIONS
    | {"former"}
)
"""What a sentence may begin with; its capital says nothing."""
_PARTICLES = 3
"""Particles in a row in one name, at most."""
_KIN = frozenset(
    "son daughter brother sister father mother husband wife cousin nephew niece uncle aunt".split()
)
_KINDS = 3
"""Words between a possessive and what somebody is to them, at most: her only surviving brother."""
_OWNERS = POSSESSIVE | {"whose"}
_PARTISANS = frozenset("republican republicans democrat democrats".split())
"""What ends no name: a senior Washington Republican."""
LINKED = re.compile(r"-[a-z]+(?:ed|ing|led|run)$")
"""What a name is part of, and no name: the Minneapolis-based, the Smith-backed."""
_CHAMBERS = frozenset(("senate", "congress", "parliament"))
"""What is no first name: in the Senate Smith lost."""
_AHEAD = PLACES | _PARTISANS | (BODY_WORDS - GIVEN)
"""What may stand before a name of two words, and is no part of it; Bill is a given name, too."""


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody or some body that the text has named."""

    name: str
    span: Span
    person: bool
    gender: str = ""
    """`f`, `m`, or empty where nothing tells."""
    roles: frozenset[str] = frozenset()
    lone: bool = False
    """It is one word, and nothing tells a person's name from another's."""
    kin: bool = False
    """They came in as somebody's son, wife or the like: a last name that both have is not theirs alone."""


def runs(tokens: Sequence[Token]) -> Iterator[Span]:
    """Yield the runs of capitalised words, names with the titles before them, as ranges of tokens."""
    first = -1
    for at, token in enumerate(tokens):
        joins = first >= 0 and token.low in PARTICLES and _leads_to_name(tokens, at)
        capital = token.kind == "C" and not (
            token.low in WEEKDAYS
            or LINKED.search(token.text)
            or (_opens(tokens, at) and (token.low in _NO_NAME or token.low in VERBS))
        )
        if (capital or joins) and first < 0:
            first = at
        if first >= 0 and not (capital or joins):
            yield first, at
            first = -1
        elif first >= 0 and token.low.endswith(("'s", "s'")):
            yield first, at + 1
            first = -1
    if first >= 0:
        yield first, len(tokens)


def _leads_to_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a capital follows a particle, or the two or three of "de la Cruz" and "van der Berg"."""
    behind = next(
        (token for token in tokens[at + 1 : at + _PARTICLES + 1] if token.low not in PARTICLES), None
    )
    return behind is not None and behind.kind == "C"


def _opens(tokens: Sequence[Token], at: int) -> bool:
    """Whether a capital may come from where its word stands: at the start of a sentence or a bracket."""
    return at == 0 or tokens[at - 1].kind == "("


def is_part(s: Sentence, run: Span) -> bool:
    """The Department of Justice: what a body is, and not yet which."""
    return run[1] < len(s) and s[run[1]].low == "of" and s[run[1] - 1].low in ROLES


def roles_around(tokens: Sequence[Token], run: Span) -> frozenset[str]:
    """What stands beside a name: brother Tony; the minister, Ann Smith; Ann Smith, the minister."""
    first, end = run
    before = first - 2 if first > 1 and tokens[first - 1].kind == "," else first - 1
    roles = {tokens[before].low} if before >= 0 else set()
    if end < len(tokens) and tokens[end].kind == ",":
        behind = tokens[end + 1 : end + 6]
        if any(token.low in TAGGING for token in behind):  # …, the aide said: no apposition
            behind = []
        for ahead, token in zip(tokens[end:], behind, strict=False):
            if token.kind == "C" and ahead.low in ("a", "an", "the"):
                continue  # Ann Lee, a Democratic pollster
            if (
                token.kind != "w"
                or token.low in PREPOSITIONS | POSSESSIVE | RELATIVES
                or token.low == "whose"
            ):
                break
            roles.add(token.low)
    return frozenset(map(role_of, roles & (ROLES | MALE_ROLES | FEMALE_ROLES)))


def camp_of(text: str, s: Sentence, run: Span) -> tuple[str, Known] | None:
    """Return what somebody's name says which it is: the Smith campaign, Smith's campaign; and its noun."""
    if run[1] >= len(s) or s[run[1]].low not in CAMPS:
        return None
    owner, noun = s[run[1] - 1], s[run[1]]
    whose = text[owner.start : owner.start + len(without_possessive(owner.low))]
    return noun.low, Known(f"{whose} {noun.low}", (owner.start, noun.end), person=False)


def is_relative(s: Sentence, run: Span) -> bool:
    """Return whether a name is that of somebody's kin: his son, Omar Smith; her late husband John Smith."""
    first = run[0] - 1 if run[0] and s[run[0] - 1].low == "the" else run[0]  # her father, the Rev. Al Smith
    at = first - 2 if first > 1 and s[first - 1].kind == "," else first - 1
    owned = any(token.low in _OWNERS for token in s[max(0, at - _KINDS) : max(0, at)])
    return at > 0 and s[at].low in _KIN and owned


def is_listed(s: Sentence, run: Span) -> bool:
    """Return whether a name ends a list of given names: Al, Eve and Omar Smith."""
    at = run[0] - 2
    return at > 0 and s[at + 1].low in ("and", "or") and s[at].low in GIVEN


def role_of(low: str) -> str:
    """Return a role as it is called without a name: governor for Gov."""
    return IN_FULL.get(low.rstrip("."), low)


def named(text: str, run: Sequence[Token], roles: frozenset[str]) -> tuple[str, Known] | None:
    """The person or body that a run of capitalised words names, without titles and places before it."""
    if all(token.low in TIMES or token.low in PLACES for token in run) or run[-1].low in _PARTISANS:
        return None
    last = _without_suffix(run)[-1]
    body = any(token.low in BODY_WORDS for token in run[_titles(run) :]) or last.low in PLACES
    first = _first(run, last)
    role = last.low in ROLES - BODY_WORDS and not _ends_in_surname(run)
    if first is None or len(run) - first > 5 or role:
        return None
    name = run[first:]
    start, end = name[0].start, name[-1].end
    if name[-1].low.endswith("'s"):
        end -= 2
    lows = frozenset(token.low for token in run) | roles
    known_as = len(name) == 2 and last.low in LANDMARKS and bool(roles & SOMEBODY)
    given = len(name) > 1 and (name[0].low in GIVEN or known_as)
    body = body or (len(name) == 1 and bool(roles & BODY_WORDS))
    person = given or not (body or last.text.isupper() or (len(name) == 1 and name[0].low in PLACES))
    gender = gender_of(lows, name[0].low if len(name) > 1 else "")
    known = Known(text[start:end], (start, end), person, gender, _roles(lows))
    return key_of(name), known


def _roles(lows: frozenset[str]) -> frozenset[str]:
    return frozenset(map(role_of, lows & ROLES))


def _titles(run: Sequence[Token]) -> int:
    """How many words at the start of a run are a title, with what stands between them."""
    titles = run[:-1] if _ends_in_surname(run) else run
    titled = max((at + 1 for at, token in enumerate(titles) if token.low in TITLES), default=0)
    if not titled and len(run) > 2 and run[0].low in ROLES and run[1].low in GIVEN:
        return 1
    return titled


def _ends_in_surname(run: Sequence[Token]) -> bool:
    """Whether the last word is no title, but a last name: Peter King, Mr. King's."""
    last = without_possessive(run[-1].low)
    return len(run) > 1 and last in SURNAMES and run[-2].low in GIVEN | COURTESY


def _first(run: Sequence[Token], last: Token) -> int | None:
    """Where the name itself begins; None where a run is nothing but titles."""
    titled = _titles(run)
    first = 0 if run[0].low in BODY_TITLES and last.low in BODY_WORDS else titled % len(run)
    while first < len(run) - 2 and run[first].low in _AHEAD and last.low not in BODY_WORDS:
        first += 1
    if first == 0 and len(run) == 2 and run[0].low in _CHAMBERS | _PARTISANS and last.low not in BODY_WORDS:
        first = 1
    return None if titled == len(run) else first


def gender_of(lows: frozenset[str], given: str) -> str:
    """Return the gender that the words of a mention, or the given name in it, tell."""
    if lows & FEMALE_ROLES or given in GIVEN_FEMALE:
        return "f"
    return "m" if lows & MALE_ROLES or given in GIVEN_MALE else ""


def key_of(tokens: Sequence[Token]) -> str:
    """Return what a name goes by in short: its last word, without Jr. and the like."""
    return without_possessive(_without_suffix(tokens)[-1].low).rstrip(".")


def without_possessive(word: str) -> str:
    """Return a word in lower case without the mark of the possessive."""
    return word.removesuffix("'s").rstrip("'")


def _without_suffix(tokens: Sequence[Token]) -> Sequence[Token]:
    end = len(tokens)
    while end > 1 and tokens[end - 1].low in SUFFIXES:
        end -= 1
    return tokens[:end]
