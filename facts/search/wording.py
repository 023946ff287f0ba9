"""How near a question and a record are in meaning, word by word: each word as it is meant where it stands.

Texts about one thing are alike as wholes, also where one says what the other does not. What a word of
one has no likeness of in the other tells them apart.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from facts.search.terms import Asked
from facts.text import Word

WORDING = ("asked_met_in_meaning", "own_met_in_meaning", "unmet_met_in_meaning")
"""The names of what `wording` returns, in that order."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A text of a record by its words, and how like each word of a question is to each of them.

    `likeness` has a row for each word of the question that was read and in it a number from -1 to 1 for each
    word of the text that was.
    """

    words: Sequence[Word]
    likeness: Sequence[Sequence[float]]


def wording(asked: Asked, texts: Sequence[Compared], weights: Mapping[str, float]) -> tuple[float, ...]:
    """Return how like each word is to the likest of the other side, on average by weight.

    Args:
        asked: the question; its `meant` is what was compared.
        texts: a record's texts, compared with it.
        weights: what each stem of a record weighs.

    Returns:
        The average of the question's words, of the record's in the text that comes nearest, and of what the
        question has and the record does not say.
    """
    said = {word.stem for text in texts for word in text.words}
    each = (map(_highest, text.likeness) for text in texts)
    nearest = list(map(max, zip(*each, strict=True)))
    weighed = list(_weighed(asked))
    left = [weight * (1 - asked.terms[at].share(said)) for at, weight in weighed]
    back = (
        _mean([weights[word.stem] for word in text.words], map(_highest, zip(*text.likeness, strict=True)))
        for text in texts
    )
    return (_mean([weight for _, weight in weighed], nearest), max(back, default=0.0), _mean(left, nearest))


def _weighed(asked: Asked) -> Iterator[tuple[int, float]]:
    """Yield each word of a question: its place among the terms, what it weighs, 0 if said before."""
    seen: set[int] = set()
    for at in asked.order:
        yield at, 0.0 if at in seen else asked.terms[at].weight
        seen.add(at)


def _highest(likeness: Sequence[float]) -> float:
    return max(likeness, default=0.0)


def _mean(weights: Sequence[float], values: Iterable[float]) -> float:
    """Return the average of some values by weight, of those that were read; 1 where nothing weighs."""
    read = list(zip(weights, values, strict=False))
    total = sum(weight for weight, _ in read)
    return sum(weight * value for weight, value in read) / total if total else 1.0
