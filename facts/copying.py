"""All that a store keeps, taken out of one and put into another that holds nothing yet."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

from facts.batches import batches
from facts.errors import BadInput
from facts.model import Revision
from facts.postings import Delivery, Posting, Shown, Watch
from facts.store.port import Store, Want

_BATCH = 1_000
"""Revisions whose entries are looked up at once."""


@dataclass(frozen=True, slots=True)
class Note:
    """A value that is kept under a key."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Remembered:
    """A message, and what it shows."""

    posting: Posting
    shown: tuple[Shown, ...]


Item: TypeAlias = Note | Want | Remembered | Delivery | Watch | Revision
"""One thing that a store keeps. Claims and what processes tell of themselves are of the moment, and none."""


def contents(store: Store) -> Iterator[Item]:
    """Yield all that a store keeps, the revisions last: so nothing speaks of one that does not follow.

    The store may be in use meanwhile; what is added after the last revision was counted is left out.
    """
    yield from (Note(key, value) for key, value in store.notes().items())
    yield from store.wanted()
    for posting in store.postings.all():
        yield Remembered(posting, store.postings.shown(posting.id))
    yield from store.postings.deliveries()
    yield from store.postings.watches()
    head = store.head()
    yield from (revision for revision in store.since(0) if revision.number <= head)


def fill(
    store: Store, items: Iterable[Item], watch: Callable[[Iterable[Revision]], Iterable[Revision]] = iter
) -> int:
    """Put what another store keeps into one that holds no revision; return how many revisions it has then.

    Revisions keep their numbers, moments, who and why, and come over all or not at all; until they do, the
    store still counts as empty, and what was cut short can be repeated.

    Args:
        store: where to.
        items: as `contents` yields them.
        watch: yields the revisions that it is given, and may show how far it is.

    Raises:
        BadInput: it holds revisions already.
        StoreError: it cannot be written.
    """
    if head := store.head():
        raise BadInput(
            f"The database is in use, up to revision {head}; name an empty one in FACTDESK_DATABASE_URL."
        )
    left = iter(items)
    first = next((item for item in left if not _kept(item, store)), None)
    revisions = (item for item in chain([first], left) if isinstance(item, Revision))
    with store.writer() as writer:
        for some in batches(watch(revisions), _BATCH):
            writer.expect(revision.entry.id for revision in some)
            for revision in some:
                writer.copy(revision)
    return store.head()


def _kept(item: Item, store: Store) -> bool:
    """Keep what is no revision; tell whether it was none."""
    match item:
        case Note():
            store.note(item.key, item.value)
        case Want():
            store.unwant(item.key)
            store.want(item)
        case Remembered():
            store.postings.put_back(item.posting, item.shown)
        case Delivery() | Watch():
            store.postings.put_back(item)
        case Revision():
            return False
    return True
