"""What jobs there are: the name of each task, what does it, and what is done where it cannot be done."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from bot.core import LOG, Bot
from bot.failures import tell
from bot.jobs.correct import correct, undelivered
from bot.jobs.port import Json
from bot.jobs.watching import digest, notify, untold
from bot.mentions.job import answer_mention, asker_of
from bot.sharing import post_shared
from bot.slack import Unreachable
from facts.errors import StoreError

Do: TypeAlias = Callable[[Bot, Json], Awaitable[None]]
Fail: TypeAlias = Callable[[Bot, Json, Exception], Awaitable[None]]

PAUSES = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0, *(60.0,) * 59)
"""Seconds before each new try while Slack or the database cannot be reached: an hour in all."""
_PASSING = (Unreachable, StoreError)
"""What may be otherwise in a minute."""


@dataclass(frozen=True, slots=True)
class Task:
    """What does a task, as often as it takes, and what is told where it cannot be done."""

    do: Do
    fail: Fail


async def _told(bot: Bot, argument: Json, error: Exception) -> None:
    await tell(bot, asker_of(argument), error)


TASKS: Mapping[str, Task] = MappingProxyType(
    {
        "mention": Task(answer_mention, _told),
        "share": Task(post_shared, _told),
        "correct": Task(correct, undelivered),
        "notify": Task(notify, untold),
        "digest": Task(digest, untold),
    }
)


async def perform(bot: Bot, name: str, argument: Json) -> None:
    """Do a task; try again while that may help, and then say that it cannot be done."""
    task = TASKS[name]
    for pause in (*PAUSES, None):
        try:
            await task.do(bot, argument)
        except _PASSING as error:
            if pause is not None:
                LOG.warning("put off", task=name, reason=str(error))
                await asyncio.sleep(pause)
                continue
            await _failed(bot, task, argument, error)
        except Exception as error:  # noqa: BLE001 - the edge: behind this there is nobody left to tell
            await _failed(bot, task, argument, error)
        return


async def _failed(bot: Bot, task: Task, argument: Json, error: Exception) -> None:
    try:
        await task.fail(bot, argument, error)
    except _PASSING as unheard:
        LOG.warning("untold", reason=str(unheard))
