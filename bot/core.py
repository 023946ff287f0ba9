"""What every listener works with: the desk, Slack, and who is asking."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeAlias

import structlog
from slack_bolt.context.async_context import AsyncBoltContext

from bot.background import Background
from bot.checking import Checking
from bot.glimpses import Glimpses
from bot.jobs.port import Jobs, MemoryJobs
from bot.metrics import Metrics
from bot.render.answers import Message
from bot.render.people import person
from bot.slack import Slack
from facts.answers import Answer, Nothing
from facts.desk import Desk
from facts.questions import Question
from facts.store.port import Store, Want
from facts.text import fold

if TYPE_CHECKING:
    from bot.curation.shelf import Shelf
    from facts.curation import Curator

LOG = structlog.get_logger("factdesk")

WANTED_KEY = 250
"""Code points of a question by which it is counted where it was asked in vain."""

Payload: TypeAlias = Mapping[str, Any]
"""What Slack sent, as its JSON has it."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who did something, and where: Slack's ids, empty where a payload has none."""

    user: str = ""
    channel: str = ""
    team: str = ""
    thread: str = ""
    response_url: str = field(default="", repr=False)

    @classmethod
    def of(cls, context: AsyncBoltContext) -> Self:
        """Take from Bolt's context what it has read in the payload, whatever its kind."""
        return cls(
            user=context.user_id or "",
            channel=context.channel_id or "",
            team=context.team_id or "",
            thread=context.thread_ts or "",
            response_url=context.response_url or "",
        )


@dataclass(frozen=True)
class Bot:
    """The desk with its way to Slack, as one process has them."""

    desk: Desk
    store: Store
    slack: Slack
    metrics: Metrics
    background: Background = field(default_factory=Background)
    jobs: Jobs = field(default_factory=MemoryJobs)
    catalogue: Path | None = None
    """Where the catalogue that drafts are checked by is kept; None: in memory."""
    workspace: str = ""
    """The id of its workspace where a process answers several; else empty."""

    @cached_property
    def checking(self) -> Checking:
        """What drafts are checked with; nothing is read or imported for it before there is one."""
        return Checking(self.store, self.catalogue)

    @cached_property
    def glimpses(self) -> Glimpses:
        """What people were shown in private."""
        return Glimpses(self.store.postings, self.background, _unremembered)

    @cached_property
    def curator(self) -> "Curator":
        """What records are filed and changed with; what it needs is imported for the first who asks."""
        from facts.curation import Curator  # noqa: PLC0415 - half a second: see `bot.curation`

        return Curator(self.store)

    async def prepare(self) -> None:
        """Import what curating takes, in a thread: the desk answers on meanwhile."""
        if "curator" not in self.__dict__:
            await asyncio.to_thread(getattr, self, "curator")

    def is_privy(self, user: str) -> bool:
        """Tell whether a user of Slack may see what is withheld; it reads the store."""
        from facts.curation import Act, may  # noqa: PLC0415 - see `curator`

        return may(self.curator.roles.of(person(user)), Act.SEE_WITHHELD)

    def begin(self, user: str) -> None:
        """Make a user of Slack the first editor, where there is none yet."""
        self.curator.roles.begin(person(user))

    @cached_property
    def shelf(self) -> "Shelf":
        """What names and sources on file are called."""
        from bot.curation.shelf import Shelf  # noqa: PLC0415 - only who files a record needs it

        return Shelf(self.store)

    def ask(self, question: Question, previous: Question | None = None) -> Answer:
        """Ask the desk; count what kind of answer came, and how long it took.

        Ordinary answers are not logged: a line for each would cost a quarter of what the answer itself takes.
        """
        started = time.perf_counter()
        answer = self.desk.ask(question, previous)
        seconds = time.perf_counter() - started
        self.metrics.answer(question.verb, type(answer).__name__, seconds)
        if isinstance(answer, Nothing):
            self.background.later(asyncio.to_thread(self._want, question), _unwanted)
        return answer

    def _want(self, question: Question) -> None:
        """Count a question that was asked in vain; the same words in any spelling are one."""
        key = " ".join(fold(question.text).split())[:WANTED_KEY]
        if key:
            self.store.want(Want(key, question.text, 1, datetime.now(UTC)))

    async def privately(self, asker: Asker, message: Message) -> None:
        """Show a message to the one who asked and to nobody else.

        Raises:
            SlackRefused: Slack said no.
            Unreachable: Slack did not answer.
        """
        thread = {"thread_ts": asker.thread} if asker.thread else {}
        if asker.response_url:
            private = {"response_type": "ephemeral", "replace_original": False}
            await self.slack.respond(asker.response_url, {**message, **private, **thread})
        else:
            shown = {"text": message["text"], "blocks": message["blocks"]}
            where = {"channel": asker.channel, "user": asker.user}
            await self.slack.call("chat.postEphemeral", {**shown, **where, **thread})


async def _unremembered(error: Exception) -> None:
    LOG.warning("not remembered", reason=str(error))


async def _unwanted(error: Exception) -> None:
    LOG.warning("not counted as wanted", reason=str(error))
