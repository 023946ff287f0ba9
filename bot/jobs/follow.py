"""Follows the log, and has each revision brought to the messages that show something as it was before.

That a revision is in the log is the promise to do so. How far that is kept is remembered; what is queued
again after a crash is done once.
"""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from itertools import takewhile

from bot.core import LOG, Bot
from bot.jobs.port import Job
from bot.jobs.watching import digests, notices
from bot.posting import correction
from facts.corrections import corrections

CURSOR = "jobs:followed"
"""The note that has the number of the last revision whose corrections are all queued."""
PULSE = 0.5
"""Seconds that one look waits for a revision."""
SETBACK = 10.0
"""Seconds to the next look after one that failed."""


@asynccontextmanager
async def following(bot: Bot) -> AsyncIterator[None]:
    """Follow the log while the context is open; no look is under way when it is closed."""
    stop, thread = asyncio.Event(), ThreadPoolExecutor(1, "corrections")
    task = asyncio.create_task(_follow(bot, thread, stop))
    try:
        yield
    finally:
        stop.set()
        await task
        thread.shutdown()


async def _follow(bot: Bot, thread: ThreadPoolExecutor, stop: asyncio.Event) -> None:
    """Wait for revisions in a thread apart: several bots would use up those that all share."""
    while not stop.is_set():
        try:
            await _bring(bot, thread)
        except Exception as error:  # noqa: BLE001 - the edge: what was not followed is at the next look
            LOG.error("not followed", exc_info=error)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), SETBACK)


async def _bring(bot: Bot, thread: ThreadPoolExecutor) -> None:
    """Queue what the revisions ask for that have come in; wait a moment for some."""
    if due := await asyncio.to_thread(digests, bot, datetime.now().astimezone()):
        await bot.jobs.queue(due)
    after = int(await asyncio.to_thread(bot.store.recall, CURSOR) or 0)
    if not await asyncio.get_running_loop().run_in_executor(thread, bot.store.wait, after, PULSE):
        return
    before = after
    for upto, found in await asyncio.to_thread(lambda: list(corrections(bot.store, after))):
        for each in found:
            await bot.jobs.queue(correction(each.revision, posting) for posting in each.postings)
            # After that, so that nothing is ever promised for which there is no job.
            ids = [posting.id for posting in each.postings]
            await asyncio.to_thread(bot.store.postings.promise, each.revision, ids)
        await bot.jobs.queue(await asyncio.to_thread(_notices, bot, before, upto))
        before = upto
        await asyncio.to_thread(bot.store.note, CURSOR, str(upto))


def _notices(bot: Bot, after: int, upto: int) -> list[Job]:
    """Return the jobs of telling who watches; none where nobody does."""
    if not bot.store.postings.watches():
        return []
    while bot.desk.head < upto:
        bot.desk.refresh()
    new = takewhile(lambda revision: revision.number <= upto, bot.store.since(after))
    return notices(bot, new)
