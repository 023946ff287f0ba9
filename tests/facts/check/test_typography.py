"""What typography may change in a quotation, and what it never may."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.check.typography import words


def folded(text: str) -> list[tuple[str, str]]:
    """Return the words of a text with the marks behind each, the last one's left out."""
    read = words(text)
    return [(word.text, word.after if at < len(read) - 1 else "") for at, word in enumerate(read)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("don't stop", "don’t stop"),
        ("a “b” c", "a 'b' c"),
        ("yes — no", "yes -- no"),
        ("yes—no", "yes – no"),
        ("a\u00a0b\u2009c", "a b c"),
        ("the ﬁrst oﬃce", "the first office"),
        ("cafe\u0301 open", "café open"),
        ("extra\u00adordinary", "extraordinary"),
        ("a well-known man", "a well known man"),
        ("1,000 men", "1000 men"),
        ("−0.42 now", "-0.42 now"),
        ("Mr. Lee", "Mr Lee"),
        ("[W]e go", "We go"),
        ("he go [sic] home", "he go home"),
        ("so . . . it is", "so […] it is"),
    ],
)
def test_typography_is_folded(one: str, other: str) -> None:
    """Marks, dashes, spaces, ligatures, normal form, grouped thousands and [sic] make no difference."""
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("−0.42 % down", "0.42 % down"),
        ("4.2 million", "2.4 million"),
        ("4.2 million", "42 million"),
        ("1.000 men", "1000 men"),
        ("12,50 euros", "1250 euros"),
        ("$5 more", "€5 more"),
        ("5% more", "5 more"),
        ("we re-sign it", "we resign it"),
        ("Müller left", "Muller left"),
        ("a Polish cook", "a polish cook"),
        ("no, more tax", "no more tax"),
        ("it is so? yes", "it is so. yes"),
        ("m² of it", "m2 of it"),
        ("he does not", "he does"),
        ("do not go", "don't go"),
    ],
)
def test_meaning_is_never_folded(one: str, other: str) -> None:
    """Signs, decimal points, digits, units, accents, case, and marks between words make a difference."""
    assert folded(one) != folded(other)


@given(st.text())
def test_every_word_keeps_its_place(text: str) -> None:
    """Words come in order, each with offsets inside the text, whatever the text."""
    read = words(text)
    assert all(0 <= word.start < word.end <= len(text) for word in read)
    assert all(one.end <= other.start for one, other in pairwise(read))
