"""What the desk holds: sources, the passages in them, and the records that rest on those passages.

Every value is frozen. A change is a new :class:`Revision`, never an edit. Offsets are code points,
dates EDTF (https://www.loc.gov/standards/datetime/), moments UTC. A passage carries the selectors of the
W3C Web Annotation Data Model (https://www.w3.org/TR/annotation-model/#selectors).
"""

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Literal, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SkipValidation,
    StringConstraints,
    TypeAdapter,
    ValidationInfo,
    field_validator,
    model_validator,
)


def digest(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def now() -> datetime:
    """Return this moment in UTC."""
    return datetime.now(UTC)


def stamp(moment: datetime) -> str:
    """Return a moment as records have it, to the second in UTC, so that they sort: `2026-11-20T06:00:00Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _day(text: str) -> str:
    try:
        return text and date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError(f"“{text}” is not a day, such as 2026-11-20") from None


def _moment(text: str) -> str:
    try:
        read = datetime.fromisoformat(text) if text else None
    except ValueError:
        read = datetime.min  # noqa: DTZ901 - no time zone: refused below
    if read and read.tzinfo is None:
        raise ValueError(f"“{text}” is not a moment with its time zone, such as 2026-11-20T06:00Z")
    return stamp(read) if read else ""


Slug = Annotated[str, StringConstraints(pattern=r"^\w[\w.-]{0,99}$")]
Words = Annotated[str, StringConstraints(min_length=1)]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Day = Annotated[str, AfterValidator(_day)]
"""An ISO day, or nothing."""
Moment = Annotated[str, AfterValidator(_moment)]
"""A moment as `stamp` writes it, or nothing."""


class Status(StrEnum):
    """How far a record may be relied on. `verified`: its passages were checked character by character."""

    DRAFT = "draft"
    VERIFIED = "verified"
    DISPUTED = "disputed"
    CORRECTED = "corrected"
    RETRACTED = "retracted"


class Value(BaseModel):
    """A frozen value; an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Value):
    """One article, wire item or transcript, kept verbatim. What it does not say of itself stays empty."""

    kind: Literal["source"] = "source"
    id: Slug
    label: Words
    """How the desk calls it where it has no title: "First article"."""
    text: str
    sha256: Digest
    title: str = ""
    byline: str = ""
    publisher: str = ""
    url: str = ""
    published: str = ""
    retrieved: str = ""
    language: str = ""

    @model_validator(mode="after")
    def _digest_is_of_the_text(self) -> "Source":
        if digest(self.text) != self.sha256:
            raise ValueError("the digest is not the SHA-256 of the text: the source has been changed")
        return self


class Passage(Value):
    """Where something stands in one version of a source: `text[start:end] == exact`, in code points."""

    source: Slug
    sha256: Digest
    start: Annotated[int, Field(ge=0)]
    end: int
    exact: Words
    prefix: str = ""
    suffix: str = ""

    @model_validator(mode="after")
    def _offsets_span_the_words(self) -> "Passage":
        if self.end - self.start != len(self.exact):
            raise ValueError("start and end do not span the exact words")
        return self


class Silence(Value):
    """A source that says nothing of a matter: none of these terms stands in it, in either case."""

    source: Slug
    terms: Annotated[tuple[Words, ...], Field(min_length=1)]


class Variant(Value):
    """A spelling of a name. `used_by` empty: no source on file uses it, but a reporter may type it."""

    text: Words
    script: Annotated[str, StringConstraints(pattern=r"^[A-Z][a-z]{3}$")] = "Latn"
    used_by: tuple[Slug, ...] = ()


class Title(Value):
    """What one source calls an entity, word for word: "Turkey's Foreign Minister"."""

    text: Words
    source: Slug


