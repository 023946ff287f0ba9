"""What speaks for a record that may answer a question: numbers for the learned table to weigh."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache
from itertools import compress, pairwise, repeat
from operator import mul
from typing import NamedTuple

from facts.search.index import Index
from facts.search.lexicon import lexicon
from facts.search.profile import Profile
from facts.search.terms import LIGHT_EVIDENCE, SILENT_EVIDENCE, Asked
from facts.text import stem

EVIDENCE = (
    "bm25_share",
    "bm25_of_best",
    "bm25_log",
    "covered",
    "covered_exactly",
    "rarest_met",
    "met",
    "own_covered",
    "own_covered_squared",
    "own_run",
    "best_covered",
    "best_covered_squared",
    "best_length",
    "best_run",
    "pairs",
    "covered_by_length",
    "names_covered",
    "year_agrees",
    "year_differs",
    "month_agrees",
    "month_differs",
    "author_met",
    "together",
    "near",
    "near_of_all",
)
"""The names of the evidence, in the order in which `Weigher.weigh` returns it."""

UNMET = (
    "asked_unmet",
    "asked_unmet_next",
    "asked_unmet_in_all",
    "asked_met_third",
    "own_unmet",
    "own_unmet_third",
    "own_name_unmet",
)
"""The names of what `Weigher.unmet` returns, in that order."""

_NEAR = 4
"""Words within which two are neighbours."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTHS = frozenset(
    map(stem, "january february march april june july august september october november december".split())
)
_UNDATED = (0.0, 0.0, 0.0, 0.0)
"""What is said of the years and months of a question that has none."""
_SENTENCE = math.log(1 + 3)
"""The length from which on a part of a record says enough to be the one that answers."""
_REMEMBERED = 200_000
_BM25_MOST = 2.2
"""What BM25 gives a word at most, of its rarity: k1 + 1."""


class Weights(dict[str, float]):
    """What each stem of a record weighs: its rarity, less for light and silent words. Fills as it is asked.

    It is true of one state of the index: after the next one is shown, make it anew.
    """

    def __init__(self, index: Index) -> None:
        """Take the statistics from an index."""
        super().__init__()
        self._rarity, self._faint = index.rarity, _faint()
        self.most = index.rarity("")

    def __missing__(self, word: str) -> float:
        if len(self) > _REMEMBERED:
            self.clear()
        weight = self[word] = self._rarity(word) * self._faint.get(word, 1.0)
        return weight


@cache
def _faint() -> dict[str, float]:
    light = {stem(word): LIGHT_EVIDENCE for word in lexicon().light}
    return light | {stem(word): SILENT_EVIDENCE for word in lexicon().silent}


class Whole(NamedTuple):
    """What one part of a record weighs in all: the sum of its distinct words, and of their squares."""

    weight: float
    squared: float
    length: float


def wholes(record: Profile, weights: Weights) -> tuple[Whole, ...]:
    """Return what each part of a record weighs."""
    return tuple([_whole(part, weights) for part in record.parts])


def _whole(part: Sequence[str], weights: Weights) -> Whole:
    each = list(map(weights.__getitem__, dict.fromkeys(part)))
    return Whole(sum(each) or 1.0, sum(map(mul, each, each)) or 1.0, math.log(1 + len(part)))


class Part(NamedTuple):
    """One part of a record held against a question, as shares by weight of the part's own words.

    `near` is what neighbours in it weigh that the question has as well, less the farther they are apart.
    """

    covered: float
    covered_squared: float
    run: float
    length: float
    near: float


