"""A record in one plain line: the words, who said them, where they stand. What is copied and read aloud."""

import re
from collections.abc import Iterable, Sequence
from typing import assert_never

from bot.render import labels
from bot.render.text import quoted
from bot.render.warnings import mark, unsourced
from facts.answers import Card, Difference, Evidence, Silent
from facts.model import Disagreement, Entity, Event, Fact, Quote, Source, unique
from facts.when import human

_WORD = re.compile(r"\w{3,}")


def copy_line(card: Card) -> str:
    """Return a card as one attributed line, with a mark before it where it is not to be used as it is."""
    stands = sources(card.evidence) or unsourced(card)
    return f"{mark(card)}{_statement(card)} ({stands})"


def attribution(record: Quote, evidence: Sequence[Evidence], speaker: Entity | None) -> str:
    """Return who spoke, in the words of the first source here, with the name in brackets where it gives none.

    Title and name stand in the order that the source has, and once where one holds the other.
    """
    given = _as_given(record, evidence[0].source.text if evidence else "")
    return f"{given} [{speaker.name}]" if speaker and not _is_named(given, speaker) else given


def source_name(source: Source) -> str:
    """Return how a source is cited: label, title, publisher and date, as far as it has them."""
    published = source.published and human(source.published)
    parts = (source.label, source.title and quoted(source.title), source.publisher, published)
    return ", ".join(part for part in parts if part)


def sources(evidence: Iterable[Evidence]) -> str:
    """Return the citations of all the sources that passages stand in, each once."""
    return "; ".join(unique(source_name(item.source) for item in evidence))


def difference_line(difference: Difference) -> str:
    """Return a disagreement as one line: its nature, the note, and what each source has."""
    record = difference.record
    return f"{labels.DIFFER} ({record.nature}): {record.note} {_sides(difference.evidence)}"


def silence_line(silent: Silent) -> str:
    """Return that a source says nothing of the matter, and by which words that was looked up."""
    return f"{silent.source.label}: says nothing on this: no {', '.join(map(quoted, silent.terms))}"


def date_line(event: Event) -> str:
    """Return an event's date in its own precision, with its basis: "16 May 2025, inferred by the desk"."""
    return f"{human(event.date)}, {labels.BASIS[event.basis]}"


def _statement(card: Card) -> str:
    record = card.record
    match record:
        case Quote():
            return _said(record, attribution(record, card.evidence, card.speaker))
        case Fact():
            value = "" if record.value in record.statement else f": {record.value}"
            by = f" — according to {record.according_to}" if record.according_to else ""
            return f"{record.statement}{value}{by}"
        case Event():
            return f"{date_line(record)}: {record.statement}"
        case Entity():
            titles = "; ".join(unique(quoted(title.text) for title in record.titles))
            return f"{record.name} — {titles}" if titles else record.name
        case Disagreement():
            return f"{labels.DIFFER} ({record.nature}): {record.note} {_sides(card.evidence)}"
    assert_never(record)


def _said(record: Quote, by: str) -> str:
    if record.form == "indirect":
        return f"{record.words} — reported speech of {by}, not a quotation"
    fragment = " (quoted fragment)" if record.form == "fragment" else ""
    return f"{quoted(record.words)}{fragment} — {by}"


def _sides(evidence: Iterable[Evidence]) -> str:
    return "; ".join(unique(f"{item.source.label}: {quoted(item.passage.exact)}" for item in evidence))


def _as_given(record: Quote, text: str) -> str:
    name, title = record.speaker_text, record.speaker_title
    if not title or title.casefold() in name.casefold():
        return name
    for together in (f"{title} {name}", f"{title}, {name}", f"{name}, {title}"):
        if together in text:
            return together
    return f"{name}, {title}"


def _is_named(given: str, speaker: Entity) -> bool:
    names = (speaker.name, *(variant.text for variant in speaker.variants))
    if any(name in given for name in names):
        return True
    said = set(_WORD.findall(given.casefold()))
    return any(not said.isdisjoint(_WORD.findall(name.casefold())) for name in names)
