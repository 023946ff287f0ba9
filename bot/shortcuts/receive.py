"""Receives shortcuts on messages, and looks up in one table what each of them does."""

from dataclasses import replace
from functools import partial

from bot.core import Asker, Bot, Payload
from bot.failures import tell
from bot.reports import Brought
from bot.shortcuts.table import SHORTCUTS
from facts.errors import BadInput


async def receive_shortcut(bot: Bot, payload: Payload, asker: Asker) -> None:
    """Do what a shortcut is for.

    Payload: https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload

    Raises:
        BadInput: it is none of ours.
    """
    shortcut = SHORTCUTS.get(str(payload.get("callback_id")))
    if shortcut is None:
        raise BadInput("This shortcut is from another version of the app; reload Slack and try again.")
    message = payload["message"]
    # Whoever uses it on the first message of a thread may well not have the thread open.
    place = replace(asker, thread="") if asker.thread == message.get("ts") else asker
    await bot.background.run(
        shortcut.do(bot, place, Brought.of(message), str(payload["trigger_id"])), partial(tell, bot, place)
    )
