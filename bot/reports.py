"""Reports on drafts, as whoever asks gets them: at once if they are ready soon, and else when they are."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from functools import partial
from typing import Any, Self, TypeVar

from bot.core import Asker, Bot, Payload
from bot.failures import sentence, tell
from bot.files import read_file
from bot.forms import Made
from bot.posting import post, replace_message
from bot.render.answers import Message
from bot.render.labels import CHECKING, NOTHING_TO_CHECK
from bot.spoken import written
from facts.errors import BadInput

MOST_FILES = 3
"""Files of one message. A response URL works five times: for the word that they are being checked, the report
on the message's own words, and these."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Brought:
    """What somebody brings to be checked: words, and files as Slack's messages carry them."""

    words: str
    files: tuple[Payload, ...] = ()

    @classmethod
    def of(cls, message: Payload) -> Self:
        """Take all that a message brings."""
        return cls(written(message), tuple(message.get("files") or ()))

    def __bool__(self) -> bool:
        return bool(self.words or self.files)


async def report(bot: Bot, draft: str, name: str = "") -> Message:
    """Return the report on a draft; count it, and how long it took.

    Raises:
        BadInput: the draft is too long, or has too many quotations.
    """
    started = time.perf_counter()
    message = await bot.checking.report(draft, name)
    bot.metrics.answer("check", "Report", time.perf_counter() - started)
    return message


async def report_soon(bot: Bot, asker: Asker, draft: str) -> Message | None:
    """Return the report if it is ready within a request's patience; else None, and the asker gets it later.

    That it is being worked on is a message of its own: through a response URL an app replaces no message that
    it has sent through it before (github.com/slackapi/bolt-python/issues/1268, bolt-js/issues/2287).

    Raises:
        BadInput: the draft is too long, or has too many quotations.
    """
    later = partial(_later, bot, asker)
    return await bot.background.soon(report(bot, draft), later, partial(tell, bot, asker))


async def report_privately(bot: Bot, asker: Asker, brought: Brought) -> None:
    """Show the asker, and nobody else, the reports on what they bring, announced where they take long.

    Raises:
        BadInput: there are too many files.
        SlackRefused: Slack said no.
        Unreachable: Slack did not answer.
    """

    async def announce() -> None:
        await bot.privately(asker, sentence(CHECKING))

    for message in await _announced(bot, _reports(bot, brought), announce):
        await bot.privately(asker, message)


async def report_openly(bot: Bot, place: Asker, cause: str, brought: Brought) -> None:
    """Post the reports where all who are there may read them; where they take long, in place of a word of it.

    Args:
        bot: the bot.
        place: where.
        cause: what causes it, as in `bot.posting.post`; each message is posted once.
        brought: what is to be reported on.

    Raises:
        BadInput: there are too many files.
        SlackRefused: Slack said no.
        Unreachable: Slack did not answer.
    """
    announced: list[str] = []

    async def announce() -> None:
        announced.append(await post(bot, place, f"{cause}:announced", Made(sentence(CHECKING))))

    first, *others = await _announced(bot, _reports(bot, brought), announce)
    if announced:
        await replace_message(bot, place.channel, announced[0], first)
    else:
        await post(bot, place, cause, Made(first))
    for number, message in enumerate(others, 1):
        await post(bot, place, f"{cause}:{number}", Made(message))


async def _reports(bot: Bot, brought: Brought) -> list[Message]:
    """Return a report on the words and on each file, and then, in one message, why a part cannot be checked.

    Words that come with a file and hold nothing to check are a word about the file.

    Raises:
        BadInput: there are too many files.
        Unreachable: Slack did not hand out the files.
    """
    if len(brought.files) > MOST_FILES:
        raise BadInput(
            f"This message has {len(brought.files)} files and {MOST_FILES} can be checked at once; "
            "share them in several messages."
        )
    found, unchecked = [], []
    parts: list[str | Payload] = [brought.words] if brought.words else []
    for part in (*parts, *brought.files):
        try:
            found.append(await _report_on(bot, part))
        except BadInput as refused:
            unchecked.append(str(refused))
    if brought.files:
        found = [message for message in found if message["text"] != NOTHING_TO_CHECK]
    return [*found, sentence("\n".join(unchecked))] if unchecked else found


async def _report_on(bot: Bot, part: str | Payload) -> Message:
    if isinstance(part, str):
        return await report(bot, part)
    return await report(bot, *await read_file(bot.slack, part))


async def _announced(bot: Bot, work: Coroutine[Any, Any, _T], announce: Callable[[], Awaitable[None]]) -> _T:
    """Return what some work comes to, once it is said that it is under way if it takes long."""
    task = asyncio.create_task(work)
    try:
        await asyncio.wait((task,), timeout=bot.background.patience)
        if not task.done():
            await announce()
        return await task
    finally:
        task.cancel()


async def _later(bot: Bot, asker: Asker, work: Awaitable[Message]) -> None:
    await bot.privately(asker, sentence(CHECKING))
    await bot.privately(asker, await work)
