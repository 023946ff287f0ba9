"""Whom a description means that a text has given to somebody: “…,” the Texas Republican said.

It means the one whom the text has called so, word for word, where nobody else can be: the former mayor of
Toledo. Of a lawmaker a text need not say all: the only one who is named, and named last, may be called by a
state and a party that it has not told.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from facts.check.descriptions import described
from facts.check.people import Person
from facts.check.titled import ELECTED, OFFICES, PARTISANS, STATES, Called, calls, read
from facts.check.utterances import Text
from facts.quotations import Mention, Span
from facts.quotations.cues import VERBS
from facts.quotations.names import role_of
from facts.quotations.words import AUXILIARIES, IRREGULAR_PAST, PREPOSITIONS, RELATIVES, SOMEBODY

_VAGUE = frozenset(
    "man woman boy girl person official officer resident witness source member student worker victim critic "
    "supporter voter expert friend neighbor people police".split()
)
"""Words that are true of many, whom a text need not tell apart."""
_LESSER = frozenset("vice deputy assistant associate acting interim former ex then late".split())
"""Words that make an office another one."""
_ALSO = {
    "lawmaker": OFFICES, "congressman": frozenset(("congressman", "representative")),
    "congresswoman": frozenset(("congresswoman", "representative")),
}  # fmt: skip
"""What else a text may have called whom it calls so."""
_DEFINITE = re.compile(r"(?:the|that)\s|[A-Z][\w.-]*['’]s\s", re.IGNORECASE)
_ONE_OF = r"\b(?:an?|another|one|two|three|four|several|some|many|most|other|fellow)\s(?:[\w.’'-]+\s){0,4}?"
_ATTACHED = re.compile(r"(?:,\s(?:\d{1,3}|[RDI]-[\w.\s]+))*,\s|\s(?:is|was|became|remains)\s|.*\sas\s")
_BEHIND_PERSON = PREPOSITIONS | VERBS.keys() | AUXILIARIES | IRREGULAR_PAST | RELATIVES | SOMEBODY
"""Words that show what stands before them to be somebody: a Republican who, not a Republican town."""
_REACH = 40
"""Code points between a name and the description that is joined to it, at most."""


@dataclass(frozen=True, slots=True)
class _Known:
    """Somebody, and all that a text calls them up to a place in it."""

    last: Person
    parts: tuple[str, ...]
    called: tuple[Called, ...]
    loose: frozenset[str]
    """Roles that stand beside the name, which may be somebody else's."""

    @property
    def heads(self) -> frozenset[str]:
        return frozenset(one.head for one in self.called)

    @property
    def words(self) -> frozenset[str]:
        return frozenset[str]().union(*(one.words | {one.head} for one in self.called))


def holder(text: Text, mention: Mention) -> tuple[str, ...]:
    """Return the name, in parts, of the only one whom a description can mean; empty where it may mean others.

    Args:
        text: what it stands in.
        mention: the description: the Texas Republican; the former mayor; Clinton's running mate.
    """
    asked = _asked(mention.text)
    if asked is None:
        return ()
    known = _known(text, mention.start)
    told = [one for one in known if _is_called(one, asked)]
    people = (one for one in known if one.called or text.people.is_human(one.last))
    others = [one for one in people if one not in told and _may_be_called(one, asked)]
    meant = told or (others if _is_political(asked) else [])
    if len(meant) != 1 or len(text.people.namesakes(meant[0].parts[-1])) > 1:
        return ()
    if told:
        certain = not others or _is_latest(text, meant[0], others, mention)
        certain = certain and not (_is_political(asked) and _is_followed(text, meant[0], known))
    else:
        certain = _is_only_lawmaker(text, meant[0], asked, mention)
    heads = PARTISANS | OFFICES if _is_political(asked) else frozenset((asked.head,))
    return meant[0].parts if certain and not is_unnamed(text, heads, (0, mention.start)) else ()


def _asked(words: str) -> Called | None:
    """A description that can tell one from all others; by an age, whatever the word for somebody is."""
    asked = read(words) if _DEFINITE.match(words) else None
    if asked is None:
        return None
    age = next((one for one in (asked.head, *asked.words) if one.endswith("-year-old")), "")
    if age and asked.head in _VAGUE | {age}:
        return Called(age, asked.words - {age})
    if asked.head in _VAGUE or not (asked.words or asked.head in PARTISANS):
        return None
    return asked


def _known(text: Text, before: int) -> list[_Known]:
    """Everybody named before an offset, in the writer's words."""
    people = (one for one in text.people.between(0, before) if not (one.body or text.in_marks(one.start)))
    found: dict[str, list[Person]] = {}
    for one in people:
        found.setdefault(one.parts[-1], []).append(one)
    return [_put_together(text, one) for one in found.values()]


