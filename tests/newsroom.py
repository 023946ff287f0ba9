"""The real app, as tests start it: on a store of its own, behind a Slack on loopback or none at all."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlencode

import httpx

from bot.app import build
from bot.background import Background
from bot.core import Bot
from bot.jobs.port import MemoryJobs
from bot.local.run import LocalSlack
from bot.manifest import manifest
from bot.metrics import Metrics
from bot.serve import Web
from bot.slack import Slack, Sleep
from bot.workspaces import One
from facts.desk import Desk
from facts.store.memory import MemoryStore
from facts.store.port import Store
from tests.cards import fact, person, quote, second, source
from tests.local_slack import BOT_TOKEN, SIGNING_SECRET, running

NOWHERE = "http://127.0.0.1:9/api/"
"""An address at which no Slack answers (the discard port)."""
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"

COMMAND = {
    "command": "/quote",
    "text": "fidan",
    "team_id": "T0TEST",
    "channel_id": "C0TEST",
    "user_id": "U0TEST",
    "response_url": "http://127.0.0.1:9/response",
    "trigger_id": "1.2.3",
}


def stocked(store: Store | None = None) -> Store:
    """Return a store with two sources, a speaker, her words, and more facts than one answer holds."""
    into: Store = store or MemoryStore()
    ferries = (fact(f"Ferry number {n} left late.", id=f"ferry-{n}", value=str(n)) for n in range(1, 9))
    records = (person(), quote().record, *(card.record for card in ferries))
    with into.writer() as writer:
        for entry in (source(), second(), *records):
            writer.put(entry, by="tests", why="stock")
    return into


def bot_on(store: Store, api_url: str = NOWHERE, sleep: Sleep = asyncio.sleep, patience: float = 2.0) -> Bot:
    """Return a bot on a store, whose Slack is at this address."""
    metrics = Metrics()
    slack = Slack(BOT_TOKEN, api_url, metrics, sleep)
    return Bot(Desk(store), store, slack, metrics, Background(patience), MemoryJobs(pace=0))


def web_of(bot: Bot) -> Web:
    """Return the ASGI application around a bot."""
    return Web(One(bot), build(One(bot), SIGNING_SECRET))


@asynccontextmanager
async def newsroom(
    store: Store, make: Callable[[LocalSlack], Bot] | None = None, **options: Any
) -> AsyncIterator[LocalSlack]:
    """Start the app over real HTTP, with a Slack on loopback that it is installed in."""
    made = make or (lambda slack: bot_on(store, slack.api_url))
    async with running(lambda slack: web_of(made(slack)), manifest(), **options) as slack:
        yield slack


def signed(body: str, *, secret: str = SIGNING_SECRET, timestamp: str = "") -> dict[str, str]:
    """Return the headers that sign a body, by default now and with the right secret."""
    at = timestamp or str(int(time.time()))
    signature = hmac.new(secret.encode(), f"v0:{at}:{body}".encode(), hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": f"v0={signature}"}


def form(**changes: str) -> str:
    """Return the body of a slash command."""
    return urlencode(COMMAND | changes)


def event(event_id: str = "Ev1", **fields: Any) -> str:
    """Return the body of an event: by default a mention."""
    said = {
        "type": "app_mention",
        "user": "U0TEST",
        "channel": "C0TEST",
        "ts": "1.1",
        "text": "<@U0BOT> help",
    }
    return json.dumps(
        {"type": "event_callback", "team_id": "T0TEST", "event_id": event_id, "event": said | fields}
    )


async def post(web: Web, body: str | bytes, headers: dict[str, str], kind: str = FORM) -> httpx.Response:
    """Send one request to the application, without a network between."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(web), base_url="http://desk") as client:
        return await client.post("/slack/events", content=body, headers={"Content-Type": kind, **headers})
