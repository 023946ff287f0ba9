"""A line of text becomes a question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.questions import LONGEST, Question, Verb, read


@pytest.mark.parametrize(
    ("line", "question"),
    [
        ("who led the talks?", Question(Verb.ASK, "who led the talks?")),
        ("quote fidan", Question(Verb.QUOTE, "fidan")),
        ("/quote  Fidan", Question(Verb.QUOTE, "Fidan")),
        ("Quotes: Fidan", Question(Verb.QUOTE, "Fidan")),
        ("timeline talks 2022..", Question(Verb.TIMELINE, "talks", "2022-01-01", "")),
        ("source?", Question(Verb.SOURCE)),
        ("source of the leak", Question(Verb.ASK, "source of the leak")),
        ("help", Question(Verb.HELP)),
        ("help me find Fidan", Question(Verb.ASK, "help me find Fidan")),
        ("status", Question(Verb.STATUS)),
        ("", Question(Verb.HELP)),
        ("quote", Question(Verb.HELP, "quote")),
    ],
)
def test_a_mention_may_name_its_verb(line: str, question: Question) -> None:
    """The first word chooses the kind of answer where it is a verb of the desk."""
    assert read(line) == question


@pytest.mark.parametrize("line", ["", "  ", "help", "Help!", "?"])
def test_a_command_without_a_question_asks_for_help(line: str) -> None:
    """A bare command, or one with "help", asks how to use it."""
    assert read(line, Verb.QUOTE) == Question(Verb.HELP, "quote")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("zelensky 2022..", ("zelensky", "2022-01-01", "")),
        ("zelensky ..2022", ("zelensky", "", "2022-12-31")),
        ("zelensky 2022..2025", ("zelensky", "2022-01-01", "2025-12-31")),
        ("talks 2022-03", ("talks", "2022-03-01", "2022-03-31")),
        ("talks in March 2022", ("talks", "2022-03-01", "2022-03-31")),
        ("talks since March 2022", ("talks", "2022-03-01", "")),
        ("talks after March 2022", ("talks", "2022-04-01", "")),
        ("talks before 2022", ("talks", "", "2021-12-31")),
        ("talks until 2022-03-04", ("talks", "", "2022-03-04")),
        ("talks from 2022 until 2024", ("talks", "2022-01-01", "2024-12-31")),
        ("2022..", ("", "2022-01-01", "")),
        ("talks 2022-13", ("talks 2022-13", "", "")),
    ],
)
def test_a_timeline_takes_its_range_from_the_dates_in_the_line(
    line: str, expected: tuple[str, str, str]
) -> None:
    """Dates become the range, in days, and leave the words that say what it is about."""
    question = read(line, Verb.TIMELINE)
    assert (question.text, question.since, question.until) == expected


def test_dates_in_other_questions_are_words() -> None:
    """Only a timeline has a range; elsewhere a date is part of what is asked."""
    assert read("since March 2022", Verb.FACT) == Question(Verb.FACT, "since March 2022")


@given(st.text(max_size=6_000), st.sampled_from(Verb))
def test_any_text_is_a_question(line: str, verb: Verb) -> None:
    """Whatever is typed becomes a question of bounded length."""
    assert len(read(line, verb).text) <= LONGEST
