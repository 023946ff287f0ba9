"""What runs for as long as the app does, and how it ends."""

import asyncio
import gc
import signal
import sys
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import partial

from bot.core import LOG, Bot
from bot.jobs.follow import following
from bot.jobs.tasks import perform
from facts.desk import Desk
from facts.errors import FactdeskError

PULSE = 0.5
"""Seconds that one look waits for revisions that other processes add, before it begins anew."""
SETBACK = 10.0
"""Seconds to the next look after one that failed."""
SWITCH = 0.0005
"""Seconds that an answer waits, each time that it has let go, for a thread that takes in what is new."""
DRAIN = 20.0
"""Seconds that work under way has to finish when the process is asked to stop."""


@asynccontextmanager
async def running(bot: Bot) -> AsyncIterator[None]:
    """Keep a bot up to date while the context is open; when it closes, finish what was accepted."""
    thread = ThreadPoolExecutor(1, "follow")
    async with AsyncExitStack() as until_closed:
        # Whoever closes the store next must not close it under a look that is still under way.
        until_closed.push_async_callback(asyncio.to_thread, thread.shutdown)
        until_closed.push_async_callback(bot.slack.close)
        await until_closed.enter_async_context(bot.jobs.working(partial(perform, bot)))
        if bot.jobs.paced:
            await until_closed.enter_async_context(following(bot))
        for work in (_follow(bot.desk, thread), _introduce(bot)):
            until_closed.callback(asyncio.create_task(work).cancel)
        if not gc.get_freeze_count():
            # What is loaded by now stays: no collection need ever walk through it again.
            gc.collect()
            gc.freeze()
            sys.setswitchinterval(SWITCH)
        try:
            yield
        finally:
            with suppress(FactdeskError):
                await bot.glimpses.write()
            if cut_short := await bot.background.drain(DRAIN):
                LOG.error("unfinished", tasks=cut_short)


def asked_to_stop() -> asyncio.Event:
    """Return what is set when the process gets SIGTERM or SIGINT from here on."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def _follow(desk: Desk, thread: ThreadPoolExecutor) -> None:
    """Look for news again and again, in a thread apart: several bots would use up those that all share."""
    loop, wait = asyncio.get_running_loop(), 0.0
    while True:
        try:
            wait = 0.0 if await loop.run_in_executor(thread, desk.refresh, wait) else PULSE
        except Exception as error:  # noqa: BLE001 - the edge: answers go on from what is known
            LOG.error("not refreshed", exc_info=error)
            await asyncio.sleep(SETBACK)


async def _introduce(bot: Bot) -> None:
    """Learn who we are in Slack, if that is not known; without an answer, answers are given all the same."""
    if bot.slack.identity.bot_user_id:
        return
    try:
        LOG.info("installed", workspace=await bot.slack.identify())
    except FactdeskError as error:
        LOG.warning("not introduced", reason=str(error))
