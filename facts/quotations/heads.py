"""What a mention calls somebody: the part of it that names, and the noun of one that only describes."""

from collections.abc import Sequence

from facts.quotations.tokens import Token
from facts.quotations.words import (
    BODY_WORDS,
    GIVEN,
    PARTICLES,
    PLACES,
    PREPOSITIONS,
    ROLES,
    TITLES,
)

_LINKS = frozenset("of for at from to in on with by".split())
_OFFICES = frozenset(
    "staff state defense operations communication communications security policy research law history "
    "politics economics medicine education health finance development government science engineering "
    "journalism sociology philosophy theology psychology public political national foreign and".split()
)
"""What somebody is chief, secretary, director or professor of, and nobody's name."""


def head(tokens: Sequence[Token]) -> Sequence[Token]:
    """The part of a mention that names: without "of Ohio" behind it, or what describes it before.

    Behind a title the name may come last: Secretary of State Ann Lee.
    """
    comma = max((at for at, token in enumerate(tokens) if token.kind == ","), default=-1)
    rest = tokens[comma + 1 :]
    link = next((at for at, token in enumerate(rest) if at and _tells_which(rest, at)), len(rest))
    if not all(token.kind in "Cw" for token in rest[:link]):
        return rest
    return _behind_title(rest, link) or rest[:link]


def _tells_which(tokens: Sequence[Token], at: int) -> bool:
    """Whether what describes a noun begins here: a lawyer for, representing or opposed to Ann Smith."""
    low, before = tokens[at].low, tokens[at - 1]
    formed = tokens[at].kind == "w" and low.endswith(("ing", "ed")) and low not in ROLES
    noun = before.low in ROLES if before.kind == "w" else tokens[0].low in ("a", "an", "the", "one")
    return low in _LINKS or low in PREPOSITIONS or (formed and noun)


def _behind_title(tokens: Sequence[Token], link: int) -> Sequence[Token]:
    """The name at the end of a mention whose beginning, up to "of", is a title or a body."""
    first = len(tokens)
    while first > link and (tokens[first - 1].kind == "C" or tokens[first - 1].low in PARTICLES):
        first -= 1
    given = next((at for at in range(first, len(tokens) - 1) if tokens[at].low in GIVEN), -1)
    own = tokens[0].low in GIVEN  # Al Smith of Good Christian Church
    led = given > 0 and tokens[0].low in BODY_WORDS and tokens[given - 1].low in ROLES  # leader Ann Lee
    if (
        given > link + 1 and (tokens[given - 1].kind == "C" or led) and not own
    ):  # and not: a spokesman for Ann Lee
        return tokens[given:]
    of = link < len(tokens) and tokens[link].low == "of" and tokens[link - 1].low in TITLES
    office = tokens[link + 1 : first] if of else ()  # chief of staff Ann Lee
    plain = bool(office) and all(token.low in _OFFICES for token in office)
    if plain and first < len(tokens) - 1 and tokens[-1].low not in PLACES | BODY_WORDS:
        return tokens[first:]
    titled = all(token.low in ROLES or token.low in PLACES for token in tokens[:link])
    while titled and first < len(tokens) and tokens[first].low in PLACES | BODY_WORDS | TITLES:
        first += 1
        if len(tokens) - first > 1 and tokens[first].low not in PLACES | BODY_WORDS | TITLES:
            return tokens[first:]
    return ()


def noun_of(tokens: Sequence[Token]) -> Token:
    """Return what a description calls somebody: the doctor of "a doctor from Ohio"."""
    links = (at for at, token in enumerate(tokens) if at and (token.low in PREPOSITIONS or token.kind == ","))
    return tokens[next(links, len(tokens)) - 1]
