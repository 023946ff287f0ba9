"""Receives slash commands."""

from bot.commands.answer import answer
from bot.core import Asker, Bot, Payload
from bot.render.answers import Message


async def receive_command(bot: Bot, payload: Payload, _: Asker) -> Message:
    """Answer the command in a payload (https://docs.slack.dev/interactivity/implementing-slash-commands).

    Raises:
        UnknownCommand: it is none of ours.
    """
    return answer(bot.ask, str(payload["command"]), str(payload.get("text", "")))
