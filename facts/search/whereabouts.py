"""What a record takes from other entries: what its sources are called, and of which days it is.

An event is of its own days. A quote or a fact is of the day that its sources were published or, where they
do not say, of the days of what happened in the sentences that it rests on.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from facts.dates import bounds
from facts.errors import BadDate
from facts.model import AnyRecord, Event, Source, sources_of
from facts.periods import Days
from facts.text import fold

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 80
"""Code points of a source's name that tell it from others."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The ids of a record's sources and the keys of their names; its days, None where they are not known."""

    sources: tuple[str, ...]
    days: Days | None


@lru_cache(maxsize=10_000)
def key(name: str) -> str:
    """Return what a source is looked for by: "Second article" as `second-article`, "The Post" as `post`."""
    return "-".join(_WORD.findall(fold(name))).removeprefix("the-")[:_LONGEST]


def names_of(source: Source) -> list[str]:
    """Return what a source may be asked for by beside its id, as far as it has them."""
    return [name for name in (source.label, source.title, source.publisher) if name]


def whereabouts(
    record: AnyRecord, sources: Mapping[str, Source], events: Sequence[Event] = ()
) -> Whereabouts:
    """Return where a record stands, and of which days it is, given its sources and the events in them."""
    own = sources_of(record)
    known = [sources[name] for name in own if name in sources]
    keys = {key(name) for source in known for name in names_of(source)}
    return Whereabouts((*own, *keys.difference(own)), _days(record, known, events))


def _days(record: AnyRecord, sources: Sequence[Source], events: Sequence[Event]) -> Days | None:
    if isinstance(record, Event):
        return _of(record)
    if record.kind == "entity" or not (events or any(source.published for source in sources)):
        return None
    of_sources = [days for source in sources if (days := published(source))]
    if of_sources:
        return min(first for first, _ in of_sources), max(last for _, last in of_sources)
    happened = (event for event in events if event.basis != "planned" and _share(record, event))
    return _shared([days for event in happened if (days := _of(event))])


def _of(event: Event) -> Days | None:
    return (event.earliest, event.latest) if event.earliest or event.latest else None


def published(source: Source) -> Days | None:
    """Return the days of a source; None where it does not give them, or in a way that nobody can read."""
    try:
        first, last = bounds(source.published) if source.published else ("", "")
    except BadDate:
        return None
    return (first, last) if first and last else None


def _shared(days: Sequence[Days]) -> Days | None:
    """Return the days that all of these have; None where there are none, or they do not meet."""
    if not days:
        return None
    first, last = max(first for first, _ in days), min((last for _, last in days if last), default="")
    return (first, last) if not last or first <= last else None


def _share(record: AnyRecord, event: Event) -> bool:
    """Tell whether two records rest on words of one sentence."""
    return any(
        ours.sha256 == theirs.sha256 and ours.start < theirs.end and theirs.start < ours.end
        for ours in record.passages
        for theirs in event.passages
    )
