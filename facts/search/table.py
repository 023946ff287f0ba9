"""The learned table: what each kind of evidence counts for, in the order of records and in being sure."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from facts.search.evidence import EVIDENCE

FILE = Path(__file__).parent / "weights.json"
STANDING = ("lead", "share", "above_middle")
"""How the first record stands among the candidates, in the order in which `standing` returns it."""
_MOST_LEAD = 5.0
_MOST_SURE = 30.0


Evidence = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """Candidates by evidence and by score, and how sure it is, from 0 to 1, that the best answers."""

    evidence: tuple[Evidence, ...]
    scores: tuple[float, ...]
    sure: float

    @property
    def best(self) -> int:
        """The place of the first of the best."""
        return self.scores.index(max(self.scores))


@dataclass(frozen=True, slots=True)
class Table:
    """`rank` orders candidates by their evidence; `answer` and `bias` tell whether the first one answers."""

    rank: tuple[float, ...]
    answer: tuple[float, ...]
    bias: float

    def weighed(self, evidence: Sequence[Evidence]) -> Weighed:
        """Weigh the candidates of one question."""
        scores = tuple(map(self.score, evidence))
        return Weighed(tuple(evidence), scores, self.sure(evidence[scores.index(max(scores))], scores))

    def score(self, evidence: Evidence) -> float:
        """Return the score by which the candidates of one question are ordered."""
        return sum(map(float.__mul__, self.rank, evidence))

    def sure(self, evidence: Evidence, scores: Sequence[float]) -> float:
        """Return how sure it is, from 0 to 1, that the first candidate answers: its evidence, all scores."""
        logit = self.bias + sum(map(float.__mul__, self.answer, (*evidence, *standing(scores))))
        return 1 / (1 + math.exp(-max(-_MOST_SURE, min(_MOST_SURE, logit))))


def standing(scores: Sequence[float]) -> tuple[float, ...]:
    """Return how the best score stands: before the next, among all (log share), above the middle."""
    ordered = sorted(scores, reverse=True)
    best = ordered[0]
    lead = min(_MOST_LEAD, best - ordered[1]) if len(ordered) > 1 else _MOST_LEAD
    share = -math.log(sum(math.exp(score - best) for score in ordered))
    return (lead, share, best - ordered[len(ordered) // 2])


@cache
def table() -> Table:
    """Return the table that ships with the desk, read once.

    Raises:
        ValueError: it was learned on other evidence than there is now.
    """
    found = json.loads(FILE.read_text(encoding="utf-8"))
    if (*found["evidence"], *found["standing"]) != (*EVIDENCE, *STANDING):
        raise ValueError(f"{FILE} was learned on other evidence: learn it again")
    return Table(tuple(found["rank"]), tuple(found["answer"]), found["bias"])