def _put_together(text: Text, found: list[Person]) -> _Known:
    told = [_told(text, person) for person in found]
    called = tuple(one for its, _ in told for one in its)
    loose = frozenset[str]().union(*(roles for _, roles in told))
    return _Known(found[-1], max((one.parts for one in found), key=len), called, loose)


def _told(text: Text, one: Person) -> tuple[tuple[Called, ...], frozenset[str]]:
    """What a text calls somebody in one place, and the roles that stand beside the name there."""
    if one.start not in text.called:
        roles = frozenset(map(role_of, described(text, one)))
        text.called[one.start] = (tuple(calls(text, one)), roles)
    return text.called[one.start]


def _is_political(asked: Called) -> bool:
    return asked.head in PARTISANS | OFFICES


def _is_called(one: _Known, asked: Called) -> bool:
    """Whether a text has called somebody so, word for word."""
    if not asked.words - _LESSER <= one.words or _contradicts(one, asked):
        return False
    if asked.head in PARTISANS:
        return bool(one.heads & (ELECTED | PARTISANS)) and bool(asked.words)
    heads = _ALSO.get(asked.head, {asked.head})
    lesser = asked.words & _LESSER
    return any(it.head in heads and it.words & _LESSER == lesser for it in one.called)


def _may_be_called(one: _Known, asked: Called) -> bool:
    """Whether somebody may be called so, for all that a text tells."""
    if _contradicts(one, asked):
        return False
    if _is_political(asked):
        return bool((one.heads | one.loose) & (ELECTED | PARTISANS))
    own = [it.words - _LESSER for it in one.called if it.head == asked.head]
    other = bool(own) and all(words and words.isdisjoint(asked.words) for words in own)
    return asked.head in one.loose | one.heads and not other


def _contradicts(one: _Known, asked: Called) -> bool:
    """Whether a text gives somebody another state or another party."""
    state, party = asked.words & STATES, {asked.head} & PARTISANS
    states, parties = one.words & STATES, one.words & PARTISANS
    return bool((state and states and not state & states) or (party and parties and not party & parties))


def _is_latest(text: Text, one: _Known, others: Iterable[_Known], mention: Mention) -> bool:
    """Whether somebody is named behind all others, in the same paragraph or the one before."""
    latest = all(other.last.start < one.last.start for other in others)
    return latest and text.breaks(one.last.end, mention.start) < 2


def _is_followed(text: Text, one: _Known, known: Iterable[_Known]) -> bool:
    """Whether a later sentence names somebody of whom nothing is told: who may be the lawmaker, too."""
    return any(not it.called and text.sentence_start(it.last.start) > one.last.start for it in known)


def _is_only_lawmaker(text: Text, one: _Known, asked: Called, mention: Mention) -> bool:
    """Whether somebody in office, and nobody else, stands by a description that nobody is called by."""
    offices = ELECTED if asked.head in PARTISANS else _ALSO.get(asked.head, {asked.head})
    if not (one.heads & offices and asked.words <= STATES) or one.words & STATES:
        return False
    near = text.people.between(text.sentence_start(one.last.start), mention.start)
    alone = all(it.parts[-1] == one.parts[-1] or it.body or text.in_marks(it.start) for it in near)
    return alone and text.breaks(one.last.end, mention.start) < 2


def is_unnamed(text: Text, heads: frozenset[str], span: Span) -> bool:
    """Return whether somebody is only described in a stretch, and has no name: a Texas Republican who ….

    Args:
        text: what they stand in.
        heads: the nouns that the description may have, in lower case.
        span: the stretch.
    """
    nouns = "|".join(map(re.escape, heads))
    pattern = re.compile(rf"{_ONE_OF}(?:{nouns})s?\b(?:\s(?P<next>[\w’'-]+))?", re.IGNORECASE)
    found = text.find_own(pattern, span)
    return any(_is_somebody(one["next"]) and not _is_attached(text, *one.span()) for one in found)


def _is_somebody(following: str | None) -> bool:
    """Whether the word behind a description shows it to be somebody: a senator disagreed."""
    low = (following or "who").lower()
    return low in _BEHIND_PERSON or low.endswith("ed")


def _is_attached(text: Text, start: int, end: int) -> bool:
    """Whether a description belongs to a name: Ann Lee, an Ohio Republican; Ann Lee is a Republican."""
    before = text.people.between(max(0, start - _REACH), start)
    joined = bool(before) and _ATTACHED.fullmatch(text.text, before[-1].end, start) is not None
    return joined or bool(text.people.between(end, end + 3))