class Record(Value):
    """What every record has. `about` names entities, `keywords` are words a reporter may ask by."""

    id: Slug
    status: Status = Status.DRAFT
    checked: str = ""
    expires: Day = ""
    """The day from which on it is due to be checked again."""
    embargo: Moment = ""
    """Until when it is not for everybody."""
    not_for_publication: bool = False
    seen_by: str = ""
    """Who saw it, where no source on file has it: only then may there be no passage."""
    replaced_by: Annotated[str, StringConstraints(pattern=r"^(\w[\w.-]{0,99})?$")] = ""
    """The record that stands in the place of a retracted one."""
    about: tuple[Slug, ...] = ()
    keywords: tuple[str, ...] = ()
    passages: Annotated[tuple[Passage, ...], Field(validate_default=True)] = ()

    @field_validator("seen_by")
    @classmethod
    def _is_a_draft(cls, seen_by: str, read: ValidationInfo) -> str:
        if seen_by and read.data.get("status") not in (Status.DRAFT, Status.RETRACTED):
            raise ValueError("is for a draft: what has been checked stands in a source")
        return seen_by

    @field_validator("replaced_by")
    @classmethod
    def _is_retracted(cls, replaced_by: str, read: ValidationInfo) -> str:
        if replaced_by and read.data.get("status") != Status.RETRACTED:
            raise ValueError("is for a retracted record")
        return replaced_by

    @field_validator("passages")
    @classmethod
    def _rests_on_something(cls, passages: tuple[Passage, ...], read: ValidationInfo) -> tuple[Passage, ...]:
        if "seen_by" in read.data and bool(passages) == bool(read.data["seen_by"]):
            raise ValueError("needs one or more, or instead of them seen_by: who saw it")
        return passages


class Entity(Record):
    """A person, organisation, place or running story, by its house spelling."""

    kind: Literal["entity"] = "entity"
    type: Literal["person", "organisation", "place", "story"]
    name: Words
    variants: tuple[Variant, ...] = ()
    titles: tuple[Title, ...] = ()


class Fact(Record):
    """One statement with at most one value. `according_to` empty: the source says it in its own voice."""

    kind: Literal["fact"] = "fact"
    statement: Words
    value: str = ""
    according_to: str = ""
    silences: tuple[Silence, ...] = ()


class Quote(Record):
    """One utterance by one speaker; `words`, `cue` and `speaker_text` stand in its first passage."""

    kind: Literal["quote"] = "quote"
    form: Literal["direct", "fragment", "indirect"]
    speaker: Slug
    speaker_text: Words
    speaker_title: str = ""
    words: Words
    cue: str = ""


class Event(Record):
    """Something dated, in the precision that its source has.

    `date` is EDTF; `earliest` and `latest` are its bounds as ISO days, empty where open.
    """

    kind: Literal["event"] = "event"
    statement: Words
    date: Words
    date_text: str = ""
    earliest: str = ""
    latest: str = ""
    basis: Literal["stated", "inferred", "planned"]
    reasoning: str = ""

    @model_validator(mode="after")
    def _inference_is_explained(self) -> "Event":
        if self.basis == "inferred" and not self.reasoning:
            raise ValueError("an inferred date must give its reasoning")
        return self


Nature: TypeAlias = Literal["spelling", "title", "number", "date", "substance"]


class Disagreement(Record):
    """A link between records whose sources differ; its passages show the sides, one or more a source."""

    kind: Literal["disagreement"] = "disagreement"
    nature: Nature
    records: Annotated[tuple[Slug, ...], Field(min_length=1)]
    note: Words
    passages: Annotated[tuple[Passage, ...], Field(min_length=2)]


AnyRecord: TypeAlias = Entity | Fact | Quote | Event | Disagreement
Entry: TypeAlias = Annotated[Source | AnyRecord, Field(discriminator="kind")]
Kind: TypeAlias = Literal["source", "entity", "fact", "quote", "event", "disagreement"]

ENTRY: TypeAdapter[Source | AnyRecord] = TypeAdapter(Entry)


class Revision(Value):
    """An entry as it stood from `at` on: who put it there and why. Numbers only ever rise."""

    number: int
    at: datetime
    by: str
    why: str
    entry: SkipValidation[Entry]  # it has been looked at when it was made


def is_replaced(entry: Source | AnyRecord) -> bool:
    """Tell whether another record stands in the place of this one, which is not to be found any more."""
    return not isinstance(entry, Source) and bool(entry.replaced_by)


def sources_of(record: AnyRecord) -> tuple[str, ...]:
    """Return the ids of the sources that a record rests on, each once, in order."""
    return unique(passage.source for passage in record.passages)


def unique(items: Iterable[str]) -> tuple[str, ...]:
    """Return the items without repetition, in order."""
    return tuple(dict.fromkeys(items))
