"""The people and bodies that a text names: enough to know whom a pronoun cannot safely mean.

A name here is what looks like one; the reading errs towards more people: each makes a pronoun less sure.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from unicodedata import category

from rapidfuzz.distance import Levenshtein

from facts.check.given import alike, given_names_fit
from facts.quotations.cues import ALSO_NOUNS, SAID, VERBS
from facts.quotations.marks import paragraphs
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
    OPENING_ADVERBS,
    PARTICLES,
    PLACES,
    PREPOSITIONS,
    ROLES,
    SENTENCE_OPENERS,
    SOMEBODY,
    SURNAMES,
    TIMES,
    TITLES,
)

_UPPER = r"A-Z\u00c0-\u00de\u0100-\u024f\u0400-\u042f"
_SHORT = (
    r"(?:Mrs?|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Maj|Capt|Sgt|Brig|Adm|Cmdr|St|Rev|Hon|"
    rf"[{_UPPER}])\.(?=\s?[{_UPPER}])"
)
_CAPITAL = rf"(?:{_SHORT}|(?:[a-z]{{2}}-|[dlo]['’])?[{_UPPER}](?:[\w-]|['’](?!s\b)(?=\w))*)"
_LINK = rf"(?:{'|'.join(sorted(PARTICLES))})"
_PARTICLE = rf"{_LINK}(?=(?:\s{_LINK}){{0,2}}\s[{_UPPER}])"
_RUN = re.compile(rf"(?<![\w.]){_CAPITAL}(?:\s(?:{_CAPITAL}|{_PARTICLE})){{0,7}}(?:['’]s\b)?")
_POSSESSIVE = re.compile(r"['’]s?$")
_PLACED = re.compile(r"\b(?:at|in|near|across|outside|inside)\s(?:the\s)?$")
_REACH = 16
"""Code points before a name that tell whether it is where something is, or who somebody is."""
_BEHIND = re.compile(
    r"\s(?P<verb>[a-z]+)|,\s(?:who\b|\d{1,3},)"
    r"|,\s(?:the|an?|his|her|their)\s(?:(?:former|then|longtime|chief)\s)?(?P<role>[a-z]+)"
)
_BEFORE = re.compile(r"\b(?P<verb>[a-z]+),?\s$")
_LOOSE = re.compile(r"[^\w'’-]+")
_NO_NAME = (
    SENTENCE_OPENERS
    | OPENING_ADVERBS
    | PREPOSITIONS
    | TIMES
    | frozenset(
        "i i'm i'll i've i'd yes no not if our your my their his her its who why how what when where".split()
    )
)
_SPOKEN = VERBS.keys() - ALSO_NOUNS
"""Adds Ms. Lee: what a sentence may begin with, and no name."""
_ADDRESSED = SAID | frozenset("told tells asked asks informed assured urged accused warned thanked".split())
"""Said Ms. Lee; told Ms. Lee: verbs before a name that only people stand behind."""
_COMPANY = frozenset("with met by joined married beside hugged".split())
"""With Ann Lee: words before a full name that mostly people stand behind."""
_SUFFIXES = frozenset("jr sr ii iii iv esq qc kc mp md phd".split())
_TITLE_WORDS = frozenset(title.rstrip(".") for title in TITLES)
_BODY_ENDINGS = BODY_WORDS | frozenset(
    "inc corp co ltd plc llc cos group industries securities airlines motors partners brothers systems "
    "international associates & stores holdings".split()
)
_KINDS = frozenset("department ministry office bureau board university institute".split())
"""Words that open the name of a body, so that a title in it is none: Department of Justice."""
_LINKS = frozenset("of for at from to in on with by who".split())
_JOINS = PARTICLES | {"&", "and"}
"""What a name in capitals may hold: Smith & Sons."""
_PLACE_OPENERS = frozenset("new san los las st saint santa fort mount lake north south east west".split())
_PARTISANS = frozenset("republican democrat".split())
"""What a lawmaker is called: the California Republican."""
_MISPRINT = 2
_ARTICLES = frozenset("a an the his her its their our my".split())


@dataclass(frozen=True, slots=True)
class Person:
    """A name where it stands: without titles, in lower case, and the gender that it tells."""

    start: int
    end: int
    parts: tuple[str, ...]
    gender: str
    """`f`, `m`, or empty."""
    titled: bool
    body: bool
    """It reads as the name of a body or a place, not of a person."""
    owns: bool = False
    """It stands in the possessive: Ann's."""
    acts: bool = False
    """It is who does it in a passive: asked by Ann."""


