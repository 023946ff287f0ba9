"""The one door through which messages reach a channel or a thread.

Each is remembered before it is posted, under what caused it, and bears that name in its metadata
(https://docs.slack.dev/messaging/message-metadata). Whoever comes upon one that was being posted when a
process died, or whose call came to no end, looks for it in the channel before posting it again.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

from bot.core import Asker, Bot, Payload
from bot.forms import Made
from bot.jobs.port import Job
from bot.render.answers import Message
from bot.slack import TIMEOUT, Refused, Unreachable
from facts.corrections import stale
from facts.errors import FactdeskError
from facts.postings import UNKNOWN, Posting
from facts.store.port import Store

EVENT = "factdesk_posting"
NOT_A_MEMBER = frozenset(("channel_not_found", "not_in_channel"))
"""What Slack answers where the bot has not been invited; a response URL works there nevertheless."""
SETTLED = TIMEOUT + 2.0
"""Seconds after which a call that nobody waits for any more has either been done or never will be."""
LOOK = 0.25
"""Seconds between two looks whether a message may be changed."""
_SKEW = 60.0
"""Seconds by which Slack's clock and ours may differ."""
_PAGE = 200


async def post(bot: Bot, place: Asker, cause: str, made: Made, kind: str = "answer") -> str:
    """Post a message, once for each cause, and return its ts.

    Args:
        bot: the bot.
        place: where it goes, and for whom.
        cause: what causes it.
        made: the message.
        kind: what sort of message it is.

    Raises:
        SlackRefused: Slack said no.
        Unreachable: Slack did not answer; whether it was posted is looked up when this is done again.
    """
    posting = _posting(place, cause, made, kind)
    known = await asyncio.to_thread(bot.store.postings.intend, posting, made.shown)
    if known and known.ts:
        return await _stands(bot, known, (known.channel, known.ts))
    if known:
        await asyncio.sleep(_seconds_until_settled(known))
        if found := await _look_up(bot, known, known.at):
            return await _stands(bot, known, found)
        await asyncio.to_thread(bot.store.postings.renew, posting, made.shown)
    return await _stands(bot, posting, await _posted(bot, posting, made))


async def respond(bot: Bot, place: Asker, cause: str, made: Made, kind: str) -> None:
    """Post a message through the response URL of what somebody did, where the bot is not a member.

    It stands there under a name that nobody tells us, and so cannot be corrected.

    Raises:
        SlackRefused: Slack said no.
        Unreachable: Slack did not answer.
    """
    thread = {"thread_ts": place.thread} if place.thread else {}
    public = {"response_type": "in_channel", "replace_original": False}
    posting = replace(_posting(place, cause, made, kind), ts=UNKNOWN)
    await asyncio.to_thread(bot.store.postings.renew, posting, made.shown)
    await bot.slack.respond(place.response_url, {**made.message, **thread, **public})


@asynccontextmanager
async def alone_with(bot: Bot, posting: str) -> AsyncIterator[None]:
    """Be the only one, of all processes, that changes a message, while the context is open.

    A call that its process has not lived to see answered, or has given up, may still arrive, and would put
    older words in the place of newer ones: until that is settled the message is held.
    """
    key = f"changing:{posting}"
    while not await asyncio.to_thread(bot.store.claim, key, SETTLED):  # noqa: ASYNC110 - other processes
        await asyncio.sleep(LOOK)
    is_settled = False
    try:
        yield
        is_settled = True
    except FactdeskError as error:
        is_settled = not (isinstance(error, Unreachable) and error.is_on_its_way)
        raise
    finally:
        if is_settled:
            await asyncio.to_thread(bot.store.release, key)


async def replace_message(bot: Bot, channel: str, ts: str, message: Message) -> None:
    """Put another message in the place of one that stands.

    Raises:
        SlackRefused: Slack said no.
        Unreachable: Slack did not answer.
    """
    shown = {"text": message["text"], "blocks": message["blocks"]}
    await bot.slack.call("chat.update", {"channel": channel, "ts": ts, **shown})


