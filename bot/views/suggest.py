"""Receives what somebody types into a menu whose options the desk has, and answers with those."""

# ruff: noqa: PLC0415 - see `bot.curation`

from bot.core import Asker, Bot, Payload
from bot.render.blocks import Block
from bot.render.inputs import suggestions


async def receive_options(bot: Bot, payload: Payload, asker: Asker) -> Block:
    """Return the options for what is typed, none for who may not file.

    Payload: https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload
    """
    await bot.prepare()
    from bot.curation.choosing import options

    return suggestions(
        await options(bot, asker.user, str(payload["action_id"]), str(payload.get("value") or ""))
    )
