"""Follows the log, and has each revision brought to the messages that show something as it was before.

That a revision is in the log is the promise to do so. How far that is kept is remembered; what is queued
again after a crash is done once. Nobody writes that an embargo has ended: that is looked for once a minute.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from itertools import takewhile

from bot.core import LOG, Bot
from bot.jobs.port import Job
from bot.jobs.watching import digests, disclosures, notices
from bot.posting import correction
from facts.corrections import Correction, corrections
from facts.model import stamp
from facts.postings import DUE
from facts.store.port import Store
from facts.visibility import disclosed

CURSOR = "jobs:followed"
"""The note that has the number of the last revision whose corrections are all queued."""
CLOCK = "jobs:clock"
"""The note that has the last minute whose digests and ended embargoes are all queued."""
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
    await follow_clock(bot, datetime.now().astimezone())
    after = int(await asyncio.to_thread(bot.store.recall, CURSOR) or 0)
    if not await asyncio.get_running_loop().run_in_executor(thread, bot.store.wait, after, PULSE):
        return
    before = after
    for upto, found in await asyncio.to_thread(lambda: list(corrections(bot.store, after))):
        await bot.jobs.queue(await asyncio.to_thread(_promised, bot.store, found, before))
        await bot.jobs.queue(await asyncio.to_thread(_notices, bot, before, upto))
        before = upto
        await asyncio.to_thread(bot.store.note, CURSOR, str(upto))


async def follow_clock(bot: Bot, now: datetime) -> None:
    """Queue what a new minute asks for: the digests of a morning, and what an embargo has ended on."""
    minute = stamp(now.replace(second=0))
    before = await asyncio.to_thread(bot.store.recall, CLOCK)
    if before == minute:
        return
    if before:
        await bot.jobs.queue(await asyncio.to_thread(_by_the_clock, bot, now, before, minute))
    await asyncio.to_thread(bot.store.note, CLOCK, minute)


def _by_the_clock(bot: Bot, now: datetime, after: str, upto: str) -> list[Job]:
    """Return the jobs of a morning's digests, and those of embargoes that have ended."""
    due = digests(bot, now)
    if ended := disclosed(bot.store, after, upto):
        bot.desk.refresh()
        due += disclosures(bot, ended)
        showing, every = bot.store.postings.showing, bot.store.head() + 1
        due += [
            correction(each.number, posting, disclosed=True)
            for each in ended
            for posting in showing((each.entry.id,), every)
        ]
    return due


def _notices(bot: Bot, after: int, upto: int) -> list[Job]:
    """Return the jobs of telling who watches; none where nobody does."""
    if not bot.store.postings.watches():
        return []
    while bot.desk.head < upto:
        bot.desk.refresh()
    new = takewhile(lambda revision: revision.number <= upto, bot.store.since(after))
    return notices(bot, new)


def _promised(store: Store, found: Iterable[Correction], after: int) -> list[Job]:
    """Promise corrections, and return the jobs of all that is due of revisions after a number.

    So what was promised before a crash and never queued is queued now, also where another job has brought it.
    """
    places = {posting.id: posting for each in found for posting in each.postings}
    for each in found:
        store.postings.promise(each.revision, [posting.id for posting in each.postings])
    due = [each for each in store.postings.deliveries(DUE) if each.revision > after]
    standing = (
        (each.revision, places.get(each.posting) or store.postings.posting(each.posting)) for each in due
    )
    return [correction(revision, posting) for revision, posting in standing if posting]
