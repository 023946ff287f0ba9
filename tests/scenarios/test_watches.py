"""Watches: a channel is told of new and corrected records on what it watches, at once or in the morning."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot import watches
from bot.core import Asker, Bot
from bot.jobs import watching
from bot.jobs.follow import follow_clock
from bot.local.model import BOT_USER_ID, Message
from bot.local.run import LocalSlack
from bot.local.text import blocks_to_text
from bot.render import ids
from facts.desk import Desk
from facts.model import AnyRecord, Status, stamp
from facts.questions import Question, Verb
from facts.store.memory import MemoryStore
from facts.store.port import Store
from tests.cards import difference, fact, person, quote
from tests.contract.conftest import Clock
from tests.local_slack import until
from tests.newsroom import bot_on, newsroom, stocked


def told(slack: LocalSlack) -> list[Message]:
    """Return what the bot has said to the whole channel, oldest first."""
    seen = slack.workspace.seen_by("", "C0NEWSROOM")
    return [message for message in seen if message.user == BOT_USER_ID]


def now(slack: LocalSlack, message: Message) -> str:
    """Return a message as it looks now, as text."""
    return blocks_to_text(slack.workspace.message(message.channel, message.ts).blocks)


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


async def test_an_embargo_that_ends_brings_what_it_held_back() -> None:
    """At that minute, and once, messages show what is on file now, and those who watch are told."""
    clock = Clock(datetime.now(UTC))
    store = stocked(MemoryStore(clock))
    bots: list[Bot] = []

    def bot_by_the_clock(slack: LocalSlack) -> Bot:
        bots.append(replace(bot_on(store, slack.api_url), desk=Desk(store, clock=clock)))
        return bots[-1]

    async with newsroom(store, bot_by_the_clock) as slack:
        ana = slack.people["ana"]
        await ana.say("@factdesk fact ferry number 7", "newsroom")
        (answer,) = await until(slack.workspace, lambda: told(slack))
        await ana.say("/fact ferry number 7 --watch", "newsroom")
        await follow_clock(bots[0], clock.now)
        put(store, 7, statement="Ferry number 7 left early.", embargo=stamp(clock.now + timedelta(hours=1)))
        await until(slack.workspace, lambda: "number 7 left" not in now(slack, answer))
        for _ in range(2):
            clock.turn(2 * 3_600)
            await follow_clock(bots[0], clock.now)
        await until(slack.workspace, lambda: "number 7 left early" in now(slack, answer))
        (notice,) = await until(slack.workspace, lambda: [m for m in told(slack) if "New or" in m.text])
        assert "number 7 left early" in now(slack, notice)


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


def headed(slack: LocalSlack, heading: str) -> list[str]:
    """Return what the bot's messages to the whole channel say that have this in their first line."""
    said = (blocks_to_text(message.blocks, {"U0ANA": "ana"}) for message in told(slack))
    return [text for text in said if heading in text.partition("\n")[0]]


def answered(slack: LocalSlack) -> Message:
    """Return the last that Ana alone sees of the bot."""
    seen = slack.workspace.seen_by("U0ANA", "C0NEWSROOM")
    return [message for message in seen if message.visible_to == "U0ANA"][-1]


async def watched(slack: LocalSlack, line: str) -> str:
    """Let Ana ask and press Watch on the card that she is shown; return what she is told."""
    ana = slack.people["ana"]
    await ana.say(line, "newsroom")
    await ana.act(answered(slack), ids.CARD_WATCH)
    await slack.sender.settled()
    return blocks_to_text(answered(slack).blocks)


async def test_a_card_is_watched_by_a_press() -> None:
    """The channel is told once, with the card; whoever pressed, what comes, how often and how it ends."""
    store = stocked()
    async with newsroom(store) as slack:
        first, again = [await watched(slack, "/quote brandt") for _ in range(2)]
        (watch,) = store.postings.watches()
        (announced,) = headed(slack, "watches this here: new and corrected records come at once")
    assert announced.startswith("@ana")
    assert "Nobody sails before the fog lifts." in announced
    assert first == again
    assert "on Ilse Brandt" in first
    assert f"/factdesk watches daily {watch.id}" in first
    assert f"/factdesk watches stop {watch.id}" in first
    assert (watch.channel, watch.user, watch.daily) == ("C0NEWSROOM", "U0ANA", False)


async def test_what_is_on_a_watched_card_comes_to_the_channel() -> None:
    """Its correction comes once, then a new record on its name; what is not on it or withheld, never."""
    store, came = stocked(), "New or corrected on a record that is watched here"
    async with newsroom(store) as slack:
        await watched(slack, "/quote brandt")
        put(store, 8, statement="Ferry number 8 left early.")
        put(store, 7, about=("ilse-brandt",), not_for_publication=True)
        with store.writer() as writer:
            writer.put(quote(status=Status.CORRECTED).record, by="slack:U0BEN", why="misheard")
        (corrected,) = await until(slack.workspace, lambda: headed(slack, came))
        put(store, 6, about=("ilse-brandt",))
        _, new = await until(slack.workspace, lambda: _both(headed(slack, came)))
    assert "Nobody sails before the fog lifts." in corrected
    assert "Ferry number 6" in new
    assert not any(f"number {ferry}" in corrected + new for ferry in (7, 8))


