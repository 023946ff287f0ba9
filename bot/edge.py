"""Where HTTP from Slack comes in: Bolt, behind a guard that lets through only what Bolt can judge.

Bolt parses a body before it checks the signature, and its check raises on a timestamp that is no number. So
what is not even shaped like a request of Slack's is turned away first, and nothing can become a 500.
"""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence

from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.adapter.asgi.http_request import AsgiHttpRequest
from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.core import LOG
from bot.metrics import Metrics

PATH = "/slack/events"
INSTALL = "/slack/install"
REDIRECT = "/slack/oauth_redirect"
MAX_BODY = 1_000_000
"""Bytes of a request's body; Slack sends far less."""

_TIMESTAMP = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")


class Rejected(Exception):
    """This request is turned away with an HTTP status, for a reason that is logged."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


class Edge(AsyncSlackRequestHandler):
    """The ASGI application for `POST /slack/events`, and for the pages from which workspaces install us."""

    def __init__(self, app: AsyncApp, metrics: Metrics) -> None:
        super().__init__(app, PATH)
        self._metrics = metrics

    async def dispatch(self, request: AsgiHttpRequest) -> BoltResponse:
        """Hand a request to Bolt, or turn it away; either way there is an answer."""
        try:
            response = await self.app.async_dispatch(await _judged(request))
        except Rejected as rejected:
            return self._turned_away(rejected.status, rejected.reason)
        except Exception as error:  # noqa: BLE001 - the edge: Bolt could not read it
            return self._turned_away(400, f"malformed: {type(error).__name__}")
        if response.status == 401:
            return self._turned_away(401, "late, or not signed by Slack")
        return response

    async def handle_installation(self, request: AsgiHttpRequest) -> BoltResponse:
        """Show the page to install from."""
        return await self._page(request, AsyncOAuthFlow.handle_installation)

    async def handle_callback(self, request: AsgiHttpRequest) -> BoltResponse:
        """Take in who comes back from Slack."""
        return await self._page(request, AsyncOAuthFlow.handle_callback)

    async def _page(
        self, request: AsgiHttpRequest, handle: Callable[..., Awaitable[BoltResponse]]
    ) -> BoltResponse:
        asked = AsyncBoltRequest(body="", query=request.query_string, headers=dict(request.get_headers()))
        try:
            return await handle(self.app.oauth_flow, asked)
        except Exception as error:  # noqa: BLE001 - the edge: Slack or the database is out of reach
            LOG.error("not installed", exc_info=error)
            return BoltResponse(status=503, body="This does not work at the moment; try again in a minute.")

    def _turned_away(self, status: int, reason: str) -> BoltResponse:
        LOG.warning("rejected", status=status, reason=reason)
        self._metrics.request("unknown", "rejected")
        return BoltResponse(status=status, body={"error": "invalid request"})


async def _judged(request: AsgiHttpRequest) -> AsyncBoltRequest:
    headers = request.get_headers()
    if not _TIMESTAMP.fullmatch(_one(headers, "x-slack-request-timestamp")):
        raise Rejected(401, "no timestamp, or none that is a number")
    if not _SIGNATURE.fullmatch(_one(headers, "x-slack-signature")):
        raise Rejected(401, "no signature")
    body = await _body(request)
    return AsyncBoltRequest(body=body.decode(), query=request.query_string, headers=dict(headers))


def _one(headers: Mapping[str, str | Sequence[str]], name: str) -> str:
    value = headers.get(name, "")
    return value if isinstance(value, str) else ""


async def _body(request: AsgiHttpRequest) -> bytes:
    body = bytearray()
    more = True
    while more:
        message = await request.receive()
        if message["type"] != "http.request":
            raise Rejected(400, "the sender hung up")
        body += message.get("body", b"")
        if len(body) > MAX_BODY:
            raise Rejected(413, "the body is too long")
        more = message.get("more_body", False)
    return bytes(body)
