"""Watches, as they are begun, listed and ended: `/timeline … --watch`, `/factdesk watches`."""

import asyncio
import re
import secrets

from bot.core import Asker, Bot, Payload
from bot.failures import sentence
from bot.forms import Made
from bot.jobs.watching import question_of, watch_of
from bot.posting import post
from bot.render.answers import Message, for_asker, quiet
from bot.render.blocks import context, mrkdwn, plain
from bot.render.labels import NO_WATCHES, WATCHING
from bot.render.limits import LINE
from bot.render.text import clip
from bot.render.usage import asked
from facts.errors import BadInput
from facts.postings import Watch
from facts.questions import Question, Verb

WATCH = re.compile(r"\s+(?:--|—)watch(?:\s+(daily))?\s*$")
"""What stands at the end of a question that is to be watched; a keyboard may make one dash of two."""
STOP = re.compile(r"|stop [0-9a-f]{8}")
_WATCHED = frozenset((Verb.FACT, Verb.QUOTE, Verb.TIMELINE, Verb.ASK))
_HOW_OFTEN = {False: "at once", True: "in the morning"}


async def begin_watch(bot: Bot, asker: Asker, question: Question, daily: str | None) -> None:
    """Let a channel watch a question, and say so there: where that cannot be said, nothing could be told.

    Raises:
        BadInput: it is no question that records answer.
        SlackRefused: the bot may not post there.
        Unreachable: Slack did not answer.
    """
    if question.verb not in _WATCHED:
        raise BadInput("Say what is to be watched, such as: /timeline Istanbul talks --watch")
    name, wanted = secrets.token_hex(4), bot.desk.head
    watch = watch_of(asker, name, question, wanted, daily=bool(daily))
    said = clip(WATCHING.format(asked(question), _HOW_OFTEN[watch.daily]), LINE)
    announced = quiet(said, [context(mrkdwn(f"<@{asker.user}>"), plain(said))])
    await post(bot, asker, f"watching:{name}", Made(announced), "watch")
    await asyncio.to_thread(bot.store.postings.watch, watch)


async def watches(bot: Bot, _: Payload, asker: Asker, said: str) -> Message:
    """Return what a channel watches, or end one of its watches.

    Raises:
        BadInput: there is no such watch in this channel.
    """
    kept = await asyncio.to_thread(bot.store.postings.watches)
    here = {watch.id: watch for watch in kept if watch.channel == asker.channel}
    if said:
        ended = here.pop(said.removeprefix("stop "), None)
        if ended is None:
            raise BadInput("This channel has no such watch; /factdesk watches lists them.")
        await asyncio.to_thread(bot.store.postings.unwatch, ended.id)
    return for_asker(sentence("\n".join(map(_line, here.values())) or NO_WATCHES))


def _line(watch: Watch) -> str:
    often = _HOW_OFTEN[watch.daily]
    return f"{asked(question_of(watch))}, {often}; to end it: /factdesk watches stop {watch.id}"
