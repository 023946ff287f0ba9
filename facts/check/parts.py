"""The words of a name: its parts without titles, and what they tell of whoever bears it."""

import re
from collections.abc import Sequence
from itertools import pairwise
from unicodedata import category

from facts.quotations.tokens import is_capital
from facts.quotations.words import (
    BODY_TITLES,
    BODY_WORDS,
    COURTESY,
    FEMALE_ROLES,
    GIVEN,
    GIVEN_FEMALE,
    GIVEN_MALE,
    MALE_ROLES,
    PARTICLES,
    PLACES,
    PREPOSITIONS,
    ROLES,
    SUFFIXES,
    SURNAMES,
    TIMES,
    TITLES,
)

POSSESSIVE = re.compile(r"['’]s?$")
_LOOSE = re.compile(r"[^\w'’-]+")
_GENERATIONS = frozenset(word.rstrip(".") for word in SUFFIXES)
_SUFFIXES = _GENERATIONS | frozenset("esq qc kc mp md phd".split())
_TITLE_WORDS = frozenset(title.rstrip(".") for title in TITLES)
BODY_ENDINGS = BODY_WORDS | frozenset(
    "inc corp co ltd plc llc cos group industries securities airlines motors partners brothers systems "
    "international associates & stores holdings".split()
)
_KINDS = frozenset("department ministry office bureau board university institute".split())
"""Words that open the name of a body, so that a title in it is none: Department of Justice."""
_LINKS = frozenset("of for at from to in on with by who".split())
_JOINS = PARTICLES | {"&", "and"}
"""What a name in capitals may hold: Smith & Sons."""
_PLACE_OPENERS = frozenset("new san los las st saint santa fort mount lake north south east west".split())
_PARTIES = frozenset("republican democrat gop".split())
"""What stands before a name, as a title does: Republican Ann Lee."""
_CALLED = frozenset(
    "republican democrat alaskan arizonan californian coloradan floridian georgian hawaiian hoosier iowan "
    "kansan kentuckian marylander michigander minnesotan missourian montanan nebraskan nevadan ohioan "
    "oklahoman oregonian pennsylvanian tennessean texan utahn vermonter virginian wisconsinite".split()
)
"""What a lawmaker is called, and no name: the California Republican, the Texan."""
_DEGREES = frozenset("somewhat very rather quite clearly visibly often increasingly slightly".split())
_ARTICLES = frozenset("a an the his her its their our my".split())


_PARTISAN = re.compile(r"^(?:the|an?|one|another)\s.*\b(?:republican|democrat)$", re.IGNORECASE)
"""The New Jersey Democrat."""


def name_parts(name: str) -> tuple[str, ...]:
    """Return the words of a name without titles, suffixes and possessives, in lower case.

    A phrase that only describes somebody by another's name (an aide to Mr. Smith, Smith's lawyer) is no name.
    """
    if _PARTISAN.search(name):
        return ()
    words = _named_in(name.replace("’", "'").split())
    parts = parts_of([word.strip(",()'") for word in words])
    if parts and parts[-1] in _CALLED:
        return ()
    return () if all(part in PLACES for part in parts) and len(words) > len(parts) else parts


def _named_in(words: list[str]) -> list[str]:
    """The words of a phrase that name the one whom it means."""
    link = next((at for at in range(1, len(words)) if _tells_which(words, at)), len(words))
    whole = link < len(words) and words[link] in _LINKS and words[link - 1].lower() in BODY_WORDS
    if link < len(words) and all(word.lower() in _TITLE_WORDS | PLACES for word in words[:link]):
        given = (at for at in range(link, len(words)) if words[at].lower() in GIVEN)
        return words[next(given, len(words)) :] if words[0][0].isupper() else []
    head = words if whole else words[:link]
    owner = next((at for at in range(len(head) - 2, -1, -1) if head[at].endswith(("'s", "s'"))), -1)
    head = head[owner + 1 :]
    while whole and head and head[0].islower():
        head = head[1:]
    first = len(head)
    while first and (whole or is_capital(head[first - 1]) or head[first - 1] in _JOINS):
        first -= 1
    return [word for word in head[first:] if word not in _LINKS]


def _tells_which(words: list[str], at: int) -> bool:
    """Whether what describes a noun begins here: a lawyer for, representing or opposed to Ann Smith."""
    word, noun = words[at], words[at - 1]
    formed = word.islower() and word.endswith(("ing", "ed")) and word not in ROLES
    described = noun.islower() or words[0].lower() in ("a", "an", "the", "one")
    bare = noun.lower() in _ARTICLES | _DEGREES  # a somewhat exasperated Bush
    return word in _LINKS or word in PREPOSITIONS or (formed and described and not bare)


def generation_of(name: str) -> str:
    """Return what tells father and son of one name apart: `jr` for Al Lee Jr.; empty where nothing does."""
    last = POSSESSIVE.sub("", name.rstrip(" .,")).rpartition(" ")[2].lower().strip(".")
    return last if last in _GENERATIONS else ""


def caseless(text: str) -> bool:
    """Return whether a text has letters without case (Chinese, Arabic), among which no name is seen here."""
    return any(one > "\u0590" and category(one) == "Lo" for one in text)


def gender_of(words: str) -> str:
    """Return the gender that a mention's own words tell: `f` for Ms. Smith, `m` for he; else empty.

    A given name tells it before another name only: Clinton alone is as often a last name.
    """
    found = [part for part in _LOOSE.split(words) if part and part not in PARTICLES]
    lows = {part.lower() for part in found}
    named = {one.lower() for one, other in pairwise(found) if one[0].isupper() and other[0].isupper()}
    if lows & (FEMALE_ROLES | {"mrs", "ms"}) or named & GIVEN_FEMALE:
        return "f"
    return "m" if lows & (MALE_ROLES | {"mr"}) or named & GIVEN_MALE else ""


def is_titled_body(parts: Sequence[str]) -> bool:
    """Return whether a title is part of the name: General Motors."""
    return parts[0] in BODY_TITLES and parts[-1] in BODY_ENDINGS


def is_title(word: str) -> bool:
    """Return whether a word is a title: Mrs., Sen, governor."""
    return word.lower().strip(".") in _TITLE_WORDS


def parts_of(words: list[str]) -> tuple[str, ...]:
    """Return some words as the parts of a name: in lower case, without titles, suffixes and possessives."""
    found = [POSSESSIVE.sub("", word).lower().strip(".") for word in words]
    if _is_surname(found):
        return (*parts_of(words[:-1]), found[-1])
    whole = bool(found) and (is_titled_body(found) or found[0] in _KINDS)
    dropped = _ARTICLES if whole else _TITLE_WORDS | _SUFFIXES | _ARTICLES | _PARTIES
    return tuple(part for part in found if part and part not in dropped)


def _is_surname(words: list[str]) -> bool:
    """Whether the last of some words is no title, but a last name: Peter King, Mr. King, and King alone."""
    if not words or words[-1] not in SURNAMES:
        return False
    return len(words) == 1 or words[-2] in GIVEN | COURTESY


def is_body(parts: tuple[str, ...]) -> bool:
    """Return whether the words of a name are those of a body or a place."""
    named = bool(set(parts) & BODY_ENDINGS) or parts[-1] in PLACES
    return named or is_place(parts) or (len(parts) == 1 and len(parts[0]) < 2)


def is_place(parts: tuple[str, ...]) -> bool:
    """Return whether the words of a name are those of a place or a time."""
    return parts[0] in _PLACE_OPENERS or all(part in PLACES | TIMES for part in parts)
