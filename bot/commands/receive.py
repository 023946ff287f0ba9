"""Receives slash commands."""

from bot.commands.answer import answer, draft_of
from bot.commands.newsroom import word_of
from bot.core import Asker, Bot, Payload
from bot.render.answers import Message, for_asker, how_to
from bot.render.usage import CHECK
from bot.reports import report_soon


async def receive_command(bot: Bot, payload: Payload, asker: Asker) -> Message | None:
    """Answer the command in a payload (https://docs.slack.dev/interactivity/implementing-slash-commands).

    Returns:
        What goes into the body of the ack; None where a report on a draft follows later.

    Raises:
        UnknownCommand: it is none of ours.
        BadInput: the draft that it brings is too long, or has too many quotations.
    """
    command, text = str(payload["command"]), str(payload.get("text", ""))
    if word := word_of(command, text):
        return await word[0].do(bot, payload, asker, word[1])
    draft = draft_of(command, text)
    if draft is None:
        return answer(bot.ask, command, text)
    message = await report_soon(bot, asker, draft) if draft else how_to(CHECK)
    return for_asker(message) if message else None
