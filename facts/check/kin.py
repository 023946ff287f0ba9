"""Who goes by a last name alone where a text has others with it: Clinton, behind "Bill Clinton's record"."""

import re
from collections.abc import Iterable

from facts.check.descriptions import belongings
from facts.check.given import given_names_fit
from facts.check.people import Person
from facts.check.utterances import Text
from facts.quotations.cues import SPEECH_NOUNS
from facts.quotations.words import OCCASIONS

_CHILD = re.compile(r"\b(?:his|her|their)\s(?:\w+\s)?(?:son|daughter),?\s$")
_RELATIVE = re.compile(
    r"\b(?:his|her|their|whose)\s(?:[\w-]+\s){0,3}(?:son|daughter|brother|sister|father|mother|husband|wife|cousin|"
    r"nephew|niece|uncle|aunt|grandfather|grandmother|grandson|granddaughter),?\s(?:the\s)?(?:[A-Z][\w.]*\s)*$",
    re.IGNORECASE,
)
_PASSED = re.compile(r"\b(?:by|for|of|with|under|from|against|than|like)\s(?:the\s)?(?:[A-Z][\w.]*\s)*$")
_REACH = 80
"""Code points on either side of a name that tell how it comes in."""


def bearer(text: Text, surname: str, before: int) -> tuple[str, ...]:
    """Return the full name of the one who alone can go by a last name; empty where it may be another's.

    All others are named in passing only: within quotation marks, as owners of something that nobody says,
    once and paragraphs ago as somebody's kin or behind a preposition, or as the child of "the elder Smith".
    But for owners and those behind prepositions, the first has been called by it before they were named.

    Args:
        text: what they are named in.
        surname: the last name, in lower case.
        before: the offset up to which the text is read.
    """
    people = text.people.between(0, before)
    found = [one for one in people if one.parts[-1] == surname and not one.body]
    full = [one for one in found if len(one.parts) > 1]
    first = next((one for one in full if not text.in_marks(one.start)), None)
    if first is None:
        return ()
    others = [one for one in full if not given_names_fit(one.parts, first.parts)]
    if not others or first.start > others[0].start or _speaks(text, others):
        return ()
    alone = (one for one in found if len(one.parts) == 1 and not text.in_marks(one.start))
    established = any(first.start < one.start < others[0].start for one in alone)
    passing = all(_is_passing(text, one, before) for one in others)
    below = all(one.owns or _is_below(text, one) or _is_whose(text, one) for one in others)
    return first.parts if passing and (established or below) else ()


def sole_bearer(text: Text, surname: str, before: int) -> tuple[str, ...]:
    """Return the full name of whom a text names first and last with a last name; empty where that is unsure.

    Since it has named them in full for the last time, it names none of the others, by a given name either.
    """
    found = [
        one
        for one in text.people.between(0, before)
        if one.parts[-1] == surname and len(one.parts) > 1 and not one.body and not text.in_marks(one.start)
    ]
    if not found or not given_names_fit(found[0].parts, found[-1].parts):
        return ()
    kin = (one for one in found if not given_names_fit(one.parts, found[0].parts))
    others = {part for one in kin for part in one.parts[:-1]}
    behind = text.people.between(found[-1].start + 1, before)
    return () if any(others & set(one.parts) for one in behind) else found[-1].parts


def _speaks(text: Text, others: Iterable[Person]) -> bool:
    """Whether one of some people is given the word by their full name."""
    return not text.voices.isdisjoint(one.parts for one in others)


def _is_passing(text: Text, one: Person, before: int) -> bool:
    if text.in_marks(one.start):
        return True
    if one.owns:
        return (SPEECH_NOUNS | OCCASIONS).isdisjoint(belongings(text, one))
    if (_is_relative(text, one) or _is_below(text, one)) and _is_long_gone(text, one, before):
        return True
    child = _CHILD.search(text.text, max(0, one.start - _REACH), one.start)
    surname = text.text[one.start : one.end].rpartition(" ")[2]
    behind = text.text[one.end : before]
    elder = re.search(rf"\b[Tt]he (?:elder|older) {re.escape(surname)}\b", behind)
    return child is not None and elder is not None and "he younger" not in behind


def _is_relative(text: Text, one: Person) -> bool:
    """Whether somebody comes in as somebody's kin: her father, the Rev. Al Smith."""
    return bool(_relation(text, one))


def _is_whose(text: Text, one: Person) -> bool:
    """Whether somebody comes in as kin of the one just named: Ann Lee, whose brother, Al Lee, …."""
    return _relation(text, one).startswith("whose")


def _relation(text: Text, one: Person) -> str:
    """The words before a name that make it somebody's kin's, in lower case; empty where there are none."""
    found = _RELATIVE.search(text.text, max(0, one.start - _REACH), one.start)
    return found.group().lower() if found else ""


def _is_below(text: Text, one: Person) -> bool:
    """Whether a name stands behind a preposition: press secretary for President Al Smith."""
    return _PASSED.search(text.text, max(0, one.start - _REACH), one.start) is not None


def _is_long_gone(text: Text, one: Person, before: int) -> bool:
    """Whether somebody was named in an earlier paragraph, and but once, by the given name either."""
    given = set(one.parts[:-1])
    again = any(given & set(other.parts) for other in text.people.between(one.start + 1, before))
    return "\n" in text.text[one.end : before] and not again
