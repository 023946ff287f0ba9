"""Learn `facts/search/weights.json` anew from judged questions, and show how that does on others.

    python -m benchmarks.train FOLDER… [--write]

Each FOLDER is a set as `benchmarks.judged` has it. Needs `factdesk[semantic]` and scikit-learn. What is
printed is by five-fold cross-validation: each question is judged by what was learned from others, and those
that one claim answers stay together. Sets count alike, however many questions they have.
"""

import argparse
import json
import math
import statistics
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.judged import Asked, Remembering, asked
from facts.search.evidence import EVIDENCE, UNMET
from facts.search.finder import CANDIDATES
from facts.search.semantic import WEAK, Encoder
from facts.search.table import (
    FILE,
    LIKENESS,
    STANDING,
    Evidence,
    Table,
    Tree,
    grounds,
    grounds_of_words,
    sure,
)
from facts.search.wording import WORDING

KEPT = 0.95
"""The share of the questions put right first that are to be answered still."""
_FOLDS = 5
_TOP = 5
_RIDGE = 3e-3
"""What the squares of the weights, of standardised evidence, cost in learning to rank."""
_LIKENESS = 18.0
"""What likeness of meaning counts for in the order; between 10 and 20 it makes little difference."""
_TREES = {
    "n_estimators": 300,
    "max_depth": 2,
    "learning_rate": 0.04,
    "max_features": 0.3,
    "subsample": 0.6,
    "min_samples_leaf": 20,
    "random_state": 1,
}
_WRONG = 0.5
"""What a wrong first record counts for where another one answers, in learning what answers."""
_DIGITS = 5


@dataclass(frozen=True, slots=True)
class Judgement:
    """The best candidate of one question: on what grounds it may answer, and whether it does.

    `precision` is that of the first five; `sure`, how sure it is by what was learned from other questions.
    """

    set: str
    has_answer: bool
    is_right: bool
    precision: float
    grounds: Evidence
    sure: float = 0.0


Judge = Callable[[Table, Asked], Judgement]


def by_words(ordering: Table, one: Asked) -> Judgement:
    """Judge the best candidate by words."""
    weighed = ordering.weighed(one.evidence[:CANDIDATES], one.unmet.__getitem__)
    return _judgement(one, weighed.scores, grounds_of_words(weighed))


def by_both(ordering: Table, one: Asked) -> Judgement:
    """Judge the best candidate by words and meaning."""
    words = ordering.weighed(one.evidence, one.unmet.__getitem__)
    both = ordering.with_meaning(words, one.likeness, one.worded)
    return _judgement(one, both.scores, grounds(words, both, one.likeness, one.worded))


def by_coverage(_: Table, one: Asked) -> Judgement:
    """Judge the candidate that covers most of the question."""
    return _judgement(one, one.coverage, (max(one.coverage),))


def _judgement(one: Asked, scores: Sequence[float], on: Evidence) -> Judgement:
    order = sorted(range(len(scores)), key=lambda at: -scores[at])
    judged = [one.judged[at] for at in order[:_TOP]]
    met = [sum(judged[: place + 1]) / (place + 1) for place, is_right in enumerate(judged) if is_right]
    precision = sum(met) / min(one.answers, _TOP) if one.answers else 0.0
    return Judgement(one.set, bool(one.answers), one.right[order[0]], precision, on)


