"""Shares a card with the channel that it was asked for in."""

from dataclasses import replace

from bot.actions.press import Press, card_on_file
from bot.core import Asker, Bot
from bot.forms import Form, made
from bot.posting import NOT_A_MEMBER, post, respond
from bot.render import ids
from bot.slack import Refused
from facts.errors import BadInput


async def share(bot: Bot, press: Press) -> None:
    """Post a card to the channel, under the question and who asked it; one press posts once.

    Raises:
        BadInput: the value cannot be read, or the record is not on file any more.
        SlackRefused: the card can be posted in neither way.
    """
    value = ids.card_of(press.value)
    if value.question is None:
        raise BadInput("This button carries no question; ask again.")
    card_on_file(bot, value.record)
    form = Form(kind="share", question=value.question, cards=(value.record,), user=press.asker.user)
    await share_made(bot, press, replace(press.asker, thread=""), form)


async def share_made(bot: Bot, press: Press, place: Asker, form: Form) -> None:
    """Post a message for all to see; one press posts once.

    Raises:
        SlackRefused: it can be posted in neither way.
    """
    cause, shared = f"press:{press.trigger}", made(bot.desk, bot.store, form)
    try:
        await post(bot, place, cause, shared, form.kind)
    except Refused as refused:
        if refused.reason not in NOT_A_MEMBER:
            raise
        await respond(bot, place, cause, shared, form.kind)
