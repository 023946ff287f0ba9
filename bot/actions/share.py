"""Shares a card with the channel that it was asked for in."""

from dataclasses import replace

from bot import sharing
from bot.actions.press import Press, card_on_file
from bot.core import Bot
from bot.forms import Form
from bot.render import ids
from facts.errors import BadInput


async def share(bot: Bot, press: Press) -> None:
    """Post a card to the channel, under the question and who asked it; one press posts once.

    Raises:
        BadInput: the value cannot be read, or the record is not on file any more.
        StoreError: it cannot be kept that the card is to be posted.
    """
    value = ids.card_of(press.value)
    if value.question is None:
        raise BadInput("This button carries no question; ask again.")
    card_on_file(bot, value.record)
    form = Form(kind="share", question=value.question, cards=(value.record,), user=press.asker.user)
    await sharing.share(bot, press.trigger, replace(press.asker, thread=""), form)
