"""An app and a Slack on loopback, started together: what tests of the Slack edge stand on."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from bot.local.run import LocalSlack
from bot.local.serving import LOOPBACK, listen, serving
from bot.local.workspace import Workspace

SIGNING_SECRET = "a secret of the tests"
BOT_TOKEN = "xoxb-of-the-tests"
PATIENCE = 10.0
"""Seconds after which a test that waits has failed. No passing test waits that long."""

Seen = TypeVar("Seen")


class Clock:
    """A clock that begins now, since signatures are checked against the real one, and moves when told to."""

    def __init__(self) -> None:
        self.seconds = time.time()

    def __call__(self) -> float:
        """Return seconds since the epoch, UTC."""
        return self.seconds

    def forward(self, seconds: float) -> None:
        """Let time pass."""
        self.seconds += seconds


@asynccontextmanager
async def running(
    build: Callable[[LocalSlack], Any], manifest: Mapping[str, Any], **options: Any
) -> AsyncIterator[LocalSlack]:
    """Start a local Slack and, on another port, the ASGI app that `build` makes for it.

    Args:
        build: from the Slack, whose `api_url` is known before it runs, to the app.
        manifest: the app's manifest.
        options: for `LocalSlack`. Events are sent again at once, so that nothing waits for minutes.
    """
    bound = listen()
    events_url = f"http://{LOOPBACK}:{bound.getsockname()[1]}/slack/events"
    secrets = {"signing_secret": SIGNING_SECRET, "bot_token": BOT_TOKEN}
    slack = LocalSlack(manifest, events_url=events_url, **{"retry_seconds": (0, 0, 0), **secrets, **options})
    async with slack, serving(build(slack), bound):
        yield slack


async def until(workspace: Workspace, seen: Callable[[], Seen]) -> Seen:
    """Wait until `seen` returns something true of the workspace, and return it.

    Raises:
        TimeoutError: it did not come about.
    """
    async with asyncio.timeout(PATIENCE):
        while not (found := seen()):
            await workspace.feed.after(workspace.feed.version)
    return found


def texts(slack: LocalSlack, handle: str, channel: str) -> list[str]:
    """Return the texts that a person sees in a channel, oldest first."""
    user = slack.people[handle].user.id
    return [each.text for each in slack.workspace.seen_by(user, slack.workspace.channel(channel, user).id)]
