"""Words that were meant by a word that nobody knows: its neighbours by spelling and by sound.

Candidates come from a deletion neighbourhood (Garbe's symmetric delete), the verdict from the
optimal string alignment distance, in which two letters exchanged are one error.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import IntEnum

from rapidfuzz.distance import OSA

from facts.text import sound

SHORTEST = 4
"""Letters below which no word is repaired: too many others are as near."""

_VOWELS = re.compile("[aeiou]")
_FEMININE = ("aya", "aia", "a")
_SLAVIC = ("ov", "ev", "in", "ski")
"""How a Slavic surname's masculine form ends, as it sounds."""


class Likeness(IntEnum):
    """How sure it is that one word was meant by another."""

    NONE = 0
    PERHAPS = 1
    SURE = 2


class Spelling:
    """A set of folded words that can be found by their misspellings."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        """Start with these words."""
        self._by_deletion: defaultdict[str, set[str]] = defaultdict(set)
        self._by_sound: defaultdict[str, set[str]] = defaultdict(set)
        self._by_consonants: defaultdict[str, set[str]] = defaultdict(set)
        self.words: set[str] = set()
        for word in words:
            self.add(word)

    def add(self, word: str) -> None:
        """Take a folded word in."""
        if word in self.words or len(word) < SHORTEST or not word.isalpha():
            return
        self.words.add(word)
        heard = sound(word)
        for shorter in _deletions(heard):
            self._by_sound[shorter].add(word)
        for shorter in _deletions(word):
            self._by_deletion[shorter].add(word)
        if len(consonants(heard)) >= SHORTEST:
            self._by_consonants[consonants(heard)].add(word)

    def near(self, typed: str) -> list[tuple[Likeness, str]]:
        """Return the words that may have been meant, the likeliest first; none for a known word."""
        if len(typed) < SHORTEST or not typed.isalpha() or typed in self.words:
            return []
        heard = sound(typed)
        candidates = set(self._by_consonants.get(consonants(heard), ()))
        for table, key in ((self._by_sound, heard), (self._by_deletion, typed)):
            candidates.update(*(table.get(shorter, ()) for shorter in _deletions(key)))
        judged = [(likeness(typed, word), word) for word in candidates]
        found = [(like, word) for like, word in judged if like]
        return sorted(found, key=lambda pair: (-pair[0], OSA.distance(typed, pair[1]), pair[1]))


def _deletions(word: str) -> Iterator[str]:
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


def likeness(typed: str, word: str) -> Likeness:
    """Judge whether `typed` is a misspelling of `word`, both folded.

    The first sound must agree for more than a guess, and a surname's feminine form (Putina, Zelenska) is
    another person's name.
    """
    heard, meant = sound(typed), sound(word)
    if _is_feminine_of(typed, word):
        return Likeness.NONE
    if heard[:1] != meant[:1]:
        slipped = min(len(typed), len(word)) >= 7 and OSA.distance(typed, word) == 1
        return Likeness.PERHAPS if slipped else Likeness.NONE
    if heard == meant:
        return Likeness.SURE
    errors = OSA.distance(typed, word)
    if errors == 1 and (len(typed) > SHORTEST or _no_letter_replaced(typed, word)):
        return Likeness.SURE
    if min(len(typed), len(word)) >= 7 and OSA.distance(heard, meant) <= 1:
        return Likeness.SURE
    if errors == 2 and len(typed) >= 9:
        return Likeness.SURE
    if consonants(heard) == consonants(meant):
        return Likeness.SURE if errors == 2 and len(typed) >= 7 else Likeness.PERHAPS
    return Likeness.PERHAPS if errors == 2 and len(typed) >= 5 else Likeness.NONE


def consonants(heard: str) -> str:
    """Return the consonants of a word as it sounds: what is left when it is typed in haste."""
    return heard[:1] + _VOWELS.sub("", heard[1:])


def _no_letter_replaced(typed: str, word: str) -> bool:
    return len(typed) != len(word) or sorted(typed) == sorted(word)


def _is_feminine_of(typed: str, word: str) -> bool:
    """Tell whether `typed` is the feminine form of a surname: Zelenska, Putina."""
    ending = next((ending for ending in _FEMININE if typed.endswith(ending)), "")
    masculine = sound(word)
    if not ending or not masculine.endswith(_SLAVIC):
        return False
    return consonants(masculine).startswith(consonants(sound(typed.removesuffix(ending))))
