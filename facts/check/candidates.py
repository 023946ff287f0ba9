"""Whether a name can be that of whom "he" or "she" means at all: a person who may speak, of that gender."""

import re

from facts.check.people import Person
from facts.check.utterances import Text
from facts.quotations.words import IRREGULAR_PAST

_FULL = 2
"""Words of a full name, at least."""
_LETTERS = 5
"""Letters of a word in capitals that is no name of a person: MSNBC."""
NOUN = re.compile(r"\s(?P<noun>[a-z]+)\b")
"""The word behind a name: what somebody does, or what the name is part of."""
_WHICH = frozenset(
    "campaign campaigns administration camp team presidency candidacy supporters voters allies aides "
    "advisers surrogates foundation organization rally rallies era show radio program podcast".split()
)
"""Words behind a name that make of it no person, but what something is of."""


def may_be(text: Text, one: Person, parts: tuple[str, ...], wanted: str) -> bool:
    """Return whether a mention of this gender may mean a person, who is not the one with these parts."""
    if one.body or (parts and (parts[-1] in one.parts or one.parts[-1] in parts)):
        return False
    if _is_attribute(text, one):
        return False
    return not wanted or (_may_speak(text, one) and text.people.gender(one) in ("", wanted))


def _may_speak(text: Text, one: Person) -> bool:
    """Whether a name is that of a person who could speak: by its form, or since they speak or act."""
    if text.people.is_human(one):
        return True
    if len(one.parts) < _FULL or one.body:
        return False
    acts = NOUN.match(text.text, one.end)
    return one.parts[-2:] in text.voices or (acts is not None and acts["noun"] in IRREGULAR_PAST)


def _is_attribute(text: Text, one: Person) -> bool:
    """Whether a name only says which (the Trump campaign, Trump supporters), or is an outlet's: CNN."""
    if len(one.parts) == 1 and 1 < len(one.parts[0]) <= _LETTERS and text.text[one.start : one.end].isupper():
        return True
    found = None if one.owns else NOUN.match(text.text, one.end)
    return found is not None and found["noun"] in _WHICH
