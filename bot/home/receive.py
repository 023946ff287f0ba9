"""Receives that somebody opened the Home tab."""

from functools import partial

from bot.core import Asker, Bot, Payload
from bot.failures import tell

EVENT = "app_home_opened"
"""It needs no scope (https://docs.slack.dev/reference/events/app_home_opened)."""


async def receive_home(bot: Bot, payload: Payload, asker: Asker) -> None:
    """Show somebody their Home tab as it stands now; opening the messages beside it asks for nothing."""
    if payload["event"].get("tab") == "home":
        await bot.prepare()
        from bot.curation.home import publish  # noqa: PLC0415 - see `bot.curation`

        await bot.background.run(publish(bot, asker.user), partial(tell, bot, asker))
