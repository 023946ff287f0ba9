"""Which messages a revision corrects: read from the log and from what is remembered of messages."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from facts.batches import batches
from facts.model import Revision, unique
from facts.postings import Posting
from facts.seen import corrected_by, linked_by
from facts.store.port import Store

COLUMNS = ("revision", "at", "by", "record", "why", "kind", "channel", "ts", "outcome", "reason", "settled")
SOME = 500
"""Revisions that are looked at together."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A revision, and the messages that show something as it was before."""

    revision: int
    postings: tuple[Posting, ...]


def corrections(store: Store, after: int) -> Iterator[tuple[int, tuple[Correction, ...]]]:
    """Yield the corrections that the log asks for after a revision, some revisions at a time.

    Yields:
        The number of the last revision looked at, and the corrections up to it.
    """
    for some in batches(store.since(after), SOME):
        yield some[-1].number, tuple(_corrections(store, some))


def stale(store: Store, posting: Posting) -> tuple[int, ...]:
    """Return the revisions that change what a message shows, and that it does not take in, in order."""
    shown = {each.entry for each in store.postings.shown(posting.id)}
    return tuple(
        revision.number
        for revision in store.since(posting.state)
        if shown.intersection(_touched(store, revision))
    )


def changes_of(store: Store, entries: Iterable[str], after: int) -> tuple[Revision, ...]:
    """Return the revisions of these entries after a number that a reader sees, in order."""
    found = [
        revision
        for entry in unique(entries)
        for before, revision in _pairs(store.history(entry))
        if revision.number > after and corrected_by(before.entry if before else None, revision.entry)
    ]
    return tuple(sorted(found, key=lambda revision: revision.number))


def rows(store: Store) -> Iterator[tuple[object, ...]]:
    """Yield what became of each correction of each message, the latest first, as `COLUMNS` names it."""
    revisions: dict[int, Revision] = {}
    for each in store.postings.deliveries():
        if each.revision not in revisions:
            revisions = store.at((each.revision,))
        revision, posting = revisions[each.revision], store.postings.posting(each.posting)
        place = (posting.kind, posting.channel, posting.ts) if posting else ("", "", "")
        what = (each.revision, revision.at.isoformat(), revision.by, revision.entry.id, revision.why)
        yield (*what, *place, each.outcome, each.reason, each.at.isoformat())


def _corrections(store: Store, some: list[Revision]) -> Iterator[Correction]:
    """Yield the corrections that some revisions ask for; most ask for none, and one look tells so."""
    named = unique(id_ for each in some for id_ in (each.entry.id, *linked_by(each.entry)))
    if not store.postings.showing(named, some[-1].number):
        return
    for revision in some:
        touched = _touched(store, revision)
        postings = store.postings.showing(touched, revision.number) if touched else ()
        if standing := tuple(posting for posting in postings if posting.ts):
            yield Correction(revision.number, standing)


def _touched(store: Store, revision: Revision) -> tuple[str, ...]:
    """Return the ids of the entries whose cards look different after a revision."""
    earlier = [each for each in store.history(revision.entry.id) if each.number < revision.number]
    return corrected_by(earlier[-1].entry if earlier else None, revision.entry)


def _pairs(history: Iterable[Revision]) -> Iterator[tuple[Revision | None, Revision]]:
    before = None
    for revision in history:
        yield before, revision
        before = revision
