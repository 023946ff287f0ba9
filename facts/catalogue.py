"""Where words stand on file: an index of the sources' paragraphs, and of what rests on them.

It is derived from the store's revisions, kept beside the store and shared by the processes that use it, as
the search index is; what it finds are ids, and the store alone has the words.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from time import sleep

import tantivy
from tantivy import Occur, Query

from facts.derived import index_in, told, writer_of
from facts.model import Event, Fact, Quote, Revision, Source, sources_of
from facts.store.port import Reader

VERSION = "2"
"""Rises with every change of what is kept or how words are cut."""
_WRITER_BYTES = 20_000_000
_BATCH = 20_000
"""Revisions that are committed at once."""
_MARK = "@head"
_PATIENCE = 0.05
"""Seconds between two looks at what another process is taking in."""
_NAMED = 50.0
"""What a paragraph of an article that names the speaker is ahead by."""
_ALIKE = 100
"""Terms of one beginning that are looked at."""
_RESTING = 1_000
"""Quotes of one source that are held against a draft at most."""
_INVISIBLE = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\u2060\ufeff")


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("number", fast=True)
    builder.add_unsigned_field("start", fast=True)
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic", stored=True)
    builder.add_text_field("words", tokenizer_name="words", index_option="position")
    builder.add_text_field("names", tokenizer_name="words", index_option="basic")
    builder.add_text_field("statement", tokenizer_name="words", index_option="freq")
    builder.add_text_field("rests", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("mark", tokenizer_name="raw", index_option="basic", stored=True)
    return builder.build()


class Catalogue:
    """Finds sources by words, and records by source or by words, among what it has been given."""

    def __init__(self, folder: Path | None = None) -> None:
        """Open the one in a folder; without one, a new one in memory.

        Raises:
            ValueError: what is in the folder cannot be used.
            OSError: the folder cannot.
        """
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
        self._schema = _schema()
        self._index = index_in(folder, self._schema)
        self._analyzer = _analyzer()
        self._index.register_tokenizer("words", self._analyzer)
        self._show()

    def catch_up(self, store: Reader, head: int) -> None:
        """Take in what a store holds, to this revision at least; wait where another process is about it."""
        while self.head < head:
            self._follow(store)
            self._show()
            if self.head < head:
                sleep(_PATIENCE)

    def advance(self, store: Reader, most: int) -> None:
        """Take in the next revisions of a store, so many at most; none while another process is about it."""
        self._follow(store, most)
        self._show()

    def _follow(self, store: Reader, most: int | None = None) -> None:
        writer = writer_of(self._index, _WRITER_BYTES)
        if writer is None:
            return
        self._show()  # what another process took in before the lock was ours
        last = None
        for count, last in enumerate(islice(store.since(self.head), most), start=1):
            self._take(writer, last)
            if count % _BATCH == 0:
                _commit(writer, last)
        if last:
            _commit(writer, last)
        writer.wait_merging_threads()

    def _take(self, writer: tantivy.IndexWriter, revision: Revision) -> None:
        entry = revision.entry
        if isinstance(entry, Source | Quote | Fact | Event):
            writer.delete_documents_by_term("id", entry.id)
            for document in _documents(entry):
                document.add_text("id", entry.id)
                writer.add_document(document)

    def _show(self) -> None:
        """Let what has been taken in be found."""
        self._index.reload()
        self._searcher = self._index.searcher()
        number, last = None, ""
        hits = self._searcher.search(self._term("id", _MARK), 1, count=False).hits
        if hits:
            (number,) = self._searcher.fast_field_values("number", [hits[0][1]])
            last = str(self._searcher.doc(hits[0][1]).get_first("mark") or "")
        self.head, self.last = int(number or 0), last

    # --- finding

    def terms(self, text: str) -> list[str]:
        """Cut a text into the terms that are looked for."""
        terms: list[str] = self._analyzer.analyze(_plain(text))
        return terms

    def rarest(self, terms: Iterable[str], most: int) -> list[str]:
        """Return so many of some terms, those that fewest paragraphs have, unknown ones last."""
        known = list(dict.fromkeys(terms))
        if len(known) <= most:
            return known
        return sorted(known, key=lambda term: self._searcher.doc_freq("words", term) or 1 << 30)[:most]

    def with_phrase(self, terms: Sequence[str], names: Iterable[str], limit: int) -> list[str]:
        """Return the sources where terms stand one behind the other; first those that have the names, too."""
        phrase = (
            Query.phrase_query(self._schema, "words", list(terms))
            if len(terms) > 1
            else self._term("words", terms[0])
        )
        named = (Query.const_score_query(self._term("names", name), _NAMED) for name in names)
        clauses = [(Occur.Must, phrase), *((Occur.Should, query) for query in named)]
        return self._ids(Query.boolean_query(clauses), limit)

    def with_any(self, terms: Sequence[str], limit: int) -> list[str]:
        """Return the sources with the paragraphs that match some terms best by BM25, best first."""
        return self._ids_of_any("words", terms, limit)

    def paragraphs(self, terms: Mapping[str, float], limit: int) -> list[tuple[str, int]]:
        """Return the paragraphs that match terms best by BM25, given what each weighs, best first.

        A paragraph is told by its source and its start there, in code points.
        """
        wanted = [(Occur.Should, Query.boost_query(self._term("words", t), w)) for t, w in terms.items()]
        hits = self._searcher.search(Query.boolean_query(wanted), limit, count=False).hits if wanted else []
        starts = self._searcher.fast_field_values("start", [address for _, address in hits])
        ids = (str(self._searcher.doc(address).get_first("id")) for _, address in hits)
        return [(id_, int(start or 0)) for id_, start in zip(ids, starts, strict=True)]

    def beginning(self, prefix: str) -> list[str]:
        """Return some terms of paragraphs that begin like this."""
        return [term for term, _ in self._searcher.terms_with_prefix("words", prefix, limit=_ALIKE)]

    def stating(self, terms: Sequence[str], limit: int) -> list[str]:
        """Return the facts and events whose statements match some terms best by BM25, best first."""
        return self._ids_of_any("statement", terms, limit)

    def resting_on(self, source_id: str) -> list[str]:
        """Return the quotes that rest on a source."""
        return self._ids(self._term("rests", source_id), _RESTING)

    def _ids_of_any(self, field: str, terms: Sequence[str], limit: int) -> list[str]:
        wanted = [(Occur.Should, self._term(field, term)) for term in terms]
        return self._ids(Query.boolean_query(wanted), limit) if wanted else []

    def _term(self, field: str, value: str) -> Query:
        return Query.term_query(self._schema, field, value)

    def _ids(self, query: Query, limit: int) -> list[str]:
        hits = self._searcher.search(query, limit, count=False).hits
        ids = [str(self._searcher.doc(address).get_first("id")) for _, address in hits]
        return list(dict.fromkeys(ids))


def _documents(entry: Source | Quote | Fact | Event) -> Iterator[tantivy.Document]:
    if isinstance(entry, Source):
        yield from _paragraphs(entry)
        return
    document = tantivy.Document()
    if isinstance(entry, Quote):
        for source in sources_of(entry):
            document.add_text("rests", source)
    else:
        document.add_text("statement", _plain(entry.statement))
    yield document


def _paragraphs(source: Source) -> Iterator[tantivy.Document]:
    names = " ".join({word for word in source.text.split() if word[:1].isupper()})
    end = -1
    for paragraph in source.text.split("\n"):
        start, end = end + 1, end + 1 + len(paragraph)
        if paragraph.strip():
            document = tantivy.Document()
            document.add_unsigned("start", start)
            document.add_text("words", _plain(paragraph))
            document.add_text("names", _plain(names))
            yield document


def _commit(writer: tantivy.IndexWriter, last: Revision) -> None:
    """Keep what has been added, with the mark that tells how far it goes; nothing else finds it."""
    writer.delete_documents_by_term("id", _MARK)
    mark = tantivy.Document()
    mark.add_text("id", _MARK)
    mark.add_unsigned("number", last.number)
    mark.add_text("mark", told(last))
    writer.add_document(mark)
    writer.commit()


def _plain(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text.translate(_INVISIBLE))


def _analyzer() -> tantivy.TextAnalyzer:
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .build()
    )