class Weigher:
    """Holds records against one question. Pure, given the index's statistics."""

    def __init__(self, asked: Asked, weights: Weights, best: float) -> None:
        """Prepare a question; `best` is the highest BM25 score of all its candidates."""
        self._asked = asked.terms
        self._terms = [term.weight for term in asked.terms]
        self._signs = [at for at, term in enumerate(asked.terms) if term.signs]
        self._telling = {at for at, term in enumerate(asked.terms) if term.is_telling}
        self._dates = _by_kind(asked.dates)
        self._is_dated = any(self._dates)
        self._total = sum(self._terms) or 1.0
        self._bm25_most = _BM25_MOST * sum(term.rarity for term in asked.terms) or 1.0
        self._best = best or 1.0
        self._length = math.log(1 + asked.telling)
        self._weights = weights
        self._met: dict[str, tuple[int, float]] = {}
        for at, term in enumerate(asked.terms):
            for form, worth in term.forms.items():
                if worth > self._met.get(form, (0, 0.0))[1]:
                    self._met[form] = (at, worth)
        self._beside = set(pairwise(asked.order))

    def weigh(self, record: Profile, whole: Sequence[Whole], bm25: float) -> tuple[float, ...]:
        """Return the evidence for one record, in the order of `EVIDENCE`."""
        shares = [0.0] * len(self._terms)
        self._pairs = self._together = 0.0
        parts = list(map(self._part, record.parts, whole, repeat(shares)))
        own = fullest = parts[0]
        for part in parts:
            if part.length > _SENTENCE and (fullest.length <= _SENTENCE or part.covered > fullest.covered):
                fullest = part
        met = list(map(mul, self._terms, shares))
        exactly = sum(compress(self._terms, map((1.0).__le__, shares)))  # of those that are met in full
        sum_met, most = sum(met), self._weights.most
        covered = sum_met / self._total
        near = max([part.near for part in parts])
        return (
            bm25 / self._bm25_most,
            bm25 / self._best,
            math.log(1 + bm25),
            covered,
            exactly / self._total,
            max(met, default=0.0) / most,
            sum_met / most,
            own.covered,
            own.covered_squared,
            own.run,
            fullest.covered,
            fullest.covered_squared,
            fullest.length,
            fullest.run,
            self._pairs / self._total,
            covered * self._length,
            self._named(record.capitals),
            *(self._dated(record.everything) if self._is_dated else _UNDATED),
            sum([met[at] for at in self._signs]) / most,
            self._together / most,
            near / most,
            near / self._total,
        )

    def unmet(self, record: Profile) -> tuple[float, ...]:
        """Return the weightiest that question and record do not have of each other, in the order of `UNMET`.

        Silent words do not count. A word that something else stands for counts for what that leaves open.
        """
        most, said = self._weights.most, record.everything
        asked = [(term.weight, term.share(said)) for term in self._asked if not term.is_silent]
        lost = _weightiest(weight * (1 - share) for weight, share in asked)
        met = _weightiest(weight * share for weight, share in asked)
        own = _weightiest(map(self._left, dict.fromkeys(record.parts[0])))
        names = max(map(self._left, record.capitals), default=0.0)
        found = (lost[0], lost[1], sum(lost), met[2], own[0], own[2], names)
        return tuple(weight / most for weight in found)

    def _left(self, word: str) -> float:
        """Return what a record's word weighs that the question does not have."""
        return self._weights[word] * (1 - self._met[word][1] if word in self._met else 1)

    def _dated(self, said: Set[str]) -> Iterator[float]:
        """Yield whether a record names a year of the question, or others only; then the same of months."""
        for asked, named in zip(self._dates, _by_kind(said), strict=True):
            agrees = not asked.isdisjoint(named)
            yield float(agrees)
            yield float(bool(asked and named) and not agrees)

    def _named(self, capitals: Sequence[str]) -> float:
        """Return how much of a record's names the question has, by weight; a half where it has none."""
        telling = sum(map(self._weights.__getitem__, capitals))
        if not telling:
            return 0.5
        met = self._met
        return sum([self._weights[name] * met[name][1] for name in capitals if name in met]) / telling

    def _part(self, said: Sequence[str], whole: Whole, shares: list[float]) -> Part:
        weights, beside, met, terms = self._weights, self._beside, self._met, self._terms
        covered = covered_squares = run = longest = near = 0.0
        place = before = -2
        seen: set[str] = set()
        for at, word in [(at, word) for at, word in enumerate(said) if word in met]:
            term, worth = met[word]
            weight = weights[word]
            new = word not in seen
            if new:
                seen.add(word)
                covered += weight * worth
                covered_squares += weight * weight * worth
            if worth > shares[term]:
                shares[term] = worth
            if place == at - 1 and (before, term) in beside:
                run += weight * worth
                if new:
                    self._pairs += terms[term] * worth
                if term in self._telling and before in self._telling:
                    self._together = max(self._together, min(terms[term], terms[before]))
            else:
                run = weight * worth
            if run > longest:
                longest = run
            if at - place <= _NEAR and before not in (term, -2):
                near += min(terms[term], terms[before]) * worth / (at - place)
            place, before = at, term
        return Part(
            covered / whole.weight,
            covered_squares / whole.squared,
            longest / whole.weight,
            whole.length,
            near,
        )


def _weightiest(weights: Iterable[float]) -> list[float]:
    """Return weights, highest first, and three at least."""
    return [*sorted(weights, reverse=True), 0.0, 0.0, 0.0]


def _by_kind(dates: Set[str]) -> tuple[Set[str], Set[str]]:
    """Part years from months."""
    return {date for date in dates if _YEAR.fullmatch(date)}, dates & _MONTHS
