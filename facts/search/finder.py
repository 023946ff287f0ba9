"""Finds records: reads the question, takes candidates from the index, ranks them. Follows the store's log."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from threading import Lock

from facts.model import Entity, Kind, Revision, Source
from facts.questions import Question
from facts.search.followup import resolve
from facts.search.index import Index, fields
from facts.search.lexicon import lexicon
from facts.search.names import Mention, Names
from facts.search.ranking import Match, Profile, match, profile, repeats
from facts.search.reading import Knowledge, Reading, read
from facts.search.spelling import Spelling
from facts.store.port import Reader
from facts.text import Word, stems, words

CANDIDATES = 60
"""How many candidates are held against the question, word by word."""
_HEAVIEST = 48
"""How many of a question's words look for candidates; the rest of a long paste only ranks them."""
_RUN = 5
"""Words from which on a question may be a run of what a record says."""
_QUOTED_RUN = 3
_QUOTED = re.compile("[\"“„«]([^\"“”„«»]{8,})[\"”“»]|(?<!\\w)['‘]([^'‘]{8,})['’](?!\\w)")
_REPEATED, _SLIP = 0.55, 0.1
"""The share of a question's pairs of words that make it a paste, and what the best may be ahead by."""
_PROFILES = 20_000
_BATCH, _STRETCH = 10_000, 200
"""Revisions that are indexed at once, and that are learnt from without letting a question through."""


@dataclass(frozen=True, slots=True)
class Within:
    """What kinds of record, and of whose words, are looked among; empty: all."""

    kinds: tuple[Kind, ...] = ()
    speakers: tuple[str, ...] = ()


class Finder:
    """The desk's search over one store.

    Any thread may read that holds `lock`; one thread at a time may call `catch_up`, which holds the lock only
    for a few milliseconds at a stretch, so that questions are answered while much is taken in.
    """

    def __init__(self, store: Reader) -> None:
        """Take in what the store holds."""
        self._store = store
        self._index = Index()
        self._spelling = Spelling()
        self._profiles: dict[int, Profile] = {}
        self.names = Names(lexicon())
        self.lock = Lock()
        self.catch_up()

    def catch_up(self) -> bool:
        """Take in the revisions added since the last time; tell whether there were any."""
        if self._store.head() <= self._index.head:
            return False
        revisions = self._store.since(self._index.head)
        while batch := list(islice(revisions, _BATCH)):
            self._index.add(batch)
            for at in range(0, _BATCH, _STRETCH):
                with self.lock:
                    self._learn(batch[at : at + _STRETCH])
        with self.lock:
            self._index.show()
            self._profiles.clear()
        return True

    @property
    def head(self) -> int:
        """The number of the last revision taken in."""
        return self._index.head

    def _learn(self, revisions: Iterable[Revision]) -> None:
        """Take in the names and the words of revisions."""
        for record in (revision.entry for revision in revisions):
            if isinstance(record, Entity):
                self.names.add(record)
            if not isinstance(record, Source):
                searched = fields(record)
                for word in (*words(searched.own), *words(searched.around)):
                    self._spelling.add(word.folded)

    def read(self, text: str) -> Reading:
        """Read a question against what the desk knows."""
        return read(text, self._knowledge)

    def follow(self, question: Question, previous: Question | None) -> Iterator[Question]:
        """Yield what a question may mean after the one before it in its thread, the likeliest first."""
        return resolve(question, previous, self.names, self._mentions)

    def _mentions(self, question: Sequence[Word]) -> tuple[Mention, ...]:
        return tuple(m for m in self.names.mentions(question, self._knowledge.knows) if m.ids)

    @property
    def _knowledge(self) -> Knowledge:
        index = self._index
        return Knowledge(
            self.names, lexicon(), self._spelling, index.frequency, index.mentions, max(index.size, 1)
        )

    def find(self, reading: Reading, within: Within, limit: int = CANDIDATES) -> tuple[Match, ...]:
        """Return the records that come nearest to a question, best first."""
        heaviest = sorted(reading.concepts, key=lambda concept: -concept.weight)[:_HEAVIEST]
        terms = {stem: worth for concept in heaviest for phrase, worth in concept.forms for stem in phrase}
        names = [entity for concept in heaviest for entity in concept.ids]
        numbers = self._index.candidates(
            terms.items(), names, kinds=within.kinds, speakers=within.speakers, limit=limit
        )
        matches = [match(reading, record) for record in self._profiled(numbers)]
        return tuple(sorted(matches, key=lambda m: (-m.score, m.number)))

    def repeated(self, text: str, within: Within) -> tuple[Match, ...]:
        """Return the records that say what is pasted, word after word or nearly, best first.

        What stands between quotation marks is the paste, or else the whole text, with or without the speaker
        that it begins with.
        """
        quoted = _QUOTED.search(text)
        pasted = (quoted[1] or quoted[2]) if quoted else text
        run = stems(pasted)
        if len(run) < (_QUOTED_RUN if quoted else _RUN):
            return ()
        reading = self.read(pasted)
        found = {m.number: m for m in self.find(reading, within)}
        profiles = self._profiled(list(found))
        shares = [(_share(run, reading, record), record.number) for record in profiles]
        bar = max(_REPEATED, max((share for share, _ in shares), default=0.0) - _SLIP)
        best = sorted((pair for pair in shares if pair[0] >= bar), key=lambda pair: -pair[0])
        return tuple(found[number] for _, number in best)

    def _profiled(self, numbers: Sequence[int]) -> list[Profile]:
        missing = [number for number in numbers if number not in self._profiles]
        for number, revision in self._store.at(missing).items() if missing else ():
            if not isinstance(revision.entry, Source):
                self._profiles[number] = profile(number, revision.entry, self.names)
        found = [self._profiles[number] for number in numbers if number in self._profiles]
        if len(self._profiles) > _PROFILES:
            self._profiles = {record.number: record for record in found}
        return found


def _share(run: Sequence[str], reading: Reading, record: Profile) -> float:
    """Return how much of a paste a record repeats, the speaker that it was given with left aside or not."""
    whole = repeats(run, reading.mentioned, record)
    if not reading.speaker or len(run) <= _RUN:
        return whole
    others = [entity for entity in reading.mentioned if entity != reading.speaker.id]
    return max(whole, repeats(run[1:], others, record))
