"""Drafts: what a file of a pack says, item by item, on its way to being a value.

Nothing here stops at the first thing that is wrong: each of them goes into a list, by file, line, record and
field, and whatever can still be checked is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from facts.dates import bounds
from facts.errors import BadDate, BadPack, PassageNotFound
from facts.ingest.complaints import complaints
from facts.ingest.layout import WORKED_OUT, FiledPassage, Head
from facts.ingest.yamlmarks import Data, Marked, Place
from facts.model import AnyRecord, Event, Passage, Source
from facts.passages import locate, version_key

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Draft:
    """One item of a file: its fields as text, and where they stand."""

    file: str
    marked: Marked
    place: Place
    raw: Mapping[str, Data]

    @property
    def id(self) -> str:
        """The id that it gives itself, empty where it gives none."""
        return str(self.raw.get("id", ""))

    @property
    def line(self) -> int:
        """Where it begins in its file, from 1."""
        return self.marked.line(self.place)

    def objection(self, reason: str, *way: str | int) -> BadPack:
        """Return what is wrong with the value that is reached by these keys and positions."""
        field = ".".join(step for step in way if isinstance(step, str))
        line = self.marked.line(self.place + way)
        return BadPack(self.file, reason, line=line, record=self.id, field=field)


def drafts(file: str, marked: Marked, bad: list[BadPack]) -> Iterator[Draft]:
    """Yield the items of a file of records."""
    if not isinstance(marked.data, list):
        bad.append(BadPack(file, "must be a list of records, each begun with '-'", line=marked.line(())))
        return
    for position, raw in enumerate(marked.data):
        if isinstance(raw, dict):
            yield Draft(file, marked, (position,), raw)
        else:
            line = marked.line((position,))
            bad.append(BadPack(file, "a record has fields, such as 'id: …'", line=line))


def build(
    model: type[Model], draft: Draft, added: Mapping[str, Any], bad: list[BadPack], known: str = ""
) -> Model | None:
    """Return the value of a draft with what the desk has `added` to it; None where it makes none.

    What is wrong with the field `known` has been said already.
    """
    reserved = sorted(WORKED_OUT & draft.raw.keys() & model.model_fields.keys())
    bad += (draft.objection("is worked out by the desk; leave it out", name) for name in reserved)
    try:
        return model.model_validate({**draft.raw, **added})
    except ValidationError as error:
        bad += (draft.objection(reason, *way) for way, reason in complaints(error) if way[:1] != (known,))
        return None


def build_record(
    model: type[AnyRecord], draft: Draft, head: Head, sources: Mapping[str, Source], bad: list[BadPack]
) -> AnyRecord | None:
    """Return the record of a draft, its passages found in their sources; None where it makes none."""
    added: dict[str, Any] = {
        name: default
        for name, default in (("status", head.status), ("checked", head.checked))
        if name not in draft.raw
    }
    if issubclass(model, Event):
        added |= _bounds(draft, bad)
    written = draft.raw.get("passages")
    if not isinstance(written, list):
        return build(model, draft, added, bad)
    passages = [_passage(raw, position, draft, sources, bad) for position, raw in enumerate(written)]
    if None in passages:
        return build(model, draft, added | {"passages": ()}, bad, known="passages")
    return build(model, draft, added | {"passages": passages}, bad)


def _bounds(draft: Draft, bad: list[BadPack]) -> dict[str, str]:
    if "date" not in draft.raw:
        return {}
    try:
        earliest, latest = bounds(str(draft.raw["date"]))
    except BadDate as error:
        bad.append(draft.objection(str(error), "date"))
        return {}
    return {"earliest": earliest, "latest": latest}


def _passage(
    raw: Data, position: int, draft: Draft, sources: Mapping[str, Source], bad: list[BadPack]
) -> Passage | None:
    try:
        filed = FiledPassage.model_validate(raw)
        name = version_key(filed.source, filed.version) if filed.version else filed.source
        return locate(sources[name], filed.exact, filed.prefix, filed.suffix)
    except ValidationError as error:
        bad += (draft.objection(why, "passages", position, *way) for way, why in complaints(error))
    except KeyError as error:
        bad.append(draft.objection(f"source {error} is not on file", "passages", position, "source"))
    except PassageNotFound as error:
        bad.append(draft.objection(str(error), "passages", position, "exact"))
    return None
