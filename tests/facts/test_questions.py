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
        ("timeline talks 2022..", Question(Verb.TIMELINE, "talks 2022..")),
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


@given(st.text(max_size=6_000), st.sampled_from(Verb))
def test_any_text_is_a_question(line: str, verb: Verb) -> None:
    """Whatever is typed becomes a question of bounded length."""
    assert len(read(line, verb).text) <= LONGEST
