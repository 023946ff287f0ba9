"""What runs beside the answers."""

import asyncio
from pathlib import Path

import pytest

from bot import lifetime
from facts.desk import Desk
from facts.errors import StoreError
from facts.questions import Question, Verb
from facts.store.memory import MemoryStore
from facts.store.opening import open_store
from tests.cards import fact, source
from tests.local_slack import PATIENCE
from tests.newsroom import bot_on, newsroom, stocked


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look again without a pause."""
    monkeypatch.setattr(lifetime, "PULSE", 0)
    monkeypatch.setattr(lifetime, "SETBACK", 0)


async def nobody(error: Exception) -> None:
    """Fail: nothing was to be reported."""
    raise AssertionError(error)


async def _found(desk: Desk, text: str) -> None:
    async with asyncio.timeout(PATIENCE):
        while type(desk.ask(Question(Verb.FACT, text))).__name__ != "Found":  # noqa: ASYNC110 - no news of it
            await asyncio.sleep(0)


async def test_what_another_process_adds_is_soon_answered(tmp_path: Path) -> None:
    """A revision that another process has written is found without a restart."""
    url = f"sqlite:///{tmp_path / 'desk.sqlite3'}"
    ours, theirs = open_store(url), open_store(url)
    bot = bot_on(ours)
    async with lifetime.running(bot):
        with theirs.writer() as writer:
            writer.put(source(), by="another", why="new")
            writer.put(fact("The lighthouse is closed.", value="").record, by="another", why="new")
        await _found(bot.desk, "lighthouse")
    ours.close()
    theirs.close()


async def test_a_look_that_fails_is_not_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    """While the store cannot be read, answers go on from what is known; afterwards the desk catches up."""
    store = MemoryStore()
    bot = bot_on(store)
    failed, refresh = asyncio.Event(), bot.desk.refresh
    loop = asyncio.get_running_loop()

    def failing(_wait: float) -> None:
        monkeypatch.setattr(bot.desk, "refresh", refresh)
        loop.call_soon_threadsafe(failed.set)
        raise StoreError

    monkeypatch.setattr(bot.desk, "refresh", failing)
    async with lifetime.running(bot):
        await asyncio.wait_for(failed.wait(), PATIENCE)
        stocked(store)
        await _found(bot.desk, "ferry number 7")


async def test_work_under_way_is_finished_at_the_end() -> None:
    """When the app ends, what still runs in the background is waited for."""
    bot, ready, done = bot_on(MemoryStore(), patience=0), asyncio.Event(), []

    async def work() -> None:
        await ready.wait()
        done.append("work")

    async def life() -> None:
        async with lifetime.running(bot):
            await bot.background.run(work(), nobody)

    living = asyncio.create_task(life())
    for _ in range(200):
        await asyncio.sleep(0)
    assert not living.done()
    ready.set()
    await living
    assert done == ["work"]


async def test_without_a_good_token_answers_are_given_all_the_same() -> None:
    """A Slack that does not know us is a line in the log; commands need nothing of it."""
    async with newsroom(stocked(), bot_token="another token") as slack:
        await slack.people["ana"].say("/quote brandt", "newsroom")
        (answer,) = slack.workspace.seen_by("U0ANA", "C0NEWSROOM")
        assert "Nobody sails" in answer.text
