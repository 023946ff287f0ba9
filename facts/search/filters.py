"""What a question is to be answered from, taken out of its words: kinds, speakers, sources, status, days.

A filter is typed (`speaker:umerov`, `2022..2025`) or said in plain words ("disputed facts about …", "in the
second article", "since March", "before the talks"). A long text and a quotation have none but typed ones.
Days in plain words may be what is asked about: there is a second reading in which they stay words.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from facts.errors import UnknownFilter
from facts.model import Kind, Status, unique
from facts.periods import Days, Stated, bounded, shifted, stated
from facts.questions import KINDS, Question, Verb, Within
from facts.search.onfile import OnFile
from facts.search.whereabouts import key
from facts.when import human, period

_KIND = {name: kind for kind, names in KINDS.items() for name in names} | {"entity": "entity"}
_STATUS = {str(status): status for status in Status} | {"unverified": Status.DRAFT}
_SEVERAL = ("records", *(names[0] for names in KINDS.values() if names[0] != "names"), "quotations")
"""What a question for a kind of record begins with; "names of the delegates" is no such question."""
_OWN: Mapping[Verb, Kind] = MappingProxyType({Verb.QUOTE: "quote", Verb.TIMELINE: "event"})
"""The only kind of record that a verb answers with."""

_TYPED = re.compile(
    r"(?<!\S)(kind|status|speaker|source|since|until):(?!https?:|/)(?:[“\"]([^”\"]+)[”\"]|(\S+))",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?:(?:show|give|list|find|get)(?: me| us)? )?(?:(?:all|any|every|the|only) )*"
    rf"(?:(?P<status>{'|'.join(_STATUS)}) )?(?P<kind>{'|'.join(_SEVERAL)})\b"
    r"(?=\W*$|\s+(?:about|on|by|from|of|in|since|before|after|until|during|between|regarding|today|yesterday)\b)"
    r"(?:\s+(?:about|on|of|regarding)\b)?",
    re.IGNORECASE,
)
_IN_SOURCE = re.compile(
    r"\b(?:(?:in|from)\s+(?:the\s+)?|(?P<ask>what\s+(?:does|do|did)\s+(?:the\s+)?))(?=\w)", re.IGNORECASE
)
_SAYS = re.compile(r"\s+(?:say|report|write)\b(?:\s+(?:about|on|of)\b)?", re.IGNORECASE)
_LONGEST_NAME = 8
"""Words of a source's name that is looked for in plain words."""
_BY_EVENT = re.compile(
    r"\b(?:on\s+)?(?P<word>the\s+day\s+(?:of|before|after)|since|before|after|until|till|during)\s+"
    r"(?P<what>(?:(?!(?:in|on|by|from|about|since|before|after|until|till|during)\b)[\w'’-]+\s*){1,6})",
    re.IGNORECASE,
)
_DOTS = re.compile(r"\.\.|…")
_IN_FULL = re.compile(r"\d{4}")
_SPACE_BEFORE_MARK = re.compile(r"\s+(?=[,;:.?!](?:\s|$))")
_SHORT = 20
"""Words of a question in which filters may be said in plain words."""
_MOST_NAMED = 500
"""Characters of the names of speakers and sources that a question carries: five of the longest."""
_QUOTED = re.compile('["“„«][^"“”„«»]{8,}["”“»]')


_T = TypeVar("_T", bound=str)


@dataclass(frozen=True, slots=True)
class Limited:
    """A question with its filters taken out of its words.

    `worded` is the same with its days left among the words, None where there are none. It is what was meant
    where the record that answers it says one of `says`; with `is_bare` ("2022 talks") also where nothing
    else is found. `notes` say how events were read.
    """

    question: Question
    worded: Question | None = None
    says: tuple[str, ...] = ()
    is_bare: bool = False
    notes: tuple[str, ...] = ()


