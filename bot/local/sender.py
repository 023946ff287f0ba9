"""What Slack does to an app: signed requests over HTTP, three seconds' patience, events sent again."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

import aiohttp

from bot.local.model import Json
from bot.local.payloads import event_callback
from bot.local.workspace import Workspace

ACK_SECONDS = 3.0
"""How long Slack waits for an answer."""

RETRY_SECONDS = (0.0, 60.0, 300.0)
"""How long Slack waits before it sends an event again: nearly at once, after a minute, after five."""

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Reply:
    """What an app answered. `failure` is Slack's word for why no answer with status 200 came; else empty."""

    status: int = 0
    body: str = ""
    content_type: str = ""
    failure: str = ""
    no_retry: bool = False

    @property
    def json(self) -> Json:
        """The object in the body; what is no object is an empty one."""
        if not self.content_type.startswith("application/json") or not self.body:
            return {}
        try:
            value = json.loads(self.body)
        except json.JSONDecodeError:
            return {}
        return value if isinstance(value, dict) else {}


def signature(secret: str, timestamp: str, body: str) -> str:
    """Sign a request (https://docs.slack.dev/authentication/verifying-requests-from-slack)."""
    signed = hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256)
    return f"v0={signed.hexdigest()}"


class Sender:
    """Sends the app at `url` what happens in a workspace. A context manager; leaving it drops what waits."""

    def __init__(
        self,
        workspace: Workspace,
        url: str,
        secret: str,
        *,
        ack_seconds: float = ACK_SECONDS,
        retry_seconds: tuple[float, ...] = RETRY_SECONDS,
    ) -> None:
        """Take the app's request URL and signing secret."""
        self._workspace = workspace
        self.url = url
        self._secret = secret
        self._timeout = aiohttp.ClientTimeout(total=ack_seconds)
        self._retry_seconds = retry_seconds
        self._deliveries: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(timeout=self._timeout)
        self._workspace.on_event = self.event
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._workspace.on_event = lambda _: None
        for delivery in self._deliveries:
            delivery.cancel()
        await self.settled()
        await self._session.close()

    async def command(self, form: Mapping[str, str]) -> Reply:
        """Send a slash command."""
        return await self.post(urlencode(form), FORM)

    async def interact(self, payload: Json) -> Reply:
        """Send an interaction or a request for options."""
        return await self.post(urlencode({"payload": json.dumps(payload)}), FORM)

    def event(self, event: Json) -> None:
        """Send an event in the background, up to three times more where the app does not take it."""
        seconds = int(self._workspace.clock())
        body = json.dumps(event_callback(event, self._workspace.mint("Ev"), seconds))
        delivery = asyncio.create_task(self._deliver(body))
        self._deliveries.add(delivery)
        delivery.add_done_callback(self._deliveries.discard)

    async def settled(self) -> None:
        """Wait until no event is on its way."""
        while self._deliveries:
            await asyncio.wait(self._deliveries)

    async def post(self, body: str, content_type: str, headers: Mapping[str, str] | None = None) -> Reply:
        """Send a body, signed, as Slack does."""
        timestamp = str(int(self._workspace.clock()))
        signed = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self._secret, timestamp, body),
            **(headers or {}),
        }
        try:
            async with self._session.post(self.url, data=body.encode(), headers=signed) as answer:
                return Reply(
                    status=answer.status,
                    body=await answer.text(),
                    content_type=answer.content_type,
                    failure="" if answer.status == 200 else "http_error",
                    no_retry=answer.headers.get("X-Slack-No-Retry") == "1",
                )
        except TimeoutError:
            return Reply(failure="http_timeout")
        except aiohttp.ClientError:
            return Reply(failure="connection_failed")

    async def _deliver(self, body: str) -> None:
        reply = await self.post(body, "application/json")
        for number, seconds in enumerate(self._retry_seconds, start=1):
            if not reply.failure or reply.no_retry:
                return
            await asyncio.sleep(seconds)
            again = {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": reply.failure}
            reply = await self.post(body, "application/json", again)
