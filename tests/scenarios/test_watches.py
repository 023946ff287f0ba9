"""Watches: a channel is told of new and corrected records on what it watches, at once or in the morning."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core import Asker, Bot
from bot.jobs import watching
from bot.local.model import BOT_USER_ID, Message
from bot.local.run import LocalSlack
from bot.local.text import blocks_to_text
from facts.model import Status
from facts.questions import Question, Verb
from facts.store.port import Store
from tests.cards import fact
from tests.local_slack import until
from tests.newsroom import bot_on, newsroom, stocked


def told(slack: LocalSlack) -> list[Message]:
    """Return what the bot has said to the whole channel, oldest first."""
    seen = slack.workspace.seen_by("", "C0NEWSROOM")
    return [message for message in seen if message.user == BOT_USER_ID]


def put(store: Store, number: int, **fields: object) -> None:
    """File a ferry or change it."""
    record = fact(f"Ferry number {number} left late.", id=f"ferry-{number}", value=str(number)).record
    with store.writer() as writer:
        writer.put(record.model_copy(update=fields), by="slack:U0BEN", why="news")


async def test_what_is_watched_comes_to_the_channel_at_once() -> None:
    """A correction of what answers the question is told; one of anything else is not; nothing withheld is."""
    store = stocked()
    async with newsroom(store) as slack:
        await slack.people["ana"].say("/fact ferry number 7 --watch", "newsroom")
        (announced,) = await until(slack.workspace, lambda: told(slack))
        assert "watches /fact ferry number 7 here" in announced.text
        put(store, 8, statement="Ferry number 8 left early.")
        put(store, 7, statement="Ferry number 7 is late.", not_for_publication=True)
        put(store, 7, statement="Ferry number 7 left early.", status=Status.CORRECTED)
        _, notice = await until(slack.workspace, lambda: told(slack)[:2] if len(told(slack)) > 1 else [])
        words = blocks_to_text(notice.blocks)
        assert "New or corrected on /fact ferry number 7" in words
        assert "Ferry number 7 left early." in words
        assert "number 8" not in words


async def test_watches_are_listed_and_ended() -> None:
    """`/factdesk watches` says what a channel watches, and ends what is named; then nothing is told."""
    store = stocked()
    async with newsroom(store) as slack:
        ana = slack.people["ana"]
        await ana.say("/timeline ferries --watch daily", "newsroom")
        await until(slack.workspace, lambda: told(slack))
        (watch,) = store.postings.watches()
        assert watch.daily
        await ana.say(f"/factdesk watches stop {watch.id}", "newsroom")
        assert store.postings.watches() == ()


@pytest.fixture
def bot() -> Bot:
    """Return a bot that answers from a stocked store."""
    return bot_on(stocked())


async def test_the_digest_comes_once_in_the_morning(bot: Bot) -> None:
    """From eight o'clock on there is one job a day for a watch that something new has come for."""
    question = Question(Verb.FACT, "ferry")
    watch = watching.watch_of(Asker(channel="C1"), "w1", question, bot.desk.head, daily=True)
    bot.store.postings.watch(watch)
    tomorrow = datetime.now(UTC).astimezone() + timedelta(days=1)
    assert watching.digests(bot, tomorrow.replace(hour=9)) == []
    put(bot.store, 7, statement="Ferry number 7 left early.")
    assert watching.digests(bot, tomorrow.replace(hour=7)) == []
    (job,) = watching.digests(bot, tomorrow.replace(hour=9))
    (again,) = watching.digests(bot, tomorrow.replace(hour=20))
    assert job.id == again.id
