"""What runs for as long as the app does, and how it ends."""

import asyncio
import gc
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.core import LOG, Bot
from facts.desk import Desk
from facts.errors import FactdeskError

PULSE = 0.5
"""Seconds that one look waits for revisions that other processes add, before it begins anew."""
SETBACK = 10.0
"""Seconds to the next look after one that failed."""
DRAIN = 20.0
"""Seconds that work under way has to finish when the process is asked to stop."""


@asynccontextmanager
async def running(bot: Bot) -> AsyncIterator[None]:
    """Keep a bot up to date while the context is open; when it closes, finish what was accepted."""
    following = asyncio.create_task(_follow(bot.desk))
    introducing = asyncio.create_task(_introduce(bot))
    # What is loaded by now stays: no collection need ever walk through it again.
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        if cut_short := await bot.background.drain(DRAIN):
            LOG.error("unfinished", tasks=cut_short)
        following.cancel()
        introducing.cancel()
        await bot.slack.close()


def asked_to_stop() -> asyncio.Event:
    """Return what is set when the process gets SIGTERM or SIGINT from here on."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def _follow(desk: Desk) -> None:
    wait = 0.0
    while True:
        try:
            wait = 0.0 if await asyncio.to_thread(desk.refresh, wait) else PULSE
        except Exception as error:  # noqa: BLE001 - the edge: answers go on from what is known
            LOG.error("not refreshed", exc_info=error)
            await asyncio.sleep(SETBACK)


async def _introduce(bot: Bot) -> None:
    """Learn who we are in Slack; without an answer, answers are given all the same."""
    try:
        LOG.info("installed", workspace=await bot.slack.identify())
    except FactdeskError as error:
        LOG.warning("not introduced", reason=str(error))
