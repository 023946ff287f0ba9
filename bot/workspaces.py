"""The workspaces that a process answers, and the bot of each."""

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Any, Protocol

from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.core import LOG, Asker, Bot
from bot.failures import tell
from bot.lifetime import running
from bot.metrics import Metrics


class Workspaces(Protocol):
    """Which bot a request is for. A workspace goes by its id at Slack, such as `T0123ABCD`."""

    @property
    def metrics(self) -> Metrics:
        """The figures of the process."""

    @property
    def client(self) -> AsyncWebClient:
        """Slack's client after whose settings Bolt makes one for each request."""

    async def identity(self, team: str) -> AuthorizeResult:
        """Return what Bolt is to know of us in a workspace."""

    def bot(self, team: str) -> AbstractAsyncContextManager[Bot]:
        """Give the bot of a workspace, for as long as the context is open."""

    async def tell(self, asker: Asker, error: Exception) -> None:
        """Tell the one who asked, and nobody else, that it did not work, while the request waits for it."""

    def running(self) -> AbstractAsyncContextManager[None]:
        """Keep the bots up to date while the context is open; when it closes, finish what was accepted."""

    def health(self) -> Mapping[str, Any]:
        """Return what can be said of the store, once it has been read.

        Raises:
            StoreError: it cannot be read.
        """


class One:
    """The one workspace whose token is configured: its bot answers whatever Slack signs."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._given = nullcontext(bot)

    @property
    def metrics(self) -> Metrics:
        """The figures of the process."""
        return self._bot.metrics

    @property
    def client(self) -> AsyncWebClient:
        """Slack's client after whose settings Bolt makes one for each request."""
        return self._bot.slack.client

    async def identity(self, team: str) -> AuthorizeResult:  # noqa: ARG002 - there is one
        """Return what Bolt is to know of us."""
        return self._bot.slack.identity

    def bot(self, team: str) -> AbstractAsyncContextManager[Bot]:  # noqa: ARG002
        """Give the bot."""
        return self._given

    async def tell(self, asker: Asker, error: Exception) -> None:
        """Tell the one who asked, and nobody else, that it did not work, while the request waits for it."""
        await self._bot.background.run(tell(self._bot, asker, error), unheard)

    def running(self) -> AbstractAsyncContextManager[None]:
        """Keep the bot up to date while the context is open; when it closes, finish what was accepted."""
        return running(self._bot)

    def health(self) -> Mapping[str, Any]:
        """Return what is on file.

        Raises:
            StoreError: it cannot be read.
        """
        status = self._bot.desk.status()
        return {"packs": status.packs, "revision": status.head, "counts": dict(status.counts)}


async def unheard(error: Exception) -> None:
    """Log an error that nobody can be told of."""
    LOG.error("failed", exc_info=error)
