"""What a reader sees of an entry, and what of that a change touches. Pure functions."""

import json
from collections.abc import Iterator
from typing import Any

from facts.answers import Card
from facts.model import AnyRecord, Disagreement, Source, digest, unique

_UNSEEN_OF_RECORD = frozenset(("keywords", "about", "checked", "expires", "seen_by"))
_UNSEEN_OF_SOURCE = frozenset(("text", "sha256", "retrieved", "language"))


def corrected_by(before: Source | AnyRecord | None, after: Source | AnyRecord) -> tuple[str, ...]:
    """Return the ids of the entries whose cards a change may make look different.

    What is new on file changes no card but those of the records that it links; what no reader sees, none.
    """
    if before is not None and _seen(before) == _seen(after):
        return ()
    return unique((*((after.id,) if before else ()), *linked_by(after)))


def linked_by(entry: Source | AnyRecord) -> tuple[str, ...]:
    """Return the ids of the records whose cards show an entry because it links them."""
    return entry.records if isinstance(entry, Disagreement) else ()


def digest_of(card: Card) -> str:
    """Return the SHA-256 of what a reader sees of a card."""
    seen = [
        _seen(card.record),
        card.speaker.name if card.speaker else "",
        *(_seen(evidence.source) for evidence in card.evidence),
        *(_seen(difference.record) for difference in card.differences),
        *(_seen(silent.source) for silent in card.silent),
    ]
    return digest(json.dumps(seen, ensure_ascii=False, sort_keys=True))


def rests_on(card: Card) -> tuple[str, ...]:
    """Return the ids of the entries that a card shows beside its record."""
    return unique(each for each in _beside(card) if each != card.record.id)


def _beside(card: Card) -> Iterator[str]:
    if card.speaker:
        yield card.speaker.id
    yield from (evidence.source.id for evidence in card.evidence)
    yield from (silent.source.id for silent in card.silent)
    for difference in card.differences:
        yield difference.record.id
        yield from (evidence.source.id for evidence in difference.evidence)


def _seen(entry: Source | AnyRecord) -> dict[str, Any]:
    unseen = _UNSEEN_OF_SOURCE if isinstance(entry, Source) else _UNSEEN_OF_RECORD
    return entry.model_dump(mode="json", exclude=set(unseen))
