"""The job of bringing a revision to a message that shows something as it was before.

However often and in whatever order such jobs are done, the message ends up as its records are now.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.core import LOG, Asker, Bot
from bot.forms import Form, Made, made
from bot.jobs.port import Json
from bot.posting import alone_with, post, replace_message
from bot.render.correction import Change, marked, note
from bot.slack import Refused
from facts.corrections import changes_of, stale
from facts.desk import Desk
from facts.errors import FactdeskError
from facts.model import Disagreement, Revision, Source, Status
from facts.postings import DONE, PRIVATE, UNDELIVERED, UNKNOWN, Posting, Shown
from facts.store.port import Store
from facts.visibility import is_withheld

if TYPE_CHECKING:
    from facts.curation import FieldChange

_REMEMBERED = timedelta(days=30)
"""How long somebody is told what they have seen in private."""
_WORDED = frozenset(
    ("statement", "words", "value", "according_to", "speaker_text", "date", "date_text", "name", "note")
)
"""Fields whose words are shown as they were and as they are."""
_UNKNOWN_PLACE = "posted_through_response_url"
"""Why a message cannot be corrected that was posted where the bot is not a member."""


async def correct(bot: Bot, argument: Json) -> None:
    """Correct a message in place, and say so once in its thread; or tell who has seen it in private.

    Raises:
        SlackRefused: Slack does not let the message be changed.
        Unreachable: Slack did not answer.
    """
    number, id_ = int(argument["revision"]), str(argument["posting"])
    posting = await asyncio.to_thread(bot.store.postings.posting, id_)
    if posting and posting.form and posting.ts:
        await _caught_up(bot.desk, number)
        if posting.kind == PRIVATE:
            await _tell(bot, posting, number)
        elif await _renewed(bot, posting, number, again=argument.get("disclosed", False)) and posting.thread:
            await _note(bot, posting, number)
    await asyncio.to_thread(bot.store.postings.settle, number, id_, DONE)


async def undelivered(bot: Bot, argument: Json, error: Exception) -> None:
    """Keep why a message could not be corrected."""
    if not isinstance(error, FactdeskError):
        LOG.error("failed", exc_info=error)
    reason = error.reason if isinstance(error, Refused) else type(error).__name__
    number, posting = int(argument["revision"]), str(argument["posting"])
    await asyncio.to_thread(bot.store.postings.settle, number, posting, UNDELIVERED, reason)


async def _caught_up(desk: Desk, number: int) -> None:
    """Have the desk take in a revision, if it has not yet."""
    while desk.head < number:
        await asyncio.to_thread(desk.refresh)


async def _renewed(bot: Bot, known: Posting, number: int, *, again: bool) -> bool:
    """Put a message as its records are now in its place; tell whether a revision changed how it looks.

    What takes the revision in already is looked at only where that is to be done again.
    """
    if known.ts == UNKNOWN:
        raise Refused("chat.update", _UNKNOWN_PLACE)
    async with alone_with(bot, known.id):
        posting = await asyncio.to_thread(bot.store.postings.posting, known.id) or known
        if posting.state >= number and not again:
            return True
        return await _replaced(bot, posting)


async def _note(bot: Bot, posting: Posting, number: int) -> None:
    """Say what a revision changed in the thread of a message, once."""
    change = await asyncio.to_thread(_change, bot, number)
    place = Asker(channel=posting.channel, thread=posting.thread)
    await post(bot, place, f"note:{number}:{posting.id}", Made(note(change)), "note")


async def _replaced(bot: Bot, posting: Posting) -> bool:
    """Replace a message until the log has not gone on meanwhile; tell whether it did not look so before."""
    is_other = False
    while True:
        anew, changes = await asyncio.to_thread(_anew, bot, posting)
        if anew is None:
            return is_other
        await _replace(bot, posting, anew, changes)
        is_other = True
        missed = await asyncio.to_thread(stale, bot.store, replace(posting, state=anew.state))
        if not missed:
            return is_other
        await _caught_up(bot.desk, missed[-1])


async def _replace(bot: Bot, posting: Posting, anew: Made, changes: tuple[Change, ...]) -> None:
    """Replace a message; until Slack has said so, it may look as before, or as it will."""
    renew = bot.store.postings.renew
    either = (*await asyncio.to_thread(bot.store.postings.shown, posting.id), *anew.shown)
    await asyncio.to_thread(renew, posting, [replace(each, digest="") for each in either])
    await replace_message(bot, posting.channel, posting.ts, marked(anew.message, changes))
    await asyncio.to_thread(renew, replace(posting, state=anew.state), anew.shown)


async def _tell(bot: Bot, posting: Posting, number: int) -> None:
    """Tell the one who has seen a record in private, once for each revision, that it is not as it was."""
    anew, _ = await asyncio.to_thread(_anew, bot, posting)
    if anew is None or posting.state >= number or datetime.now(UTC) - posting.at > _REMEMBERED:
        return
    change = await asyncio.to_thread(_change, bot, number)
    told = replace(anew, message=marked(anew.message, (change,)), first=number - 1)
    opened = await bot.slack.call("conversations.open", {"users": posting.user})
    place = Asker(channel=str(opened["channel"]["id"]), user=posting.user)
    await post(bot, place, f"told:{number}:{posting.user}", told, "told")
    now = replace(posting, state=anew.state)
    await asyncio.to_thread(bot.store.postings.renew, now, anew.shown)


def _anew(bot: Bot, posting: Posting) -> tuple[Made | None, tuple[Change, ...]]:
    """Return a message from its records as they are now, and their changes; None where it looks the same."""
    anew = made(bot.desk, bot.store, Form.model_validate_json(posting.form))
    shown = bot.store.postings.shown(posting.id)
    if _looks(shown) == _looks(anew.shown):
        return None, ()
    entries = [each.entry for each in (*shown, *anew.shown)]
    own = _looks((*shown, *anew.shown))
    changes = changes_of(bot.store, entries, posting.first)
    telling = [each for each in changes if each.entry.id in own or isinstance(each.entry, Disagreement)]
    return anew, tuple(_as_change(bot, each) for each in telling or changes)


def _looks(shown: Iterable[Shown]) -> dict[str, str]:
    """Return what is seen of each card."""
    return {each.entry: each.digest for each in shown if each.digest}


def _change(bot: Bot, number: int) -> Change:
    return _as_change(bot, bot.store.at((number,))[number])


def _as_change(bot: Bot, revision: Revision) -> Change:
    """Return a revision as readers may know of it: of what is not for them, only when."""
    if isinstance(revision.entry, Source):
        return Change(Status.VERIFIED, revision.at, revision.by, revision.why)
    if not bot.desk.cards((revision.entry.id,)):
        return Change(None, revision.at, "", "")
    fields = _fields(bot.store, revision)
    return Change(revision.entry.status, revision.at, revision.by, revision.why, fields)


def _fields(store: Store, revision: Revision) -> "tuple[FieldChange, ...]":
    """Return what a reader sees of what a revision changed; nothing where it was not for them."""
    from facts.curation.history import compare  # noqa: PLC0415 - half a second: see `bot.curation`

    earlier = [each.entry for each in store.history(revision.entry.id) if each.number < revision.number]
    now = datetime.now(UTC)
    if not earlier or is_withheld(earlier[-1], now) or is_withheld(revision.entry, now):
        return ()
    return tuple(each for each in compare(earlier[-1], revision.entry) if each.field in _WORDED)
