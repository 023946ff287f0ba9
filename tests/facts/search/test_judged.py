"""The questions that the desk learns from: how they are misspelt, and which claims answer them."""

import json
from pathlib import Path

import pytest
from rapidfuzz.distance import OSA

from benchmarks.judged import Asked, asked
from benchmarks.misspell import misspelt

QUESTION = "Did the harbour master close the ferry terminal on Sunday?"
CLAIMS = {
    "ferry": "The harbour master closed the ferry terminal.",
    "copy": "“The harbour master closed the ferry terminal”",
    "bridge": "The council closed the bridge beside the ferry terminal.",
    "crew": "The crew of the ferry waited outside the harbour.",
}


def test_the_same_question_is_misspelt_in_the_same_way() -> None:
    """What is learned on misspelt questions is learned again on the same ones."""
    assert misspelt(QUESTION) == misspelt(QUESTION) != QUESTION


@pytest.mark.parametrize("question", [QUESTION, "Ferry", "Überfahrt nach Kadıköy", "the ferry is in at one"])
def test_a_misspelt_word_is_off_by_one_slip(question: str) -> None:
    """A word of four letters and more loses, gains, mistakes or exchanges one letter; a shorter one none."""
    pairs = list(zip(question.split(), misspelt(question).split(), strict=True))
    slips = [(meant, typed) for meant, typed in pairs if meant != typed]
    assert slips
    assert all(len(meant) >= 4 and OSA.distance(meant, typed) == 1 for meant, typed in slips)


@pytest.mark.parametrize("question", ["", "who is he", "2022?", "🚢"])
def test_what_has_no_longer_word_stays_as_it_is(question: str) -> None:
    """There is nothing to get wrong in short words, numbers and signs."""
    assert misspelt(question) == question


@pytest.fixture
def found(tmp_path: Path) -> list[Asked]:
    """What is found for one question, right and misspelt, of a desk with its answer and of one without."""
    files = {
        "corpus.jsonl": [{"id": name, "text": text} for name, text in CLAIMS.items()],
        "queries.jsonl": [{"id": "q", "text": QUESTION}],
    }
    for name, lines in files.items():
        (tmp_path / name).write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text("q\tferry\t1\n", encoding="utf-8")
    return list(asked(tmp_path))


def test_a_question_is_asked_with_its_answer_and_without(found: list[Asked]) -> None:
    """Each way of typing it is asked of two desks, of which one lacks what answers."""
    assert sorted((one.set.endswith(".misspelt"), one.answers) for one in found) == [
        (False, 0),
        (False, 1),
        (True, 0),
        (True, 1),
    ]


def test_what_says_the_same_word_for_word_answers_as_well(found: list[Asked]) -> None:
    """A copy of an answer is right where both are on file, is not what was judged, and goes with it."""
    for one in found:
        assert (sum(one.judged), sum(one.right)) == ((1, 2) if one.answers else (0, 0))
