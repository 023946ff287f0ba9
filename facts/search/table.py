"""The learned table: what each kind of evidence counts for, in the order of records and in being sure.

`weights.json` is written by `python -m benchmarks.train`.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from statistics import median
from typing import TypeAlias

from facts.search.evidence import EVIDENCE

FILE = Path(__file__).parent / "weights.json"
STANDING = ("score", "lead", "share", "above_middle")
"""How the best of some scores stands, in the order in which `standing` returns it."""
LIKENESS = ("like", "like_before_others", "like_above_middle")
"""How the likeness of the best in meaning stands, in the order in which `alike` returns it."""
_SHARES = tuple(map(EVIDENCE.index, ("covered", "own_covered", "best_covered")))
_LEAST_SHARED = 0.25
"""The share, of the question or of what the best says, that both speak of at least, or no tree is asked: in a
desk of thousands there is always something that shares as much, in a small one there is not, and trees that
were learned in the large know nothing of that."""
_MOST_LEAD = 5.0
_MOST_SURE = 30.0

Evidence = tuple[float, ...]
Tree: TypeAlias = "float | tuple[int, float, Tree, Tree]"
"""A place among the evidence, a bar, what to go on with up to it and above; or what all of that counts."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """Candidates by evidence and by score, and how sure it is, from 0 to 1, that the best answers.

    From 0.5 on it is sure enough to answer.
    """

    evidence: tuple[Evidence, ...]
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

    def weighed(self, evidence: Sequence[Evidence]) -> Weighed:
        """Weigh the candidates of one question by words alone."""
        scores = tuple(sum(map(float.__mul__, self.rank, each)) for each in evidence)
        best = evidence[scores.index(max(scores))]
        is_sure = sure(self.words, (*best, *standing(scores))) if shared(best) >= _LEAST_SHARED else 0.0
        return Weighed(tuple(evidence), scores, is_sure)

    def with_meaning(self, words: Weighed, likeness: Sequence[float]) -> Weighed:
        """Weigh candidates by words and by how like the meaning of each is to the question's."""
        scores = tuple(
            score + self.likeness * like for score, like in zip(words.scores, likeness, strict=True)
        )
        both = replace(words, scores=scores, sure=0.0)
        if max(shared(both.evidence[both.best]), likeness[both.best]) < _LEAST_SHARED:
            return both
        return replace(both, sure=sure(self.both, grounds(words, both, likeness)))


def shared(evidence: Evidence) -> float:
    """Return what a question and a record both speak of, as the larger share of either, from 0 to 1."""
    return max(evidence[at] for at in _SHARES)


def grounds(words: Weighed, both: Weighed, likeness: Sequence[float]) -> Evidence:
    """Return what tells whether the best by words and meaning answers."""
    best = both.best
    return (
        *words.evidence[best],
        *standing(words.scores),
        *standing(both.scores),
        *alike(likeness, best),
    )


def standing(scores: Sequence[float]) -> Evidence:
    """Return how the best score stands: itself, before the next, among all (log share), above the middle."""
    ordered = sorted(scores, reverse=True)
    best = ordered[0]
    lead = min(_MOST_LEAD, best - ordered[1]) if len(ordered) > 1 else _MOST_LEAD
    share = -math.log(sum(math.exp(score - best) for score in ordered))
    return (best, lead, share, best - ordered[len(ordered) // 2])


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
    if found["evidence"] != [*EVIDENCE, *STANDING, *LIKENESS]:
        raise ValueError(f"{FILE} was learned on other evidence: python -m benchmarks.train")
    words, both = (tuple(map(_tree, found[name])) for name in ("words", "both"))
    return Table(tuple(found["rank"]), found["likeness"], words, both)


def _tree(kept: float | list[float]) -> Tree:
    if isinstance(kept, float):
        return kept
    at, bar, low, high = kept
    return (int(at), bar, _tree(low), _tree(high))
