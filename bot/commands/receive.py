"""Receives slash commands."""

import asyncio
from functools import partial

from bot.commands.answer import draft_of, question_of
from bot.commands.newsroom import word_of
from bot.commands.watches import WATCH, begin_watch
from bot.core import Asker, Bot, Payload
from bot.failures import tell
from bot.render.answers import Message, for_asker, how_to, private, withheld_beside
from bot.render.usage import CHECK
from bot.reports import report_soon
from facts.answers import cards_of
from facts.questions import Question


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
        await bot.prepare()
        return await word[0].do(bot, payload, asker, word[1])
    if watch := WATCH.search(text):
        question = question_of(command, text[: watch.start()])
        await bot.background.run(begin_watch(bot, asker, question, watch[1]), partial(tell, bot, asker))
        return None
    draft = draft_of(command, text)
    if draft is None:
        return await _answer(bot, asker, question_of(command, text))
    message = await report_soon(bot, asker, draft) if draft else how_to(CHECK)
    return for_asker(message) if message else None


async def _answer(bot: Bot, asker: Asker, question: Question) -> Message:
    """Return the answer; to a curator it says as well how much there is that is not for everybody.

    Nobody's role is looked up where there is nothing of that kind.
    """
    state = bot.desk.head
    answer = bot.ask(question)
    bot.glimpses.note(asker.user, cards_of(answer), state)
    shown = private(answer)
    held_back = sum(card.withheld for card in cards_of(bot.desk.ask(question, privy=True)))
    if held_back and await asyncio.to_thread(bot.is_privy, asker.user):
        return withheld_beside(shown, question, held_back)
    return shown
