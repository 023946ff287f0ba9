"""What a record must answer to: the rules that hold between it, its sources and the other records.

Pure functions. A pack is held to them before it is loaded, a store whenever it is verified.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from facts import passages
from facts.model import (
    AnyRecord,
    Disagreement,
    Entity,
    Event,
    Fact,
    Passage,
    Quote,
    Source,
    sources_of,
    unique,
)

_NUMBER_BEFORE = re.compile(r"\d[.,]?$")
_NUMBER_AFTER = re.compile(r"[.,]?\d")


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a record does not stand: the field, and the reason."""

    field: str
    reason: str


def witnesses(record: AnyRecord) -> tuple[str, ...]:
    """Return the ids of all sources that a record says anything of, each once."""
    named = list(sources_of(record))
    if isinstance(record, Entity):
        named += [source for variant in record.variants for source in variant.used_by]
        named += [title.source for title in record.titles]
    if isinstance(record, Fact):
        named += [silence.source for silence in record.silences]
    return unique(named)


def strangers(record: AnyRecord, kinds: Mapping[str, str]) -> Iterator[Objection]:
    """Yield what a record refers to that is not on file; `kinds` has the kind of each id that is."""
    yield from _not_among("about", record.about, kinds, ("entity",))
    if record.replaced_by:
        yield from _not_among("replaced_by", (record.replaced_by,), kinds, (record.kind,))
    if isinstance(record, Quote):
        yield from _not_among("speaker", (record.speaker,), kinds, ("entity",))
    if isinstance(record, Disagreement):
        yield from _not_among("records", record.records, kinds, ("entity", "fact", "quote", "event"))


def objections(record: AnyRecord, sources: Mapping[str, Source]) -> Iterator[Objection]:
    """Yield whatever in a record does not stand in its sources, to the character.

    Args:
        record: the record.
        sources: by id, at least those of its `witnesses` that are on file; an earlier version of one that
            a passage was taken from by its `facts.passages.version_key`, where that is to be taken for good.
    """
    missing = [source for source in witnesses(record) if source not in sources]
    if missing:
        yield from (Objection("source", f"source '{source}' is not on file") for source in missing)
        return
    for passage in record.passages:
        if reason := passages.objection(passage, _version(passage, sources)):
            yield Objection("passages", reason)
    match record:
        case Entity():
            yield from _of_entity(record, sources)
        case Fact():
            yield from _of_fact(record, sources)
        case Quote():
            yield from _of_quote(record, sources)
        case Event():
            yield from _in_passages("date_text", record.date_text, record)
        case Disagreement():
            if len(sources_of(record)) == 1:
                yield Objection("passages", "a disagreement must show passages of two sources or more")


def _of_entity(entity: Entity, sources: Mapping[str, Source]) -> Iterator[Objection]:
    for variant in entity.variants:
        for source in variant.used_by:
            yield from _in_source("variants", variant.text, sources[source])
    for title in entity.titles:
        yield from _in_source("titles", title.text, sources[title.source])


def _of_fact(fact: Fact, sources: Mapping[str, Source]) -> Iterator[Objection]:
    yield from _in_passages("value", fact.value, fact)
    yield from _in_passages("according_to", fact.according_to, fact)
    for silence in fact.silences:
        text = sources[silence.source].text.casefold()
        for term in silence.terms:
            if term.casefold() in text:
                yield Objection("silences", f"“{term}” does stand in source '{silence.source}'")


def _of_quote(quote: Quote, sources: Mapping[str, Source]) -> Iterator[Objection]:
    if not quote.passages:
        return
    first = quote.passages[0]
    fields = {"words": quote.words, "cue": quote.cue, "speaker_text": quote.speaker_text}
    for field, words in fields.items():
        if not _stands(words, first.exact):
            yield Objection(field, f"“{words}” does not stand in the first passage")
    yield from _in_source("speaker_title", quote.speaker_title, _version(first, sources))


def _version(passage: Passage, sources: Mapping[str, Source]) -> Source:
    """Return the version of a source that a passage was taken from, where it is at hand; else the source."""
    key = passages.version_key(passage.source, passage.sha256)
    return sources.get(key) or sources[passage.source]


def _not_among(
    field: str, ids: Iterable[str], kinds: Mapping[str, str], wanted: tuple[str, ...]
) -> Iterator[Objection]:
    for id_ in ids:
        if id_ not in kinds:
            yield Objection(field, f"'{id_}' is not on file")
        elif kinds[id_] not in wanted:
            yield Objection(field, f"'{id_}' is of kind '{kinds[id_]}', not {' or '.join(wanted)}")


def _in_passages(field: str, words: str, record: AnyRecord) -> Iterator[Objection]:
    if record.passages and not any(_stands(words, passage.exact) for passage in record.passages):
        yield Objection(field, f"“{words}” stands in none of the passages")


def _in_source(field: str, words: str, source: Source) -> Iterator[Objection]:
    if not _stands(words, source.text):
        yield Objection(field, f"“{words}” does not stand in source '{source.id}'")


def _stands(words: str, text: str) -> bool:
    """Return whether words stand in a text other than as a piece of a number: 1,000 has neither 1 nor 000."""
    at = text.find(words)
    while at >= 0:
        if not (_cuts_number(text, at) or _cuts_number(text, at + len(words))):
            return True
        at = text.find(words, at + 1)
    return False


def _cuts_number(text: str, at: int) -> bool:
    return bool(_NUMBER_BEFORE.search(text[max(0, at - 2) : at]) and _NUMBER_AFTER.match(text[at : at + 2]))
