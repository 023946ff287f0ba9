"""Mentions, threads and direct messages, end to end; and that each is answered once."""

import asyncio

import pytest

from bot.jobs import tasks
from bot.local.model import BOT_USER_ID, Message
from bot.local.run import LocalSlack
from bot.local.text import blocks_to_text
from bot.local.workspace import Fault
from tests.local_slack import until
from tests.newsroom import JSON, bot_on, event, newsroom, stocked


def answers(slack: LocalSlack, channel: str = "newsroom", viewer: str = "") -> list[Message]:
    """Return what the bot has said in a channel, oldest first."""
    seen = slack.workspace.seen_by(viewer, slack.workspace.channel(channel, viewer).id)
    return [message for message in seen if message.user == BOT_USER_ID]


async def test_a_mention_is_answered_in_the_thread_that_it_starts() -> None:
    """The answer to a mention stands under it, for all to see, and previews no link."""
    async with newsroom(stocked()) as slack:
        await slack.people["ana"].say("@factdesk ferry number 7", "newsroom")
        (answer,) = await until(slack.workspace, lambda: answers(slack))
        (asked, *_) = slack.workspace.seen_by("", answer.channel)
        assert answer.thread_ts == asked.ts
        assert "Ferry number 7 left late." in blocks_to_text(answer.blocks)
        (posted,) = [call.args for call in slack.workspace.calls if call.method == "chat.postMessage"]
        assert posted["unfurl_links"] is posted["unfurl_media"] is False


async def test_a_mention_in_a_thread_is_answered_in_that_thread() -> None:
    """Where there is a thread already, the answer goes into it."""
    async with newsroom(stocked()) as slack:
        parent = slack.workspace.post("C0NEWSROOM", slack.people["ben"].user.id, "Morning!")
        await slack.people["ana"].say("@factdesk help", "newsroom", thread_ts=parent.ts)
        (answer,) = await until(slack.workspace, lambda: answers(slack))
        assert answer.thread_ts == parent.ts


async def test_a_direct_message_needs_no_mention_and_is_answered_in_place() -> None:
    """In a direct message the bot answers what is said, without a thread, and follows it up."""
    async with newsroom(stocked()) as slack:
        ana = slack.people["ana"]
        await ana.say("quote brandt", ana.user.id)
        await until(slack.workspace, lambda: answers(slack, ana.user.id, ana.user.id))
        await ana.say("source?", ana.user.id)
        said, source = await until(
            slack.workspace, lambda: _at_least(2, answers(slack, ana.user.id, ana.user.id))
        )
        assert said.thread_ts == source.thread_ts == ""
        assert "Nobody sails" in blocks_to_text(said.blocks)
        assert "First article" in blocks_to_text(source.blocks)


async def test_a_follow_up_is_understood_from_its_thread() -> None:
    """A thread's "source?" asks for the sources of what was answered there before."""
    async with newsroom(stocked()) as slack:
        ana = slack.people["ana"]
        await ana.say("@factdesk quote brandt", "newsroom")
        (first,) = await until(slack.workspace, lambda: answers(slack))
        await ana.say("@factdesk source?", "newsroom", thread_ts=first.thread_ts)
        _, second = await until(slack.workspace, lambda: _at_least(2, answers(slack)))
        assert second.thread_ts == first.thread_ts
        assert "Nobody sails" in blocks_to_text(second.blocks)


async def test_threads_do_not_hear_each_other() -> None:
    """A follow-up in a thread of its own has nothing to follow."""
    async with newsroom(stocked()) as slack:
        ana = slack.people["ana"]
        await ana.say("@factdesk quote brandt", "newsroom")
        await until(slack.workspace, lambda: answers(slack))
        await ana.say("@factdesk source?", "newsroom")
        _, second = await until(slack.workspace, lambda: _at_least(2, answers(slack)))
        assert "Nobody sails" not in blocks_to_text(second.blocks)


