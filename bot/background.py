"""Work that may outlast the request that asked for it."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeAlias, TypeVar

PATIENCE = 1.0
"""Seconds that a request waits for its work before it is acknowledged, and a person before they are told that
it is under way. Slack itself waits for three."""

T = TypeVar("T")
Later: TypeAlias = Callable[[Awaitable[T]], Coroutine[Any, Any, None]]
"""What becomes of work that goes on when nobody waits any more."""
Report = Callable[[Exception], Awaitable[None]]
"""What is done about an error that comes when nobody waits any more."""


class Background:
    """Keeps hold of work under way, for the event loop alone would forget it, and waits for it at the end.

    Attributes:
        patience: how many seconds a request waits for its work.
    """

    def __init__(self, patience: float = PATIENCE) -> None:
        """Take the patience."""
        self.patience = patience
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self, work: Coroutine[Any, Any, None], report: Report) -> None:
        """Do some work; where that takes longer than the patience for it, return, and let it finish alone.

        Raises:
            Exception: whatever the work raises in time; what it raises later is given to `report`.
        """
        task = self._keep(work)
        await asyncio.wait((task,), timeout=self.patience)
        if task.done():
            task.result()
        else:
            self._keep(_watch(task, report))

    async def soon(self, work: Coroutine[Any, Any, T], later: Later[T], report: Report) -> T | None:
        """Return what some work comes to; where that takes longer than the patience for it, None.

        Args:
            work: what is to be done.
            later: is given the work that goes on, and awaits it.
            report: what is done about an error that comes then.

        Raises:
            Exception: whatever the work raises in time.
        """
        task = asyncio.create_task(work)
        await asyncio.wait((task,), timeout=self.patience)
        if task.done():
            return task.result()
        self._keep(_watch(self._keep(later(task)), report))
        return None

    def later(self, work: Coroutine[Any, Any, None], report: Report) -> None:
        """Do some work that nobody waits for; an error is given to `report`."""
        self._keep(_watch(self._keep(work), report))

    async def drain(self, seconds: float) -> int:
        """Wait until all work is done, at most so many seconds; return how many pieces were cut short."""
        try:
            async with asyncio.timeout(seconds):
                while self._tasks:
                    await asyncio.wait(self._tasks)
        except TimeoutError:
            return await self._cancel()
        return 0

    async def _cancel(self) -> int:
        unfinished = tuple(self._tasks)
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)
        return len(unfinished)

    def _keep(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


async def _watch(task: asyncio.Task[None], report: Report) -> None:
    try:
        await task
    except Exception as error:  # noqa: BLE001 - the edge: behind this there is nobody left to tell
        await report(error)
