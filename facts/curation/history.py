"""What each revision of a record changed, field by field and word by word. Pure functions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Literal

from rapidfuzz.distance import Levenshtein

from facts.model import AnyRecord, Passage, Revision, Source, Status

_WORD = re.compile(r"\s*\S+|\s+$")
_LONGEST = 2_000
"""Words of a text that are compared one by one; a longer one is shown as a whole, before and after."""
_MARKS = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
_WORKED_OUT = frozenset(("kind", "id", "earliest", "latest"))


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stood before and stands now (`same`), or only did (`gone`) or does (`new`)."""

    op: Literal["same", "gone", "new"]
    text: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field before and after, as text; `pieces` are both in one, word by word."""

    field: str
    before: str
    after: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One revision: who, when and why, the status since, and the fields that it changed.

    Of the first one every field that says something is new. `is_source`: of a source only the text is told.
    """

    number: int
    at: datetime
    by: str
    why: str
    status: Status | None
    fields: tuple[FieldChange, ...]


def changes(history: Sequence[Revision]) -> tuple[Change, ...]:
    """Return what each revision of an entry changed, oldest first."""
    if not history:
        return ()
    first = _change(None, history[0])
    return (first, *(_change(before.entry, revision) for before, revision in pairwise(history)))


def as_text(history: Sequence[Change]) -> str:
    """Return changes as plain text, oldest first, with `[-what went-]` and `{+what came+}` as git has it.

    https://git-scm.com/docs/git-diff#Documentation/git-diff.txt---word-diffmode
    """
    return "\n\n".join("\n".join(_lines(change)) for change in history)


def _lines(change: Change) -> Iterator[str]:
    status = f" · {change.status}" if change.status else ""
    yield f"{change.number} · {change.at:%Y-%m-%d %H:%M} UTC · {change.by}{status}: {change.why}"
    for field in change.fields:
        yield f"  {field.field}: {''.join(_MARKS[piece.op].format(piece.text) for piece in field.pieces)}"


def compare(before: Source | AnyRecord | None, after: Source | AnyRecord) -> tuple[FieldChange, ...]:
    """Return the fields in which an entry differs from what it was before, None where it was not."""
    old = dict(_told(before)) if before else {}
    new = dict(_told(after))
    names = dict.fromkeys((*old, *new))
    pairs = ((name, old.get(name, ""), new.get(name, "")) for name in names)
    return tuple(
        FieldChange(name, one, other, pieces(one, other)) for name, one, other in pairs if one != other
    )


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Return two texts as one, word by word: what stayed, what went, what came."""
    one, other = _WORD.findall(before), _WORD.findall(after)
    if max(len(one), len(other)) > _LONGEST:
        return tuple(piece for piece in (Piece("gone", before), Piece("new", after)) if piece.text)
    return tuple(_pieces(one, other))


def _pieces(one: Sequence[str], other: Sequence[str]) -> Iterator[Piece]:
    """Yield what stayed, and between two stretches of that what went before what came."""
    gone = new = ""
    for code in Levenshtein.opcodes([word.strip() for word in one], [word.strip() for word in other]):
        before = "".join(one[code.src_start : code.src_end])
        after = "".join(other[code.dest_start : code.dest_end])
        if code.tag != "equal":
            gone, new = gone + before, new + after
            continue
        yield from _changed(gone, new)
        yield Piece("same", after)
        gone = new = ""
    yield from _changed(gone, new)


def _changed(gone: str, new: str) -> Iterator[Piece]:
    if gone:
        yield Piece("gone", gone)
    if new:
        yield Piece("new", new)


def _change(before: Source | AnyRecord | None, revision: Revision) -> Change:
    entry = revision.entry
    status = None if isinstance(entry, Source) else entry.status
    return Change(revision.number, revision.at, revision.by, revision.why, status, compare(before, entry))


def _told(entry: Source | AnyRecord) -> Iterator[tuple[str, str]]:
    """Yield the fields of an entry that say something, as text."""
    for name in type(entry).model_fields:
        value = getattr(entry, name)
        if name not in _WORKED_OUT and value:
            yield name, _as_text(value)


def _as_text(value: object) -> str:
    match value:
        case Passage():
            return f"{value.source}: “{value.exact}”"
        case tuple():
            return "; ".join(map(_as_text, value))
        case bool():
            return "yes" if value else ""
        case str():
            return str(value)
        case _ if hasattr(value, "text"):
            where = getattr(value, "used_by", None) or (getattr(value, "source", ""),)
            return " ".join(
                filter(None, (value.text, ", ".join(filter(None, where)) and f"({', '.join(where)})"))
            )
        case _:
            return f"{getattr(value, 'source', '')}: {', '.join(getattr(value, 'terms', ()))}"
