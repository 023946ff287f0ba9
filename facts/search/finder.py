"""Finds records: reads the question, takes candidates from the index, ranks them. Follows the store's log."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import takewhile
from pathlib import Path
from threading import Lock
from time import sleep
from typing import NamedTuple

from facts.batches import batches
from facts.derived import opened
from facts.model import Entity, Revision, is_replaced
from facts.progress import Watch, unwatched
from facts.questions import Question, Within
from facts.search.evidence import Weigher, Weights, Whole, wholes
from facts.search.filters import Filters
from facts.search.followup import resolve
from facts.search.index import VERSION, Hit, Index
from facts.search.knowledge import Knowledge
from facts.search.lexicon import lexicon
from facts.search.names import Mention, Names
from facts.search.onfile import OnFile
from facts.search.pasted import body_and_author, dates
from facts.search.profile import Profile, profile
from facts.search.ranking import Match, match
from facts.search.reading import Reading, read
from facts.search.repair import LARGE, Spelt, spelt
from facts.search.semantic import FURTHER, WEAK, Meanings
from facts.search.table import Evidence, Told, table
from facts.search.terms import Asked, read_terms, sought
from facts.search.threshold import answering
from facts.search.wording import wording
from facts.store.port import Reader
from facts.text import Word, words

CANDIDATES = 24
"""How many candidates are held against the question, word by word."""
_WEIGHED = 4
"""Telling things beside names from which on the learned table orders; else, for a name, coverage."""
_MOST_TERMS, _MOST_NAMES = 128, 32
"""How many terms and entities look for candidates at most; no ordinary question has as many."""
_OTHERS = 0.25
"""What the words that may stand for an asked one weigh in looking for candidates."""
_KEPT_UP_TO = 2_000
"""Records up to which what judges them is kept ready; of more, few are candidates twice."""
_READ = 16
"""Readings that are kept: those of a question and of what it may mean in its thread."""
_STRETCH = 200
"""Revisions that are learnt from without letting a question through."""
_PATIENCE = 0.05
"""Seconds between two looks at an index that another process is taking revisions into."""


class Finder:
    """The desk's search over one store; by meaning as well where there is an encoder.

    Any thread may read that holds `lock`; one thread at a time may call `catch_up`, which holds the lock only
    for a few milliseconds at a stretch, so that questions are answered while much is taken in.
    """

    def __init__(
        self,
        store: Reader,
        folder: Path | None = None,
        meanings: Meanings | None = None,
        watch: Watch = unwatched,
    ) -> None:
        """Take in what the store holds; keep the index in a folder, or without one in memory."""
        self._store = store
        self._index = opened(Index, VERSION, store, folder)
        self._meanings = meanings
        self._weights = Weights(self._index)
        self._profiles: dict[int, Kept] = {}
        self._reading = lru_cache(_READ)(self._read)
        self.names = Names(lexicon())
        self._knowledge = Knowledge(self.names, self._index, lexicon())
        self._on_file = OnFile(store, self._index, self.names, self._mentions, self._events_on)
        self._named = store.head()
        for revision in store.all("entity"):
            self._learn(revision)
        self.lock = Lock()
        self.catch_up(watch=watch)
        while self._index.head < self._named:
            sleep(_PATIENCE)  # another process is taking in the same, and may end before it is through
            self.catch_up(watch=watch)

    def catch_up(self, exceptions: Iterable[Revision] = (), watch: Watch = unwatched) -> bool:
        """Take in the revisions added since the last time; tell whether there were any.

        Args:
            exceptions: current revisions that may have been taken in otherwise than they are now.
            watch: sees the revisions go into the index.
        """
        again = list(filter(self._index.differs, exceptions))
        if (head := self._store.head()) <= min(self._index.head, self._named) and not again:
            return False
        with self.lock:
            for revision in again:
                self._learn(revision)
        for some in batches(self._store.since(self._named), _STRETCH):
            with self.lock:
                for revision in some:
                    self._learn(revision)
                self._named = some[-1].number
        self._index.follow(self._store, again, watch)
        with self.lock:
            self._index.show()
            self._weights = Weights(self._index)
            self._profiles.clear()
            self._reading.cache_clear()
        return head <= self._index.head

    def catch_up_meanings(self) -> bool:
        """Take in what some more records mean, for a quarter of a second; tell whether there were any left.

        Questions are answered meanwhile.
        """
        return bool(self._meanings and self._meanings.catch_up())

    @property
    def head(self) -> int:
        """The number of the last revision taken in."""
        return self._index.head

    def _learn(self, revision: Revision) -> None:
        """Take in the names of a revision, if it has any: questions may read otherwise from now on."""
        self._reading.cache_clear()
        if is_replaced(revision.entry):
            self.names.drop(revision.entry.id)
        elif isinstance(revision.entry, Entity):
            self.names.add(revision.entry)

    def filters(self, today: date) -> Filters:
        """Return what takes filters out of questions that are asked on a day."""
        return Filters(self._on_file, today)

    def _events_on(self, what: str) -> list[int]:
        reading = self.read(what)
        matches = () if reading.is_open else self.find(reading, Within(kinds=("event",)))
        return [match.record.number for match in answering(reading, matches)]

    def resting_on(self, source: str, said: Iterable[str], limit: int) -> list[int]:
        """Return the numbers of the records on a source that share most of some stems."""
        hits = self._index.search(dict.fromkeys(said, 1.0), (), Within(sources=(source,)), limit)
        return [hit.number for hit in hits]

    def read(self, text: str, *, as_typed: bool = False) -> Reading:
        """Read a question against what the desk knows, with its slips put right or just as it is typed.

        Whoever has a part in an answer reads the question; the reading is kept for them until more is known.
        """
        return self._reading(text, as_typed)

    def _read(self, text: str, as_typed: bool) -> Reading:
        body, author = map(words, body_and_author(text))
        typed = (*body, *author)
        question = tuple(Spelt(word, word) for word in typed) if as_typed else spelt(typed, self._knowledge)
        return read(question, read_terms(question, len(body), dates(text), self._index), self._knowledge)

    def follow(self, question: Question, previous: Question | None) -> Iterator[Question]:
        """Yield what a question may mean after the one before it in its thread, the likeliest first."""
        return resolve(question, previous, self.names, self._mentions)

    def _mentions(self, question: Sequence[Word]) -> tuple[Mention, ...]:
        return tuple(m for m in self.names.mentions(question, self._knowledge.knows) if m.ids)

    def find(self, reading: Reading, within: Within, limit: int = CANDIDATES) -> tuple[Match, ...]:
        """Return the records that come nearest to a question, best first.

        Those that are asked for beyond the first candidates follow in the order of the index.
        """
        found = self.candidates(reading, within, limit)
        first = found[:CANDIDATES]
        weighs = first and _is_weighed(reading)
        ranked = self._weighed(reading, within, first) if weighs else _covered(reading, first)
        done = {m.record.number for m in ranked}
        further = ((hit, kept) for hit, kept in found if hit.number not in done)
        return (*ranked, *(match(reading, kept.profile, hit.score) for hit, kept in further))[:limit]

    def candidates(self, reading: Reading, within: Within, limit: int) -> list[tuple[Hit, "Kept"]]:
        """Return the records that share most with a question by BM25, best first."""
        terms = sought(reading.terms, self._index)
        names = [entity for concept in reading.concepts for entity in concept.ids]
        phrases = (phrase for concept in reading.concepts for phrase, _ in concept.forms)
        others = (stem for phrase in phrases for stem in phrase if stem not in lexicon().silent)
        for stem in takewhile(lambda _: len(terms) < _MOST_TERMS, others):
            terms.setdefault(stem, _OTHERS)
        hits = self._index.search(terms, names[:_MOST_NAMES], within, limit)
        return [(hit, self._kept(hit)) for hit in hits]

    def _weighed(
        self, reading: Reading, within: Within, found: Sequence[tuple[Hit, "Kept"]]
    ) -> tuple[Match, ...]:
        """Return the matches in the order of the learned table, the first with how sure it is.

        Where the table is unsure of it and there is an encoder, meaning has its say, among more of them.
        """
        weighed = table().weighed(*self.held(reading, found))
        if self._meanings and weighed.sure < WEAK:
            more = self.candidates(reading, within, FURTHER)
            numbers = [hit.number for hit, _ in more]
            if likeness := self._meanings.likeness(reading.terms.meant, numbers):
                found, words = more, table().weighed(*self.held(reading, more))
                weighed = table().with_meaning(
                    words, likeness, lambda at: self.worded(reading.terms, numbers[at])
                )
        order = sorted(range(len(found)), key=lambda at: (-weighed.scores[at], found[at][0].number))
        best, *others = [match(reading, found[at][1].profile, weighed.scores[at]) for at in order]
        meant = reading.terms.shared(best.record.everything) if self._index.size >= LARGE else 0
        return (best._replace(sure=weighed.sure, shared=max(best.shared, meant)), *others)

    def held(self, reading: Reading, found: Sequence[tuple[Hit, "Kept"]]) -> tuple[list[Evidence], Told]:
        """Return what speaks for each of some candidates, and how to tell what is unmet of one."""
        weigher = Weigher(reading.terms, self._weights, found[0][0].score)
        evidence = [weigher.weigh(kept.profile, kept.wholes, hit.score) for hit, kept in found]
        return evidence, lambda at: weigher.unmet(found[at][1].profile)

    def worded(self, asked: Asked, number: int) -> Evidence:
        """Return how near a question and the record of a revision are word by word. Needs the encoder."""
        texts = self._meanings.compared(asked.meant, number) if self._meanings else ()
        return wording(asked, texts, self._weights)

    def _kept(self, hit: Hit) -> "Kept":
        kept = self._profiles.get(hit.number)
        if kept is None:
            record = profile(hit.number, self._index.profile(hit), self.names)
            kept = Kept(record, wholes(record, self._weights))
            if self._index.size <= _KEPT_UP_TO:
                self._profiles[hit.number] = kept
        return kept


class Kept(NamedTuple):
    """A record's profile, and what its parts weigh in this state of the index."""

    profile: Profile
    wholes: tuple[Whole, ...]


def _covered(reading: Reading, found: Sequence[tuple[Hit, Kept]]) -> tuple[Match, ...]:
    """Return the matches in the order of their coverage."""
    matches = [match(reading, kept.profile) for _, kept in found]
    return tuple(sorted(matches, key=lambda m: (-m.score, m.record.number)))


def _is_weighed(reading: Reading) -> bool:
    """Tell whether the learned table orders what answers a question.

    Where few words stand beside a name, who is meant and what is wanted of them puts records in order.
    """
    plain = sum(not concept.faint and not concept.ids for concept in reading.concepts)
    return plain >= _WEIGHED or not (reading.mentioned or reading.wants or plain == 0)
