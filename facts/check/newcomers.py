"""Who comes in without a name beside the one named last, and may be whom "he" means behind it.

Lee hugged a teacher. “…,” she said; Lee was sued by a pastor. “…,” he said; a judge ruled against Lee. “…,”
he said. The patterns are ours, and err towards doubt: whoever opens a sentence is mostly whom the next one is
about, and somebody new in it is mostly brought in to speak.
"""

import re

from facts.check.descriptions import PEOPLE, THINGS
from facts.check.parts import gender_of
from facts.check.patterns import any_of
from facts.check.people import Person
from facts.check.utterances import Text
from facts.quotations import Span
from facts.quotations.cues import VERBS, Grammar
from facts.quotations.names import role_of
from facts.quotations.verbs import FINITE
from facts.quotations.words import (
    IRREGULAR_PAST,
    PLACES,
    PREPOSITIONS,
    RELATIVES,
)

_LISTENERS = THINGS | {"reporter", "interviewer", "journalist", "correspondent"}
"""Who asks and writes down, and things that end like people."""
_KIN = any_of("mother father wife husband son daughter brother sister widow friend publisher owner")
_BEFORE = rf"(?:(?!{any_of(' '.join(sorted(PREPOSITIONS | RELATIVES)))}\b)[\w’'-]+\s){{0,3}}?"
_COMER = re.compile(
    rf"\b(?P<before>[\w’'-]+)\s(?:an?|one|another|the(?=\s(?:\w+\s)?{_KIN}\s(?:of|who)\b))\s"
    rf"{_BEFORE}(?P<role>{PEOPLE})\b(?!['’])(?:\s(?P<next>[\w’'-]+))?",
    re.IGNORECASE,
)
"""Somebody new: hugged a mother; including a retired teacher from Ohio."""
_BESIDE = frozenset("with including by against beside".split())
_SENT = any_of(
    "e-?mails? letters? calls? texts? answer note message question earful challenge endorsement reply"
)
_FROM = re.compile(
    rf"\b{_SENT}\s(?:[^.;:“”\"\n]*?\s)?from\s(?:an?|the|his|her|one)\s{_BEFORE}(?P<role>{PEOPLE})\b(?!['’])",
    re.IGNORECASE,
)
"""Lee got a letter from a farmer."""
_SENT_OUT = re.compile(
    rf"\b{any_of('sent sends let lets had dispatched')}\s(?:out\s)?(?:his|her|an?|the)\s"
    rf"{_BEFORE}(?P<role>{PEOPLE})\b(?!['’])",
    re.IGNORECASE,
)
"""Lee sent his lawyer (to answer)."""
_TOLD_OF = re.compile(rf"\b{any_of('told tells spoke speaks story stories heard hears')}\s(?:of|from)$")
"""What leads to somebody who comes in by "of": told of a farmer."""
_AGENT = re.compile(
    rf"\b{any_of('was were is been being got gets')}\s(?:\w+ly\s)?\w+(?:\s[^,.;:“”\"\n]*?)?\sby\s"
    rf"(?:(?:an?|the|his|her|one|another|its|some)\s{_BEFORE}(?P<role>{PEOPLE})\b|(?P<name>[A-Z][\w-]+)(?=[.,]))"
)
"""Lee was grilled by a senator; was called a coward by Cruz."""
_OPENING = re.compile(
    r"(?:[A-Z][^.;:“”\"\n,]*,\s)?(?:(?:But|And|Yet|So|Then)\s)?(?:(?:That|The next)\s[a-z]+\s)?"
    rf"(?:(?:[Aa]n?|[Tt]he|[Oo]ne|[Aa]nother|[Hh]is|[Hh]er|[Tt]heir)\s{_BEFORE}(?P<role>(?i:{PEOPLE}))\b(?!['’])|"
    r"(?P<name>(?:[A-Z][\w.’'-]*,?\s){1,3})(?=(?P<verb>[a-z]+)\b)|(?P<who>[Hh]e|[Ss]he)\b)"
)
"""Who opens a sentence: a federal judge; Putin refused; Kim, questioned by."""
_MAIN = re.compile(
    rf"[^.;:“”\"\n,]*,\s(?:(?:the|an?|one|another)\s{_BEFORE}(?P<role>{PEOPLE})\b(?!['’])|"
    r"(?P<name>(?:[A-Z][\w.’'-]*\s){1,3})(?=(?P<verb>[a-z]+)\b))"
)
"""Who a sentence is about behind an adjunct: after a call with Lee, the envoy was upbeat."""
_LAST_WORD = re.compile(r"\b(?P<word>[A-Za-z][a-z]*)\s(?:[A-Z][\w.]*\s){0,3}$")
_ENDS = PREPOSITIONS | RELATIVES | FINITE | VERBS.keys() | {"and", "but", "when", "while"}
_PAST = IRREGULAR_PAST - {"became"}
_NO_PERSON = PLACES | PREPOSITIONS
_LEADS = PREPOSITIONS | {"like", "unlike"}
"""Words behind which a name is no subject."""
_LEAD = 20
"""Code points before an "of" in which what leads to it stands."""
_ATTACHED = 3
"""Code points between a description and the name it belongs to, at most."""
_SHORTEST = 3
"""Letters of what is hardly a last name, at most: by Mr."""


