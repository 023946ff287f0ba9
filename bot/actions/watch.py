"""Lets the channel watch what a card shows."""

import asyncio
from dataclasses import replace

from bot.actions.press import Press, card_on_file
from bot.core import Bot
from bot.failures import sentence
from bot.forms import Form, made
from bot.render import ids
from bot.render.labels import DIGEST_INSTEAD, HOW_OFTEN, WATCHED_TOO, WATCHES_CARD, WATCHING
from bot.render.limits import LINE
from bot.render.line import copy_line
from bot.render.text import clip
from bot.watches import OnRecord, begin, names_watched, watch_of
from facts.answers import Card
from facts.model import Entity, digest
from facts.postings import Watch

_DIGITS = 8
"""Digits of a watch's name: as many as one that is typed has."""


async def watch(bot: Bot, press: Press) -> None:
    """Let a channel watch a record, once, and tell whoever pressed what that means and how it ends.

    Raises:
        BadInput: the value cannot be read, the record is not on file any more, or the bot is not in the
            channel.
        SlackRefused: the bot may not post there.
        Unreachable: Slack did not answer.
    """
    card = card_on_file(bot, ids.card_of(press.value).record)
    kept = await _kept(bot, press, card.record.id)
    await bot.privately(press.asker, sentence(_explained(bot, kept, card)))


async def _kept(bot: Bot, press: Press, record: str) -> Watch:
    """Return the channel's watch of a record, which begins now unless there is one."""
    place = replace(press.asker, thread="")
    name = digest(f"{place.channel} {record}")[:_DIGITS]
    known = await asyncio.to_thread(bot.store.postings.watches)
    if same := next((each for each in known if each.id == name), None):
        return same
    new = watch_of(place, name, OnRecord(record=record), bot.desk.head)
    heading = WATCHING.format("this", HOW_OFTEN[new.daily])
    form = Form(kind="notice", cards=(record,), user=place.user, text=heading)
    announced = await asyncio.to_thread(made, bot.desk, bot.store, form)
    await begin(bot, place, f"press:{press.trigger}", new, announced)
    return new


def _explained(bot: Bot, kept: Watch, card: Card) -> str:
    """Return what comes of a watch, how often, and how that is changed and ended."""
    return WATCHES_CARD.format(
        line=clip(copy_line(card), LINE),
        often=HOW_OFTEN[kept.daily],
        also=_also(bot, card),
        digest="" if kept.daily else DIGEST_INSTEAD.format(kept.id),
        name=kept.id,
    )


def _also(bot: Bot, card: Card) -> str:
    """Return on which names else records come; they have to speak of all of them."""
    records = (each.record for each in bot.desk.cards(names_watched(card.record)))
    names = sorted(record.name for record in records if isinstance(record, Entity))
    all_of = "all of " if len(names) > 1 else ""
    return WATCHED_TOO.format(clip(f"{all_of}{', '.join(names)}", LINE)) if names else ""