async def _posted(bot: Bot, posting: Posting, made: Made) -> tuple[str, str]:
    """Post a message, and return its channel and ts."""
    thread = {"thread_ts": posting.thread} if posting.thread else {}
    metadata = {"event_type": EVENT, "event_payload": {"posting": posting.id}}
    where = {"channel": posting.channel, **thread}
    begun = datetime.now(UTC)
    try:
        answered = await bot.slack.call("chat.postMessage", {**made.message, **where, "metadata": metadata})
    except Refused:
        await asyncio.to_thread(bot.store.postings.forget, posting.id)
        raise
    except Unreachable as error:
        if error.is_on_its_way:
            raise
        found = await _look_up(bot, posting, begun)
        if not found:
            await asyncio.to_thread(bot.store.postings.forget, posting.id)
            raise
        return found
    return str(answered.get("channel") or posting.channel), str(answered.get("ts") or UNKNOWN)


async def _stands(bot: Bot, posting: Posting, place: tuple[str, str]) -> str:
    """Keep where a message stands; have it corrected where the log has gone on since it was made."""
    channel, ts = place
    if missed := await asyncio.to_thread(_kept, bot.store, replace(posting, channel=channel, ts=ts)):
        await bot.jobs.queue([correction(missed, replace(posting, channel=channel))])
        await asyncio.to_thread(bot.store.postings.promise, missed, (posting.id,))
    return ts


def _kept(store: Store, posting: Posting) -> int:
    """Return the last revision that a message misses, 0 where it misses none."""
    store.postings.stands(posting.id, posting.channel, posting.ts)
    missed = stale(store, posting) if posting.form and store.head() > posting.state else ()
    return missed[-1] if missed else 0


def correction(revision: int, posting: Posting, *, disclosed: bool = False) -> Job:
    """Return the job that brings a revision to a message; once more where it has been disclosed since."""
    argument = {"posting": posting.id, "revision": revision, "disclosed": disclosed}
    name = "disclose" if disclosed else "correct"
    return Job(f"{name}:{revision}:{posting.id}", "correct", argument, posting.channel)


async def _look_up(bot: Bot, posting: Posting, since: datetime) -> tuple[str, str] | None:
    """Return the channel and ts of a message that was posted since then, if it was.

    Raises:
        Unreachable: Slack did not answer.
    """
    method = "conversations.replies" if posting.thread else "conversations.history"
    thread = {"ts": posting.thread} if posting.thread else {}
    oldest = f"{since.timestamp() - _SKEW:.6f}"
    wanted = {"channel": posting.channel, **thread, "oldest": oldest, "limit": _PAGE}
    cursor = ""
    while True:
        page = {"cursor": cursor} if cursor else {}
        try:
            found = await bot.slack.look_up(method, {**wanted, "include_all_metadata": "true", **page})
        except Refused:
            return None  # where it may not read, it may not post
        for message in found.get("messages", ()):
            if _name(message) == posting.id:
                return posting.channel, str(message["ts"])
        cursor = str((found.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            return None


def _name(message: Payload) -> str:
    metadata = message.get("metadata") or {}
    ours = metadata.get("event_type") == EVENT
    return str(metadata.get("event_payload", {}).get("posting", "")) if ours else ""


def _posting(place: Asker, cause: str, made: Made, kind: str) -> Posting:
    return Posting(
        id=cause,
        kind=kind,
        channel=place.channel,
        thread=place.thread,
        user=place.user,
        form=made.form.model_dump_json(exclude_defaults=True) if made.form else "",
        first=made.state if made.first is None else made.first,
        state=made.state,
    )


def _seconds_until_settled(known: Posting) -> float:
    return max(0.0, SETTLED - (datetime.now(UTC) - known.at).total_seconds())