@pytest.mark.parametrize(
    "fields",
    [
        {"bot_id": "B1"},
        {"subtype": "message_changed"},
        {"edited": {"user": "U0TEST", "ts": "1.2"}},
        {"user": None},
        {"channel_type": "channel"},
    ],
)
async def test_what_no_person_asked_is_not_answered(fields: dict[str, object]) -> None:
    """Messages by bots, edits, notices, and talk among people in a channel are acked and left alone."""
    store = stocked()
    async with newsroom(store) as slack:
        there = slack.workspace.post("C0NEWSROOM", slack.people["ben"].user.id, "help")
        said = {"type": "message", "channel_type": "im", "channel": there.channel, "ts": there.ts}
        reply = await slack.sender.post(event("Ev7", **said | fields), JSON)
        assert reply.status == 200
        assert not answers(slack)
        assert store.postings.posting("event:Ev7") is None


async def test_an_event_that_comes_again_is_answered_once() -> None:
    """Slack's retries of an event that was answered are acked and answered no more."""
    async with newsroom(stocked()) as slack:
        body = event(channel="C0NEWSROOM", text="help", channel_type="im", type="message")
        for retry in ("0", "1", "2", "3"):
            reply = await slack.sender.post(body, JSON, {"X-Slack-Retry-Num": retry})
            assert reply.status == 200
        assert len(answers(slack)) == 1


async def test_an_answer_that_could_not_be_given_is_given_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Slack is out of order the answer is tried again until it is there, once."""
    monkeypatch.setattr(tasks, "PAUSES", (0, 0, 0))
    async with newsroom(stocked()) as slack:
        slack.workspace.faults["chat.postMessage"] += [Fault(status=500), Fault(status=0)]
        await slack.people["ana"].say("@factdesk help", "newsroom")
        await slack.sender.settled()
        assert len(answers(slack)) == 1


async def test_a_429_is_waited_out_as_slack_says() -> None:
    """When Slack answers 429, the bot waits for the seconds in Retry-After and posts then, once."""
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    store = stocked()
    async with newsroom(store, lambda slack: bot_on(store, slack.api_url, sleep)) as slack:
        slack.workspace.faults["chat.postMessage"] += [
            Fault(status=429, retry_after=7),
            Fault(status=429, retry_after=2),
        ]
        await slack.people["ana"].say("@factdesk help", "newsroom")
        await slack.sender.settled()
        assert slept == [7, 2]
        assert len(answers(slack)) == 1


async def test_a_slow_slack_does_not_hold_up_the_ack() -> None:
    """The ack comes while the answer still waits for Slack; the answer comes all the same."""
    ready = asyncio.Event()

    async def sleep(_: float) -> None:
        await ready.wait()

    store = stocked()
    async with newsroom(store, lambda slack: bot_on(store, slack.api_url, sleep, patience=0)) as slack:
        slack.workspace.faults["chat.postMessage"].append(Fault(status=429))
        await slack.people["ana"].say("@factdesk help", "newsroom")
        await slack.sender.settled()
        assert not answers(slack)
        ready.set()
        assert await until(slack.workspace, lambda: answers(slack))


async def test_a_refusal_is_told_to_the_asker_alone() -> None:
    """What goes wrong with a mention is told to the one who asked, in private, and acked."""
    async with newsroom(stocked()) as slack:
        slack.workspace.faults["chat.postMessage"].append(Fault(error="restricted_action"))
        ana = slack.people["ana"]
        await ana.say("@factdesk help", "newsroom")
        await slack.sender.settled()
        (told,) = await until(slack.workspace, lambda: answers(slack, viewer=ana.user.id))
        assert told.visible_to == ana.user.id
        assert told.text == "Slack refused chat.postMessage: restricted_action."


async def test_an_event_without_an_id_is_not_answered() -> None:
    """An event that cannot be told from its retry is refused, not answered twice."""
    async with newsroom(stocked()) as slack:
        body = event("", channel="C0NEWSROOM", channel_type="im", type="message")
        assert (await slack.sender.post(body, JSON)).status == 200
        assert not answers(slack)


def _at_least(count: int, messages: list[Message]) -> list[Message]:
    return messages if len(messages) >= count else []
