"""What a channel watches: a question or a record; how that is said, and how a watch begins."""

import asyncio
from typing import TypeAlias

from pydantic import TypeAdapter

from bot.core import Asker, Bot
from bot.forms import Made
from bot.posting import NOT_A_MEMBER, post
from bot.render.labels import NOT_SHOWN
from bot.render.limits import NAME
from bot.render.line import copy_line
from bot.render.text import clip
from bot.render.usage import asked
from bot.slack import Refused
from facts.errors import BadInput
from facts.model import AnyRecord, Entity, Slug, Value
from facts.postings import Watch
from facts.questions import Question
from facts.search.profile import about
from facts.seen import linked_by


class OnRecord(Value):
    """A record that is watched, with what else is on it (`is_on`)."""

    record: Slug


Subject: TypeAlias = Question | OnRecord

_SUBJECT: TypeAdapter[Subject] = TypeAdapter(Subject)


def watch_of(asker: Asker, name: str, subject: Subject, state: int, *, daily: bool = False) -> Watch:
    """Return the watch of a channel, from a revision on."""
    kept = _SUBJECT.dump_json(subject).decode()
    return Watch(name, asker.channel, asker.user, kept, daily, state)


def subject_of(watch: Watch) -> Subject:
    """Return what a watch is on."""
    return _SUBJECT.validate_json(watch.subject)


def called(bot: Bot, subject: Subject) -> str:
    """Return what is watched as it is listed for one person: the question as typed, the record's line."""
    if isinstance(subject, Question):
        return asked(subject)
    cards = bot.desk.cards((subject.record,))
    return clip(copy_line(cards[0]), NAME) if cards else NOT_SHOWN


def names_watched(record: AnyRecord) -> frozenset[str]:
    """Return the ids of the names that another record has to speak of to be on this one: of all of them."""
    if isinstance(record, Entity):
        return frozenset((record.replaced_by or record.id,))
    return frozenset(about(record))


def is_on(record: AnyRecord, watched: AnyRecord) -> bool:
    """Tell whether a record is on one that is watched.

    It is if it is that record or stands in its place, links it as a disagreement, or speaks of all the names
    that it speaks of.
    """
    own = {watched.id, watched.replaced_by} - {""}
    names = names_watched(watched)
    is_linked = not own.isdisjoint((record.id, *linked_by(record)))
    return is_linked or bool(names and names.issubset(about(record)))


async def begin(bot: Bot, place: Asker, cause: str, watch: Watch, announced: Made) -> None:
    """Keep a watch, and say so in its channel first: where that cannot be said, nothing could be told.

    Raises:
        BadInput: the bot is not in the channel.
        SlackRefused: the bot may not post there.
        Unreachable: Slack did not answer.
    """
    try:
        await post(bot, place, cause, announced, "watch")
    except Refused as refused:
        if refused.reason not in NOT_A_MEMBER:
            raise
        raise BadInput(
            "Factdesk is not in this channel, and so can tell it nothing; /invite @Factdesk, then try again."
        ) from refused
    await asyncio.to_thread(bot.store.postings.watch, watch)
