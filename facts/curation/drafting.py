"""Making records and sources of what a person gives: ids, dates, passages, and rules that all must keep."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from facts.curation.standing import passage_of, sentence_of, utterance_of
from facts.curation.values import NewName, NewRecord, NewSource, Preview
from facts.dates import bounds, period
from facts.errors import BadDate, BadInput
from facts.ingest.complaints import complaints
from facts.ingest.layout import RECORDS, kind_of
from facts.model import AnyRecord, Entity, Passage, Source, Status, digest
from facts.passages import passage_at

MODELS: Mapping[str, type[AnyRecord]] = {kind_of(model): model for model in RECORDS.values()}
Made = TypeVar("Made", bound=BaseModel)

_UNFIT = re.compile(r"[^\w.-]+")
_ADDRESS = re.compile(r"^https?://(?:www\.)?|[?#].*$")
_ID_WORDS = 6


def source_of(new: NewSource) -> Source:
    """Return the source that is given with a record; its id follows from its address, or from its text.

    Raises:
        BadInput: it has no text.
    """
    if not new.text.strip():
        raise BadInput("The source has no text; paste it, or give the address of one that has.")
    label = new.label or new.title or new.publisher or _ADDRESS.sub("", new.url) or "Pasted text"
    told = {name: getattr(new, name) for name in Source.model_fields if hasattr(new, name)}
    own = digest(new.url)[:6] if new.url else digest(new.text)[:8]
    id_ = new.id or f"{slug(_ADDRESS.sub('', new.url) or label)}-{own}"
    return made(Source, told | {"id": id_, "label": label, "sha256": digest(new.text)})


def slug(text: str) -> str:
    """Return a text as an id is made of it: its first words, in lower case, joined by hyphens."""
    words = _UNFIT.sub(" ", text.casefold()).split()
    return "-".join(words[:_ID_WORDS]).strip("-.")[:80] or "record"


def free_id(text: str, taken: Callable[[str], bool]) -> str:
    """Return an id for what is called like this, with a number where another has it."""
    base = slug(text)
    candidates = (f"{base}-{number}" if number > 1 else base for number in range(1, 10_000))
    return next(id_ for id_ in candidates if not taken(id_))


def new_entity(
    new: NewName, id_: str, source: Source | None, passage: Passage | None, seen_by: str
) -> Entity:
    """Return a name that is filed along with a record, as a draft that rests on the record's passage."""
    used = {"text": new.name, "used_by": (source.id,)} if source and new.name in source.text else None
    given = {"variants": (used,)} if used else {}
    rests = {"passages": (passage,)} if passage else {"seen_by": seen_by}
    return made(Entity, {"id": id_, "type": new.type, "name": new.name, **given, **rests})


def new_record(new: NewRecord, id_: str, about: Iterable[str], rests: Mapping[str, object]) -> AnyRecord:
    """Return the draft of a record: what it says, and what it rests on.

    Raises:
        BadInput: a field cannot be used.
    """
    said = {"name": new.words} if new.kind == "entity" else {}
    said = {"statement": new.words} if new.kind in ("fact", "event") else said
    fields = {**said, **rests, **filled(new.fields), "id": id_, "status": Status.DRAFT, "about": tuple(about)}
    return made(MODELS[new.kind], dated(fields) if new.kind == "event" else fields)


def rests_on(
    kind: str, words: str, source: Source, speaker: Entity | None, speaker_text: str = ""
) -> tuple[dict[str, object], Preview]:
    """Return the fields that follow from where words stand in a source, and what is to be seen of that.

    Raises:
        NotStanding: they do not stand there.
        PassageNotFound: they stand in more places than one, or it is not to be read who says them.
    """
    if kind != "quote" or speaker is None:
        passage = passage_of(words, source, first=kind == "entity")
        return {"passages": (passage,)}, Preview(passage, sentence_of(passage, source))
    found = utterance_of(words, source, speaker, speaker_text)
    fields: dict[str, object] = {
        "speaker": speaker.id,
        "form": found.form,
        "words": found.words,
        "speaker_text": found.speaker_text,
        "speaker_title": found.speaker_title,
        "cue": found.cue,
        "passages": (found.passage,),
    }
    verdict = found.finding.verdict if found.finding else None
    differences = found.finding.differences if found.finding else ()
    return fields, Preview(found.passage, found.passage.exact, verdict, differences, found.speaker_text)


def unsourced(kind: str, words: str, speaker: Entity | None, seen_by: str) -> dict[str, object]:
    """Return the fields of what somebody saw and no source on file has."""
    seen: dict[str, object] = {"seen_by": seen_by}
    if kind != "quote" or speaker is None:
        return seen
    said = {"speaker": speaker.id, "form": "direct", "words": words.strip(), "speaker_text": speaker.name}
    return seen | said


def moved(passage: Passage, source: Source) -> Passage | None:
    """Return a passage of an earlier version of a source in the current one; None where it stands no more.

    Where the words stand more than once, it is the place that has the same surroundings.
    """
    if passage.sha256 == source.sha256:
        return passage
    places = [found.start() for found in re.finditer(re.escape(passage.exact), source.text)]
    alike = [at for at in places if _is_between(source.text, at, passage)] or places
    return passage_at(source, alike[0], alike[0] + len(passage.exact)) if len(alike) == 1 else None


def _is_between(text: str, at: int, passage: Passage) -> bool:
    return text[:at].endswith(passage.prefix) and text.startswith(passage.suffix, at + len(passage.exact))


def dated(fields: Mapping[str, object]) -> dict[str, object]:
    """Return the fields of an event with its date in EDTF and the bounds of that.

    Raises:
        BadInput: there is no date, or it cannot be read.
    """
    typed = str(fields.get("date") or "").strip()
    if not typed:
        raise BadInput("An event needs its date, such as 16 May 2025 or 2022-03.")
    edtf = _edtf(typed)
    earliest, latest = bounds(edtf)
    return {"basis": "stated", **fields, "date": edtf, "earliest": earliest, "latest": latest}


def _edtf(typed: str) -> str:
    try:
        bounds(typed)
    except BadDate:
        days = period(typed)
        if not days:
            raise
        return _shortest(*days)
    return typed


def _shortest(first: str, last: str) -> str:
    """Return a period in EDTF: a day, a month or a year where it is one, else its two ends."""
    if first and last:
        for length in (10, 7, 4):
            part = first[:length]
            if bounds(part) == (first, last):
                return part
    return f"{first or '..'}/{last or '..'}"


def filled(fields: Mapping[str, object]) -> dict[str, object]:
    """Return the fields that say something."""
    return {name: value for name, value in fields.items() if value not in ("", None, (), [])}


def made(model: type[Made], fields: Mapping[str, object]) -> Made:
    """Return the value that these fields make.

    Raises:
        BadInput: one of them cannot be used, or is missing.
    """
    try:
        return model.model_validate(dict(fields))
    except ValidationError as error:
        way, reason = next(complaints(error))
        name = ".".join(step for step in way if isinstance(step, str))
        raise BadInput(f"{name}: {reason}." if name else f"This cannot be filed: {reason}.") from None
