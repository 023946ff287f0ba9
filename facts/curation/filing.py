"""A new record on its way on file: its source, the names that come with it, itself. Reads, never writes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from facts.curation.drafting import free_id, made, new_entity, new_record, rests_on, source_of, unsourced
from facts.curation.values import NewName, NewRecord, NewSource, Preview
from facts.errors import BadInput
from facts.model import AnyRecord, Disagreement, Entity, Nature, Quote, Source, unique
from facts.objections import objections, strangers, witnesses
from facts.passages import version_of
from facts.store.port import Reader


@dataclass(frozen=True, slots=True)
class Filing:
    """What is to be put on file for one new record, it itself last, and what is to be seen of it before."""

    entries: tuple[Source | AnyRecord, ...]
    preview: Preview


def filing(new: NewRecord, reader: Reader) -> Filing:
    """Return what a new record comes to, before anything is kept.

    Raises:
        NotStanding: the words do not stand in the source; it says what differs.
        BadInput: something else cannot be used.
    """
    if not new.words.strip():
        raise BadInput("There are no words to file.")
    source, ids = source_given(new.source, reader), _Ids(reader)
    if source is None and not new.seen_by:
        raise BadInput("Give the source, or say who saw it.")
    speaker = _speaker(new, ids, reader) if new.kind == "quote" else None
    preview = Preview()
    if source:
        typed = str(new.fields.get("speaker_text") or "")
        rests, preview = rests_on(new.kind, new.words, source, speaker, typed)
    else:
        rests = unsourced(new.kind, new.words, speaker, new.seen_by)
    met = {name: ids.free(name.name) for name in new.about if isinstance(name, NewName)}
    if speaker and isinstance(new.speaker, NewName):
        met[new.speaker] = speaker.id
    names = [new_entity(name, id_, source, preview.passage, new.seen_by) for name, id_ in met.items()]
    about = [met[it] if isinstance(it, NewName) else it for it in new.about]
    record = new_record(new, ids.free(_called(new)), about, rests)
    check_stands(record, reader, (*((source,) if source else ()), *names))
    return Filing((*((source,) if source else ()), *names, record), preview)


def disagreement(records: Sequence[str], nature: Nature, note: str, reader: Reader) -> Disagreement:
    """Return the draft of a disagreement; each of the records shows its side with its passages' first.

    Raises:
        BadInput: a record is not on file, or all of them rest on one source.
    """
    found = reader.current(records)
    if missing := [id_ for id_ in records if id_ not in found]:
        raise BadInput(f"'{missing[0]}' is not on file; choose another record.")
    entries = [found[id_].entry for id_ in unique(records)]
    passages = [it.passages[0] for it in entries if not isinstance(it, Source) and it.passages]
    if len({passage.source for passage in passages}) < 2:
        raise BadInput("These records rest on one source: a disagreement needs two that differ.")
    id_ = _Ids(reader).free(note)
    fields = {"id": id_, "nature": nature, "records": unique(records), "note": note, "passages": passages}
    made_of = made(Disagreement, fields)
    check_stands(made_of, reader)
    return made_of


def source_given(given: str | NewSource, reader: Reader) -> Source | None:
    """Return the source that is given by its id or comes whole, None where there is none.

    Raises:
        BadInput: it is not on file, or has no text.
    """
    if isinstance(given, NewSource):
        return source_of(given)
    if not given:
        return None
    found = reader.current([given]).get(given)
    if found is None or not isinstance(found.entry, Source):
        raise BadInput(f"The source '{given}' is not on file; choose another, or paste its text.")
    return found.entry


def entity_on_file(entity_id: str, reader: Reader) -> Entity:
    """Return an entity that is on file.

    Raises:
        BadInput: it is not.
    """
    found = reader.current([entity_id]).get(entity_id) if entity_id else None
    if found is None or not isinstance(found.entry, Entity):
        raise BadInput("Say who it is: choose a name on file, or give a new one.")
    return found.entry


def check_stands(record: AnyRecord, reader: Reader, beside: Iterable[Source | AnyRecord] = ()) -> None:
    """Check that a record stands in its sources and refers to what is on file.

    Args:
        record: the record.
        reader: what is on file.
        beside: what is put on file with it.

    Raises:
        BadInput: it does not; the first field that is wrong is named.
    """
    given = {entry.id: entry for entry in beside}
    sources = _sources(record, reader, given)
    kinds = {id_: revision.entry.kind for id_, revision in reader.current(_referred(record)).items()}
    kinds |= {id_: entry.kind for id_, entry in given.items()}
    for objection in (*objections(record, sources), *strangers(record, kinds)):
        raise BadInput(f"{objection.field}: {objection.reason}.")


def _sources(record: AnyRecord, reader: Reader, given: Mapping[str, Source | AnyRecord]) -> dict[str, Source]:
    """Return the sources of a record in the versions that its passages were taken from."""
    wanted = {passage.source: passage.sha256 for passage in record.passages}
    current = {id_: revision.entry for id_, revision in reader.current(witnesses(record)).items()}
    found = {id_: entry for id_, entry in (current | dict(given)).items() if isinstance(entry, Source)}
    return {
        id_: version_of(source, wanted.get(id_, source.sha256), reader.history) or source
        for id_, source in found.items()
    }


def _referred(record: AnyRecord) -> tuple[str, ...]:
    named = (*record.about, record.replaced_by)
    match record:
        case Quote():
            return (*named, record.speaker)
        case Disagreement():
            return (*named, *record.records)
        case _:
            return named


def _speaker(new: NewRecord, ids: "_Ids", reader: Reader) -> Entity:
    """Return who speaks in a quote: an entity on file, or one that is made for it."""
    if isinstance(new.speaker, NewName):
        return new_entity(new.speaker, ids.free(new.speaker.name), None, None, "the source")
    return entity_on_file(new.speaker, reader)


def _called(new: NewRecord) -> str:
    name = new.speaker.name if isinstance(new.speaker, NewName) else new.speaker
    said = str(new.fields.get("statement") or new.fields.get("name") or new.words)
    return f"{name} {said}" if new.kind == "quote" else said


class _Ids:
    """Gives ids that no entry has, each once."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._given: set[str] = set()

    def free(self, text: str) -> str:
        """Return an id for what is called like this."""
        id_ = free_id(text, self._is_taken)
        self._given.add(id_)
        return id_

    def _is_taken(self, id_: str) -> bool:
        return id_ in self._given or bool(self._reader.current([id_]))
