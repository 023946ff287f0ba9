"""Watches: who wants to be told of new and corrected records, and the jobs of telling them."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import islice

from pydantic import TypeAdapter

from bot.core import LOG, Asker, Bot
from bot.forms import Form, made
from bot.jobs.port import Job, Json
from bot.posting import post
from bot.render.labels import WATCHED
from bot.render.usage import asked
from facts.answers import Chronology, Found, cards_of
from facts.model import Revision, Source, unique
from facts.postings import Watch
from facts.questions import Question

MORNING = 8
"""The hour from which on what came in since the day before is told, where the server stands."""
_MOST = 20
"""Records that one message tells of."""
_QUESTION: TypeAdapter[Question] = TypeAdapter(Question)


def watch_of(asker: Asker, name: str, question: Question, state: int, *, daily: bool) -> Watch:
    """Return the watch of a channel on a question, from a revision on."""
    subject = _QUESTION.dump_json(question).decode()
    return Watch(name, asker.channel, asker.user, subject, daily, state)


def question_of(watch: Watch) -> Question:
    """Return what a watch is on."""
    return _QUESTION.validate_json(watch.subject)


def notices(bot: Bot, revisions: Iterable[Revision]) -> list[Job]:
    """Return the jobs of telling revisions to those who want to know at once. The desk has taken them in."""
    new = list(revisions)
    at_once = [watch for watch in bot.store.postings.watches() if not watch.daily]
    told = ((watch, _hits(bot, watch, new)) for watch in at_once)
    return [_job(watch, f"{new[-1].number}", hits) for watch, hits in told if hits]


def digests(bot: Bot, now: datetime) -> list[Job]:
    """Return the jobs of the morning's digests, if it is morning; each is done once a day."""
    if now.hour < MORNING:
        return []
    daily = [watch for watch in bot.store.postings.watches() if watch.daily]
    return [
        Job(f"digest:{watch.id}:{now:%Y-%m-%d}", "digest", {"watch": watch.id}, watch.channel)
        for watch in daily
        if watch.at.astimezone().date() < now.date() and bot.store.head() > watch.state
    ]


async def notify(bot: Bot, argument: Json) -> None:
    """Tell a channel of records, as they are now.

    Raises:
        SlackRefused: Slack said no.
        Unreachable: Slack did not answer.
    """
    watch = await asyncio.to_thread(_known, bot, str(argument["watch"]))
    records = tuple(argument["records"])
    if watch and bot.desk.cards(records):
        heading = WATCHED.format(asked(question_of(watch)))
        form = Form(kind="notice", cards=records, text=heading)
        message = await asyncio.to_thread(made, bot.desk, bot.store, form)
        await post(bot, Asker(channel=watch.channel), str(argument["cause"]), message, "watch")


async def digest(bot: Bot, argument: Json) -> None:
    """Tell a channel in one message of all that has come in since the last time.

    Raises:
        SlackRefused: Slack said no.
        Unreachable: Slack did not answer.
    """
    watch = await asyncio.to_thread(_known, bot, str(argument["watch"]))
    if watch:
        await asyncio.to_thread(bot.desk.refresh)
        head = bot.desk.head
        new = await asyncio.to_thread(lambda: list(bot.store.since(watch.state)))
        if hits := await asyncio.to_thread(_hits, bot, watch, new):
            await notify(bot, _job(watch, f"{watch.state}", hits).argument)
        await asyncio.to_thread(bot.store.postings.watch, replace(watch, state=head))


async def untold(_bot: Bot, argument: Json, error: Exception) -> None:
    """Log that a channel could not be told."""
    LOG.warning("watch not told", watch=argument["watch"], reason=str(error))


def _known(bot: Bot, name: str) -> Watch | None:
    return next((watch for watch in bot.store.postings.watches() if watch.id == name), None)


def _hits(bot: Bot, watch: Watch, revisions: Iterable[Revision]) -> tuple[str, ...]:
    """Return the ids of the records that are new or changed and answer what is watched, the first of them."""
    new = unique(each.entry.id for each in revisions if not isinstance(each.entry, Source))
    answer = bot.desk.ask(question_of(watch))
    if not isinstance(answer, Found | Chronology):
        return ()
    answering = {card.record.id for card in cards_of(answer)}.union(answer.more)
    return tuple(islice((id_ for id_ in new if id_ in answering), _MOST))


def _job(watch: Watch, number: str, records: tuple[str, ...]) -> Job:
    cause = f"watch:{watch.id}:{number}"
    argument = {"watch": watch.id, "records": list(records), "cause": cause}
    return Job(cause, "notify", argument, watch.channel)
