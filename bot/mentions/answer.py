"""What is said to the bot, answered for all who can read it. Needs no Slack."""

from collections.abc import Callable

from bot.render.answers import Message, message
from bot.spoken import spoken
from facts.answers import Answer
from facts.questions import Question, read


def answer(
    ask: Callable[[Question, Question | None], Answer], text: str, previous: Question | None = None
) -> tuple[Answer, Message]:
    """Return the answer to what somebody said, and the message that shows it.

    Args:
        ask: whom to ask: the desk, most likely.
        text: the words, as Slack sends them.
        previous: what was asked before in the same thread.
    """
    answered = ask(read(spoken(text)), previous)
    return answered, message(answered)
