"""A task is done once over all processes that share a store."""

import asyncio

import pytest

from bot import core
from facts.store.memory import MemoryStore
from tests.newsroom import bot_on


async def test_a_task_that_is_done_is_never_done_again() -> None:
    """Whoever comes second is told that the task is not theirs."""
    bot = bot_on(MemoryStore())
    async with bot.once("task") as mine:
        assert mine
        async with bot.once("task") as theirs:
            assert not theirs
    async with bot.once("task") as again:
        assert not again


async def test_a_task_that_fails_can_be_taken_on_at_once() -> None:
    """A task is given back when it fails."""
    bot = bot_on(MemoryStore())
    with pytest.raises(ValueError, match="broken"):
        async with bot.once("task"):
            raise ValueError("broken")
    async with bot.once("task") as mine:
        assert mine


async def test_a_task_is_given_up_before_its_lease_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """No task runs on after another process may have taken it on."""
    assert core.DEADLINE < core.LEASE
    monkeypatch.setattr(core, "DEADLINE", 0)
    bot = bot_on(MemoryStore())

    async def endless() -> None:
        async with bot.once("task"):
            await asyncio.Event().wait()

    with pytest.raises(TimeoutError):
        await endless()
    async with bot.once("task") as mine:
        assert mine
