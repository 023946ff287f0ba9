"""What is near enough to answer with, what to offer beside "nothing on file", and what is not to be shown.

The numbers are shares of what was asked, by weight; `tests/scenarios/test_questions.py` holds the questions
that they were set on, those with an answer on file and those without.
"""

from collections.abc import Sequence

from facts.search.ranking import Match
from facts.search.reading import Reading

_NEEDED = {0: 0.6, 1: 0.75, 2: 0.75, 3: 0.7, 4: 0.66, 5: 0.6, 6: 0.6, 7: 0.6}
_NEEDED_OF_MANY = 0.5
_NEARLY_ALL = 0.9
_NEAR = 0.45
_MANY, _SURE, _PERHAPS = 2, 0.5, 0.4
"""Telling things from which on the learned table says whether a record answers, or may. From 0.5 on, 95 % of
the records are shown that it rightly puts first: `python -m benchmarks.threshold` draws what is refused."""
_BEHIND = 0.18
"""How much less than the best a record may cover and still be shown after it."""


def needed(reading: Reading) -> float:
    """Return the coverage that answers a question: the fewer its words, the more of them must be met."""
    return _NEEDED.get(_telling(reading), _NEEDED_OF_MANY)


def answering(reading: Reading, matches: Sequence[Match]) -> list[Match]:
    """Return the matches that answer, best first; none where the best is too far from the question."""
    if not matches:
        return []
    bar = max(_least(reading, matches[0]), max(m.coverage for m in matches) - _BEHIND)
    return [m for m in matches if m.coverage >= bar or _sureness(reading, m) >= _SURE]


def certainty(reading: Reading, match: Match) -> float:
    """Return how sure it is that a match answers, from 0 to 1.

    The best is shown from 0.5 on, unless a name decides.
    """
    return max(_sureness(reading, match), min(1.0, _SURE * match.coverage / _least(reading, match)))


def nearby(reading: Reading, matches: Sequence[Match]) -> list[Match]:
    """Return the matches that do not answer and yet speak of much of what was asked.

    One common word is not nearness: they share a name with the question, or more than one thing.
    """
    return [
        m
        for m in matches
        if (m.coverage >= _NEAR and (m.shares_name or m.shared > 1)) or _sureness(reading, m) >= _PERHAPS
    ]


def _least(reading: Reading, best: Match) -> float:
    """Return the coverage that answers; where the learned table has its say of the best, nearly all."""
    return _NEARLY_ALL if _sureness(reading, best) else needed(reading)


def _sureness(reading: Reading, match: Match) -> float:
    """Return how sure the learned table is of a match; of one word or of a name only coverage can tell.

    One thing in common is not enough, however rare: in a small desk there is nothing nearer than that.
    """
    if not match.sure or match.shared <= 1 or reading.mentioned or reading.has_stranger:
        return 0.0
    return match.sure if _telling(reading) >= _MANY else 0.0


def _telling(reading: Reading) -> int:
    return sum(not concept.faint for concept in reading.concepts)
