"""Shares a card with the channel that it was asked for in."""

from bot.actions.press import Press, card_on_file
from bot.core import Bot
from bot.render import ids
from bot.render.answers import Message
from bot.render.share import shared
from bot.slack import Refused
from facts.errors import BadInput

_NOT_A_MEMBER = frozenset(("channel_not_found", "not_in_channel"))
"""What Slack answers where the bot has not been invited; a response URL works there nevertheless."""


async def share(bot: Bot, press: Press) -> None:
    """Post a card to the channel, under the question and who asked it; one press posts once.

    Raises:
        BadInput: the value cannot be read, or the record is not on file any more.
        SlackRefused: the card can be posted in neither way.
    """
    value = ids.card_of(press.value)
    if value.question is None:
        raise BadInput("This button carries no question; ask again.")
    await post(bot, press, shared(card_on_file(bot, value.record), value.question, press.asker.user))


async def post(bot: Bot, press: Press, message: Message, thread: str = "") -> None:
    """Post a message to the channel of a press, or into a thread of it; one press posts once.

    Raises:
        SlackRefused: it can be posted in neither way.
    """
    where = {"thread_ts": thread} if thread else {}
    async with bot.once(f"press:{press.trigger}") as mine:
        if not mine:
            return
        try:
            await bot.slack.call("chat.postMessage", {"channel": press.asker.channel, **where, **message})
        except Refused as refused:
            if refused.reason not in _NOT_A_MEMBER:
                raise
            public = {"response_type": "in_channel", "replace_original": False}
            await bot.slack.respond(press.asker.response_url, {**message, **where, **public})
