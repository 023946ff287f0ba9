"""Whether the one who spoke before goes on: “…,” Smith said. The next day he said “…”."""

from bisect import bisect_left

from facts.check.people import Person, gender_of, name_parts
from facts.check.utterances import Text
from facts.quotations import Mention, Quotation

_LINKS = 8
"""Attributions in a row that are followed back to the one that names the speaker, at most."""


def goes_on(text: Text, quotation: Quotation) -> bool:
    """Return whether a pronoun means the one whom the text gave the word just before.

    The attributions before must be the same person's, each in the same paragraph or the next one, back to
    the one that names them, with nobody else named outside of what is said whom the pronoun may mean.
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
        if not _follows(text, before, current):
            return False
        if name_parts(theirs.text) and theirs.antecedent is None:
            return True
        if name_parts(theirs.text)[-1:] == name_parts(mine.name or "")[-1:]:
            return True
        current = before
    return False


def _follows(text: Text, before: Quotation, current: Quotation) -> bool:
    mention = current.speaker
    if mention is None or before.speaker is None:
        return False
    start = max(before.end, before.speaker.end, before.cue[1] if before.cue else 0)
    if len([line for line in text.text[start : current.start].split("\n") if line.strip(" ”\"'")]) > 2:
        return False
    wanted = gender_of(mention.text)
    between = [
        one
        for one in text.people.between(start, max(current.start, mention.start))
        if not any(a <= one.start < b for a, b in current.spans)
    ]
    if any(_may_be(text, one, mention, wanted) for one in between):
        return False
    return bool(_gender(text, mention)) or not any(
        text.people.gender(one) == wanted and _may_be(text, one, mention, wanted)
        for a, b in before.spans
        for one in text.people.between(a, b)
    )


def _gender(text: Text, mention: Mention) -> str:
    last = name_parts(mention.name or "")[-1:]
    named = next(text.people.mentions(last[0], len(text.text)), None) if last else None
    return text.people.gender(named) if named else ""


def _may_be(text: Text, one: Person, mention: Mention, wanted: str) -> bool:
    """Whether a name is another's than the one whom a mention means, and of a gender that it may mean."""
    own = set(name_parts(mention.name or ""))
    if one.body or own & set(one.parts):
        return False
    return text.people.is_human(one) and text.people.gender(one) in ("", wanted)
