"""The people and bodies that a text names: enough to know whom a pronoun cannot safely mean.

A name here is what looks like one; the reading errs towards more people, because each makes a pronoun less sure.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from facts.quotations.words import (
    BODY_WORDS,
    FEMALE_ROLES,
    GIVEN_FEMALE,
    GIVEN_MALE,
    MALE_ROLES,
    OPENING_ADVERBS,
    PLACES,
    PREPOSITIONS,
    SENTENCE_OPENERS,
    TIMES,
    TITLES,
)

_CAPITAL = r"[A-Z\u00c0-\u00de\u0100-\u024f\u0400-\u042f][\w’'-]*"
_RUN = re.compile(
    rf"{_CAPITAL}(?:\.(?=\s[A-Z]))?(?:\s(?:{_CAPITAL}(?:\.(?=\s[A-Z]))?|(?:de|da|di|du|del|la|van|von|der|bin|al)(?=\s[A-Z]))){{0,7}}"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_LOOSE = re.compile(r"[^\w'’-]+")
_NO_NAME = SENTENCE_OPENERS | OPENING_ADVERBS | PREPOSITIONS | TIMES | frozenset(
    "i i'm i'll i've i'd yes no not if our your my their his her its who why how what when where".split()
)
_SUFFIXES = frozenset("jr sr ii iii iv esq".split())
_TITLE_WORDS = frozenset(title.rstrip(".") for title in TITLES)
_BODY_ENDINGS = BODY_WORDS | frozenset(
    "inc corp co ltd plc llc cos group industries securities airlines motors partners brothers systems "
    "international associates & stores holdings".split()
)
_ARTICLES = frozenset("a an the his her its their our my".split())


@dataclass(frozen=True, slots=True)
class Person:
    """A name where it stands: without titles, in lower case, and what gender its title or given name tells."""

    start: int
    end: int
    parts: tuple[str, ...]
    gender: str
    """`f`, `m`, or empty."""
    body: bool
    """It reads as the name of a body or a place, not of a person."""


def name_parts(name: str) -> tuple[str, ...]:
    """Return the words of a name without titles, suffixes and possessives, in lower case."""
    found = [_POSSESSIVE.sub("", part).lower().strip(".") for part in _LOOSE.split(name)]
    return tuple(
        part for part in found if part and part not in _TITLE_WORDS | _SUFFIXES | _ARTICLES
    )


def gender_of(words: str) -> str:
    """Return the gender that a mention's own words tell: `f` for Ms. Smith, `m` for he; else empty."""
    lows = {part.lower().strip(".") for part in _LOOSE.split(words)}
    if lows & (FEMALE_ROLES | GIVEN_FEMALE | {"mrs", "ms"}):
        return "f"
    return "m" if lows & (MALE_ROLES | GIVEN_MALE | {"mr"}) else ""


class People:
    """Everybody whom a text names, in order."""

    def __init__(self, text: str) -> None:
        self._all = tuple(_names(text))
        self._starts = [one.start for one in self._all]

    def between(self, start: int, end: int) -> tuple[Person, ...]:
        """Return who is named between two offsets."""
        return self._all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def mentions(self, surname: str, before: int) -> Iterator[Person]:
        """Yield where somebody with this last name is named before an offset, the last first."""
        for one in reversed(self.between(0, before)):
            if surname in one.parts:
                yield one

    def namesakes(self, surname: str) -> frozenset[str]:
        """Return the given names that stand before a last name anywhere in the text."""
        return frozenset(
            one.parts[0] for one in self._all if len(one.parts) > 1 and one.parts[-1] == surname and not one.body
        )


def _names(text: str) -> Iterator[Person]:
    for match in _RUN.finditer(text):
        run = match.group()
        words = run.split()
        while words and _POSSESSIVE.sub("", words[0]).lower() in _NO_NAME:
            words.pop(0)
        parts = name_parts(" ".join(words))
        if parts:
            start = match.start() + run.index(words[0])
            titled = any(word.lower().strip(".") in _TITLE_WORDS for word in words)
            given = parts[0] in GIVEN_FEMALE | GIVEN_MALE
            body = not titled and not given and _is_body(parts)
            yield Person(start, match.end(), parts, gender_of(" ".join(words)), body)


def _is_body(parts: tuple[str, ...]) -> bool:
    return (
        bool(set(parts) & _BODY_ENDINGS)
        or all(part in PLACES | TIMES for part in parts)
        or (len(parts) == 1 and len(parts[0]) < 2)
    )
