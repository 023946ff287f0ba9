"""The people and bodies that a text names: enough to know whom a pronoun cannot safely mean.

A name here is what looks like one; the reading errs towards more people: each makes a pronoun less sure.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from facts.check.given import alike, given_names_fit
from facts.check.parts import (
    BODY_ENDINGS,
    POSSESSIVE,
    gender_of,
    generation_of,
    is_body,
    is_title,
    is_titled_body,
    parts_of,
)
from facts.quotations.cues import ALSO_NOUNS, SAID, VERBS
from facts.quotations.marks import paragraphs
from facts.quotations.names import LINKED
from facts.quotations.words import (
    BODY_WORDS,
    GIVEN,
    OPENING_ADVERBS,
    PARTICLES,
    PLACES,
    PREPOSITIONS,
    ROLES,
    SENTENCE_OPENERS,
    SOMEBODY,
    SUBORDINATORS,
    SURNAMES,
    TIMES,
    TITLES,
)

_UPPER = r"A-Z\u00c0-\u00de\u0100-\u024f\u0400-\u042f"
_SHORT = (
    r"(?:Mrs?|Ms|Dr|Prof|Sens?|Reps?|Govs?|Gen|Lt|Col|Maj|Capt|Sgt|Brig|Adm|Cmdr|St|Rev|Hon|"
    rf"[{_UPPER}])\.(?=\s?[{_UPPER}])"
)
_CAPITAL = rf"(?:{_SHORT}|(?:[a-z]{{2}}-|[dlo]['’]|d[eiu]|l[ae]|van)?[{_UPPER}](?:[\w-]|['’](?!s\b)(?=\w))*)"
_LINK = rf"(?:{'|'.join(sorted(PARTICLES))})"
_PARTICLE = rf"{_LINK}(?=(?:\s{_LINK}){{0,2}}\s[{_UPPER}])"
_RUN = re.compile(
    rf"(?<![\w.]){_CAPITAL}(?:(?:\s|(?<=[a-z]\.))(?:{_CAPITAL}|{_PARTICLE})){{0,7}}(?:['’]s\b)?"
)
_GENERATION = re.compile(r",\s(?:Jr|Sr)\b")
"""Al Lee, Jr."""
_GLUED = re.compile(r"(?<=[a-z]\.)(?=[A-Z])")
"""Sen.Ann Lee."""
_PLACED = re.compile(r"\b(?:at|in|near|across|outside|inside)\s(?:the\s)?$")
_REACH = 16
"""Code points before a name that tell whether it is where something is, or who somebody is."""
_BEHIND = re.compile(
    r"\s(?P<verb>[a-z]+)|,\s(?:who\b|\d{1,3},)"
    r"|,\s(?:the|an?|his|her|their)\s(?:(?:former|then|longtime|chief)\s)?(?P<role>[a-z]+)"
)
_CALLED = SOMEBODY | TITLES
_BEFORE = re.compile(r"\b(?P<verb>[a-z]+),?\s$")
_NO_NAME = (
    SENTENCE_OPENERS
    | OPENING_ADVERBS
    | PREPOSITIONS
    | SUBORDINATORS
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
_MISPRINT = 2


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
    generation: str = ""
    """What tells them from another of the name: `jr`, `sr`, `iii`; empty where nothing does."""


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

    def at(self, offset: int) -> Person | None:
        """Return who is named in the words that begin at an offset."""
        return next(iter(self.between(offset, offset + 1)), None)

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

    def generations(self, parts: tuple[str, ...]) -> frozenset[str]:
        """Return what tells those apart who share a full name, and empty for one whom nothing does."""
        found = (one for one in self._all if one.parts[-1] == parts[-1] and not one.body)
        return frozenset(
            one.generation
            for one in found
            if (len(one.parts) > 1 or one.generation) and given_names_fit(one.parts, parts)
        )

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
    return one.parts[0] in own and len(one.parts[0]) > 1 and one.parts[-1] not in BODY_ENDINGS


def _is_one_name(one: str, other: str) -> bool:
    return alike(one, other) or Levenshtein.distance(one, other) < _MISPRINT


def _is_human(text: str, one: Person) -> bool:
    if one.titled or one.gender or (len(one.parts) > 1 and one.parts[0] in GIVEN):
        return True
    if text[one.start : one.end].isupper():  # CNN
        return False
    behind, before = _BEHIND.match(text, one.end), _BEFORE.search(text, max(0, one.start - _REACH), one.start)
    if behind and (behind["role"] in _CALLED if behind["role"] else _is_tagged(behind)):
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
        words = _GLUED.sub(" ", match.group()).split()
        linked = max((at + 1 for at, word in enumerate(words) if LINKED.search(word)), default=0)
        dropped = sum(len(word) + 1 for word in words[:linked])
        del words[:linked]
        while words and _opens_sentence(words):
            dropped += len(words.pop(0)) + 1
        parts = _without_body(parts_of(_behind_title(words)))
        if parts:
            titles = words[:-1] if parts[-1] in SURNAMES else words
            titled = any(is_title(word) for word in titles) and not is_titled_body(parts)
            given = parts[0] in GIVEN
            start = match.start() + dropped
            placed = not titled and bool(_PLACED.search(text, max(0, start - _REACH), start))
            body = placed or (not titled and not given and is_body(parts))
            owns = bool(POSSESSIVE.search(words[-1]))
            acts = text.endswith(" by ", 0, start)
            behind = _GENERATION.match(text, match.end())
            generation = generation_of(behind.group() if behind else words[-1])
            gender = gender_of(" ".join(words))
            yield Person(start, match.end(), parts, gender, titled, body, owns, acts, generation)


def _behind_title(words: list[str]) -> list[str]:
    """House Speaker Lee: what stands before a title is no part of the name, but for a given name."""
    at = next((at for at in range(len(words) - 2, 0, -1) if is_title(words[at])), 0)
    return words if any(word.lower() in GIVEN for word in words[:at]) else words[at:]


def _without_body(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The name behind a body or place that its title ends in: Secretary of State Hillary Clinton."""
    given = next((at for at in range(1, len(parts) - 1) if parts[at] in GIVEN), 0)
    before = BODY_WORDS | PLACES
    office = given and parts[-1] not in BODY_ENDINGS and all(part in before for part in parts[:given])
    return parts[given:] if office else parts


def _opens_sentence(words: list[str]) -> bool:
    """Whether the first word has its capital from where it stands: The, Adds, Notes Ms. Lee."""
    first = POSSESSIVE.sub("", words[0]).lower()
    if first.endswith("ing") and len(words) > 1 and first not in GIVEN:
        return True  # Addressing Mr. Lee
    return first in _NO_NAME | _SPOKEN or (first in VERBS and len(words) > 1 and is_title(words[1]))
