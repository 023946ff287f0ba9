"""The modals of a card: its passages in context, and its line to copy."""

from bot.actions.press import Press, card_for, open_view
from bot.core import Bot
from bot.render import ids
from bot.render.modals import context_view, copy_view


async def in_context(bot: Bot, press: Press) -> None:
    """Show the paragraphs around a record's passages.

    Raises:
        BadInput: the value cannot be read, or the record is not on file any more.
        SlackRefused: the modal cannot be opened.
    """
    card = await card_for(bot, ids.card_of(press.value).record, press.asker.user)
    await open_view(bot, press, context_view(card))


async def copy(bot: Bot, press: Press) -> None:
    """Show a record as one plain line to copy.

    Raises:
        BadInput: the value cannot be read, or the record is not on file any more.
        SlackRefused: the modal cannot be opened.
    """
    card = await card_for(bot, ids.card_of(press.value).record, press.asker.user)
    await open_view(bot, press, copy_view(card))
