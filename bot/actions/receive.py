"""Receives presses of buttons, and looks up in one table what each of them does."""

from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any, TypeAlias

from bot.actions.card import copy, in_context
from bot.actions.check import passage_in_context, share_check, source_words, turn_page
from bot.actions.curate import CURATING
from bot.actions.further import more, suggest
from bot.actions.press import Press
from bot.actions.share import share
from bot.actions.watch import watch
from bot.core import Asker, Bot, Payload
from bot.failures import tell
from bot.render import ids
from facts.errors import BadInput

Action: TypeAlias = Callable[[Bot, Press], Coroutine[Any, Any, None]]

ACTIONS: Mapping[str, Action] = MappingProxyType(
    {
        ids.CARD_SHARE: share,
        ids.CARD_CONTEXT: in_context,
        ids.CARD_COPY: copy,
        ids.CARD_WATCH: watch,
        ids.CHECK_SHARE: share_check,
        ids.CHECK_CONTEXT: passage_in_context,
        ids.SOURCE_CONTEXT: passage_in_context,
        ids.CHECK_WORDS: source_words,
        ids.CHECK_PREVIOUS: turn_page,
        ids.CHECK_NEXT: turn_page,
        ids.ANSWER_MORE: more,
        ids.ANSWER_SUGGEST: suggest,
        **CURATING,
    }
)


async def receive_action(bot: Bot, payload: Payload, asker: Asker) -> None:
    """Do what the pressed button is for.

    Raises:
        BadInput: the button, or what it carries, cannot be read.
    """
    press = Press.of(payload, asker)
    action = ACTIONS.get(press.action)
    if action is None:
        raise BadInput("This button is from another version of the app; ask again.")
    if press.action in CURATING:
        await bot.prepare()
    await bot.background.run(action(bot, press), partial(tell, bot, asker))
