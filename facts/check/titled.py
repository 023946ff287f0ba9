"""What a text calls somebody where it names them: Texas Sen. Ted Cruz; Ann Lee, 42, a former mayor; R-Calif.

Only what stands in the grammar of a name counts, so that it is nobody else's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from facts.check.people import Person
from facts.check.utterances import Text
from facts.quotations.cues import ALSO_NOUNS, VERBS
from facts.quotations.names import role_of
from facts.quotations.words import (
    ABBREVIATIONS,
    AUXILIARIES,
    CONJUNCTIONS,
    GIVEN,
    PREPOSITIONS,
    ROLES,
    SOMEBODY,
)

OFFICES = frozenset("senator representative congressman congresswoman lawmaker".split())
"""What members of Congress are called."""
ELECTED = OFFICES | frozenset("governor speaker leader whip".split())
"""Who may be called by a party: the Texas Republican."""
_PARTIES = {"R": "republican", "D": "democrat", "I": "independent"}
PARTISANS = frozenset(_PARTIES.values())
_LINES = Path(__file__).with_name("states.txt").read_text(encoding="utf-8").splitlines()
_SHORT = {
    form: name.lower().replace(" ", "-")
    for name, *forms in (line.split("\t") for line in _LINES if not line.startswith("#"))
    for form in (name, *forms)
}
"""A state by each of its forms, as one word: N.H., new-hampshire."""
STATES = frozenset(_SHORT.values())
_ANY = "|".join(re.escape(form) for form in sorted(_SHORT, key=len, reverse=True))
_STATE = re.compile(rf"\b(?:{_ANY})(?![\w-])")
_TAG = re.compile(rf",?\s\(?(?P<party>[RDI])-(?P<state>{_ANY})(?!\w)\)?")
_OF = re.compile(rf"\s(?:of|from)\s(?P<state>{_ANY})(?![\w-])")
_AGE = re.compile(r",\s(?P<age>\d{1,3})(?=[,.;])")
_BEHIND = re.compile(
    r",\s(?P<words>(?:(?P<the>[Tt]he)\s)?[^,.;:!?\n\"“”()]{3,90}?)(?:\s(?:who|which|that|whose)\s[^\n,.;]*)?"
    r"(?=,\s(?!and\b|or\b)|[.;\n])"
)
_AHEAD = re.compile(r"(?:The|His|Her|Their|[A-Z][\w.-]*['’]s)\s[^,.;:!?\n\"“”()]{3,90}(?=,\s$)")
_PASSED = re.compile(rf"\b(?:{'|'.join(sorted(PREPOSITIONS))})\s[^,;:\n\"“”]*$", re.IGNORECASE)
_ARTICLES = frozenset("the a an his her their its then".split())
_LOWER = ROLES | SOMEBODY | frozenset("running mate campaign presidential press then-candidate".split())
"""Words in lower case that may stand in a title before a name."""
_NOUNS = ROLES | SOMEBODY | PARTISANS | frozenset("mate whip".split())
_BACK = 8
"""Words before a name that are read for its title."""
_WORD = re.compile(r"\w[\w'-]*")


@dataclass(frozen=True, slots=True)
class Called:
    """A description: the word for somebody, and what stands around it, in lower case; a state is one word."""

    head: str
    words: frozenset[str]


def read(phrase: str) -> Called | None:
    """Read a description: the Texas Republican; None where a verb makes it more than one."""
    plain = _STATE.sub(lambda found: _SHORT[found.group()], phrase.replace("’", "'"))
    found = [word.lower().removesuffix("'s") for word in _WORD.findall(plain)]
    while found and found[0] in _ARTICLES:
        del found[0]
    link = next((at for at, word in enumerate(found) if at and word in PREPOSITIONS), len(found))
    if not found or any(_is_verb(word) for word in plain.split()):
        return None
    words = {role_of(word) for word in found if word not in PREPOSITIONS | _ARTICLES}
    head = role_of(found[link - 1])
    return Called(head, frozenset(words - {head}))


def _is_verb(word: str) -> bool:
    return (word in VERBS and word not in ALSO_NOUNS) or word in AUXILIARIES


def calls(text: Text, one: Person) -> Iterator[Called]:
    """Yield what a text calls somebody in one place where it names them."""
    at = one.end
    for tag in (_OF, _TAG, _AGE):
        found = tag.match(text.text, at)
        if found:
            at = found.end()
            yield _tagged(**found.groupdict())
    for phrase in (_title(text, one), _behind(text, one, at), _ahead(text, one)):
        made = read(phrase) if phrase else None
        if made is not None and made.head in _NOUNS:
            yield made


def _tagged(state: str = "", party: str = "", age: str = "") -> Called:
    if age:
        return Called(f"{age}-year-old", frozenset())
    return Called(_PARTIES.get(party, ""), frozenset((_SHORT[state],)))


def _behind(text: Text, one: Person, at: int) -> str:
    """A description behind a name; none that ends in another name, nor behind "with Ann Lee, the …"."""
    found = _BEHIND.match(text.text, at)
    if found is None or found["words"].split()[0].lower() in PREPOSITIONS | CONJUNCTIONS:
        return ""
    if found["the"] and _PASSED.search(text.text, text.sentence_start(one.start), one.start):
        return ""
    start, end = found.span("words")
    other = any(it.end == end and not it.body for it in text.people.between(start, end))
    return "" if other and PREPOSITIONS.isdisjoint(found["words"].split()) else found["words"]


def _ahead(text: Text, one: Person) -> str:
    """A description that a sentence opens with: Clinton's running mate, Tim Kaine, …."""
    found = _AHEAD.match(text.text[text.sentence_start(one.start) : one.start])
    closed = text.text.startswith(",", one.end)
    return found.group() if found and closed else ""


def _title(text: Text, one: Person) -> str:
    """The words straight before a name that belong to it: former New York Mayor."""
    start = text.sentence_start(one.start)
    words = text.text[start : one.end].split()
    words.pop()
    while words and words[-1].lower().strip(".") in one.parts:
        if words.pop().lower() in GIVEN:
            break
    first = len(words)
    while first and len(words) - first < _BACK and _may_be_title(words, first - 1):
        first -= 1
    return " ".join(words[first:])


def _may_be_title(words: list[str], at: int) -> bool:
    word = words[at]
    low = word.strip(".").lower()
    if word == "of":
        return 0 < at < len(words) - 1 and (words[at - 1][0].isupper() or words[at - 1] in ROLES)
    if not word[-1].isalnum() and not (word[-1] == "." and (low in ABBREVIATIONS or word in _SHORT)):
        return False
    if _is_verb(low) or low in PREPOSITIONS:
        return False
    return word[0].isupper() or low in _LOWER
