"""The workspaces that have installed us: a bot for each, opened when needed, closed when they leave."""

import asyncio
from collections import OrderedDict, defaultdict
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from slack_bolt.authorization import AuthorizeResult
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.web.async_client import AsyncWebClient

from bot.background import Background
from bot.core import LOG, Asker, Bot
from bot.failures import explained, tell
from bot.lifetime import DRAIN
from bot.metrics import Metrics
from bot.oauth.installations import Installations, identity_of
from bot.oauth.rotation import Rotation
from bot.slack import Refused, Slack
from bot.workspaces import unheard
from facts.errors import FactdeskError

MOST_OPEN = 100
"""Bots that are open at once; of more, those that nobody asks are closed."""
PULSE = 30.0
"""Seconds between two looks at who has installed us and left, which other processes may have been told of."""

Opening = Callable[[Installation], AbstractAsyncContextManager[Bot]]
"""Opens the bot of an installation, and keeps it up to date."""


class NotInstalled(FactdeskError):
    """Factdesk is not installed in this workspace; whoever runs it has the address to install it from."""


@dataclass(slots=True)
class Opened:
    """A bot that is open, and how many requests it is busy with."""

    bot: Bot
    closing: AsyncExitStack
    busy: int = 0
    idle: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.idle.set()

    @asynccontextmanager
    async def used(self) -> AsyncIterator[Bot]:
        """Give the bot to a request, during which it is not closed."""
        self.busy += 1
        self.idle.clear()
        try:
            yield self.bot
        finally:
            self.busy -= 1
            if not self.busy:
                self.idle.set()

    async def close(self) -> None:
        """Close the bot, once no request is busy with it."""
        await self.idle.wait()
        await self.closing.aclose()


