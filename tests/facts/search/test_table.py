"""The learned table: what ships, and how trees and scores are read."""

import pytest

from facts.search import table as learned
from facts.search.evidence import EVIDENCE, UNMET
from facts.search.table import LIKENESS, STANDING, Tree, standing, sure, table
from facts.search.wording import WORDING

ALONE, CLOSE = (9.0, 7.0, 0.0), (9.0, 8.8, 0.0)


@pytest.mark.parametrize(
    ("evidence", "is_sure"), [((0.5, 0.0), False), ((0.6, 0.2), False), ((0.6, 0.3), True)]
)
def test_a_tree_is_followed_to_the_side_of_its_bars(evidence: tuple[float, ...], is_sure: bool) -> None:
    """Up to a bar the lower branch counts, above it the upper one, and trees add up."""
    trees: tuple[Tree, ...] = (-1.0, (0, 0.5, -2.0, (1, 0.2, 0.5, 3.0)))
    assert (sure(trees, evidence) > 0.5) is is_sure


def test_what_ships_was_learned_on_the_evidence_there_is() -> None:
    """Each weight belongs to a kind of evidence, and no tree asks for evidence that there is not."""
    ships = table()
    assert len(ships.rank) == len(EVIDENCE)
    words = (0.0,) * len((*EVIDENCE, *UNMET, *STANDING))
    assert 0 < sure(ships.words, words) < 1
    assert 0 < sure(ships.both, (*words, *(0.0,) * len((*STANDING, *LIKENESS, *WORDING)))) < 1


def test_a_table_of_other_evidence_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights that were learned before a kind of evidence was added say so, and how to learn them anew."""
    monkeypatch.setattr(learned, "EVIDENCE", (*EVIDENCE, "one more"))
    with pytest.raises(ValueError, match=r"python -m benchmarks\.train"):
        table.__wrapped__()


def test_the_best_of_close_scores_stands_less_far_out() -> None:
    """Its lead and its share fall as others come near."""
    alone, close = (dict(zip(STANDING, standing(scores), strict=True)) for scores in (ALONE, CLOSE))
    assert alone["score"] == close["score"]
    assert alone["lead"] > close["lead"]
    assert alone["share"] > close["share"]


def test_a_twin_takes_nothing_from_the_lead_over_the_third() -> None:
    """What is said twice on file stands as far before all else as what is said once."""
    alone, twin = (dict(zip(STANDING, standing(scores), strict=True)) for scores in (ALONE, (9.0, *ALONE)))
    assert twin["lead"] == 0
    assert twin["before_third"] == alone["lead"] > 0
