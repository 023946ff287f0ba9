"""Serves the app over HTTP: Slack's requests, health, metrics."""

import asyncio
import json
import signal
import socket
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias

import uvicorn
from slack_bolt.adapter.asgi.http_response import AsgiHttpResponse
from slack_bolt.async_app import AsyncApp

from bot.core import LOG
from bot.edge import INSTALL, PATH, REDIRECT, Edge
from bot.metrics import CONTENT_TYPE
from bot.workspaces import Workspaces
from facts.errors import NotConfigured, StoreError

Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]

HEALTH_SECONDS = 2.0
"""How long the store has to show that it can be read."""
GRACE_SECONDS = 10
"""How long requests under way have to finish when the process is asked to stop."""


class Web:
    """The ASGI application. Slack's path comes first, and no middleware stands before it."""

    def __init__(self, workspaces: Workspaces, app: AsyncApp) -> None:
        self._workspaces = workspaces
        self._edge: Callable[..., Awaitable[None]] = Edge(app, workspaces.metrics)
        self._installing = (INSTALL, REDIRECT) if app.oauth_flow else ()
        self._pages = {"/healthz": self._health, "/metrics": self._metrics}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or live from the server's start to its end."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["path"] == PATH or scope["path"] in self._installing:
            await self._edge(scope, receive, send)
        else:
            await self._page(scope, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        async with self._workspaces.running():
            await send({"type": "lifespan.startup.complete"})
            await receive()
        await send({"type": "lifespan.shutdown.complete"})

    async def _page(self, scope: Scope, send: Send) -> None:
        page = self._pages.get(scope["path"])
        if page is None or scope["method"] not in ("GET", "HEAD"):
            response = AsgiHttpResponse(404, {"content-type": ["text/plain"]}, "Not Found")
        else:
            response = await page()
        await send(response.get_response_start())
        await send(response.get_response_body())

    async def _health(self) -> AsgiHttpResponse:
        """Tell whether the store can be read, and what is in it; 503 where it cannot."""
        try:
            async with asyncio.timeout(HEALTH_SECONDS):
                said = await asyncio.to_thread(self._workspaces.health)
        except (StoreError, TimeoutError) as error:
            reason = str(error) or "The database does not answer."
            return _json(503, {"status": "unavailable", "reason": reason})
        return _json(200, {"status": "ok", **said})

    async def _metrics(self) -> AsgiHttpResponse:
        return AsgiHttpResponse(200, {"content-type": [CONTENT_TYPE]}, self._workspaces.metrics.page())


def listen(host: str, port: int) -> socket.socket:
    """Return a socket bound to an address; with port 0, to a free one.

    Raises:
        NotConfigured: the address is in use, or may not be used.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise NotConfigured(
            f"Port {port} on {host} cannot be used ({error.strerror or error}); choose another with --port."
        ) from error


def serve(workspaces: Workspaces, app: AsyncApp, bound: socket.socket) -> None:
    """Serve on a bound socket until SIGTERM or SIGINT, and finish what was accepted.

    One worker: the loop is free for other requests whenever one waits for Slack.
    """
    config = uvicorn.Config(
        Web(workspaces, app),
        log_config=None,
        access_log=False,
        server_header=False,
        ws="none",
        lifespan="on",
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    host, port = bound.getsockname()[:2]
    LOG.info("listening", host=host, port=port)
    for number in (signal.SIGTERM, signal.SIGINT):
        # uvicorn takes these signals while it runs, and raises them again once all is done.
        signal.signal(number, lambda *_: sys.exit(0))
    uvicorn.Server(config).run(sockets=[bound])


def _json(status: int, body: object) -> AsgiHttpResponse:
    return AsgiHttpResponse(status, {"content-type": ["application/json"]}, json.dumps(body))
