"""The jobs of telling those who watch something of new and corrected records."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice

from bot.core import LOG, Asker, Bot
from bot.forms import Form, made
from bot.jobs.port import Job, Json
from bot.posting import post
from bot.render.labels import A_RECORD, WATCHED
from bot.render.usage import asked
from bot.watches import OnRecord, Subject, is_on, subject_of
from facts.answers import Chronology, Found, cards_of
from facts.model import AnyRecord, Revision, Source
from facts.postings import Watch
from facts.questions import Question

MORNING = 8
"""The hour from which on what came in since the day before is told, where the server stands."""
_MOST = 20
"""Records that one message tells of."""


def notices(bot: Bot, revisions: Iterable[Revision]) -> list[Job]:
    """Return the jobs of telling revisions to those who want to know at once. The desk has taken them in."""
    new = list(revisions)
    at_once = [watch for watch in bot.store.postings.watches() if not watch.daily]
    told = ((watch, _hits(bot, watch, new)) for watch in at_once)
    return [_job(watch, f"{new[-1].number}", hits) for watch, hits in told if hits]


def disclosures(bot: Bot, revisions: Sequence[Revision]) -> list[Job]:
    """Return the jobs of telling all who watch of records that may be seen from now on."""
    told = ((watch, _hits(bot, watch, revisions)) for watch in bot.store.postings.watches())
    return [_job(watch, f"disclosed:{revisions[-1].number}", hits) for watch, hits in told if hits]


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
        heading = _heading(subject_of(watch))
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
    """Return the ids of the records that are new or changed and on what is watched, the first of them."""
    new = {each.entry.id: each.entry for each in revisions if not isinstance(each.entry, Source)}
    subject = subject_of(watch)
    on_it = _on_record(bot, subject, new) if isinstance(subject, OnRecord) else _answering(bot, subject)
    return tuple(islice((id_ for id_ in new if id_ in on_it), _MOST))


def _answering(bot: Bot, question: Question) -> set[str]:
    answer = bot.desk.ask(question)
    if not isinstance(answer, Found | Chronology):
        return set()
    return {card.record.id for card in cards_of(answer)}.union(answer.more)


def _on_record(bot: Bot, subject: OnRecord, new: Mapping[str, AnyRecord]) -> set[str]:
    """Return the ids of those of some records that everybody may see and that are on one that is watched."""
    on_it = [
        id_
        for card in bot.desk.cards((subject.record,))
        for id_, record in new.items()
        if is_on(record, card.record)
    ]
    return {card.record.id for card in bot.desk.cards(on_it)}


def _heading(subject: Subject) -> str:
    """Return why records come. It names no record: what is corrected later would stand there as it was."""
    return WATCHED.format(A_RECORD if isinstance(subject, OnRecord) else asked(subject))


def _job(watch: Watch, number: str, records: tuple[str, ...]) -> Job:
    cause = f"watch:{watch.id}:{number}"
    argument = {"watch": watch.id, "records": list(records), "cause": cause}
    return Job(cause, "notify", argument, watch.channel)
