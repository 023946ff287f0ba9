"""Reports on drafts, as whoever asks gets them: at once if they are ready soon, and else when they are."""

import time
from collections.abc import Awaitable
from functools import partial

from bot.core import Asker, Bot
from bot.failures import sentence, tell
from bot.render.answers import Message
from bot.render.labels import CHECKING


async def report(bot: Bot, draft: str) -> Message:
    """Return the report on a draft; count it, and how long it took.

    Raises:
        BadInput: the draft is too long, or has too many quotations.
    """
    started = time.perf_counter()
    message = await bot.checking.report(draft)
    bot.metrics.answer("check", "Report", time.perf_counter() - started)
    return message


async def report_soon(bot: Bot, asker: Asker, draft: str) -> Message | None:
    """Return the report if it is ready within a request's patience; else None, and the asker gets it later.

    That it is being worked on is a message of its own: through a response URL an app replaces no message that
    it has sent through it before (github.com/slackapi/bolt-python/issues/1268, bolt-js/issues/2287).

    Raises:
        BadInput: the draft is too long, or has too many quotations.
    """
    later = partial(_later, bot, asker)
    return await bot.background.soon(report(bot, draft), later, partial(tell, bot, asker))


async def report_privately(bot: Bot, asker: Asker, draft: str) -> None:
    """Show the asker, and nobody else, the report on a draft.

    Raises:
        BadInput: the draft is too long, or has too many quotations.
        SlackRefused: Slack said no.
        Unreachable: Slack did not answer.
    """
    if message := await report_soon(bot, asker, draft):
        await bot.privately(asker, message)


async def _later(bot: Bot, asker: Asker, work: Awaitable[Message]) -> None:
    await bot.privately(asker, sentence(CHECKING))
    await bot.privately(asker, await work)