def name_parts(name: str) -> tuple[str, ...]:
    """Return the words of a name without titles, suffixes and possessives, in lower case.

    A phrase that only describes somebody by another's name (an aide to Mr. Smith, Smith's lawyer) is no name.
    """
    words = _named_in(name.replace("’", "'").split())
    parts = _parts([word.strip(",()'") for word in words])
    if parts and parts[-1] in _PARTISANS:
        return ()
    return () if all(part in PLACES for part in parts) and len(words) > len(parts) else parts


def _named_in(words: list[str]) -> list[str]:
    """The words of a phrase that name the one whom it means."""
    link = next((at for at, word in enumerate(words) if at and word in _LINKS), len(words))
    whole = link < len(words) and words[link - 1].lower() in BODY_WORDS
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


class People:
    """Everybody whom a text names, in order."""

    def __init__(self, text: str, *, strict: bool = False) -> None:
        """Read a text; `strict` also takes a lone capital word, which nothing else tells to be a name."""
        found = tuple(_names(text))
        known = {one.parts[-1] for one in found if len(one.parts) > 1 or one.titled}
        people = (one for one in found if not one.body)
        known |= {one.parts[0] for one in people if len(one.parts) > 1 or _is_human(text, one)}
        own = {one.parts[-1] for one in found if not one.body and (len(one.parts) > 1 or one.titled)}
        found = tuple(replace(one, body=False) if one.body and _is_own(one, own) else one for one in found)
        self._all = tuple(one for one in found if strict or len(one.parts) > 1 or one.parts[0] in known)
        self._genders = _genders(self._all)
        self._human = frozenset(one.parts[-1] for one in self._all if _is_human(text, one))
        self._starts = [one.start for one in self._all]

    def gender(self, one: Person) -> str:
        """Return the gender that a name tells, or that the text tells of the only one with that last name."""
        return one.gender or self._genders.get(one.parts[-1], "")

    def is_human(self, one: Person) -> bool:
        """Return whether anything in the text shows a name to be that of a person who could speak."""
        return not one.body and one.parts[-1] in self._human

    def most_named(self, gender: str) -> str:
        """Return the last name of whoever of a gender, or of none that is told, is named most; "" for two."""
        found = Counter(
            one.parts[-1] for one in self._all if self.is_human(one) and self.gender(one) in ("", gender)
        )
        first, *others = found.most_common(2) or [("", 0)]
        return "" if others and others[0][1] == first[1] else first[0]

    def between(self, start: int, end: int) -> tuple[Person, ...]:
        """Return who is named between two offsets."""
        return self._all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def mentions(self, surname: str, before: int) -> Iterator[Person]:
        """Yield where somebody with this last name is named before an offset, the last first."""
        for one in reversed(self.between(0, before)):
            if surname in one.parts:
                yield one

    def kin(self, surname: str, gender: str, before: int) -> tuple[tuple[str, ...], ...]:
        """Return the full names with a last name before an offset that a gender fits, each person's once."""
        found: list[tuple[str, ...]] = []
        for one in self.between(0, before) if gender else ():
            full = len(one.parts) > 1 and one.parts[-1] == surname and one.gender in ("", gender)
            if full and not any(given_names_fit(one.parts, other) for other in found):
                found.append(one.parts)
        return tuple(found)

    def namesakes(self, surname: str, before: int | None = None) -> frozenset[str]:
        """Return the given names that stand before a last name in the text; misprints count once.

        Args:
            surname: the last name, in lower case.
            before: read the text only so far; all of it by default.
        """
        given = frozenset(
            given
            for one in (self._all if before is None else self.between(0, before))
            if one.parts[-1] == surname and not one.body
            for given in [part for part in one.parts[:-1] if len(part) > 1][-1:]
        )
        return frozenset(
            one for one in given
            if not any(other < one and _is_one_name(one, other) for other in given)
        )  # fmt: skip


def _is_own(one: Person, own: set[str]) -> bool:
    """Whether what reads as a body begins with a last name, and is not theirs: Clinton Foundation."""
    return one.parts[0] in own and len(one.parts[0]) > 1 and one.parts[-1] not in _BODY_ENDINGS


def _is_one_name(one: str, other: str) -> bool:
    return alike(one, other) or Levenshtein.distance(one, other) < _MISPRINT


