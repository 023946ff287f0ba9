"""The words of all records, found by misspellings of them and by their sound.

They stand in an index of their own, not in Python's memory: the document of a word holds the word with each
letter left out (Garbe's symmetric delete), its trigrams and its consonants, and keeps how it sounds.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import tantivy
from rapidfuzz.distance import OSA
from tantivy import Occur, Query

from facts.derived import index_in
from facts.text import sound

SHORTEST, LONGEST = 3, 32
"""Letters of a word that is looked up."""
_NEIGHBOURS = 16
_REMEMBERED = 20_000
_VOWELS = re.compile("[aeiouy]")
_LATER_H = re.compile("(?!^)h")
_FARTHEST, _FARTHEST_SHORT, _SHORT = 2.0, 1.4, 6
"""Errors that a word may be away, one of less than six letters, and those six."""

Neighbour = tuple[float, str]
"""How many errors a word is away, and the word, folded."""


@lru_cache(maxsize=50_000)
def skeleton(folded: str) -> str:
    """Return the consonants of a word as it sounds: one key for Tlaib and Taleeb, Ilhan and Elhan."""
    heard = sound(folded)
    first = "A" if _VOWELS.match(heard) else heard[:1]
    return first + _VOWELS.sub("", _LATER_H.sub("", heard[1:]))


class Heard(NamedTuple):
    """A folded word, how it sounds, and the consonants of that."""

    word: str
    sound: str
    consonants: str


def heard(folded: str) -> Heard:
    """Return a word with how it sounds."""
    return Heard(folded, sound(folded), skeleton(folded))


def distance(typed: Heard, meant: Heard) -> float:
    """Return how many errors a word is from what was typed; one that sounds alike is half an error away."""
    errors = float(OSA.distance(typed.word, meant.word))
    if typed.sound == meant.sound:
        return min(errors, 0.5)
    if typed.consonants == meant.consonants:
        return min(errors, 0.6 + 0.7 * OSA.distance(typed.sound, meant.sound))
    return errors


class Vocabulary:
    """Folded words; those noted are found from the next `commit` on. Words are never taken out again.

    A word that no record has any more does no harm: whoever asks weighs a word by the records that have it.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Open the vocabulary in a folder; without one, a new one in memory.

        Raises:
            ValueError: what is in the folder cannot be used.
        """
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("word", tokenizer_name="raw", index_option="basic")
        builder.add_bytes_field("heard", stored=True)
        builder.add_text_field("parts", tokenizer_name="whitespace", index_option="basic")
        self._schema = builder.build()
        self._index = index_in(folder, self._schema)
        self._searcher = self._index.searcher()
        self._new: set[str] = set()
        self._near: dict[str, list[Neighbour]] = {}

    def note(self, folded: Iterable[str]) -> None:
        """Note words, to be taken in by the next `commit`."""
        self._new.update(folded)

    def commit(self) -> None:
        """Keep the noted words that are new; they are found after the next `show`."""
        self._index.reload()
        known = self._index.searcher()  # what the last commit kept, shown already or not
        new = [word for word in sorted(self._new) if _may_be_meant(word) and not known.doc_freq("word", word)]
        self._new.clear()
        if not new:
            return
        writer = self._index.writer(heap_size=32_000_000, num_threads=1)
        for word in new:
            document = tantivy.Document()
            document.add_text("word", word)
            document.add_bytes("heard", " ".join(heard(word)).encode())
            document.add_text("parts", " ".join(_parts(word)))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def show(self) -> None:
        """Let what has been kept be found."""
        self._index.reload()
        self._searcher = self._index.searcher()
        self._near.clear()

    def near(self, typed: str) -> list[Neighbour]:
        """Return the words that a folded word may have been meant for; none for what is no word."""
        if not _may_be_meant(typed):
            return []
        if typed not in self._near:
            if len(self._near) > _REMEMBERED:
                self._near.clear()
            self._near[typed] = self._judged(typed)
        return self._near[typed]

    def _judged(self, typed: str) -> list[Neighbour]:
        sought = [(Occur.Should, Query.term_query(self._schema, "parts", part)) for part in _parts(typed)]
        hits = self._searcher.search(Query.boolean_query(sought), _NEIGHBOURS, count=False).hits
        said, found = heard(typed), sorted({self._kept(address) for _, address in hits})
        judged = [(distance(said, other), other.word) for other in found if other.word != typed]
        return [(far, word) for far, word in judged if far <= _reach(typed, word)]

    def _kept(self, address: tantivy.DocAddress) -> Heard:
        kept: bytes = self._searcher.doc(address).get_first("heard") or b""
        return Heard(*str(kept, "utf-8").split(" "))


def _may_be_meant(word: str) -> bool:
    return SHORTEST <= len(word) <= LONGEST and word.isalpha()


def _reach(typed: str, word: str) -> float:
    return _FARTHEST if min(len(typed), len(word)) >= _SHORT else _FARTHEST_SHORT


def _parts(word: str) -> list[str]:
    """Return the keys of a word: itself and with one letter left out, its trigrams, its consonants."""
    shorter = [word, *(word[:at] + word[at + 1 :] for at in range(len(word)))]
    padded = f"^{word}$"
    trigrams = [f"3{padded[at : at + 3]}" for at in range(len(padded) - 2)] if len(word) >= _SHORT else []
    return list(dict.fromkeys((*shorter, *trigrams, f"~{skeleton(word)}")))
