"""A question as terms: each of its words with all that may stand for it, and how much each counts.

This is how a question is looked for and weighed; what it names and asks for is told in `reading`.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from facts.search.index import Index
from facts.search.lexicon import lexicon, variants
from facts.search.vocabulary import LONGEST, SHORTEST, skeleton
from facts.text import Word, stem

LIGHT_EVIDENCE, SILENT_EVIDENCE = 0.6, 0.12
"""What a light and a silent word count for as evidence, of what their rarity says."""
_AUTHOR_EVIDENCE = 0.5
_LIGHT, _SILENT, _AUTHOR = 0.8, 0.5, 0.7
"""What a light, a silent and an author's word weigh in looking for candidates."""

_REPAIRED, _SYNONYM, _VARIANT, _AKIN, _RARE, _COMPOUND, _HALF = 0.9, 0.25, 0.9, 0.25, 0.4, 0.9, 0.6
"""How well other forms stand for a word that was typed, at best."""
_ROOT = 4
_MEANT, _MEANT_BESIDE = 6, 3
_RARE_SHARE = 5_000
_RATHER, _LEAST_RATHER = 20, 10
"""How many times as common a neighbour must be to stand beside a rare word, and in how many records."""
_FREQUENCY, _SHARPNESS, _SPREAD, _OTHER_INITIAL = 0.12, 1.5, 1.2, 0.5
"""How likely a word was meant: by its frequency and its distance; and what the less likely are worth."""
_COMPOUNDED = 6

_SEARCHED = 40
"""How many of a question's words look for candidates; the rest of a long paste only ranks them."""
_SHORT_QUESTION, _SHORT_WORDS = 10, 24
"""Telling words up to which, and words in all, words of the same root are looked for as well."""
_ENOUGH = 5
"""Telling words from which on no silent word looks for candidates."""
_MOST_LOOKUPS = 16
"""How many words of a question are looked up in the vocabulary: gibberish ends in bounded time."""


@dataclass(slots=True)
class Term:
    """One distinct word of a question.

    `weight` is what it counts for as evidence, `search_weight` in looking for candidates; `forms` are the
    stems that may stand for it, with how well each does.
    """

    stem: str
    folded: str
    rarity: float
    weight: float
    search_weight: float
    is_telling: bool
    is_silent: bool
    is_known: bool
    forms: dict[str, float]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's terms by first appearance; `order` are the places of all its words among them."""

    terms: tuple[Term, ...] = ()
    order: tuple[int, ...] = ()

    @property
    def telling(self) -> int:
        """How many words of content it has."""
        return sum(term.is_telling for term in self.terms)


def read_terms(body: Sequence[Word], author: Sequence[Word], index: Index) -> Asked:
    """Read a question, or a paste that somebody signed, into terms against what the index holds."""
    return _Terms(index).read(body, author)


