"""Receives what was said to the bot, and answers it once, however often Slack delivers it."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from bot.core import Asker, Bot, Payload
from bot.failures import tell
from bot.mentions.answer import answer
from bot.render.answers import Message, how_to
from bot.render.usage import CHECK
from bot.reports import report
from bot.spoken import draft_in, written
from bot.threads import last_question, remember
from facts.errors import BadInput

EVENTS: Mapping[str, str] = MappingProxyType({"app_mention": "app_mentions:read", "message.im": "im:history"})
"""The events that the manifest subscribes to, and the scope that each needs."""

THREADS = ("channels:history", "groups:history")
"""The scopes for reading what a thread is about, where somebody asks in it for a check of that."""

_BY_NO_PERSON = ("bot_id", "subtype", "edited", "hidden")
"""Fields of a message that a bot wrote, that was changed or deleted, or that is a notice of Slack's own."""


async def receive_event(bot: Bot, payload: Payload, asker: Asker) -> None:
    """Answer an event if it asks something (https://docs.slack.dev/reference/events/app_mention).

    Raises:
        BadInput: the event has no id, so that nobody can tell whether it was answered before.
    """
    event = payload["event"]
    if not _asks(event):
        return
    if not payload.get("event_id"):
        raise BadInput("An event without an event_id cannot be answered.")
    work = _answer_once(bot, f"event:{payload['event_id']}", event, asker)
    await bot.background.run(work, partial(tell, bot, asker))


async def _answer_once(bot: Bot, task: str, event: Payload, asker: Asker) -> None:
    async with bot.once(task) as mine:
        draft = draft_in(written(event)) if mine else None
        if draft is not None:
            await _check(bot, event, asker, draft)
        elif mine:
            await _answer(bot, str(event.get("text", "")), _place(event, asker))


async def _answer(bot: Bot, text: str, place: Asker) -> None:
    answered, message = answer(bot.ask, text, await last_question(bot.store, place))
    # Before it is posted, so that whoever sees the answer can follow it up.
    await remember(bot.store, place, answered)
    await _post(bot, place, message)


async def _check(bot: Bot, event: Payload, asker: Asker, draft: str) -> None:
    """Report on a draft, or on the message that a thread is about, to the one who asked and to nobody else.

    In a channel nobody else sees it, and where there is no thread yet, an ephemeral message cannot begin one.
    """
    draft = draft or await _parent(bot, asker)
    message = await report(bot, draft) if draft else how_to(CHECK)
    await (_post(bot, asker, message) if _is_direct(event) else bot.privately(asker, message))


async def _parent(bot: Bot, asker: Asker) -> str:
    """Return the words of the message that a thread is about, none outside of a thread."""
    if not asker.thread:
        return ""
    wanted = {"channel": asker.channel, "ts": asker.thread, "limit": 1}
    found = await bot.slack.look_up("conversations.replies", wanted)
    return written(found["messages"][0])


async def _post(bot: Bot, place: Asker, message: Message) -> None:
    thread = {"thread_ts": place.thread} if place.thread else {}
    await bot.slack.call("chat.postMessage", {"channel": place.channel, **thread, **message})


def _asks(event: Payload) -> bool:
    if not event.get("user") or any(event.get(field) for field in _BY_NO_PERSON):
        return False
    return event["type"] == "app_mention" or (event["type"] == "message" and _is_direct(event))


def _is_direct(event: Payload) -> bool:
    return event.get("channel_type") == "im"


def _place(event: Payload, asker: Asker) -> Asker:
    """Return where the answer goes: into the thread, or a new one; in a direct message, in place."""
    start = "" if _is_direct(event) else str(event.get("ts", ""))
    return replace(asker, thread=asker.thread or start)
