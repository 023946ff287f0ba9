"""One line, typed as it would be in Slack, and the message that answers it. Needs no Slack."""

import re
from collections.abc import Callable

from bot.commands.answer import answer as answer_command
from bot.mentions.answer import answer as answer_mention
from bot.render.answers import Message
from facts.answers import Answer
from facts.questions import Question

_HANDLE = re.compile(r"^@factdesk\b[\s,:]*", re.IGNORECASE)


def answered(ask: Callable[[Question, Question | None], Answer], line: str) -> Message:
    """Return the message that answers a command, a mention or, without either, a direct message.

    Raises:
        UnknownCommand: there is no such command.
    """
    command, _, text = line.strip().partition(" ")
    if command.startswith("/"):
        return answer_command(lambda question: ask(question, None), command, text)
    return answer_mention(ask, _HANDLE.sub("", line.strip()))[1]
