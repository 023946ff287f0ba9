"""What waits for somebody: drafts, what is disputed, what is due for a check, what was asked in vain."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from facts.model import Revision, Source, Status
from facts.store.port import Store, Want


@dataclass(frozen=True, slots=True)
class Queue:
    """What there is to review, each part oldest first, and what was asked in vain, most often first."""

    drafts: tuple[Revision, ...]
    disputed: tuple[Revision, ...]
    due: tuple[Revision, ...]
    wanted: tuple[Want, ...]


def queue(store: Store, today: date) -> Queue:
    """Return what waits today."""
    return Queue(
        tuple(store.waiting(Status.DRAFT)),
        tuple(store.waiting(Status.DISPUTED)),
        tuple(due(store, today)),
        store.wanted(),
    )


def due(store: Store, today: date) -> Iterator[Revision]:
    """Yield what is due to be checked again today and does not wait for another reason."""
    settled = (Status.VERIFIED, Status.CORRECTED)
    for revision in store.due(today.isoformat()):
        if not isinstance(revision.entry, Source) and revision.entry.status in settled:
            yield revision
