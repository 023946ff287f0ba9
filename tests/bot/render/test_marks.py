"""What differs is marked word by word, and typography is no difference."""

import pytest

from bot.render.blocks import bold
from bot.render.marks import emphasised, marked


def _marked(text: str, other: str, room: int = 700) -> list[str]:
    return [part["text"] for part in marked(text, other, bold, room) if "style" in part]


@pytest.mark.parametrize(
    ("text", "other", "marks"),
    [
        ("We will not go.", "We will go", ["not"]),
        ("We will go.", "We will not go", []),
        ("some 2.4 million left", "some 4.2 million left", ["2.4"]),
        ("fell by 0.42 %", "fell by −0.42 %", []),
        ("fell by −0.42 %", "fell by 0.42 %", ["−"]),
        ("We’ll go — now", "we'll go - now", []),
        ("the White House", "the white house", ["White House"]),
        ("stay, or go", "stay or go", ["stay"]),
        ("Right now, we go at once.", "Now we go.", ["Right now", "at once"]),
        ("", "anything", []),
    ],
)
def test_the_words_that_the_other_has_not_are_marked(text: str, other: str, marks: list[str]) -> None:
    """Words, digits, signs and marks between words count; the last mark and the first capital do not."""
    assert _marked(text, other) == marks


def test_not_a_character_is_lost() -> None:
    """Marked or not, the text stands as it was."""
    text = "  “Nobody  sails” <!channel> *x* &amp; before"
    assert "".join(part["text"] for part in marked(text, "Nobody goes", bold, 700)) == text


def test_a_cut_marks_nothing() -> None:
    """Where a text is too long to be shown whole, its end is not marked as if it differed."""
    text = "word " * 400
    assert _marked(text.strip(), text.strip(), room=100) == []


@pytest.mark.parametrize(
    ("part", "marks"), [("the fog", ["the fog"]), ("snow", []), ("", []), ("fog lifts. The crew", ["fog li"])]
)
def test_a_part_is_emphasised_where_it_stands(part: str, marks: list[str]) -> None:
    """One part is marked as far as it is shown; what is no part of the text marks nothing."""
    shown = emphasised("before the fog lifts. The crew waited.", part, bold, 18)
    assert [each["text"].rstrip("…") for each in shown if "style" in each] == marks
