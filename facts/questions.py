"""What may be asked of the desk, and how a line of text becomes a question. Pure functions."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from facts.dates import period

LONGEST = 4_000
"""Code points of a question that are read; Slack sends no longer command text."""


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
class Question:
    """One question. `since` and `until` are ISO days (inclusive), empty where open.

    For `help`, `text` is the verb that help is wanted with, empty for all.
    """

    verb: Verb
    text: str = ""
    since: str = ""
    until: str = ""


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
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = rf"(?:\d{{4}}(?:-\d\d?){{0,2}}|\d\d?/\d{{4}}|(?:\d\d? )?{_MONTH}\.?(?: \d\d?,)? \d{{4}})"
_RANGE = re.compile(
    rf"\b(?:from|between)\s+(?P<first>{_DATE})\s+(?:to|and|until|till)\s+(?P<last>{_DATE})"
    rf"|(?P<from>{_DATE})\s*(?:to|[-–—])\s*(?P<to>{_DATE})"
    rf"|(?P<open>{_DATE}?\.\.{_DATE}?)"
    rf"|(?:\b(?P<word>since|from|after|until|till|before|by|in|on|during)\s+)?(?P<date>\b{_DATE}\b)",
    re.IGNORECASE,
)


def read(text: str, verb: Verb = Verb.ASK) -> Question:
    """Read a line of text, given with a command's verb or after a mention.

    An empty line, or "help", asks for help with the verb. A timeline's dates become its range:
    `2022..2025`, "since March 2022", "2022".
    """
    line = " ".join(text.split())[:LONGEST]
    if verb is Verb.ASK and line:
        verb, line = _leading_verb(line)
    if not line.strip(" ?!.") and verb not in (Verb.SOURCE, Verb.STATUS):
        return Question(Verb.HELP, "" if verb in (Verb.ASK, Verb.HELP) else verb)
    if line.casefold().strip(" ?!.") == "help":
        return Question(Verb.HELP, "" if verb is Verb.ASK else verb)
    return _with_range(line) if verb is Verb.TIMELINE else Question(verb, line)


def _leading_verb(line: str) -> tuple[Verb, str]:
    first = _FIRST_WORD.match(line)
    verb = _LEADING.get(first[1].casefold()) if first else None
    if not first or verb is None:
        return Verb.ASK, line
    rest = line[first.end() :]
    if verb in _BARE:
        return (Verb.ASK, line) if rest else (verb, "")
    return verb, rest


def _with_range(line: str) -> Question:
    """Take the dates out of a timeline's question; what remains is what it is about."""
    since = until = ""
    rest = line
    for found in _RANGE.finditer(line):
        if days := _days(found):
            since, until = days[0] or since, days[1] or until
            rest = rest.replace(found[0], " ", 1)
    return Question(Verb.TIMELINE, " ".join(rest.split()), since, until)


def _days(found: re.Match[str]) -> tuple[str, str] | None:
    """Return the first and last day of a range as it was typed; None where it is no range after all."""
    start, end = found["first"] or found["from"], found["last"] or found["to"]
    days = period(f"{start}..{end}" if start else found["open"] or found["date"])
    return _bounded((found["word"] or "").casefold(), *days) if days else None


def _bounded(word: str, first: str, last: str) -> tuple[str, str]:
    """Return the range that a word before a date makes of it: "before 2022" ends on 2021-12-31."""
    match word:
        case "since" | "from":
            return first, ""
        case "after":
            return _shifted(last, 1), ""
        case "before":
            return "", _shifted(first, -1)
        case "until" | "till" | "by":
            return "", last
        case _:
            return first, last


def _shifted(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat() if day else ""
