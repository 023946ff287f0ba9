"""What may be asked of the desk, and how a line of text becomes a question. Pure functions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from facts.model import Kind, Status

LONGEST = 4_000
"""Code points of a question that are read; Slack sends no longer command text."""


KINDS: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {
        "fact": ("facts", "fact"),
        "quote": ("quotes", "quote", "quotations", "quotation"),
        "event": ("events", "event"),
        "entity": ("names", "name"),
        "disagreement": ("disagreements", "disagreement"),
    }
)
"""What each kind of record is called, of many first."""


class Verb(StrEnum):
    """What kind of answer is wanted. `ask`: whichever kind of record answers best."""

    FACT = "fact"
    QUOTE = "quote"
    TIMELINE = "timeline"
    ASK = "ask"
    SOURCE = "source"
    HELP = "help"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Within:
    """What a question is answered from; what is empty leaves it open.

    Any of the `kinds`, of the `speakers` (ids of entities), of the `sources` (ids, or keys of names as
    `facts.search.whereabouts` makes them) and of the `statuses` will do. `since` and `until` are ISO days,
    inclusive; `undated`: what nobody can tell of whether it is of these days.
    """

    kinds: tuple[Kind, ...] = ()
    speakers: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    since: str = ""
    until: str = ""
    undated: bool = False

    @property
    def is_dated(self) -> bool:
        """Whether only certain days will do."""
        return bool(self.since or self.until)


EVERYTHING = Within()


@dataclass(frozen=True, slots=True)
class Question:
    """One question, and what it is to be answered from.

    For `help`, `text` is the verb that help is wanted with, empty for all.
    """

    verb: Verb
    text: str = ""
    within: Within = EVERYTHING


_LEADING = {
    "fact": Verb.FACT,
    "facts": Verb.FACT,
    "quote": Verb.QUOTE,
    "quotes": Verb.QUOTE,
    "timeline": Verb.TIMELINE,
    "timelines": Verb.TIMELINE,
    "chronology": Verb.TIMELINE,
    "source": Verb.SOURCE,
    "sources": Verb.SOURCE,
    "status": Verb.STATUS,
    "help": Verb.HELP,
}
_BARE = frozenset((Verb.SOURCE, Verb.STATUS, Verb.HELP))
"""Verbs that stand alone: "source of the leak" is a question, "source?" asks for one."""
_FIRST_WORD = re.compile(r"/?(\w+)[\s:,?!.]*")


def read(text: str, verb: Verb = Verb.ASK) -> Question:
    """Read a line of text, given with a command's verb or after a mention.

    An empty line, or "help", asks for help with the verb. What the question is to be answered from stands in
    its text still: to tell that takes what is on file (`facts.search.filters`).
    """
    line = " ".join(text.split())[:LONGEST]
    if verb is Verb.ASK and line:
        verb, line = _leading_verb(line)
    if not line.strip(" ?!.") and verb not in (Verb.SOURCE, Verb.STATUS):
        return Question(Verb.HELP, "" if verb in (Verb.ASK, Verb.HELP) else verb)
    if line.casefold().strip(" ?!.") == "help":
        return Question(Verb.HELP, "" if verb is Verb.ASK else verb)
    return Question(verb, line)


def _leading_verb(line: str) -> tuple[Verb, str]:
    first = _FIRST_WORD.match(line)
    verb = _LEADING.get(first[1].casefold()) if first else None
    if not first or verb is None:
        return Verb.ASK, line
    rest = line[first.end() :]
    if verb in _BARE:
        return (Verb.ASK, line) if rest else (verb, "")
    return verb, rest
