"""What a question is read against."""

from dataclasses import dataclass

from facts.search.index import Index, rarity
from facts.search.lexicon import Lexicon
from facts.search.names import Names
from facts.text import Word


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The desk's names and words, and how common each is among its records."""

    names: Names
    index: Index
    lexicon: Lexicon

    def rarity(self, frequency: int) -> float:
        """Return the weight of a word or name by how many records have it (the idf of BM25)."""
        return rarity(frequency, max(self.index.size, 1))

    def knows(self, word: Word) -> bool:
        """Tell whether some record has this word, or one that may stand for it."""
        frequency = self.index.frequency
        if frequency(word.stem):
            return True
        return any(all(map(frequency, phrase)) for phrase in self.lexicon.alternatives((word.stem,)))
