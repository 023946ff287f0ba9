"""Everything on file that a draft may be held against, found in time that grows with the draft.

Paragraphs of the sources go into an index in memory (tantivy, positions kept) as they are; a quotation asks
for its longest run of words as a phrase, and for its rarest words in any order, by BM25. What is found is
read, word by word, only then, and kept.
"""

import unicodedata
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from itertools import pairwise

import tantivy
from tantivy import Occur, Query

from facts.check.align import Pattern
from facts.check.article import Article
from facts.check.names import Names
from facts.check.speakers import Speaker
from facts.check.typography import Word
from facts.model import Entity, Event, Fact, Quote, Revision, Source, sources_of
from facts.store.port import Reader

_WRITER_BYTES = 64_000_000
_BATCH = 5_000
_PHRASE = 10
"""Words of a phrase that are asked for at most."""
_TERMS = 12
"""Words that are asked for in any order at most: the rarest."""
_PARAGRAPHS = 12
_SOURCES = 4
"""Sources that a quotation is held against at most."""
_NEAR = 3
"""Sources that are read for what comes near, at most."""
_SHORT = 4
"""Words of a quotation that has too few pairs to go by; its single words must do."""
_KEPT = 400
"""Sources kept read."""
_LIKELY = 0.3
"""Share of a quotation's pairs of words that a source must have to be read for what comes near."""
_INVISIBLE = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\u2060\ufeff")


