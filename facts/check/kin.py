"""Who goes by a last name alone where a text has others with it: Clinton, behind "Bill Clinton's record"."""

import re
from collections.abc import Iterable

from facts.check.descriptions import belongings, described, described_by
from facts.check.given import given_names_fit
from facts.check.parts import gender_of, generation_of, name_parts
from facts.check.people import Person
from facts.check.rivals import is_alone
from facts.check.utterances import Text
from facts.quotations import Mention
from facts.quotations.cues import SPEECH_NOUNS
from facts.quotations.names import role_of
from facts.quotations.words import OCCASIONS

_CHILD = re.compile(r"\b(?:his|her|their)\s(?:\w+\s)?(?:son|daughter),?\s$")
_KIN = "|".join(
    "son daughter brother sister father mother husband wife cousin nephew niece uncle aunt grandson "
    "granddaughter".split()
)
_RELATIVE = re.compile(
    rf"\b(?:his|her|their|whose)\s(?:[\w-]+\s){{0,3}}(?:{_KIN}|grandfather|grandmother),?\s"
    r"(?:the\s)?(?:[A-Z][\w.]*\s)*$",
    re.IGNORECASE,
)
_PASSED = re.compile(r"\b(?:by|for|of|with|under|from|against|than|like)\s(?:the\s)?(?:[A-Z][\w.]*\s)*$")
_REACH = 80
"""Code points on either side of a name that tell how it comes in."""
_KIN_OPENS = re.compile(
    rf"(?:His|Her)\s(?:[\w-]+\s){{0,2}}(?:{_KIN}),?\s[A-Z][a-z]+(?:\s(?:is|was|had|has|did)\b|,)"
)
_SETTLED = 3
"""Paragraphs behind which a last name is again that of whom it was first."""
_ONE_OFFICE = frozenset(
    "sen rep gov judge justice officer sgt detective dr sheriff mayor deputy rev col maj capt lt".split()
)
"""Titles of which nobody has two at once."""
_OF_TWO = re.compile(r"\b(?:younger|elder|older)\s[A-Z]")
"""The younger Smith: one of two whom the text need not both name."""


def among_kin(text: Text, mention: Mention, parts: tuple[str, ...]) -> tuple[tuple[str, ...], bool | None]:
    """Return who of several with one last name a mention means, and whether that is safe; None if one has it.

    Args:
        text: what it stands in.
        mention: whom the text gives words.
        parts: the name that the mention seems to have.
    """
    if not parts or len(name_parts(mention.text)) > 1:
        return parts, None
    if _is_of_two(text, mention, parts):
        return parts, False
    if len(text.people.namesakes(parts[-1], mention.start)) < 2:
        return parts, None if _is_named_before(text, mention, parts) else False
    known = _bearer(text, parts[-1], mention.start)
    wanted, own = gender_of(mention.text), gender_of(" ".join(known).title())
    if known and (not wanted or own in ("", wanted)):
        return known, bool(name_parts(mention.text)) or is_alone(text, mention, known)
    told = text.people.kin(parts[-1], gender_of(mention.text), mention.start)
    if len(told) == 1:
        return told[0], bool(name_parts(mention.text)) or is_alone(text, mention, told[0])
    principal = _sole_bearer(text, parts[-1], mention.start)
    if principal and given_names_fit(principal, parts):
        return principal, bool(name_parts(mention.text)) or is_alone(text, mention, principal)
    settled = _settled(text, parts[-1], mention.start) if name_parts(mention.text) else ()
    if settled:
        return settled, True
    last = next(text.people.mentions(parts[-1], mention.start), None)
    if last is None or len(last.parts) < 2 or "\n" in text.text[last.start : mention.start]:
        return parts, False
    near = text.people.between(text.sentence_start(last.start), mention.start)
    kin = {one.parts for one in near if one.parts[-1] == parts[-1] and len(one.parts) > 1}
    agreed = given_names_fit(last.parts, parts)
    return last.parts, agreed and len(kin) == 1 and is_alone(text, mention, last.parts)


def _is_of_two(text: Text, mention: Mention, parts: tuple[str, ...]) -> bool:
    """Whether a last name alone may be that of somebody else, whom the text need not name in full."""
    other = _OF_TWO.search(mention.text) is not None or _has_other_office(text, mention, parts)
    return other or _is_between_generations(text, mention, parts) or _is_by_kin(text, mention)


def _has_other_office(text: Text, mention: Mention, parts: tuple[str, ...]) -> bool:
    """Whether a last name stands behind another office than its only bearer's: Sen. Al Lee; Judge Lee."""
    own = described_by(mention.text) & _ONE_OFFICE
    if not own:
        return False
    found = (one for one in text.people.mentions(parts[-1], mention.start) if len(one.parts) > 1)
    held = frozenset[str]().union(*(described(text, one) for one in found))
    held = frozenset(map(role_of, held)) & frozenset(map(role_of, _ONE_OFFICE))
    return bool(held) and not held & frozenset(map(role_of, own))


def _is_between_generations(text: Text, mention: Mention, parts: tuple[str, ...]) -> bool:
    """Whether a last name alone may be that of the one named last, who is a Jr. beside one who is not."""
    if generation_of(mention.text) or len(text.people.generations(parts)) < 2:
        return False
    found = text.people.mentions(parts[-1], mention.start)
    last = next((one for one in found if len(one.parts) > 1 or one.generation), None)
    return last is not None and bool(last.generation)


def _is_named_before(text: Text, mention: Mention, parts: tuple[str, ...]) -> bool:
    """Whether a last name that several share cannot be that of one who is named only behind it."""
    if len(parts) < 2 or len(text.people.namesakes(parts[-1])) < 2:
        return True
    return any(parts[-2] in one.parts for one in text.people.mentions(parts[-1], mention.start))


def _bearer(text: Text, surname: str, before: int) -> tuple[str, ...]:
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


def _sole_bearer(text: Text, surname: str, before: int) -> tuple[str, ...]:
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


def _is_by_kin(text: Text, mention: Mention) -> bool:
    """Whether a bare last name follows a sentence about somebody's kin, who may bear it: His wife, Ann, …."""
    words = text.index_at(min(mention.start, text.sentence_start(mention.start)))
    if not words or not name_parts(mention.text):
        return False
    start = text.sentence_start(text.words[words - 1].start)
    return _KIN_OPENS.match(text.text, start, mention.start) is not None


def _settled(text: Text, surname: str, before: int) -> tuple[str, ...]:
    """Return the full name of whom a text called by a last name first, and alone gives the word; else empty.

    None of the others has been named, by a given name either, for three paragraphs.
    """
    people = text.people.between(0, before)
    found = [one for one in people if one.parts[-1] == surname and not (one.body or text.in_marks(one.start))]
    first = found[0] if found else None
    others = [
        one for one in found if first and len(one.parts) > 1 and not given_names_fit(one.parts, first.parts)
    ]
    if first is None or len(first.parts) < 2 or not others or _speaks(text, others):
        return ()
    given = {part for one in others for part in one.parts[:-1]}
    latest = max(one.start for one in people if given & set(one.parts))
    called = any(len(one.parts) == 1 and one.start < others[0].start for one in found)
    return first.parts if called and text.breaks(latest, before) >= _SETTLED else ()


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