def _is_human(text: str, one: Person) -> bool:
    if one.titled or one.gender or (len(one.parts) > 1 and one.parts[0] in GIVEN):
        return True
    if text[one.start : one.end].isupper():  # CNN
        return False
    behind, before = _BEHIND.match(text, one.end), _BEFORE.search(text, max(0, one.start - _REACH), one.start)
    if behind and (behind["role"] in SOMEBODY | TITLES if behind["role"] else _is_tagged(behind)):
        return True
    company = len(one.parts) > 1 and not one.body and before is not None and before["verb"] in _COMPANY
    return company or bool(before and (before["verb"] in _ADDRESSED or before["verb"] in ROLES))


def _is_tagged(behind: re.Match[str]) -> bool:
    """Whether a verb of speech, an age or a "who" stands behind a name."""
    return not behind["verb"] or behind["verb"] in _SPOKEN


def _genders(people: Sequence[Person]) -> dict[str, str]:
    """The genders of last names that are those of one gender only."""
    found: dict[str, set[str]] = {}
    for one in people:
        if one.gender and not one.body:
            found.setdefault(one.parts[-1], set()).add(one.gender)
    return {name: next(iter(genders)) for name, genders in found.items() if len(genders) == 1}


def _names(text: str) -> Iterator[Person]:
    lines = (match for span in paragraphs(text) for match in _RUN.finditer(text, *span))
    for match in lines:
        words = match.group().split()
        dropped = 0
        while words and _opens_sentence(words):
            dropped += len(words.pop(0)) + 1
        parts = _without_body(_parts(words))
        if parts:
            titles = words[:-1] if parts[-1] in SURNAMES else words
            titled = any(_is_title(word) for word in titles) and not _is_titled_body(parts)
            given = parts[0] in GIVEN
            start = match.start() + dropped
            placed = not titled and bool(_PLACED.search(text, max(0, start - _REACH), start))
            body = placed or (not titled and not given and _is_body(parts))
            owns = bool(_POSSESSIVE.search(words[-1]))
            acts = text.endswith(" by ", 0, start)
            yield Person(start, match.end(), parts, gender_of(" ".join(words)), titled, body, owns, acts)


def _without_body(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The name behind a body or place that its title ends in: Secretary of State Hillary Clinton."""
    given = next((at for at in range(1, len(parts) - 1) if parts[at] in GIVEN), 0)
    before = BODY_WORDS | PLACES
    office = given and parts[-1] not in _BODY_ENDINGS and all(part in before for part in parts[:given])
    return parts[given:] if office else parts


def _opens_sentence(words: list[str]) -> bool:
    """Whether the first word has its capital from where it stands: The, Adds, Notes Ms. Lee."""
    first = _POSSESSIVE.sub("", words[0]).lower()
    if first.endswith("ing") and len(words) > 1 and first not in GIVEN:
        return True  # Addressing Mr. Lee
    return first in _NO_NAME | _SPOKEN or (first in VERBS and len(words) > 1 and _is_title(words[1]))


def _is_titled_body(parts: Sequence[str]) -> bool:
    """General Motors: the title is part of the name."""
    return parts[0] in BODY_TITLES and parts[-1] in _BODY_ENDINGS


def _is_title(word: str) -> bool:
    return word.lower().strip(".") in _TITLE_WORDS


def _parts(words: list[str]) -> tuple[str, ...]:
    found = [_POSSESSIVE.sub("", word).lower().strip(".") for word in words]
    if _is_surname(found):
        return (*_parts(words[:-1]), found[-1])
    whole = bool(found) and (_is_titled_body(found) or found[0] in _KINDS)
    dropped = _ARTICLES if whole else _TITLE_WORDS | _SUFFIXES | _ARTICLES
    return tuple(part for part in found if part and part not in dropped)


def _is_surname(words: list[str]) -> bool:
    """Whether the last of some words is no title, but a last name: Peter King, Mr. King, and King alone."""
    if not words or words[-1] not in SURNAMES:
        return False
    return len(words) == 1 or words[-2] in GIVEN | COURTESY


def _is_body(parts: tuple[str, ...]) -> bool:
    named = bool(set(parts) & _BODY_ENDINGS) or parts[-1] in PLACES
    return named or is_place(parts) or (len(parts) == 1 and len(parts[0]) < 2)


def is_place(parts: tuple[str, ...]) -> bool:
    """Return whether the words of a name are those of a place or a time."""
    return parts[0] in _PLACE_OPENERS or all(part in PLACES | TIMES for part in parts)