class Archive:
    """The sources, quotes and entities of a store, as far as they have been taken in."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._head = 0
        self._quotes: dict[str, dict[str, Quote]] = {}
        self._resting: dict[str, tuple[str, ...]] = {}
        self._read: OrderedDict[str, Article] = OrderedDict()
        self._analyzer = _analyzer()
        self._index = _index(self._analyzer)
        self._schema = self._index.schema
        self._searcher = self._index.searcher()
        self.names = Names()

    def refresh(self) -> None:
        """Take in what the store has had added since the last time."""
        revisions = self._reader.since(self._head)
        batch: list[Revision] = []
        for revision in revisions:
            batch.append(revision)
            if len(batch) == _BATCH:
                self._take(batch)
                batch = []
        if batch:
            self._take(batch)

    def _take(self, revisions: Iterable[Revision]) -> None:
        writer = self._index.writer(heap_size=_WRITER_BYTES, num_threads=1)
        for revision in revisions:
            self._head = revision.number
            entry = revision.entry
            match entry:
                case Source():
                    self._read.pop(entry.id, None)
                    writer.delete_documents_by_term("id", entry.id)
                    for document in self._paragraphs(entry):
                        writer.add_document(document)
                case Quote():
                    self._put_quote(entry)
                case Entity():
                    self.names.put(entry)
                case Fact() | Event():
                    writer.delete_documents_by_term("id", entry.id)
                    writer.add_document(self._statement(entry))
                case _:
                    pass
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def _paragraphs(self, source: Source) -> Iterable[tantivy.Document]:
        names = " ".join({word for word in source.text.split() if word[:1].isupper()})
        for paragraph in source.text.split("\n"):
            if paragraph.strip():
                document = tantivy.Document()
                document.add_text("id", source.id)
                document.add_text("words", _plain(paragraph))
                document.add_text("names", _plain(names))
                yield document

    def _statement(self, record: Fact | Event) -> tantivy.Document:
        document = tantivy.Document()
        document.add_text("id", record.id)
        document.add_text("statement", _plain(record.statement))
        return document

    def _put_quote(self, quote: Quote) -> None:
        for source in self._resting.get(quote.id, ()):
            self._quotes.get(source, {}).pop(quote.id, None)
            self._read.pop(source, None)
        self._resting[quote.id] = sources_of(quote)
        for source in sources_of(quote):
            self._quotes.setdefault(source, {})[quote.id] = quote
            self._read.pop(source, None)

    # --- finding

    def holding(self, pattern: Pattern, speaker: Speaker | None) -> list[Article]:
        """Return the sources in which the longest run of a quotation's words stands as it is."""
        terms = self._terms(_longest_run(pattern))[:_PHRASE]
        if not terms:
            return []
        phrase = (
            Query.phrase_query(self._schema, "words", list(terms))
            if len(terms) > 1
            else Query.term_query(self._schema, "words", terms[0])
        )
        clauses = [(Occur.Must, phrase)]
        for name in self._terms_of_text(" ".join(speaker.parts)) if speaker else ():
            named = Query.term_query(self._schema, "names", name, index_option="basic")
            clauses.append((Occur.Should, Query.const_score_query(named, 50.0)))
        return self._articles(self._ids(Query.boolean_query(clauses), _PARAGRAPHS)[:_SOURCES])

    def near(self, pattern: Pattern, least: float = _LIKELY) -> list[Article]:
        """Return the sources that share at least so much of a quotation's pairs of words, most first."""
        terms = list(dict.fromkeys(self._terms(pattern.words)))
        if len(terms) > _TERMS:
            terms = sorted(terms, key=lambda term: self._searcher.doc_freq("words", term) or 1 << 30)[:_TERMS]
        wanted = [(Occur.Should, Query.term_query(self._schema, "words", term)) for term in terms]
        ids = self._ids(Query.boolean_query(wanted), _PARAGRAPHS) if wanted else []
        keys = [word.key for word in pattern.words if word.kind != "insert"]
        shares = {id_: _share(keys, source.text) for id_, source in self._sources(ids).items()}
        likely = [id_ for id_ in sorted(shares, key=lambda id_: -shares[id_]) if shares[id_] >= least]
        return self._articles(likely[:_NEAR])

    def statements(self, words: str, limit: int) -> list[Fact | Event]:
        """Return the facts and events whose statements share most with some words, best first."""
        terms = list(dict.fromkeys(self._terms_of_text(words)))[:_TERMS]
        wanted = [(Occur.Should, Query.term_query(self._schema, "statement", term)) for term in terms]
        ids = self._ids(Query.boolean_query(wanted), limit) if wanted else []
        found = self._reader.current(ids)
        return [entry for id_ in ids if isinstance(entry := found[id_].entry, Fact | Event)]

    def article(self, source: Source) -> Article:
        """Return a source as the check sees it, read once."""
        found = self._read.get(source.id)
        if found is None or found.source.sha256 != source.sha256:
            found = Article(source, tuple(self._quotes.get(source.id, {}).values()))
            self._read[source.id] = found
        self._read.move_to_end(source.id)
        while len(self._read) > _KEPT:
            self._read.popitem(last=False)
        return found

    def _articles(self, ids: Sequence[str]) -> list[Article]:
        return [self.article(source) for source in self._sources(ids).values()]

    def _sources(self, ids: Iterable[str]) -> dict[str, Source]:
        """Return sources by id, in the order asked for, from the store where they are not kept read."""
        wanted = list(ids)
        missing = self._reader.current([id_ for id_ in wanted if id_ not in self._read])
        found = {id_: self._read[id_].source if id_ in self._read else missing[id_].entry for id_ in wanted}
        return {id_: entry for id_, entry in found.items() if isinstance(entry, Source)}

    def _ids(self, query: Query, limit: int) -> list[str]:
        hits = self._searcher.search(query, limit, count=False).hits
        ids = [str(self._searcher.doc(address)["id"][0]) for _, address in hits]
        return list(dict.fromkeys(ids))

    def _terms(self, words: Iterable[Word]) -> list[str]:
        return self._terms_of_text(" ".join(word.text for word in words if word.kind != "insert"))

    def _terms_of_text(self, text: str) -> list[str]:
        terms: list[str] = self._analyzer.analyze(_plain(text))
        return terms


def _share(keys: Sequence[str], text: str) -> float:
    """The share of a quotation's pairs of words that stand in a text: only to leave the hopeless out."""
    plain = text.lower().replace("’", "'")
    pairs = [f"{one} {other}" for one, other in pairwise(keys)] if len(keys) > _SHORT else keys
    return sum(pair in plain for pair in pairs) / max(1, len(pairs))


def _longest_run(pattern: Pattern) -> Sequence[Word]:
    """The longest run of words that must stand together: no ellipsis and no insertion in it."""
    runs: list[list[Word]] = [[]]
    for segment in pattern.segments:
        runs.append([])
        for word in segment:
            if word.kind == "insert" or word.start in pattern.joins:
                runs.append([])
            if word.kind != "insert":
                runs[-1].append(word)
    return max(runs, key=len)


def _plain(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text.translate(_INVISIBLE))


def _analyzer() -> tantivy.TextAnalyzer:
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .build()
    )


def _index(analyzer: tantivy.TextAnalyzer) -> tantivy.Index:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic", stored=True)
    builder.add_text_field("words", tokenizer_name="words", index_option="position")
    builder.add_text_field("names", tokenizer_name="words", index_option="basic")
    builder.add_text_field("statement", tokenizer_name="words", index_option="freq")
    index = tantivy.Index(builder.build())
    index.register_tokenizer("words", analyzer)
    return index
