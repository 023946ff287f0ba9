"""Takes revisions into the index of records, each record with its whereabouts.

What its sources are called and when it was may change after a record went in: a source may get a publisher,
an event may be filed on its sentence. Such records are put in anew before a batch is kept.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import tantivy
from tantivy import Occur, Query

from facts.batches import batches
from facts.model import AnyRecord, Event, Revision, Source, is_replaced, sources_of
from facts.search.fields import MARK, document, marking
from facts.search.profile import entered
from facts.search.vocabulary import Vocabulary
from facts.search.whereabouts import whereabouts
from facts.store.port import Reader

STRETCH = 50
"""Revisions that are taken in at once: their sources are looked up together.

Of more, so many values are alive that the collection of garbage takes a sixth of the time."""
_BATCH = 200_000
"""Revisions that are kept at once; others can be found meanwhile."""
_MOST = 100_000
"""Records on one source that are put in anew."""

_Numbered = tuple[int, AnyRecord]


class Intake:
    """Writes to the index while its lock is held; a new one each time."""

    def __init__(
        self, store: Reader, index: tantivy.Index, writer: tantivy.IndexWriter, vocabulary: Vocabulary
    ) -> None:
        self._store, self._index, self._writer, self._vocabulary = store, index, writer, vocabulary
        self._searcher = index.searcher()
        self._last: Revision | None = None
        self._waiting = 0
        self._begin()

    def _begin(self) -> None:
        """Forget what the batch before has left."""
        self._rested: set[str] = set()
        self._eventful: set[str] = set()
        self._moved: set[str] = set()
        self._late: set[str] = set()

    def take(self, some: Sequence[Revision]) -> None:
        """Add some revisions, the next ones in the log, each in the place of the one before it."""
        self._put(some)
        self._last = some[-1]
        if self._waiting >= _BATCH:
            self.commit()

    def take_again(self, some: Sequence[Revision]) -> None:
        """Add current revisions as they are now, which went in otherwise before."""
        self._put(some)

    def _put(self, some: Sequence[Revision]) -> None:
        fresh = {revision.entry.id: revision.entry for revision in some if isinstance(revision.entry, Source)}
        numbered = [(r.number, r.entry) for r in some if not isinstance(r.entry, Source)]
        records = [record for _, record in numbered]
        events = [record for record in records if isinstance(record, Event)]
        sources = self._sources(records, fresh)
        self._moved.update(name for name in fresh if self._is_rested(name))
        self._note(records, events, sources)
        self._add(numbered, sources, events)
        self._waiting += len(some)

    def commit(self) -> None:
        """Keep what has been added, with the mark that tells how far it goes."""
        if not self._waiting:
            return
        self._vocabulary.commit()  # before the records: with a word too many nothing is missed
        if self._moved or self._late:
            self._writer.commit()
            self._look_again()
            self._renew()
        if self._last:
            self._writer.delete_documents_by_term("id", MARK)
            self._writer.add_document(marking(self._last))
        self._writer.commit()
        self._look_again()
        self._waiting = 0
        self._begin()

    def _look_again(self) -> None:
        self._index.reload()
        self._searcher = self._index.searcher()

    def _sources(self, records: Iterable[AnyRecord], fresh: Mapping[str, Source]) -> dict[str, Source]:
        """Return the sources that records rest on; those not among the fresh ones as they are now."""
        wanted = {name for record in records for name in sources_of(record)}
        missing = wanted - fresh.keys()
        found = self._store.current(missing) if missing else {}
        now = {name: revision.entry for name, revision in found.items()}
        return {**fresh, **{name: entry for name, entry in now.items() if isinstance(entry, Source)}}

    def _add(
        self, records: Iterable[_Numbered], sources: Mapping[str, Source], events: Iterable[Event]
    ) -> None:
        """Add records, given the events that may rest on the same sentences."""
        beside: defaultdict[str, list[Event]] = defaultdict(list)
        for event in events:
            for name in sources_of(event):
                beside[name].append(event)
        for number, record in records:
            self._writer.delete_documents_by_term("id", record.id)
            if is_replaced(record):
                continue
            enters = entered(record)
            self._vocabulary.note(enters.folded)
            near = [event for name in sources_of(record) for event in beside[name]] if beside else ()
            self._writer.add_document(document(number, record, enters, whereabouts(record, sources, near)))

    # --- what is to be put in anew

    def _note(
        self, records: Sequence[AnyRecord], events: Iterable[Event], sources: Mapping[str, Source]
    ) -> None:
        """Note what went in before that new events move, and the records that hang on events from before."""
        silent = {name for name, source in sources.items() if not source.published}
        told = {name for name in silent if self._has_events(name)}
        self._late.update(r.id for r in records if told and not told.isdisjoint(sources_of(r)))
        eventful = {name for event in events for name in sources_of(event)}
        self._moved.update(name for name in eventful & silent if self._is_rested(name))
        self._eventful |= eventful
        self._rested.update(sources)

    def _has_events(self, name: str) -> bool:
        return name in self._eventful or self._searcher.doc_freq("event_in", name) > 0

    def _is_rested(self, name: str) -> bool:
        """Tell whether a record that went in before rests on a source."""
        return name in self._rested or self._searcher.doc_freq("source", name) > 0

    def _renew(self) -> None:
        """Put in anew the records that were noted, as the store has them now."""
        numbers = {n for name in self._moved for n in self._resting(name, "source")}
        numbers |= {revision.number for revision in self._store.current(self._late).values()}
        for some in batches(sorted(numbers), STRETCH):
            found = sorted(self._store.at(some).items())
            records = [(number, r.entry) for number, r in found if not isinstance(r.entry, Source)]
            sources = self._sources([record for _, record in records], {})
            at = {n for name in sources for n in self._resting(name, "event_in")}
            events = (revision.entry for revision in self._store.at(at).values())
            self._add(records, sources, [event for event in events if isinstance(event, Event)])

    def _resting(self, name: str, field: str) -> Iterator[int]:
        """Yield the numbers of the records, or of the events, that rest on a source."""
        query = Query.term_query(self._index.schema, field, name)
        hits = self._searcher.search(Query.boolean_query([(Occur.Must, query)]), _MOST, count=False).hits
        numbers = self._searcher.fast_field_values("number", [address for _, address in hits])
        return (int(number or 0) for number in numbers)