class _Terms:
    """Reads one question."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._lookups = _MOST_LOOKUPS

    def read(self, body: Sequence[Word], author: Sequence[Word]) -> Asked:
        typed = (*body, *author)
        places: dict[str, int] = {}
        terms: list[Term] = []
        for at, word in enumerate(typed):
            if word.stem not in places:
                places[word.stem] = len(terms)
                terms.append(self._term(word, signs=at >= len(body), wide=len(typed) <= _SHORT_WORDS))
        for first, second in pairwise(typed):
            self._join(first, second, terms[places[first.stem]], terms[places[second.stem]])
        return Asked(tuple(terms), tuple(places[word.stem] for word in typed))

    def _term(self, word: Word, *, signs: bool, wide: bool) -> Term:
        index = self._index
        is_silent, is_light = word.folded in lexicon().silent, word.folded in lexicon().light
        is_telling = not is_silent and not is_light
        frequency = index.frequency(word.stem)
        forms = {word.stem: 1.0}
        for form, worth in self._others(word, frequency, is_telling=is_telling, wide=wide):
            forms[form] = max(forms.get(form, 0.0), worth)
        rarity = index.rarity(word.stem if frequency else self._likeliest(forms) or word.stem)
        evidence = SILENT_EVIDENCE if is_silent else LIGHT_EVIDENCE if is_light else 1.0
        searched = _SILENT if is_silent else _LIGHT if is_light else 1.0
        return Term(
            word.stem,
            word.folded,
            rarity,
            rarity * evidence * (_AUTHOR_EVIDENCE if signs else 1.0),
            searched * (_AUTHOR if signs else 1.0),
            is_telling,
            is_silent,
            bool(frequency),
            forms,
        )

    def _likeliest(self, forms: Mapping[str, float]) -> str:
        known = [(worth, form) for form, worth in forms.items() if self._index.frequency(form)]
        return max(known)[1] if known else ""

    def _others(
        self, word: Word, frequency: int, *, is_telling: bool, wide: bool
    ) -> Iterator[tuple[str, float]]:
        """Yield what else may stand for a word."""
        if not frequency:
            yield from ((form, _REPAIRED * worth) for form, worth in self._meant(word.folded, 1)[:_MEANT])
            yield from ((form, _HALF) for form in self._halves(word.folded))
        elif is_telling and frequency <= 1 + self._index.size / _RARE_SHARE and len(word.folded) > SHORTEST:
            meant = self._meant(word.folded, max(_LEAST_RATHER, frequency * _RATHER))
            yield from ((form, _RARE * worth) for form, worth in meant[:_MEANT_BESIDE])
        if is_telling:
            yield from ((form, _VARIANT) for form in variants().get(word.stem, ()))
            yield from ((form, _SYNONYM) for form in _synonyms(word.stem))
            if wide and len(word.stem) >= _ROOT and word.stem.isalpha():
                yield from ((form, _AKIN) for form in self._index.beginning(word.stem[:_ROOT]))

    def _meant(self, folded: str, least: int) -> list[tuple[str, float]]:
        """Return stems of at least so many records that a word may have been meant for, likeliest first."""
        self._lookups -= 1
        judged: list[tuple[float, str]] = []
        for far, other in self._index.vocabulary.near(folded) if self._lookups >= 0 else ():
            frequency = self._index.frequency(stem(other))
            if frequency >= least:
                other_initial = folded[0] != other[0] and skeleton(folded) != skeleton(other)
                likely = _FREQUENCY * math.log(frequency + 1) - far - _OTHER_INITIAL * other_initial
                judged.append((likely, other))
        judged.sort(key=lambda pair: (-pair[0], pair[1]))
        best = judged[0][0] if judged else 0.0
        return [
            (stem(other), math.exp(_SHARPNESS * (likely - best)))
            for likely, other in judged
            if likely > best - _SPREAD
        ]

    def _join(self, first: Word, second: Word, *terms: Term) -> None:
        """Let "super bowl" meet "superbowl"."""
        joined = first.folded + second.folded
        if _COMPOUNDED <= len(joined) <= LONGEST and joined.isalpha() and self._index.frequency(stem(joined)):
            for term in terms:
                term.forms.setdefault(stem(joined), _COMPOUND)

    def _halves(self, folded: str) -> Sequence[str]:
        """Return the two words that a word is made of: "superbowl" may be "super bowl"."""
        if not (_COMPOUNDED <= len(folded) <= LONGEST and folded.isalpha()):
            return ()
        splits = [(stem(folded[:at]), stem(folded[at:])) for at in range(SHORTEST, len(folded) - 2)]
        known = [(min(self._index.frequency(a), self._index.frequency(b)), (a, b)) for a, b in splits]
        best, halves = max(known, default=(0, ("", "")))
        return halves if best > 1 else ()


@cache
def _synonyms(stem: str) -> Sequence[str]:
    return sorted(phrase[0] for phrase in lexicon().alternatives((stem,)) if len(phrase) == 1)


def sought(asked: Asked, index: Index) -> dict[str, float]:
    """Return the stems to look for candidates by, with weights; none outweighs the word it stands for."""
    telling = asked.telling
    looking = [term for term in asked.terms if telling < _ENOUGH or not term.is_silent]
    looking.sort(key=lambda term: (-term.rarity * term.search_weight, term.stem))
    found: dict[str, float] = {}
    for term in looking[:_SEARCHED]:
        for form, worth in term.forms.items():
            if telling > _SHORT_QUESTION and worth <= _AKIN and term.is_known:
                continue
            if index.frequency(form):
                weight = term.search_weight * worth * min(1.0, term.rarity / index.rarity(form))
                found[form] = max(found.get(form, 0.0), weight)
    return found
