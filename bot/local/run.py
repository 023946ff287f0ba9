"""Starting and stopping a Slack on loopback."""

import socket
import time
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Any, Self

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from bot.local.api import WebApi
from bot.local.browser import Page
from bot.local.model import InstalledApp
from bot.local.people import Person
from bot.local.sender import ACK_SECONDS, RETRY_SECONDS, Sender
from bot.local.serving import LOOPBACK, listen, serving
from bot.local.workspace import PEOPLE, Workspace


class LocalSlack:
    """A Slack workspace with one app installed, served on loopback while the context is open.

    Attributes:
        workspace: its state.
        sender: what sends the app its requests.
        people: who can do things, by handle.
        page_url: the page in the browser.
        api_url: the base of the Web API, for `SLACK_API_URL`.
    """

    def __init__(
        self,
        manifest: Mapping[str, Any],
        *,
        signing_secret: str,
        bot_token: str,
        events_url: str,
        port: int = 0,
        clock: Callable[[], float] = time.time,
        ack_seconds: float = ACK_SECONDS,
        retry_seconds: tuple[float, ...] = RETRY_SECONDS,
    ) -> None:
        """Take the app's manifest, what it shares with Slack, and where it listens.

        Raises:
            NotConfigured: the port cannot be used.
        """
        self.workspace = Workspace(InstalledApp.from_manifest(manifest), clock)
        self.sender = Sender(
            self.workspace, events_url, signing_secret, ack_seconds=ack_seconds, retry_seconds=retry_seconds
        )
        self.people = {user.name: Person(user.id, self.workspace, self.sender) for user in PEOPLE}
        self._api = WebApi(self.workspace, bot_token)
        self._socket = listen(port)
        self.workspace.url = self.page_url = _url(self._socket)
        self.api_url = f"{self.page_url}api/"
        self._open = AsyncExitStack()

    async def __aenter__(self) -> Self:
        await self._open.enter_async_context(serving(self._routes(), self._socket))
        # Left before the server, so that the streams of the page end and the server need not wait for them.
        self._open.callback(self.workspace.feed.close)
        await self._open.enter_async_context(self.sender)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._open.aclose()

    def _routes(self) -> Starlette:
        """Build the application; a page elsewhere cannot reach it under another host name."""
        page = Page(self.workspace, {person.user.id: person for person in self.people.values()})
        trusted = Middleware(TrustedHostMiddleware, allowed_hosts=[LOOPBACK, "localhost"])
        return Starlette(routes=[*self._api.routes(), *page.routes()], middleware=[trusted])


def _url(bound: socket.socket) -> str:
    host, port = bound.getsockname()
    return f"http://{host}:{port}/"
