"""Verifying: every passage against its source, every record against the rules, nothing left out.

Each line that comes back names the place (a file and line, or a revision), the record and the reason.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from facts.batches import batches
from facts.ingest.pack import examine
from facts.model import Revision, Source, unique
from facts.objections import objections, strangers, witnesses
from facts.store.log import UnreadableRevision
from facts.store.port import Reader

BATCH = 1_000
"""Revisions that are held at a time, with the sources that they rest on."""


def verify_pack(folder: Path) -> tuple[str, ...]:
    """Return everything in a pack that does not stand; empty where all of it stands."""
    return tuple(str(error) for error in examine(folder)[1])


def verify_store(reader: Reader) -> tuple[str, ...]:
    """Return every revision that has been changed, and everything current that does not stand.

    Raises:
        StoreError: the store itself cannot be read.
    """
    bad: list[str] = []
    numbers: dict[str, int] = {}
    kinds: dict[str, str] = {}
    for revision in _readable(reader, range(1, reader.head() + 1), bad):
        numbers[revision.entry.id] = revision.number
        kinds[revision.entry.id] = revision.entry.kind
    for some in batches(sorted(numbers.values()), BATCH):
        bad += _of_current(reader.at(some).values(), reader, numbers, kinds)
    return tuple(bad)


def _readable(reader: Reader, numbers: Iterable[int], bad: list[str]) -> Iterator[Revision]:
    """Yield the revisions that can be read, in order; say of each of the others why not."""
    for some in batches(numbers, BATCH):
        try:
            found = reader.at(some)
            yield from (found[number] for number in sorted(found))
        except UnreadableRevision:
            yield from _one_by_one(reader, some, bad)


def _one_by_one(reader: Reader, numbers: Iterable[int], bad: list[str]) -> Iterator[Revision]:
    for number in numbers:
        try:
            yield from reader.at([number]).values()
        except UnreadableRevision as error:
            bad.append(str(error))


def _of_current(
    revisions: Iterable[Revision], reader: Reader, numbers: Mapping[str, int], kinds: Mapping[str, str]
) -> Iterator[str]:
    records = {r.number: r.entry for r in revisions if not isinstance(r.entry, Source)}
    named = unique(source for record in records.values() for source in witnesses(record))
    found = reader.at(numbers[source] for source in named if source in numbers).values()
    sources = {r.entry.id: r.entry for r in found if isinstance(r.entry, Source)}
    for number, record in sorted(records.items()):
        for objection in (*objections(record, sources), *strangers(record, kinds)):
            place = f"revision {number}: record '{record.id}', field '{objection.field}'"
            yield f"{place}: {objection.reason}"