class Many:
    """The bots of all workspaces that have installed us. A request asks no database who has."""

    def __init__(
        self,
        installations: Installations,
        opening: Opening,
        door: Slack,
        rotation: Rotation,
        metrics: Metrics,
    ) -> None:
        """Take what is needed.

        Args:
            installations: who has installed us.
            opening: opens a bot.
            door: the way to Slack without any workspace's token.
            rotation: renews tokens before they run out.
            metrics: the figures of the process.
        """
        self.metrics = metrics
        self._installations = installations
        self._opening = opening
        self._door = door
        self._rotation = rotation
        self._background = Background()
        self._open: OrderedDict[str, Opened] = OrderedDict()
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._closing: dict[str, asyncio.Event] = {}

    @property
    def client(self) -> AsyncWebClient:
        """Slack's client after whose settings Bolt makes one for each request; it has no token."""
        return self._door.client

    async def identity(self, team: str) -> AuthorizeResult:
        """Return what Bolt is to know of us in a workspace; without a token where it has not installed us."""
        try:
            return (await self._opened(team)).bot.slack.identity
        except NotInstalled:
            return AuthorizeResult(enterprise_id=None, team_id=team)

    @asynccontextmanager
    async def bot(self, team: str) -> AsyncIterator[Bot]:
        """Give the bot of a workspace, for as long as the context is open.

        Raises:
            NotInstalled: it has not installed us, or has left.
        """
        async with (await self._opened(team)).used() as bot:
            yield bot

    async def open(self, team: str) -> bool:
        """Open the bot of a workspace, if it is not; tell whether the workspace has installed us.

        Raises:
            StoreError: a database cannot be used.
        """
        try:
            await self._opened(team)
        except NotInstalled:
            return False
        return True

    async def tell(self, asker: Asker, error: Exception) -> None:
        """Tell the one who asked, and nobody else, that it did not work, while the request waits for it."""
        if opened := self._open.get(asker.team):
            await opened.bot.background.run(tell(opened.bot, asker, error), unheard)
        elif asker.response_url:
            private = {"response_type": "ephemeral", "replace_original": False}
            message = {**explained(error), **private}
            await self._background.run(self._door.respond(asker.response_url, message), unheard)
        else:
            LOG.warning("untold", reason=str(error))

    async def welcome(self, installation: Installation) -> None:
        """Keep an installation; a workspace that is open goes on with its new token.

        Raises:
            StoreError: it cannot be kept.
        """
        team = installation.team_id or ""
        await asyncio.to_thread(self._installations.save, installation)
        async with self.bot(team) as bot:
            kept = await asyncio.to_thread(self._installations.of, team)
            await self._renew(bot, kept or installation)
            await asyncio.to_thread(bot.begin, installation.user_id)

    async def dismiss(self, team: str) -> None:
        """Forget the tokens of a workspace that has left, and close its bot. What it has on file stays.

        Slack may tell of it more than once, and late: what it says of the token that we have now decides.

        Raises:
            StoreError: the database cannot be used.
            Unreachable: Slack does not say.
        """
        installation = await asyncio.to_thread(self._installations.of, team)
        if installation and await self._is_accepted(installation):
            return
        if installation:
            await asyncio.to_thread(self._installations.remove, installation)
            LOG.info("left", workspace=team)
        self._close(team)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Keep the bots up to date while the context is open; when it closes, finish what was accepted."""
        keeping = asyncio.create_task(self._keep_up())
        try:
            yield
        finally:
            keeping.cancel()
            await asyncio.wait((keeping,))
            await self.close()

    async def close(self) -> None:
        """Close all bots, each once it has finished what it accepted."""
        for team in tuple(self._open):
            self._close(team)
        if cut_short := await self._background.drain(2 * DRAIN):
            LOG.error("unfinished", tasks=cut_short)
        await self._door.close()

    def health(self) -> Mapping[str, Any]:
        """Return how many workspaces have installed us, and how many of their bots are open.

        Raises:
            StoreError: the database cannot be read.
        """
        return {"workspaces": {"installed": len(self._installations.all()), "open": len(self._open)}}

    async def look(self) -> None:
        """Take in who has installed us and left since the last time, in whichever process, and renew tokens.

        Raises:
            FactdeskError: the database, or a workspace's, cannot be used.
        """
        installed = await asyncio.to_thread(self._installations.all)
        for team in set(self._open) - set(installed):
            self._close(team)
        for team, installation in installed.items():
            if opened := self._open.get(team):
                await self._renew(opened.bot, installation)
            elif len(self._open) < MOST_OPEN:
                await self._opened(team)

    async def _keep_up(self) -> None:
        while True:
            try:
                await self.look()
            except Exception as error:  # noqa: BLE001 - the edge: answers go on from what is known
                LOG.error("not looked up", exc_info=error)
            await asyncio.sleep(PULSE)

    async def _opened(self, team: str) -> Opened:
        """Return the bot of a workspace, opened if it is not.

        Raises:
            NotInstalled: it has not installed us.
        """
        if team not in self._open:
            async with self._locks[team]:
                if team not in self._open:
                    self._open[team] = await self._newly_opened(team)
                    self._make_room()
        self._open.move_to_end(team)
        return self._open[team]

    async def _newly_opened(self, team: str) -> Opened:
        installation = await asyncio.to_thread(self._installations.of, team)
        if installation is None:
            raise NotInstalled
        if closing := self._closing.get(team):
            await closing.wait()  # there is one bot of a workspace at a time
        stack = AsyncExitStack()
        bot = await stack.enter_async_context(self._opening(installation))
        await self._renew(bot, installation)
        return Opened(bot, stack)

    async def _renew(self, bot: Bot, installation: Installation) -> None:
        """Let a bot go on with the token of an installation, or with a new one where that soon runs out."""
        try:
            installation = await self._rotation.renewed(bot.store, installation)
        except FactdeskError as error:
            LOG.warning("not renewed", workspace=bot.workspace, reason=str(error))
        if installation.bot_token != bot.slack.client.token:
            bot.slack.become(identity_of(installation))

    async def _is_accepted(self, installation: Installation) -> bool:
        """Ask Slack whether the token of an installation is good."""
        try:
            await self._door.call("auth.test", {"token": installation.bot_token})
        except Refused:
            return False
        return True

    def _make_room(self) -> None:
        """Close the bots that have been idle for longest, where too many are open."""
        idle = [team for team, opened in self._open.items() if not opened.busy]
        for team in idle[: max(0, len(self._open) - MOST_OPEN)]:
            self._close(team)

    def _close(self, team: str) -> None:
        if opened := self._open.pop(team, None):
            self._closing[team] = asyncio.Event()
            self._background.later(self._closed(team, opened), unheard)

    async def _closed(self, team: str, opened: Opened) -> None:
        try:
            await opened.close()
        finally:
            self._closing.pop(team).set()
