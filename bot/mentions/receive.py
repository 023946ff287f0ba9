"""Receives what was said to the bot, and has it answered once, however often Slack delivers it."""

from collections.abc import Awaitable, Mapping
from types import MappingProxyType

from bot.core import LOG, Asker, Bot, Payload
from bot.jobs.port import Job
from bot.mentions.job import is_direct, mention, place_of
from bot.threads import last_question
from facts.errors import BadInput

EVENTS: Mapping[str, str] = MappingProxyType({"app_mention": "app_mentions:read", "message.im": "im:history"})
"""The events that the manifest subscribes to, and the scope that each needs."""

THREADS = ("channels:history", "groups:history", "mpim:history", "files:read", "im:write")
"""The scopes for reading what a thread is about, its files too, where somebody asks for a check of that; and
for telling one person that what they were shown has been corrected."""

_BY_NO_PERSON = ("bot_id", "edited", "hidden")
"""Fields of a message that a bot wrote, or that was changed or deleted."""
_BY_A_PERSON = frozenset((None, "", "file_share"))
"""Subtypes of a message that somebody wrote; with any other it is a notice of Slack's own."""


async def receive_event(bot: Bot, payload: Payload, asker: Asker) -> None:
    """Have an event answered if it asks something (https://docs.slack.dev/reference/events/app_mention).

    Once it is kept as a job it is answered, whatever becomes of this process.

    Raises:
        BadInput: the event has no id, so that nobody can tell whether it was answered before.
        StoreError: it cannot be kept.
    """
    event = payload["event"]
    if not _asks(event):
        return
    if not payload.get("event_id"):
        raise BadInput("An event without an event_id cannot be answered.")
    previous = await last_question(bot.store, place_of(event, asker))
    argument = mention(str(payload["event_id"]), event, asker, previous)
    if answering := await bot.jobs.begin(Job(f"event:{payload['event_id']}", "mention", argument)):
        await bot.background.run(_until(answering), _unheard)


async def _until(answering: Awaitable[None]) -> None:
    await answering


async def _unheard(error: Exception) -> None:
    LOG.error("failed", exc_info=error)


def _asks(event: Payload) -> bool:
    if not event.get("user") or any(event.get(field) for field in _BY_NO_PERSON):
        return False
    if event.get("subtype") not in _BY_A_PERSON:
        return False
    return event["type"] == "app_mention" or (event["type"] == "message" and is_direct(event))