def is_beside_new(text: Text, last: Person, before: int, known: frozenset[str], wanted: str) -> bool:
    """Return whether a pronoun may mean somebody without a name who came in beside the one named last.

    Args:
        text: what they stand in.
        last: the one named last.
        before: where the pronoun stands.
        known: the words that describe the one named last.
        wanted: the gender of the pronoun.
    """
    start, roles = text.sentence_start(last.start), frozenset(map(role_of, known))
    agents = text.find_own(_AGENT, (start, before))
    return (
        is_joined(text, (last.end, before), known, wanted)
        or any(_is_agent(text, one, last, roles, wanted) for one in agents)
        or _is_acted_on(text, last, start, roles, wanted)
    )


def is_joined(text: Text, span: Span, known: frozenset[str], wanted: str) -> bool:
    """Return whether somebody new comes into a stretch of the writer's words, whom "he" behind it may mean.

    Args:
        text: what the stretch stands in.
        span: the stretch.
        known: the words that describe the one whom the pronoun seems to mean.
        wanted: the gender of the pronoun.
    """
    roles = frozenset(map(role_of, known))
    comers = (one for one in text.find_own(_COMER, span) if _is_new(text, one, roles, wanted))
    others = (one for pattern in (_FROM, _SENT_OUT) for one in text.find_own(pattern, span))
    return any(comers) or any(_fits(one, roles, wanted) for one in others)


def _is_new(text: Text, found: re.Match[str], roles: frozenset[str], wanted: str) -> bool:
    before, following = found["before"].lower(), (found["next"] or "").lower()
    end = found.end("before")
    if before in ("of", "from"):
        led = _TOLD_OF.search(text.text, max(0, end - _LEAD), end) is not None
    else:
        led = before in _BESIDE or before.endswith("ed") or before in _PAST
    named = text.people.between(found.end("role"), found.end("role") + _ATTACHED)
    return led and _fits(found, roles, wanted) and not named and (not following or _ends_phrase(following))


def _ends_phrase(word: str) -> bool:
    """Whether a word behind a noun shows that the noun is the last of its phrase: a teacher from Ohio."""
    return word in _ENDS or word.endswith(("ed", "ing", "ly"))


def _fits(found: re.Match[str], roles: frozenset[str], wanted: str) -> bool:
    """Whether somebody found is not the one named last, and may be meant by the pronoun."""
    role = role_of(found["role"].lower())
    gender = gender_of(role) or gender_of(found.group())
    return role not in roles and role not in _LISTENERS and gender in ("", wanted)


def _is_agent(text: Text, found: re.Match[str], last: Person, roles: frozenset[str], wanted: str) -> bool:
    """Whether something was done by somebody else: Lee was grilled by a senator."""
    if found["role"]:
        named = text.people.between(found.end("role"), found.end("role") + _ATTACHED)
        return not named and _fits(found, roles, wanted)
    low = found["name"].lower()
    return (
        low not in last.parts and low not in PLACES and not found["name"].isupper() and len(low) > _SHORTEST
    )


def _is_acted_on(text: Text, last: Person, start: int, roles: frozenset[str], wanted: str) -> bool:
    """Whether somebody else does something to the one named last: a pastor sued Lee; Putin refused Lee."""
    word = _LAST_WORD.search(text.text, start, last.start)
    low = word["word"].lower() if word else ""
    done = low.endswith("ed") or low in IRREGULAR_PAST
    acted = low in _LEADS or (done and VERBS.get(low) in (None, Grammar.NAME, Grammar.TELL))
    if not acted or text.in_marks(start):
        return False
    opening = _OPENING.match(text.text, start, last.start)
    adjunct = low in _LEADS and not text.text[start : last.start].count(",")
    main = _MAIN.match(text.text, last.end) if adjunct else None
    return any(_is_other_subject(one, last, roles, wanted) for one in (opening, main) if one)


def _is_other_subject(found: re.Match[str], last: Person, roles: frozenset[str], wanted: str) -> bool:
    """Whether what opens a clause is somebody else, who does something, and may be meant."""
    if found["role"]:
        return _fits(found, roles, wanted)
    who = found.groupdict().get("who")
    if who:
        return gender_of(who) == wanted
    low, name = found["verb"], found["name"].replace(",", "").split()[-1].lower()
    acts = low.endswith("ed") or low in FINITE
    return acts and name not in _NO_PERSON and name not in last.parts