def _both(notices: list[str]) -> list[str]:
    return notices if len(notices) > 1 else []


async def test_a_card_in_a_thread_is_watched_by_the_channel() -> None:
    """The announcement stands in the channel, and the watch is the channel's."""
    store = stocked()
    async with newsroom(store) as slack:
        ana = slack.people["ana"]
        await ana.say("@factdesk quote brandt", "newsroom")
        (answer,) = await until(slack.workspace, lambda: told(slack))
        await ana.act(answer, ids.CARD_WATCH)
        _, announced = await until(slack.workspace, lambda: told(slack) if len(told(slack)) > 1 else [])
        await until(slack.workspace, store.postings.watches)
    assert answer.thread_ts
    assert not announced.thread_ts


async def test_nothing_is_watched_where_the_bot_is_no_member() -> None:
    """Whoever presses is told to invite it, in one sentence, and no watch is kept."""
    store = stocked()
    async with newsroom(store) as slack:
        here = slack.workspace.channels["C0NEWSROOM"]
        slack.workspace.channels["C0NEWSROOM"] = replace(here, members=frozenset({"U0ANA", "U0BEN"}))
        said = await watched(slack, "/quote brandt")
        assert said.startswith("Factdesk is not in this channel, and so can tell it nothing; /invite")
        assert told(slack) == []
    assert store.postings.watches() == ()


async def test_a_watch_is_made_a_digest_and_listed_by_its_words() -> None:
    """The digest has what comes from then on; what has been withheld since is not in the list any more."""
    store = stocked()
    async with newsroom(store) as slack:
        ana = slack.people["ana"]
        await watched(slack, "/fact ferry number 7")
        (watch,) = store.postings.watches()
        put(store, 7, statement="Ferry number 7 left early.")
        await until(slack.workspace, lambda: headed(slack, "New or corrected on"))
        await ana.say(f"/factdesk watches daily {watch.id}", "newsroom")
        assert store.postings.watches() == (replace(watch, daily=True, state=store.head()),)
        assert "Ferry number 7 left early." in blocks_to_text(answered(slack).blocks)
        assert ", in the morning; to end it" in blocks_to_text(answered(slack).blocks)
        assert "/factdesk watches daily" not in await watched(slack, "/fact ferry number 7")
        put(store, 7, not_for_publication=True)
        await until(slack.workspace, lambda: len(headed(slack, "Withdrawn")) > 1)
        await ana.say("/factdesk watches", "newsroom")
        assert blocks_to_text(answered(slack).blocks).startswith(
            "a record that is not shown any more, in the"
        )


WATCHED = fact(about=("ilse-brandt", "harbour")).record


@pytest.mark.parametrize(
    ("record", "is_on"),
    [
        (WATCHED, True),
        (fact(id="other", about=("harbour", "fog", "ilse-brandt")).record, True),
        (fact(id="other", about=("harbour",)).record, False),
        (quote(about=("harbour",)).record, True),
        (quote().record, False),
        (difference().record, True),
    ],
)
def test_a_record_is_on_another_by_all_its_names_or_a_link(record: AnyRecord, is_on: bool) -> None:
    """It is that record, a disagreement on it, or speaks of every name that it speaks of."""
    assert watches.is_on(record, WATCHED) is is_on


def test_what_speaks_of_no_name_is_on_by_itself_alone() -> None:
    """Not everything is on a record that names nobody; what stands in its place is."""
    nameless, other = fact().record, fact(id="other").record
    assert not watches.is_on(other, nameless)
    replaced = nameless.model_copy(update={"status": Status.RETRACTED, "replaced_by": "other"})
    assert watches.is_on(other, replaced)
    gone = person().model_copy(update={"status": Status.RETRACTED, "replaced_by": "brandt"})
    assert watches.is_on(fact(id="other", about=("brandt",)).record, gone)


@pytest.fixture
def bot() -> Bot:
    """Return a bot that answers from a stocked store."""
    return bot_on(stocked())


async def test_the_digest_comes_once_in_the_morning(bot: Bot) -> None:
    """From eight o'clock on there is one job a day for a watch that something new has come for."""
    question = Question(Verb.FACT, "ferry")
    watch = watches.watch_of(Asker(channel="C1"), "w1", question, bot.desk.head, daily=True)
    bot.store.postings.watch(watch)
    tomorrow = datetime.now(UTC).astimezone() + timedelta(days=1)
    assert watching.digests(bot, tomorrow.replace(hour=9)) == []
    put(bot.store, 7, statement="Ferry number 7 left early.")
    assert watching.digests(bot, tomorrow.replace(hour=7)) == []
    (job,) = watching.digests(bot, tomorrow.replace(hour=9))
    (again,) = watching.digests(bot, tomorrow.replace(hour=20))
    assert job.id == again.id
