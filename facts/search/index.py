"""The search index: derived from the store's revisions, never the place where anything is kept.

Records go in as stems, so that a question and a record are cut into words by one and the same function.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

import tantivy
from tantivy import Occur, Query

from facts.batches import batches
from facts.derived import index_in, writer_of
from facts.model import Revision, is_replaced
from facts.progress import Watch, unwatched
from facts.questions import Within
from facts.search.fields import MARK, clauses, schema
from facts.search.intake import STRETCH, Intake
from facts.search.vocabulary import Vocabulary
from facts.store.port import Reader

VERSION = "6"
"""Rises with every change of what is kept or how words are cut."""
_WRITER_BYTES = 64_000_000
_TIED = 16
"""How many more are looked for than asked for: the last that match alike stand in no order of ours."""
_REMEMBERED = 100_000
_KIN, _KIN_LOOKED_AT = 4, 200
"""How many words of one root are returned, of how many that are looked at."""


class Hit(NamedTuple):
    """A record that was found: its revision's number and its score by BM25; `address` is the index's own."""

    number: int
    score: float
    address: tantivy.DocAddress


def _mark(searcher: tantivy.Searcher) -> tuple[int, str]:
    """Return the number of the last revision in an index and what it is told by; 0 in a new one."""
    hits = searcher.search(Query.term_query(schema(), "id", MARK), 1, count=False).hits
    if not hits:
        return 0, ""
    (number,) = searcher.fast_field_values("number", [hits[0][1]])
    return int(number or 0), str(searcher.doc(hits[0][1]).get_first("profile") or b"", "utf-8")


@lru_cache(maxsize=100_000)
def rarity(frequency: int, size: int) -> float:
    """Return the weight of a word that so many of so many records have (the idf of BM25)."""
    return math.log(1 + (size - frequency + 0.5) / (frequency + 0.5))


class _Frequencies(dict[str, int]):
    """How many records have each stem, in one state of the index. Fills as it is asked."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        super().__init__()
        self._searcher = searcher

    def __missing__(self, stem: str) -> int:
        if len(self) > _REMEMBERED:
            self.clear()
        found: int = self._searcher.doc_freq("words", stem)
        self[stem] = found
        return found


class Index:
    """Finds current revisions by terms, and knows how common each term is.

    Processes may share a folder. Whichever notices new revisions first takes them in, under the lock that
    tantivy has for writers and the system frees when a process ends; to the others they are shown by `show`.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Open the index in a folder; without one, a new one in memory.

        Raises:
            ValueError: what is in the folder cannot be used.
            OSError: the folder cannot.
        """
        for part in (folder / "records", folder / "words") if folder else ():
            part.mkdir(parents=True, exist_ok=True)
        self._schema = schema()
        self._index = index_in(folder and folder / "records", self._schema)
        self._searcher = self._index.searcher()
        self._beginnings: dict[str, Sequence[str]] = {}
        self.vocabulary = Vocabulary(folder / "words" if folder else None)
        self.head, self.last, self.size = 0, "", 0
        self.frequency: Callable[[str], int]
        """Returns how many records have a stem."""
        self.show()

    def differs(self, revision: Revision) -> bool:
        """Tell whether the index has another revision of a record than this, or one that it should not."""
        query = Query.term_query(self._schema, "id", revision.entry.id)
        hits = self._searcher.search(query, 1, count=False).hits
        numbers = self._searcher.fast_field_values("number", [address for _, address in hits])
        return numbers != ([] if is_replaced(revision.entry) else [revision.number])

    def follow(self, store: Reader, again: Sequence[Revision] = (), watch: Watch = unwatched) -> None:
        """Take in the revisions that a store has and the index has not, in the order of their numbers.

        They are found from the next `show` on. Nothing is done while another process does the same.

        Args:
            store: what is followed.
            again: current revisions that are to be taken in as they are now, whatever they were before.
            watch: sees the new ones go in.
        """
        writer = writer_of(self._index, _WRITER_BYTES)
        if writer is None:
            return
        self._index.reload()  # what another process took in before the lock was ours
        head, _ = _mark(self._index.searcher())
        intake = Intake(store, self._index, writer, self.vocabulary)
        for some in batches(watch(store.since(head), store.head() - head), STRETCH):
            intake.take(some)
        intake.take_again(again)
        intake.commit()
        writer.wait_merging_threads()

    def show(self) -> None:
        """Let what has been taken in be found."""
        self.vocabulary.show()
        self._index.reload()
        self._searcher = self._index.searcher()
        self.frequency = _Frequencies(self._searcher).__getitem__
        self._beginnings.clear()
        self.head, self.last = _mark(self._searcher)
        self.size = max(0, self._searcher.num_docs - 1)

    def rarity(self, stem: str) -> float:
        """Return the weight of a word by how many records have it."""
        return rarity(self.frequency(stem), max(self.size, 1))

    def mentions(self, entity_id: str) -> int:
        """Return how many records are about an entity."""
        return self._searcher.doc_freq("names", entity_id)

    def values(self, field: str, prefix: str) -> list[str]:
        """Return what begins like this among the values of a field, the most frequent first."""
        found = self._searcher.terms_with_prefix(field, prefix, limit=_KIN_LOOKED_AT)
        return [value for value, _ in sorted(found, key=lambda pair: (-pair[1], pair[0]))]

    def beginning(self, prefix: str) -> Sequence[str]:
        """Return the few most frequent stems that begin like this."""
        found = self._beginnings.get(prefix)
        if found is None:
            if len(self._beginnings) > _REMEMBERED:
                self._beginnings.clear()
            alike = self._searcher.terms_with_prefix("words", prefix, limit=_KIN_LOOKED_AT)
            alike.sort(key=lambda pair: (-pair[1], pair[0]))
            found = self._beginnings[prefix] = tuple(word for word, _ in alike[:_KIN])
        return found

    def search(
        self,
        terms: Mapping[str, float],
        names: Sequence[str],
        within: Within,
        limit: int,
    ) -> list[Hit]:
        """Return the records that match best by BM25, best first; of two that match alike the older one.

        `terms` are stems with their weights, of which any may match, as may any of `names` (entity ids).
        """
        wanted = [(Occur.Should, self._term("words", stem, weight)) for stem, weight in terms.items()]
        wanted += [(Occur.Should, self._term("names", name, 2.0)) for name in names]
        must = clauses(within)
        query = Query.boolean_query(wanted)
        if must:
            query = Query.boolean_query([*([(Occur.Must, query)] if wanted else []), *must])
        hits = self._searcher.search(query, limit + _TIED, count=False).hits
        numbers = self._searcher.fast_field_values("number", [address for _, address in hits])
        pairs = zip(hits, numbers, strict=True)
        found = [(-score, int(number or 0), address) for (score, address), number in pairs]
        found.sort(key=itemgetter(0, 1))
        return [Hit(number, -behind, address) for behind, number, address in found[:limit]]

    def profile(self, hit: Hit) -> str:
        """Return the profile that is kept with a record."""
        kept: bytes = self._searcher.doc(hit.address).get_first("profile") or b""
        return str(kept, "utf-8")

    def _term(self, field: str, value: str, weight: float) -> Query:
        return Query.boost_query(Query.term_query(self._schema, field, value), weight)
