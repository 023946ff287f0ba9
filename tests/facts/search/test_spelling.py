"""What counts as a misspelling, and what is another word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.search.spelling import Likeness, Spelling, likeness


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fidn", "fidan"),
        ("umervo", "umerov"),
        ("tramp", "trump"),
        ("peskow", "peskov"),
        ("zelinski", "zelensky"),
        ("kislitsia", "kislitsa"),
        ("camoflage", "camouflage"),
        ("selenskyj", "zelensky"),
    ],
)
def test_a_slip_or_another_transliteration_is_surely_meant(typed: str, meant: str) -> None:
    """One slip, or one sound in other letters, is read as the word that was meant."""
    assert likeness(typed, meant) is Likeness.SURE


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("biden", "fidan"),
        ("zelenska", "zelensky"),
        ("putina", "putin"),
        ("umerova", "umerov"),
        ("iran", "iraq"),
        ("rubin", "putin"),
        ("gambia", "zambia"),
    ],
)
def test_another_name_is_never_a_misspelling(typed: str, other: str) -> None:
    """A name that differs in its first sound, or is a surname's feminine form, is somebody else's."""
    assert likeness(typed, other) is Likeness.NONE


def test_two_slips_in_a_short_word_are_only_a_guess() -> None:
    """A bold reading is offered and not taken."""
    assert likeness("slovenia", "slovakia") is Likeness.PERHAPS


def test_a_known_word_has_no_misspelling() -> None:
    """A word that is on file is never taken for another."""
    assert Spelling(["police", "policy"]).near("police") == []


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=5, max_size=12), st.data())
def test_one_letter_dropped_is_found(word: str, data: st.DataObject) -> None:
    """Whatever letter but the first is dropped, the word is among its neighbours."""
    at = data.draw(st.integers(1, len(word) - 1))
    typed = word[:at] + word[at + 1 :]
    near = [found for _, found in Spelling([word]).near(typed)]
    assert near == [word] or likeness(typed, word) is Likeness.NONE
