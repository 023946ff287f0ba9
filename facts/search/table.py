"""The learned table: what each kind of evidence counts for, in the order of records and in being sure.

`weights.json` is written by `python -m benchmarks.train`.
"""

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from operator import mul
from pathlib import Path
from statistics import median
from typing import TypeAlias

from facts.search.evidence import EVIDENCE, UNMET
from facts.search.wording import WORDING

FILE = Path(__file__).parent / "weights.json"
STANDING = ("score", "lead", "before_third", "before_fifth", "share", "above_middle")
"""How the best of some scores stands, in the order in which `standing` returns it."""
LIKENESS = ("like", "like_before_others", "like_above_middle")
"""How the likeness of the best in meaning stands, in the order in which `alike` returns it."""
_SHARES = tuple(map(EVIDENCE.index, ("covered", "own_covered", "best_covered")))
_LEAST_SHARED = 0.25
"""The share, of the question or of what the best says, that both speak of at least, or no tree is asked: in a
desk of thousands there is always something that shares as much, in a small one there is not, and trees that
were learned in the large know nothing of that."""
_LEADS = ((1, 5.0), (2, 5.0), (4, 8.0))
"""The places over which the lead of the best is told, and the most that it counts for: the next one alone
tells little, it may be a twin of the best."""
_MOST_SURE = 30.0

Evidence = tuple[float, ...]
Told = Callable[[int], Evidence]
"""What else there is to tell of the candidate at a place: it is worked out for the best alone."""
Tree: TypeAlias = "float | tuple[int, float, Tree, Tree]"
"""A place among the evidence, a bar, what to go on with up to it and above; or what all of that counts."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """Candidates by evidence and by score, and how sure it is, from 0 to 1, that the best answers.

    `unmet` tells what question and candidate do not have of each other.
    From 0.5 on it is sure enough to answer.
    """

    evidence: tuple[Evidence, ...]
    unmet: Told
    scores: tuple[float, ...]
    sure: float

    @property
    def best(self) -> int:
        """The place of the first of the best."""
        return self.scores.index(max(self.scores))


@dataclass(frozen=True, slots=True)
class Table:
    """`rank` orders candidates by their evidence, `likeness` by that of their meaning to the question.

    `words` tells whether the best by words answers, `both` whether the best by words and meaning does.
    """

    rank: tuple[float, ...]
    likeness: float
    words: tuple[Tree, ...]
    both: tuple[Tree, ...]

    def weighed(self, evidence: Sequence[Evidence], unmet: Told) -> Weighed:
        """Weigh the candidates of one question by words alone."""
        scores = tuple([sum(map(mul, self.rank, each)) for each in evidence])
        words = Weighed(tuple(evidence), unmet, scores, 0.0)
        if shared(words.evidence[words.best]) < _LEAST_SHARED:
            return words
        return replace(words, sure=sure(self.words, grounds_of_words(words)))

    def with_meaning(self, words: Weighed, likeness: Sequence[float], worded: Told) -> Weighed:
        """Weigh candidates by words and by how like the meaning of each is to the question's.

        `worded` tells how near the candidate at a place is word by word; it is asked of the best alone.
        """
        scores = tuple(
            score + self.likeness * like for score, like in zip(words.scores, likeness, strict=True)
        )
        both = replace(words, scores=scores, sure=0.0)
        if max(shared(both.evidence[both.best]), likeness[both.best]) < _LEAST_SHARED:
            return both
        return replace(both, sure=sure(self.both, grounds(words, both, likeness, worded)))


def shared(evidence: Evidence) -> float:
    """Return what a question and a record both speak of, as the larger share of either, from 0 to 1."""
    return max(evidence[at] for at in _SHARES)


def grounds_of_words(words: Weighed) -> Evidence:
    """Return what tells whether the best by words answers."""
    return (*words.evidence[words.best], *words.unmet(words.best), *standing(words.scores))


def grounds(words: Weighed, both: Weighed, likeness: Sequence[float], worded: Told) -> Evidence:
    """Return what tells whether the best by words and meaning answers."""
    best = both.best
    return (
        *words.evidence[best],
        *words.unmet(best),
        *standing(words.scores),
        *standing(both.scores),
        *alike(likeness, best),
        *worded(best),
    )


def standing(scores: Sequence[float]) -> Evidence:
    """Return how the best score stands: itself, before others, among all (log share), above the middle."""
    ordered = sorted(scores, reverse=True)
    best = ordered[0]
    leads = (min(most, best - ordered[at]) if at < len(ordered) else most for at, most in _LEADS)
    share = -math.log(sum(math.exp(score - best) for score in ordered))
    return (best, *leads, share, best - ordered[len(ordered) // 2])


def alike(likeness: Sequence[float], best: int) -> Evidence:
    """Return how like one of them is: in itself, before the likest other, above the middle."""
    like = likeness[best]
    others = max((other for at, other in enumerate(likeness) if at != best), default=0.0)
    return (like, like - others, like - median(likeness))


def sure(trees: Sequence[Tree], evidence: Evidence) -> float:
    """Return how sure some trees are, from 0 to 1."""
    odds = 0.0
    for tree in trees:
        rest = tree
        while not isinstance(rest, float):
            at, bar, low, high = rest
            rest = low if evidence[at] <= bar else high
        odds += rest
    return 1 / (1 + math.exp(-max(-_MOST_SURE, min(_MOST_SURE, odds))))


@cache
def table() -> Table:
    """Return the table that ships with the desk, read once.

    Raises:
        ValueError: it was learned on other evidence than there is now.
    """
    found = json.loads(FILE.read_text(encoding="utf-8"))
    if found["evidence"] != [*EVIDENCE, *UNMET, *STANDING, *LIKENESS, *WORDING]:
        raise ValueError(f"{FILE} was learned on other evidence: python -m benchmarks.train")
    words, both = (tuple(map(_tree, found[name])) for name in ("words", "both"))
    return Table(tuple(found["rank"]), found["likeness"], words, both)


def _tree(kept: float | list[float]) -> Tree:
    if isinstance(kept, float):
        return kept
    at, bar, low, high = kept
    return (int(at), bar, _tree(low), _tree(high))
