"""The table of how to ask: whole, and made of lines that can be asked."""

import pytest

from bot.render.usage import USAGE, asked
from facts.model import Status
from facts.questions import Question, Verb, Within, read


def test_every_verb_can_be_looked_up() -> None:
    """A new verb without a way to ask it fails here."""
    assert set(USAGE) == set(Verb)


@pytest.mark.parametrize("verb", [Verb.FACT, Verb.QUOTE, Verb.TIMELINE])
def test_the_examples_of_a_command_ask_what_it_answers(verb: Verb) -> None:
    """An example is typed with its command, and read as a question to it."""
    for example in USAGE[verb].examples:
        command, _, text = example.partition(" ")
        assert command == USAGE[verb].typed
        assert read(text, verb).verb is verb


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        (Question(Verb.QUOTE, "fidan"), "/quote fidan"),
        (Question(Verb.TIMELINE, "talks", Within(since="2022-01-01")), "/timeline talks 2022-01-01.."),
        (
            Question(Verb.FACT, "ferry", Within(("quote",), ("ilse-brandt",), ("post",), (Status.DRAFT,))),
            "/fact ferry kind:quote speaker:ilse-brandt source:post status:draft",
        ),
        (Question(Verb.ASK, "who led?"), "@factdesk who led?"),
        (Question(Verb.SOURCE), "@factdesk source?"),
    ],
)
def test_a_question_is_shown_as_it_is_typed(question: Question, typed: str) -> None:
    """What stands above a shared card could be typed again."""
    assert asked(question) == typed