class Filters:
    """Takes filters out of questions, against what is on file and a day that is today."""

    def __init__(self, on_file: OnFile, today: date) -> None:
        self._on_file = on_file
        self._today = today

    def take(self, question: Question) -> Limited:
        """Take the filters out of a question.

        Raises:
            UnknownFilter: a typed filter names nothing on file, or nothing that the verb answers with.
        """
        text, within = self._typed(question.text, question.within)
        is_plain = len(text.split()) <= _SHORT and not _QUOTED.search(text)
        if is_plain:
            text, within = self._in_sources(*_opening(question.verb, text, within))
        if (text, within) != (question.text, question.within):
            question = replace(question, text=text, within=within)
        limited = self._dated(question) if is_plain else Limited(question)
        _check(limited.question)
        return limited

    def told(self, within: Within) -> str:
        """Return limits in words: "Only quotes by Rustem Umerov, since 1 March 2025"."""
        kinds = " and ".join(KINDS[kind][0] for kind in within.kinds)
        statuses = " or ".join(within.statuses)
        implied = "records" if statuses else "quotes" if within.speakers else ""
        by = " or ".join(entity.name for name in within.speakers for entity in self._on_file.people(name))
        where = " or ".join(self._on_file.source(name) or name for name in within.sources)
        what = " ".join(
            filter(None, (statuses, kinds or implied, by and f"by {by}", where and f"in {where}"))
        )
        return f"Only {', '.join(filter(None, (what, period(within.since, within.until))))}"

    # --- typed

    def _typed(self, text: str, within: Within) -> tuple[str, Within]:
        for found in _TYPED.finditer(text) if ":" in text else ():
            for value in [found[2]] if found[2] else found[3].strip(",;!?").split(","):
                within = joined(within, self._meant(found[1].casefold(), value))
        text = " ".join(_TYPED.sub(" ", text).split()) if ":" in text else text
        for one in reversed(list(stated(text, self._today))) if _DOTS.search(text) else ():
            if one.is_typed:
                within = joined(within, Within(since=one.days[0], until=one.days[1]))
                text = _without(text, one.start, one.end)
        return text, within

    def _meant(self, name: str, value: str) -> Within:
        match name:
            case "kind":
                return Within(kinds=(_one_of(_KIND, name, value),))
            case "status":
                return Within(statuses=(_one_of(_STATUS, name, value),))
            case "speaker":
                return Within(speakers=(self._speaker(value),))
            case "source":
                return Within(sources=(self._source(value),))
        days = next((one.days for one in stated(f"on {value}", self._today)), None)
        if days is None:
            raise UnknownFilter(f"“{value}” is no date such as 2025-03, 2025-03-14 or 2025: {name}:2025-03")
        return Within(since=days[0]) if name == "since" else Within(until=days[1])

    def _speaker(self, value: str) -> str:
        found = self._on_file.people(value)
        if len(found) == 1:
            return found[0].id
        if found:
            names = " or ".join(f"speaker:{entity.id}" for entity in found)
            raise UnknownFilter(f"“{value}” may be more than one: type {names}.")
        raise UnknownFilter(f"Nobody called “{value}” is on file; {self._on_file.speakers(value)}")

    def _source(self, value: str) -> str:
        found = next((name for name in (value, key(value)) if self._on_file.source(name)), "")
        if not found:
            raise UnknownFilter(f"No source called “{value}” is on file; {self._on_file.sources(value)}")
        return found

    # --- in plain words

    def _in_sources(self, text: str, within: Within) -> tuple[str, Within]:
        for found in reversed(list(_IN_SOURCE.finditer(text))):
            name, end = self._source_at(text, found.end())
            said = _SAYS.match(text, end) if name and found["ask"] else None
            if name and (said or not found["ask"]):
                within = joined(within, Within(sources=(name,)))
                text = _without(text, found.start(), said.end() if said else end)
        return text, within

    def _source_at(self, text: str, start: int) -> tuple[str, int]:
        """Return the key of the source that a text names here, by as many words as can be, and their end."""
        ends = [found.end() for found in re.finditer(r"[\w.'’&-]*\w", text[start : start + 200])]
        for end in reversed(ends[:_LONGEST_NAME]):
            name = key(text[start : start + end])
            if name and self._on_file.source(name):
                return name, start + end
        return "", start

    def _dated(self, question: Question) -> Limited:
        """Take the days out of a question; for all but a timeline they may be what is asked about."""
        periods = list(stated(question.text, self._today))
        by_event = [] if periods else list(self._by_event(question.text))
        taken = [*periods, *(one for one, _ in by_event if one)]
        notes = tuple(note for _, note in by_event)
        if not taken:
            return Limited(question, notes=notes)
        within, text = question.within, question.text
        for one in reversed(taken):
            within = joined(Within(since=one.days[0], until=one.days[1]), within)
            text = _without(text, one.start, one.end)
        limited = replace(question, text=text, within=within)
        if question.verb is Verb.TIMELINE:
            return Limited(limited, notes=notes)
        is_bare = all(not one.word and _IN_FULL.search(one.says) for one in taken)
        return Limited(limited, question, tuple(one.says for one in taken), is_bare, notes)

    def _by_event(self, text: str) -> Iterator[tuple[Stated | None, str]]:
        """Yield the periods that a text tells by an event, and how it was read, or why it was not."""
        for found in _BY_EVENT.finditer(text):
            event = self._on_file.event(found["what"])
            if event is None:
                continue
            word, typed = " ".join(found["word"].casefold().split()), found[0].strip()
            days = _by(word, (event.earliest, event.latest))
            about = f"“{event.statement}” ({human(event.date)})"
            if days:
                yield Stated(found.start(), found.end(), days, typed, word), f"“{typed}” read by {about}"
            else:
                yield None, f"“{typed}” left aside: no such day can be told of {about}"


