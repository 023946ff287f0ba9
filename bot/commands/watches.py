"""Watches, as they are begun, listed and ended: `/timeline … --watch`, `/factdesk watches`."""

import asyncio
import re
import secrets
from dataclasses import replace

from bot.core import Asker, Bot, Payload
from bot.failures import sentence
from bot.forms import Made
from bot.render.answers import Message, for_asker, quiet
from bot.render.blocks import context, mrkdwn, plain
from bot.render.labels import HOW_OFTEN, NO_WATCHES, WATCHING
from bot.render.limits import LINE
from bot.render.text import clip
from bot.render.usage import asked
from bot.watches import begin, called, subject_of, watch_of
from facts.errors import BadInput
from facts.postings import Watch
from facts.questions import Question, Verb

WATCH = re.compile(r"\s+(?:--|—)watch(?:\s+(daily))?\s*$")
"""What stands at the end of a question that is to be watched; a keyboard may make one dash of two."""
CHANGE = re.compile(r"|(?:stop|daily) [0-9a-f]{8}")
_WATCHED = frozenset((Verb.FACT, Verb.QUOTE, Verb.TIMELINE, Verb.ASK))


async def begin_watch(bot: Bot, asker: Asker, question: Question, daily: str | None) -> None:
    """Let a channel watch a question, and say so there.

    Raises:
        BadInput: it is no question that records answer, or the bot is not in the channel.
        SlackRefused: the bot may not post there.
        Unreachable: Slack did not answer.
    """
    if question.verb not in _WATCHED:
        raise BadInput("Say what is to be watched, such as: /timeline Istanbul talks --watch")
    name, wanted = secrets.token_hex(4), bot.desk.head
    watch = watch_of(asker, name, question, wanted, daily=bool(daily))
    said = clip(WATCHING.format(asked(question), HOW_OFTEN[watch.daily]), LINE)
    announced = quiet(said, [context(mrkdwn(f"<@{asker.user}>"), plain(said))])
    await begin(bot, asker, f"watching:{name}", watch, Made(announced))


async def watches(bot: Bot, _: Payload, asker: Asker, said: str) -> Message:
    """Return what a channel watches, once one of its watches has been ended or made a digest if so said.

    Raises:
        BadInput: there is no such watch in this channel.
    """
    kept = await asyncio.to_thread(bot.store.postings.watches)
    here = {watch.id: watch for watch in kept if watch.channel == asker.channel}
    if said:
        act, name = said.split()
        if name not in here:
            raise BadInput("This channel has no such watch; /factdesk watches lists them.")
        if act == "stop":
            await asyncio.to_thread(bot.store.postings.unwatch, here.pop(name).id)
        elif not here[name].daily:
            here[name] = replace(here[name], daily=True, state=bot.desk.head)
            await asyncio.to_thread(bot.store.postings.watch, here[name])
    lines = await asyncio.to_thread(lambda: [_line(bot, watch) for watch in here.values()])
    return for_asker(sentence("\n".join(lines) or NO_WATCHES))


def _line(bot: Bot, watch: Watch) -> str:
    what, often = called(bot, subject_of(watch)), HOW_OFTEN[watch.daily]
    return f"{what}, {often}; to end it: /factdesk watches stop {watch.id}"
