"""Work that outlasts its request: kept hold of, its errors reported, waited for at the end."""

import asyncio
from collections.abc import Awaitable

import pytest

from bot.background import Background


async def nobody(error: Exception) -> None:
    """Fail: nothing was to be reported."""
    raise AssertionError(error)


async def test_work_that_is_done_in_time_is_waited_for() -> None:
    """A request that waits sees its work done, and the errors of it raised."""
    done = asyncio.Event()

    async def work() -> None:
        done.set()

    async def failing() -> None:
        raise ValueError("broken")

    background = Background()
    await background.run(work(), nobody)
    assert done.is_set()
    with pytest.raises(ValueError, match="broken"):
        await background.run(failing(), nobody)


async def test_work_that_takes_longer_is_finished_alone() -> None:
    """A request whose work takes too long goes on, and the work is still done by the time of the end."""
    ready, done = asyncio.Event(), asyncio.Event()

    async def work() -> None:
        await ready.wait()
        done.set()

    background = Background(patience=0)
    await background.run(work(), nobody)
    assert not done.is_set()
    ready.set()
    assert await background.drain(10) == 0
    assert done.is_set()


async def test_an_error_that_comes_late_is_reported() -> None:
    """What fails when nobody waits any more is given to whoever was named for it."""
    ready, reported = asyncio.Event(), []

    async def work() -> None:
        await ready.wait()
        raise ValueError("broken")

    async def report(error: Exception) -> None:
        reported.append(str(error))

    background = Background(patience=0)
    await background.run(work(), report)
    ready.set()
    await background.drain(10)
    assert reported == ["broken"]


async def test_what_is_ready_soon_is_returned_and_what_is_not_is_handed_on() -> None:
    """Work that is done in time is answered with; any other is given to whoever takes it later."""
    ready, taken = asyncio.Event(), []

    async def work() -> str:
        await ready.wait()
        return "done"

    async def later(result: Awaitable[str]) -> None:
        taken.append(await result)

    background = Background(patience=0)
    assert await background.soon(work(), later, nobody) is None
    ready.set()
    assert await Background().soon(work(), later, nobody) == "done"
    assert await background.drain(10) == 0
    assert taken == ["done"]


async def test_the_end_is_not_put_off_for_ever() -> None:
    """Work that does not end is cut short, and counted."""
    background = Background(patience=0)
    await background.run(asyncio.Event().wait(), nobody)  # type: ignore[arg-type]
    assert await background.drain(0) == 2
