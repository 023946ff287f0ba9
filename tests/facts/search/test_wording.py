"""Word by word: how near a question and a record are in meaning."""

import pytest

from facts.search.terms import Asked, Term
from facts.search.wording import Compared, wording
from facts.text import words

WEIGHTS = dict.fromkeys(("crew", "wait", "sail"), 1.0)


def asked(**weights: float) -> Asked:
    """Return a question of some words with what each weighs."""
    terms = [Term(word, word, w, w, 1, True, False, False, True, {word: 1.0}) for word, w in weights.items()]
    return Asked(tuple(terms), tuple(range(len(terms))), " ".join(weights))


def compared(text: str, *likeness: tuple[float, ...]) -> Compared:
    """Return a text of a record with how like each word of the question is to each of its words."""
    return Compared(words(text), likeness)


def test_a_word_is_met_by_the_likest_of_any_text() -> None:
    """The question's words look for their likest in all that a record says, and rare ones count for more."""
    texts = [compared("crew waited", (0.9, 0.1), (0.2, 0.3)), compared("sailing", (0.2,), (0.8,))]
    met, _, _ = wording(asked(crew=3.0, boat=1.0), texts, WEIGHTS)
    assert met == pytest.approx((3 * 0.9 + 0.8) / 4)


def test_the_record_is_met_in_the_text_that_comes_nearest() -> None:
    """What else a record's passages speak of takes nothing from the one that answers."""
    texts = [compared("crew waited", (0.9, 0.7)), compared("sailing", (0.2,))]
    assert wording(asked(crew=1.0), texts, WEIGHTS)[1] == pytest.approx(0.8)


def test_what_is_unmet_in_words_is_looked_at_alone() -> None:
    """A word that the record says counts for nothing in the third figure; where all are said, it is 1."""
    texts = [compared("crew waited", (1.0, 0.1), (0.1, 0.4))]
    assert wording(asked(crew=3.0, boat=1.0), texts, WEIGHTS)[2] == pytest.approx(0.4)
    assert wording(asked(crew=3.0), [compared("crew", (1.0,))], WEIGHTS)[2] == 1.0


@pytest.mark.parametrize("texts", [[], [compared("crew", ())], [Compared((), ((), ()))]])
def test_what_cannot_be_compared_speaks_neither_way(texts: list[Compared]) -> None:
    """A record without a word that the encoder reads ends in no error."""
    assert len(wording(asked(crew=1.0, boat=1.0), texts, WEIGHTS)) == 3
