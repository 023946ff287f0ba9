"""Whether the one who spoke before goes on: “…,” Smith said. The next day he said “…”."""

import re
from bisect import bisect_left

from facts.check.descriptions import description, strangers
from facts.check.people import Person, gender_of, name_parts
from facts.check.utterances import Text
from facts.quotations import Mention, Quotation

_LINKS = 8
"""Attributions in a row that are followed back to the one that names the speaker, at most."""
_LINES = 2
"""Lines over which an utterance may follow another: its own, and the one before."""
_ABOUT = re.compile(r"\b(?:he|she)\b[^\n]*?[.!?][\"”’']?\s", re.IGNORECASE)
"""A sentence of the writer's about somebody whom it does not name."""


def goes_on(text: Text, quotation: Quotation) -> bool:
    """Return whether a pronoun means the one whom the text gave the word just before.

    The attributions before must be the same person's, each in the same paragraph or the next one, back to
    the one that names them, with nobody else outside of what is said whom the pronoun may mean.
    """
    if quotation.speaker is None or quotation.speaker.text.lower() not in ("he", "she"):
        return False
    at = bisect_left(text.quotations, quotation.start, key=lambda one: one.start)
    current = quotation
    for before in reversed(text.quotations[max(0, at - _LINKS) : at]):
        if before.end > current.start:
            continue
        mine, theirs = current.speaker, before.speaker
        if mine is None or theirs is None or theirs.name != mine.name:
            return False
        if not _follows(text, before, theirs, current, mine):
            return False
        if name_parts(theirs.text)[-1:] == name_parts(mine.name or "")[-1:]:
            return True
        current = before
    return False


def _follows(text: Text, before: Quotation, theirs: Mention, current: Quotation, mine: Mention) -> bool:
    start = max(before.end, theirs.end, before.cue[1] if before.cue else 0)
    if sum(bool(line.strip(" ”\"'")) for line in text.text[start : current.start].split("\n")) > _LINES:
        return False
    parts, wanted = name_parts(mine.name or ""), gender_of(mine.text)
    between = text.people.between(start, max(current.start, mine.start))
    outside = [one for one in between if not any(a <= one.start < b for a, b in current.spans)]
    if any(may_be(text, one, parts, wanted) for one in outside) or shifts(text, start, mine, parts):
        return False
    if any(strangers(text, (start, mine.start), description(text, parts), wanted)):
        return False
    return bool(_gender(text, parts)) or not any(
        text.people.gender(one) == wanted and may_be(text, one, parts, wanted)
        for a, b in before.spans
        for one in text.people.between(a, b)
    )


def shifts(text: Text, start: int, mention: Mention, parts: tuple[str, ...]) -> bool:
    """Return whether a new paragraph may be about somebody else than the one named last.

    It may where its own words about "she" stand before hers, unless nobody is named more often.
    """
    opening = text.text.rfind("\n", 0, mention.start) + 1
    if opening <= start or not _ABOUT.search(text.text, *_own_words(text, opening, mention.start)):
        return False
    return text.people.most_named(gender_of(mention.text)) != parts[-1]


def _own_words(text: Text, start: int, end: int) -> tuple[int, int]:
    """The first words between two offsets that stand outside quotation marks."""
    return next(((max(a, start), min(b, end)) for a, b in text.outside if a < end and start < b), (end, end))


def may_be(text: Text, one: Person, parts: tuple[str, ...], wanted: str) -> bool:
    """Return whether a mention of this gender may mean a person, who is not the one with these parts."""
    if one.body or (parts and (parts[-1] in one.parts or one.parts[-1] in parts)):
        return False
    return not wanted or (text.people.is_human(one) and text.people.gender(one) in ("", wanted))


def _gender(text: Text, parts: tuple[str, ...]) -> str:
    named = next(text.people.mentions(parts[-1], len(text.text)), None) if parts else None
    return text.people.gender(named) if named else ""
