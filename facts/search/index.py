"""The search index: derived from the store's revisions, never the place where anything is kept.

Records go in as stems, so that a question and a record are cut into words by one and the same function.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import tantivy
from tantivy import Occur, Query

from facts.model import AnyRecord, Kind, Revision, Source
from facts.text import stems

_WRITER_BYTES = 32_000_000


@dataclass(frozen=True, slots=True)
class Fields:
    """What of a record is searched: its own words, the words around them, and the entities it is about."""

    own: str
    around: str
    about: tuple[str, ...]


def fields(record: AnyRecord) -> Fields:
    """Return what of a record is searched."""
    return Fields(
        own=" \n ".join((*_own_words(record), *record.keywords)),
        around=" \n ".join(passage.exact for passage in record.passages),
        about=(*record.about, *_named_by_kind(record)),
    )


def labels(record: AnyRecord) -> tuple[str, ...]:
    """Return the short phrases by which a record may be asked for as a whole."""
    match record.kind:
        case "entity":
            return (*_own_words(record), *record.keywords)
        case "fact":
            return (record.value, *record.keywords)
        case _:
            return record.keywords


def _own_words(record: AnyRecord) -> tuple[str, ...]:
    match record.kind:
        case "entity":
            names = (record.name, *(variant.text for variant in record.variants))
            return (*names, *(title.text for title in record.titles))
        case "fact":
            return (record.statement, record.value, record.according_to)
        case "quote":
            return (record.words,)
        case "event":
            return (record.statement, record.date_text)
        case "disagreement":
            return (record.note, record.nature)


def _named_by_kind(record: AnyRecord) -> tuple[str, ...]:
    match record.kind:
        case "entity":
            return (record.id,)
        case "quote":
            return (record.speaker,)
        case _:
            return ()


class Index:
    """Finds the numbers of current revisions by terms."""

    def __init__(self) -> None:
        """Start with an empty index in memory."""
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("number", fast=True)
        builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
        builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
        builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
        builder.add_text_field("names", tokenizer_name="raw", index_option="basic")
        builder.add_text_field("speaker", tokenizer_name="raw", index_option="basic")
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema)
        self._searcher = self._index.searcher()
        self._frequencies: dict[str, int] = {}
        self.head = 0

    def add(self, revisions: Iterable[Revision]) -> None:
        """Take in revisions in order of their numbers, each in place of the earlier ones of its entry.

        They are found from the next `show` on.
        """
        writer = self._index.writer(heap_size=_WRITER_BYTES, num_threads=1)
        for revision in revisions:
            self.head = revision.number
            if not isinstance(revision.entry, Source):
                writer.delete_documents_by_term("id", revision.entry.id)
                writer.add_document(self._document(revision.number, revision.entry))
        writer.commit()
        writer.wait_merging_threads()

    def show(self) -> None:
        """Let what has been taken in be found."""
        self._index.reload()
        self._searcher = self._index.searcher()
        self._frequencies.clear()

    def _document(self, number: int, record: AnyRecord) -> tantivy.Document:
        searched = fields(record)
        document = tantivy.Document()
        document.add_unsigned("number", number)
        document.add_text("id", record.id)
        document.add_text("kind", record.kind)
        document.add_text("words", " ".join((*stems(searched.own), *stems(searched.around))))
        for name in searched.about:
            document.add_text("names", name)
        if record.kind == "quote":
            document.add_text("speaker", record.speaker)
        return document

    def frequency(self, stem: str) -> int:
        """Return how many records have a word."""
        if stem not in self._frequencies:
            self._frequencies[stem] = self._searcher.doc_freq("words", stem)
        return self._frequencies[stem]

    def mentions(self, entity_id: str) -> int:
        """Return how many records are about an entity."""
        return self._searcher.doc_freq("names", entity_id)

    @property
    def size(self) -> int:
        """Return how many records there are."""
        return self._searcher.num_docs

    def vocabulary(self) -> Iterator[str]:
        """Yield every word of the records, as stems."""
        return (stem for stem, _ in self._searcher.terms_with_prefix("words", ""))

    def candidates(
        self,
        terms: Iterable[tuple[str, float]],
        names: Sequence[str],
        *,
        kinds: Sequence[Kind] = (),
        speakers: Sequence[str] = (),
        limit: int,
    ) -> list[int]:
        """Return the revision numbers of the records that match best by BM25, best first.

        `terms` are stems with their weights, of which any may match, as may any of `names` (entity ids);
        `kinds` and `speakers` must match where given.
        """
        wanted = [(Occur.Should, self._term("words", stem, weight)) for stem, weight in terms]
        wanted += [(Occur.Should, self._term("names", name, 2.0)) for name in names]
        clauses = [(Occur.Must, Query.boolean_query(wanted))] if wanted else []
        for field, values in (("kind", kinds), ("speaker", speakers)):
            if values:
                clauses.append((Occur.Must, self._among(field, values)))
        hits = self._searcher.search(Query.boolean_query(clauses), limit, count=False).hits
        numbers = self._searcher.fast_field_values("number", [address for _, address in hits])
        return [int(number) for number in numbers if number is not None]

    def _among(self, field: str, values: Sequence[str]) -> Query:
        """Return a filter; term queries, because a term set builds an automaton for each search (0.3 ms)."""
        each = [(Occur.Should, Query.term_query(self._schema, field, value)) for value in values]
        return Query.const_score_query(Query.boolean_query(each), 0.0)

    def _term(self, field: str, value: str, weight: float) -> Query:
        return Query.boost_query(Query.term_query(self._schema, field, value), weight)
