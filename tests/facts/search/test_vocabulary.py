"""Words of the records are found by misspellings of them, in bounded time."""

import pytest

from facts.search.pasted import body_and_author
from facts.search.vocabulary import Vocabulary, distance, heard


@pytest.fixture
def vocabulary() -> Vocabulary:
    """A few words."""
    vocabulary = Vocabulary()
    vocabulary.note(["delegation", "camouflage", "gaddafi", "police", "policy"])
    vocabulary.commit()
    vocabulary.show()
    return vocabulary


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("delegaton", "delegation"), ("camoflage", "camouflage"), ("qadhafi", "gaddafi"), ("polcie", "police")],
)
def test_a_word_is_found_by_a_misspelling(vocabulary: Vocabulary, typed: str, meant: str) -> None:
    """A slip, or the same sound in other letters, leads to the word."""
    assert min(vocabulary.near(typed))[1] == meant


def test_a_word_is_kept_once(vocabulary: Vocabulary) -> None:
    """However often it is noted before it is shown, it leaves room for its neighbours."""
    for _ in range(20):
        vocabulary.note(["polices"])
        vocabulary.commit()
    vocabulary.show()
    assert [word for _, word in vocabulary.near("policis")] == ["police", "polices", "policy"]


@pytest.mark.parametrize("typed", ["", "x", "2022", "a" * 4_000, "мир", "🙃"])
def test_what_is_no_word_is_not_looked_up(vocabulary: Vocabulary, typed: str) -> None:
    """What is too short, too long or no word at all has no neighbours."""
    assert vocabulary.near(typed) == []


def test_the_same_sound_is_nearer_than_one_error() -> None:
    """Transliterations of one name are the nearest of all."""
    meant = heard("gaddafi")
    assert distance(heard("qaddafi"), meant) < distance(heard("gadafa"), meant) <= 2


@pytest.mark.parametrize(
    ("post", "body", "author"),
    [
        ("Look at this https://t.co/x1", "Look at this  ", ""),
        ("We will win this — Jane Roe (@janeroe) May 1, 2020", "We will win this", "Jane Roe"),
        ("— Jane Roe (@janeroe)", "— Jane Roe (@janeroe)", ""),
        ("Now #StopTheSteal", "Now #StopTheSteal Stop The Steal", ""),
    ],
)
def test_a_post_is_parted_into_what_it_says_and_who_signed_it(post: str, body: str, author: str) -> None:
    """Links are no words, a signature is its author's, and a tag of several words says them."""
    assert body_and_author(post) == (body, author)