def joined(within: Within, further: Within) -> Within:
    """Return limits with further ones beside them; of days, the further ones hold where they are given."""
    return Within(
        kinds=tuple(dict.fromkeys((*within.kinds, *further.kinds))),
        speakers=unique((*within.speakers, *further.speakers)),
        sources=unique((*within.sources, *further.sources)),
        statuses=tuple(dict.fromkeys((*within.statuses, *further.statuses))),
        since=further.since or within.since,
        until=further.until or within.until,
    )


def renewed(within: Within, by: Within) -> Within:
    """Return limits with others in their place, each where it is given: "and in the second article?"."""
    return Within(
        kinds=by.kinds or within.kinds,
        speakers=by.speakers or within.speakers,
        sources=by.sources or within.sources,
        statuses=by.statuses or within.statuses,
        since=by.since if by.is_dated else within.since,
        until=by.until if by.is_dated else within.until,
    )


def _without(text: str, start: int, end: int) -> str:
    """Return a text with a part of it cut out, and no space before what marks its end."""
    return _SPACE_BEFORE_MARK.sub("", " ".join(f"{text[:start]} {text[end:]}".split())).strip(" ,;:?!")


def _one_of(known: Mapping[str, _T], name: str, value: str) -> _T:
    """Return what a typed value means.

    Raises:
        UnknownFilter: it is none of these.
    """
    meant = known.get(value.casefold())
    if meant is None:
        values = ", ".join(unique(map(str, known.values())))
        raise UnknownFilter(f"There is no {name} “{value}”; after {name}: goes one of {values}.")
    return meant


def _check(question: Question) -> None:
    """Check that a question is not limited by more than an answer can carry, or to what its verb has not."""
    named = (*question.within.speakers, *question.within.sources)
    if sum(map(len, named)) > _MOST_NAMED:
        raise UnknownFilter("These are more speakers and sources than one question can have; ask twice.")
    own, kinds = _OWN.get(question.verb), question.within.kinds
    if own and kinds and own not in kinds:
        raise UnknownFilter(
            f"/{question.verb} answers with {KINDS[own][0]} alone; ask /fact for kind:{kinds[0]}."
        )


def _opening(verb: Verb, text: str, within: Within) -> tuple[str, Within]:
    """Take "disputed facts about" from the start of a question."""
    found = _OPENING.match(text)
    kind = _KIND.get(found["kind"].casefold()) if found else None
    if not found or (kind and _OWN.get(verb, kind) != kind):
        return text, within
    status = _STATUS.get((found["status"] or "").casefold())
    further = Within(kinds=(kind,) if kind else (), statuses=(status,) if status else ())
    return text[found.end() :].strip(), joined(within, further)


def _by(word: str, days: Days) -> Days | None:
    """Return the period that a word before an event makes of its days; None where they are too open."""
    first, last = days
    exact = first if first == last else ""
    match word:
        case "the day before":
            return (shifted(exact, -1),) * 2 if exact else None
        case "the day after":
            return (shifted(exact, 1),) * 2 if exact else None
        case "the day of" | "during":
            return days if first and last else None
        case _:
            period = bounded(word, days)
            return period if any(period) else None
