"""The port to what keeps jobs, and the jobs of one process that ends with it."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

Json: TypeAlias = dict[str, Any]
"""An object as JSON has it."""

Perform: TypeAlias = Callable[[str, Json], Awaitable[None]]
"""Does a task, by its name, with an argument. It is called again where it was cut short."""

PACE = 1.0
"""Seconds between two jobs of one lane (https://docs.slack.dev/apis/web-api/rate-limits: about one message a
second in a channel)."""


@dataclass(frozen=True, slots=True)
class Job:
    """Something to be done once.

    Attributes:
        id: what causes it; a job of the same id is never done again.
        task: the name of the task.
        argument: what it is done with.
        lane: those of one lane are done one after another, at a pace; a channel, most likely.
    """

    id: str
    task: str
    argument: Json
    lane: str = ""


class Jobs(Protocol):
    """Keeps jobs, and does them.

    Attributes:
        paced: whether this process does what is queued.
    """

    paced: bool

    def working(self, perform: Perform) -> AbstractAsyncContextManager[None]:
        """Do what was left undone and what comes, while the context is open."""

    async def begin(self, job: Job) -> Awaitable[None] | None:
        """Begin a job here and now, as soon as it is kept.

        Returns:
            What ends when the job does; None where a job of this id has been begun before.

        Raises:
            StoreError: it cannot be kept.
        """

    async def queue(self, jobs: Iterable[Job]) -> None:
        """Keep jobs, to be done at the pace of their lanes, wherever there is a worker.

        Raises:
            StoreError: they cannot be kept.
        """


class MemoryJobs:
    """The jobs of one process: they end with it, as a store in memory does."""

    paced = True

    def __init__(self, pace: float = PACE) -> None:
        self._pace = pace
        self._known: set[str] = set()
        self._lanes: defaultdict[str, asyncio.Queue[Job]] = defaultdict(asyncio.Queue)
        self._under_way: set[asyncio.Future[None]] = set()

    @asynccontextmanager
    async def working(self, perform: Perform) -> AsyncIterator[None]:
        """Do what comes while the context is open."""
        self._perform = perform
        try:
            yield
        finally:
            for task in self._under_way:
                task.cancel()
            await asyncio.gather(*self._under_way, return_exceptions=True)

    async def begin(self, job: Job) -> Awaitable[None] | None:
        """Begin a job here and now; None where a job of this id has been begun before."""
        if job.id in self._known:
            return None
        self._known.add(job.id)
        return self._keep(asyncio.ensure_future(self._perform(job.task, job.argument)))

    async def queue(self, jobs: Iterable[Job]) -> None:
        """Keep jobs, to be done at the pace of their lanes."""
        for job in jobs:
            if job.id not in self._known:
                self._known.add(job.id)
                if job.lane not in self._lanes:
                    self._keep(asyncio.create_task(self._go_along(self._lanes[job.lane])))
                self._lanes[job.lane].put_nowait(job)

    async def _go_along(self, lane: asyncio.Queue[Job]) -> None:
        while True:
            job = await lane.get()
            await self._perform(job.task, job.argument)
            await asyncio.sleep(self._pace)

    def _keep(self, task: asyncio.Future[None]) -> asyncio.Future[None]:
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task
