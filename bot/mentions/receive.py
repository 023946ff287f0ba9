"""Receives what was said to the bot, and answers it once, however often Slack delivers it."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from bot.core import Asker, Bot, Payload
from bot.failures import tell
from bot.mentions.answer import answer
from bot.render.answers import how_to
from bot.render.usage import CHECK
from bot.reports import Brought, report_openly, report_privately
from bot.spoken import draft_in
from bot.threads import last_question, remember
from facts.errors import BadInput

EVENTS: Mapping[str, str] = MappingProxyType({"app_mention": "app_mentions:read", "message.im": "im:history"})
"""The events that the manifest subscribes to, and the scope that each needs."""

THREADS = ("channels:history", "groups:history", "mpim:history", "files:read")
"""The scopes for reading what a thread is about, its files too, where somebody asks for a check of that."""

_BY_NO_PERSON = ("bot_id", "edited", "hidden")
"""Fields of a message that a bot wrote, or that was changed or deleted."""
_BY_A_PERSON = frozenset((None, "", "file_share"))
"""Subtypes of a message that somebody wrote; with any other it is a notice of Slack's own."""


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
        brought = _brought(event) if mine else None
        if brought is not None:
            await _check(bot, event, asker, brought)
        elif mine:
            await _answer(bot, str(event.get("text", "")), _place(event, asker))


async def _answer(bot: Bot, text: str, place: Asker) -> None:
    answered, message = answer(bot.ask, text, await last_question(bot.store, place))
    # Before it is posted, so that whoever sees the answer can follow it up.
    await remember(bot.store, place, answered)
    await bot.post(place, message)


def _brought(event: Payload) -> Brought | None:
    """Return what a message brings to be checked; None where it asks the desk something.

    A file with no words to it is brought to be checked, and so is any in a direct message.
    """
    brought = Brought.of(event)
    draft = draft_in(brought.words)
    if draft is not None:
        return replace(brought, words=draft)
    return brought if brought.files and (_is_direct(event) or not brought.words) else None


async def _check(bot: Bot, event: Payload, asker: Asker, brought: Brought) -> None:
    """Report on a draft, or on the message that a thread is about, to the one who asked and to nobody else.

    In a channel nobody else sees it, and where there is no thread yet, an ephemeral message cannot begin one.
    """
    brought = brought or await _parent(bot, asker)
    if _is_direct(event):
        await (report_openly(bot, asker, brought) if brought else bot.post(asker, how_to(CHECK)))
    else:
        await (report_privately(bot, asker, brought) if brought else bot.privately(asker, how_to(CHECK)))


async def _parent(bot: Bot, asker: Asker) -> Brought:
    """Return what the message brings that a thread is about, nothing outside of a thread."""
    if not asker.thread:
        return Brought("")
    wanted = {"channel": asker.channel, "ts": asker.thread, "limit": 1}
    found = await bot.slack.look_up("conversations.replies", wanted)
    return Brought.of(found["messages"][0])


def _asks(event: Payload) -> bool:
    if not event.get("user") or any(event.get(field) for field in _BY_NO_PERSON):
        return False
    if event.get("subtype") not in _BY_A_PERSON:
        return False
    return event["type"] == "app_mention" or (event["type"] == "message" and _is_direct(event))


def _is_direct(event: Payload) -> bool:
    return event.get("channel_type") == "im"


def _place(event: Payload, asker: Asker) -> Asker:
    """Return where the answer goes: into the thread, or a new one; in a direct message, in place."""
    start = "" if _is_direct(event) else str(event.get("ts", ""))
    return replace(asker, thread=asker.thread or start)
