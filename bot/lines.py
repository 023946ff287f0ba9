"""One line, typed as it would be in Slack, and the message that answers it. Needs no Slack."""

import re
from collections.abc import Callable

from bot.commands.answer import answer as answer_command
from bot.commands.answer import draft_of
from bot.mentions.answer import answer as answer_mention
from bot.render.answers import Message, for_asker, how_to
from bot.render.usage import CHECK
from bot.spoken import draft_in
from facts.answers import Answer
from facts.questions import Question

_HANDLE = re.compile(r"^@factdesk\b[\s,:]*", re.IGNORECASE)


def answered(
    ask: Callable[[Question, Question | None], Answer], check: Callable[[str], Message], line: str
) -> Message:
    """Return the message that answers a command, a mention or, without either, a direct message.

    Args:
        ask: whom to ask: the desk, most likely.
        check: reports on a draft.
        line: what is typed.

    Raises:
        UnknownCommand: there is no such command.
        BadInput: the draft in the line cannot be checked.
    """
    command, _, text = line.strip().partition(" ")
    if command.startswith("/"):
        draft = draft_of(command, text)
        if draft is None:
            return answer_command(lambda question: ask(question, None), command, text)
        return for_asker(check(draft) if draft else how_to(CHECK))
    said = _HANDLE.sub("", line.strip())
    draft = draft_in(said)
    if draft is None:
        return answer_mention(ask, said)[1]
    return check(draft) if draft else how_to(CHECK)
