"""Jobs of several workspaces, kept in one place: each is done by its own bot, and none holds up another's."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest

from bot.core import Bot
from bot.jobs import tasks
from bot.jobs.port import Job, Json
from facts.model import Status
from tests.local_slack import PATIENCE
from tests.newsroom import JSON, event, form, post, signed, stocked
from tests.oauth import Installed, Slacks, installed, slacks

RED, BLUE = "T0RED", "T0BLUE"
Found = TypeVar("Found")
LANES = 20
"""More than one process works on at once."""


class Done:
    """What was done, and in which workspace."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.by: list[tuple[str, str]] = []
        self.blue = asyncio.Event()
        self.red = asyncio.Event()

    async def do(self, bot: Bot, argument: Json) -> None:
        """Do a task."""
        self.by.append((bot.workspace, str(argument["name"])))
        (self.red if bot.workspace == RED else self.blue).set()

    async def fail(self, _bot: Bot, argument: Json, _error: Exception) -> None:
        """Fail: nothing is to go wrong."""
        raise AssertionError(argument)


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> Done:
    """Let the only task be one that notes what it does."""
    kept = Done()
    monkeypatch.setattr(tasks, "TASKS", {"note": tasks.Task(kept.do, kept.fail)})
    return kept


@pytest.fixture
async def two(tmp_path: Path) -> AsyncIterator[tuple[Slacks, Installed]]:
    """Install the app in two workspaces."""
    async with (
        slacks() as slack,
        installed(slack, f"sqlite:///{tmp_path / 'desk.sqlite3'}", RED, BLUE) as desk,
    ):
        yield slack, desk


def job(name: str, lane: str = "C0SAME") -> Job:
    """Return a job."""
    return Job(name, "note", {"name": name}, lane)


async def test_jobs_of_one_name_are_two_in_two_workspaces(two: tuple[Slacks, Installed], done: Done) -> None:
    """What causes a job in one workspace, and its lane, say nothing of a job in the other."""
    for team in (RED, BLUE):
        bot = await two[1].open_bot(team)
        await bot.jobs.queue([job("same")])
    async with asyncio.timeout(PATIENCE):
        await done.red.wait()
        await done.blue.wait()
    assert sorted(done.by) == [(BLUE, "same"), (RED, "same")]


async def test_a_job_opens_the_bot_that_it_needs(two: tuple[Slacks, Installed], done: Done) -> None:
    """A workspace whose bot was closed because nobody asked has its jobs done all the same."""
    desk = two[1]
    bot = await desk.open_bot(RED)
    desk.many._close(RED)
    assert desk.many.health()["workspaces"]["open"] == 1
    await bot.jobs.queue([job("late")])
    async with asyncio.timeout(PATIENCE):
        await done.red.wait()
    assert done.by == [(RED, "late")]


async def test_jobs_of_one_that_has_left_hold_nobody_up(two: tuple[Slacks, Installed], done: Done) -> None:
    """They are dropped, however many they are, and those of the others are done."""
    slack, desk = two
    red, blue = await desk.open_bot(RED), await desk.open_bot(BLUE)
    slack.tokens = {token: team for token, team in slack.tokens.items() if team != RED}
    await desk.many.dismiss(RED)
    await red.jobs.queue(job(f"left-{lane}", f"C{lane}") for lane in range(LANES))
    await blue.jobs.queue([job("stays")])
    async with asyncio.timeout(PATIENCE):
        await done.blue.wait()
    assert done.by == [(BLUE, "stays")]


async def test_a_correction_reaches_its_own_workspace_alone(two: tuple[Slacks, Installed]) -> None:
    """Of two messages with one channel and ts, that of the workspace whose record changed is corrected."""
    slack, desk = two
    for team in (RED, BLUE):
        bot = await desk.open_bot(team)
        stocked(bot.store)
        await caught_up(bot)
        said = event(text="<@U0BOT> ferry number 7", channel="C0SAME", ts="1.1")
        body = json.dumps(json.loads(said) | {"team_id": team})
        assert (await post(desk.web, body, signed(body), JSON)).status_code == 200
        await seen(partial(slack.of, team, "chat.postMessage"))
    store = (await desk.open_bot(RED)).store
    entry = store.current(["ferry-7"])["ferry-7"].entry
    with store.writer() as writer:
        changed = entry.model_copy(
            update={"statement": "Ferry number 7 left early.", "status": Status.CORRECTED}
        )
        writer.put(changed, by="slack:U1", why="the log of the port")
    (update,) = await seen(lambda: slack.of(RED, "chat.update"))
    assert "Ferry number 7 left early." in json.dumps(update)
    note = await seen(lambda: slack.of(RED, "chat.postMessage")[1:])
    assert "has been corrected" in note[0]["text"]
    assert not slack.of(BLUE, "chat.update")
    assert len(slack.of(BLUE, "chat.postMessage")) == 1


async def test_who_asks_while_the_bot_closes_gets_a_new_one(two: tuple[Slacks, Installed]) -> None:
    """A workspace has one bot at a time: the next is opened once the last has finished what it accepted."""
    desk, body = two[1], form(team_id=RED)
    async with desk.many.bot(RED) as old:
        desk.many._close(RED)
        asking = asyncio.create_task(post(desk.web, body, signed(body)))
        other = form(team_id=BLUE)
        assert (await post(desk.web, other, signed(other))).status_code == 200
        assert not asking.done()
    assert "nothing on file" in (await asking).json()["text"].lower()
    assert await desk.open_bot(RED) is not old


async def caught_up(bot: Bot) -> None:
    """Wait until a desk answers from all that is on file."""
    await seen(lambda: bot.desk.status().head == bot.store.head())


async def seen(find: Callable[[], Found]) -> Found:
    """Wait until something is there, and return it."""
    async with asyncio.timeout(PATIENCE):
        while not (found := find()):  # noqa: ASYNC110 - no news of it
            await asyncio.sleep(0)
    return found