def main() -> None:
    """Ask, learn, report, and write where that is wanted."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--write", action="store_true", help=f"put the weights into {FILE.name}")
    options = parser.parse_args()
    encoder = Remembering(Encoder())
    found = [one for folder in options.folders for one in asked(folder, encoder)]
    words, both = cross_validated(found, by_words, by_both)
    report(words, as_desk(words, both))
    if options.write:
        ordering = Table(rank(found), _LIKENESS, (), ())
        write(
            replace(
                ordering,
                words=(*forest([by_words(ordering, one) for one in found]), -_odds(bar(words))),
                both=(*forest([by_both(ordering, one) for one in found]), -_odds(bar(both))),
            )
        )
    print("\nlearned from the other folders alone:")
    words, both = cross_validated(found, by_words, by_both, part=folder)
    report(words, as_desk(words, both))
    print("\nasked of desks with all answers, and of desks with none:")
    whole = [one for folder in options.folders for one in asked(folder, encoder, whole=True)]
    words, both = cross_validated(found, by_words, by_both, shown=whole)
    report(words, as_desk(words, both))


def fold(one: Asked) -> int:
    """Return which fifth of the questions this one is of."""
    return one.group % _FOLDS


def folder(one: Asked) -> str:
    """Return the folder that a question is from."""
    return one.set.partition(".")[0]


def cross_validated(
    found: Sequence[Asked],
    *judges: Judge,
    part: Callable[[Asked], object] = fold,
    shown: Sequence[Asked] = (),
) -> list[list[Judgement]]:
    """Judge the questions of each part by what was learned from the other parts, in several ways.

    Those `shown` are judged, if there are any, instead of those learned from.
    """
    judged: list[list[Judgement]] = [[] for _ in judges]
    for ours in dict.fromkeys(map(part, found)):
        others = [one for one in found if part(one) != ours]
        ordering = Table(rank(others), _LIKENESS, (), ())
        held_out = [one for one in shown or found if part(one) == ours]
        for judge, into in zip(judges, judged, strict=True):
            trees = forest(list(map(partial(judge, ordering), others)))
            best = map(partial(judge, ordering), held_out)
            into.extend(replace(one, sure=sure(trees, one.grounds)) for one in best)
    return judged


def as_desk(words: Sequence[Judgement], both: Sequence[Judgement]) -> list[Judgement]:
    """Return the judgements of a desk that asks meaning only where words are unsure."""
    at, at_both = bar(words), bar(both)
    sure_of = [replace(one, sure=_from(one.sure, at)) for one in words]
    return [
        one if one.sure >= WEAK else replace(other, sure=_from(other.sure, at_both))
        for one, other in zip(sure_of, both, strict=True)
    ]


def _from(sure_of_it: float, at: float) -> float:
    """Return how sure one is where one is 0.5 sure at a bar, as in the table that ships."""
    return 1 / (1 + math.exp(_odds(at) - _odds(sure_of_it)))


def rank(found: Sequence[Asked]) -> Evidence:
    """Learn what each kind of evidence counts for: softmax over the candidates of a question."""
    numpy, optimize = import_module("numpy"), import_module("scipy.optimize")
    told = [one for one in found if any(one.right[:CANDIDATES]) and not all(one.right[:CANDIDATES])]
    rows = numpy.array([row for one in told for row in one.evidence[:CANDIDATES]])
    spread = rows.std(axis=0) + 1e-9
    rows = (rows - rows.mean(axis=0)) / spread
    right = numpy.array([float(each) for one in told for each in one.right[:CANDIDATES]])
    sizes = [len(one.evidence[:CANDIDATES]) for one in told]
    starts = numpy.cumsum([0, *sizes[:-1]])
    worth = numpy.array(alike([one.set for one in told]))

    def loss(weights: Any) -> tuple[float, Any]:
        scores = rows @ weights
        raised = numpy.exp(scores - numpy.repeat(numpy.maximum.reduceat(scores, starts), sizes))
        whole, met = numpy.add.reduceat(raised, starts), numpy.add.reduceat(raised * right, starts)
        apart = raised / numpy.repeat(whole, sizes) - raised * right / numpy.repeat(met, sizes)
        cost = -worth @ numpy.log(met / whole) + _RIDGE * weights @ weights / 2
        return cost, (apart * numpy.repeat(worth, sizes)) @ rows + _RIDGE * weights

    best = optimize.minimize(loss, numpy.zeros(len(EVIDENCE)), jac=True, method="L-BFGS-B")
    return tuple(round(float(weight), _DIGITS) for weight in best.x / spread)


def forest(judged: Sequence[Judgement]) -> tuple[Tree, ...]:
    """Learn to tell a best candidate that answers from one that does not: boosted trees, as log-odds."""
    learner = import_module("sklearn.ensemble").GradientBoostingClassifier(**_TREES)
    wrong = (_WRONG if one.has_answer and not one.is_right else 1.0 for one in judged)
    worth = [a * b * len(judged) for a, b in zip(wrong, alike([one.set for one in judged]), strict=True)]
    learner.fit([one.grounds for one in judged], [one.is_right for one in judged], sample_weight=worth)
    trees = (_tree(each.tree_, 0, learner.learning_rate) for each in learner.estimators_[:, 0])
    return (_odds(float(learner.init_.class_prior_[1])), *trees)


def _tree(kept: Any, at: int, rate: float) -> Tree:
    low, high = int(kept.children_left[at]), int(kept.children_right[at])
    if low == high:
        return round(float(kept.value[at, 0, 0]) * rate, _DIGITS)
    bar = round(float(kept.threshold[at]), _DIGITS)
    return (int(kept.feature[at]), bar, _tree(kept, low, rate), _tree(kept, high, rate))


def alike(sets: Sequence[str]) -> list[float]:
    """Return what each question is worth, so that sets are worth the same and all of them 1."""
    counts = Counter(sets)
    return [1 / counts[name] / len(counts) for name in sets]


def bar(
    judged: Sequence[Judgement],
    kept: float = KEPT,
    picked: Callable[[Judgement], bool] = lambda one: one.is_right,
) -> float:
    """Return how sure one must be at least, to answer so many of the picked: of those put right first."""
    still = [one for one in judged if picked(one)]
    worth = alike([one.set for one in still])
    passed = 0.0
    for sure_of_it, more in sorted(zip((one.sure for one in still), worth, strict=True)):
        passed += more
        if passed > 1 - kept:
            return sure_of_it
    return 1.0


def refused(judged: Sequence[Judgement], at: float) -> float:
    """Return the share of the questions without an answer that are refused."""
    without = [one for one in judged if not one.has_answer]
    worth = alike([one.set for one in without])
    return sum(more for one, more in zip(without, worth, strict=True) if one.sure < at)


def report(words: Sequence[Judgement], both: Sequence[Judgement]) -> None:
    """Print the figures of each set: MAP@5, and what is refused at the one bar for all."""
    print(f"{'set':<22} MAP@5 words   both    refused words   both")
    bars = bar(words), bar(both)
    for name in dict.fromkeys(one.set for one in words):
        of_it = [[one for one in judged if one.set == name] for judged in (words, both)]
        precise = [statistics.fmean(one.precision for one in each if one.has_answer) for each in of_it]
        refuses = [refused(each, at) for each, at in zip(of_it, bars, strict=True)]
        print(f"{name:<22} {precise[0]:11.4f} {precise[1]:.4f} {refuses[0]:15.3f}  {refuses[1]:.3f}")
    print(
        f"{'all, at one bar':<37} {refused(words, bars[0]):18.3f}  {refused(both, bars[1]):.3f}", flush=True
    )


def write(learnt: Table) -> None:
    """Put a table into the file that ships."""
    kept = {"evidence": [*EVIDENCE, *UNMET, *STANDING, *LIKENESS, *WORDING], **asdict(learnt)}
    parts = (f" {json.dumps(name)}: {json.dumps(value)}" for name, value in kept.items())
    FILE.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


def _odds(likely: float) -> float:
    return math.log(likely / (1 - likely))


if __name__ == "__main__":
    main()
