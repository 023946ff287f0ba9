"""What an act makes of a record: the next revision's words, or the reason why there can be none."""

from collections.abc import Mapping

from facts.curation.drafting import MODELS, dated, filled, made, moved, rests_on
from facts.curation.filing import entity_on_file, source_given
from facts.curation.standing import passage_of
from facts.curation.values import NewSource
from facts.errors import BadInput
from facts.model import AnyRecord, Event, Passage, Quote, Source, Status
from facts.store.port import Reader

HOUSEKEEPING = frozenset(
    "about keywords expires embargo not_for_publication variants titles silences reasoning note".split()
)
"""Fields that say nothing else of the matter when they change: a verified record may have them edited."""
_OWN = frozenset("id kind status checked passages seen_by replaced_by earliest latest form cue".split())
"""Fields that nobody types: they follow from what is done."""
_OPEN = frozenset((Status.DRAFT, Status.RETRACTED))


def edited(
    record: AnyRecord, changes: Mapping[str, object], words: str, source: str | NewSource, reader: Reader
) -> tuple[Source | AnyRecord, ...]:
    """Return a record with other fields, and the source that comes with it before it.

    Raises:
        BadInput: it has been verified, and what it says would change.
    """
    substance = sorted(changes.keys() - HOUSEKEEPING)
    if record.status not in _OPEN and (words or substance):
        what = substance[0] if substance else "words"
        raise BadInput(
            f"This record is {record.status}, so '{what}' is not edited but corrected: "
            "then every answer given with it is corrected too."
        )
    status = Status.DRAFT if record.status in _OPEN else record.status
    return _revised(record, {**changes, "status": status}, words, source, reader)


def corrected(
    record: AnyRecord,
    changes: Mapping[str, object],
    words: str,
    source: str | NewSource,
    reader: Reader,
    today: str,
) -> tuple[Source | AnyRecord, ...]:
    """Return a record that was wrong as it is right, and the source that comes with it before it.

    Raises:
        BadInput: it is a draft or has been retracted, or nothing shows that it is right.
    """
    if record.status in _OPEN:
        raise BadInput(f"This record is {record.status}: edit it, and verify it then.")
    *others, changed = _revised(
        record, {**changes, "status": Status.CORRECTED, "checked": today}, words, source, reader
    )
    assert not isinstance(changed, Source)  # noqa: S101 - the record comes last
    return (*others, _anchored(changed, reader, others))


def verified(record: AnyRecord, reader: Reader, today: str, expires: str) -> AnyRecord:
    """Return a record as checked today against its sources as they are now.

    Raises:
        NotStanding: a passage does not stand in its source any more; it says what differs.
        BadInput: it has no source, or another record stands in its place.
    """
    if record.replaced_by:
        raise BadInput(f"'{record.replaced_by}' stands in the place of this record: verify that one.")
    if not record.passages:
        raise BadInput("No source on file has this: edit it, and give the source and the words in it.")
    status = Status.CORRECTED if record.status is Status.CORRECTED else Status.VERIFIED
    later = record.expires if record.expires > today else ""
    changed = {"status": status, "checked": today, "expires": expires or later}
    return _anchored(_with(record, changed), reader)


def of_status(record: AnyRecord, status: Status, **changes: object) -> AnyRecord:
    """Return a record with another status."""
    return _with(record, {**changes, "status": status})


def _revised(
    record: AnyRecord,
    changes: Mapping[str, object],
    words: str,
    source: str | NewSource,
    reader: Reader,
) -> tuple[Source | AnyRecord, ...]:
    if typed := sorted(changes.keys() & _OWN - {"status", "checked"}):
        raise BadInput(f"'{typed[0]}' is not typed: it follows from what is done.")
    if isinstance(record, Quote):
        words = words or str(changes.get("words") or "") or (record.words if "speaker" in changes else "")
    if not words:
        return (_with(record, changes),)
    given = source_given(source or next((it.source for it in record.passages), ""), reader)
    if given is None:
        raise BadInput("Give the source in which these words stand.")
    speaker = str(changes.get("speaker") or getattr(record, "speaker", ""))
    entity = entity_on_file(speaker, reader) if record.kind == "quote" else None
    rests, _ = rests_on(record.kind, words, given, entity, str(changes.get("speaker_text") or ""))
    return given, _with(record, {**changes, **rests, "seen_by": ""})


def _with(record: AnyRecord, changes: Mapping[str, object]) -> AnyRecord:
    fields = filled({**record.model_dump(), **changes})
    return made(MODELS[record.kind], dated(fields) if isinstance(record, Event) else fields)


def _anchored(
    record: AnyRecord, reader: Reader, beside: tuple[Source | AnyRecord, ...] | list[Source | AnyRecord] = ()
) -> AnyRecord:
    """Return a record with its passages in its sources as they are now, to the character."""
    current = {id_: it.entry for id_, it in reader.current({it.source for it in record.passages}).items()}
    current |= {entry.id: entry for entry in beside}
    sources = {id_: entry for id_, entry in current.items() if isinstance(entry, Source)}
    passages = tuple(_standing(passage, sources) for passage in record.passages)
    return record.model_copy(update={"passages": passages})


def _standing(passage: Passage, sources: Mapping[str, Source]) -> Passage:
    source = sources.get(passage.source)
    if source is None:
        raise BadInput(f"passages: source '{passage.source}' is not on file.")
    return moved(passage, source) or passage_of(passage.exact, source)
