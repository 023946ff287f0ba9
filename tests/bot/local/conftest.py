"""An echoing app on a local Slack, for each test anew."""

from collections.abc import AsyncIterator

import pytest

from bot.local.model import InstalledApp
from bot.local.run import LocalSlack
from bot.local.workspace import Workspace
from tests.bot.local.echo_app import MANIFEST, Echo
from tests.local_slack import Clock, running


@pytest.fixture
def clock() -> Clock:
    """A clock that a test moves."""
    return Clock()


@pytest.fixture
def workspace(clock: Clock) -> Workspace:
    """A workspace without a server."""
    return Workspace(InstalledApp.from_manifest(MANIFEST), clock)


@pytest.fixture
def echo() -> Echo:
    """The app, with what it saw."""
    return Echo()


@pytest.fixture
async def slack(echo: Echo, clock: Clock) -> AsyncIterator[LocalSlack]:
    """A Slack with the app behind it, both on loopback."""
    async with running(echo.asgi, MANIFEST, clock=clock) as started:
        yield started
