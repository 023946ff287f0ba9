"""Puts the app together for an entry point."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from functools import cache, partial
from typing import TYPE_CHECKING

from slack_bolt.async_app import AsyncApp

from bot.app import Arriving, build
from bot.core import Bot
from bot.jobs.port import MemoryJobs
from bot.lifetime import running
from bot.metrics import Metrics
from bot.settings import BY_OAUTH, Settings
from bot.slack import Slack
from bot.workspaces import One, Workspaces
from facts.desk import Desk
from facts.errors import NotConfigured
from facts.progress import INDEXING, watched
from facts.search.semantic import encoder
from facts.store.opening import MEMORY, SQLITE, engine_of
from facts.store.port import Store
from facts.store.workspaces import workspace_url
from facts.wiring import desk_url, index_folder, opened

if TYPE_CHECKING:
    from slack_sdk.oauth.installation_store import Installation

    from bot.jobs.durable import Workshop
    from bot.oauth.installations import Installations
    from bot.oauth.states import States

WORKER = "worker"
"""The role of a process that does what is queued and answers nobody."""

_encoder = cache(encoder)
"""The model of a process takes 200 MB: all of its desks have the one."""


@contextmanager
def answering(settings: Settings) -> Iterator[tuple[Workspaces, AsyncApp]]:
    """Give the app that answers over HTTP, and the workspaces that it answers: one, or those that install it.

    Raises:
        NotConfigured: a setting is missing.
        StoreError: the database cannot be used.
    """
    secret = settings.secret("SLACK_SIGNING_SECRET")
    if settings.by_oauth:
        with _many(settings, secret, "web") as several:
            yield several
    else:
        with desk_of_one(settings) as store:
            one = One(bot_of(settings, store))
            yield one, build(one, secret)


@contextmanager
def working(settings: Settings) -> Iterator[Workspaces]:
    """Give the workspaces of a process that does what is queued for them, and answers nobody.

    Raises:
        NotConfigured: a setting is missing.
        StoreError: the database cannot be used.
    """
    if settings.by_oauth:
        with _many(settings, settings.secret("SLACK_SIGNING_SECRET"), WORKER) as (many, _):
            yield many
    else:
        with desk_of_one(settings) as store:
            yield One(bot_of(settings, store, WORKER))


@contextmanager
def desk_of_one(settings: Settings) -> Iterator[Store]:
    """Open the store of the one workspace whose token is configured.

    Raises:
        BadInput: a workspace is named that there is not.
        NotConfigured: there are several desks, and none is named.
        StoreError: the database cannot be used.
    """
    with opened(desk_url(settings.factdesk_database_url, settings.factdesk_workspace)) as store:
        yield store


def bot_of(settings: Settings, store: Store, role: str = "web") -> Bot:
    """Return a bot on a store.

    Args:
        settings: the app's settings.
        store: the store that they name.
        role: what kind of process this is.

    Raises:
        NotConfigured: there is no bot token, or the model of `factdesk[semantic]` is another one.
    """
    metrics, url = Metrics(), desk_url(settings.factdesk_database_url, settings.factdesk_workspace)
    slack = Slack(settings.secret("SLACK_BOT_TOKEN"), settings.slack_api_url, metrics)
    return _bot(url, store, slack, metrics, workshop_of(url, role))


def _bot(
    url: str, store: Store, slack: Slack, metrics: Metrics, workshop: "Workshop | None", workspace: str = ""
) -> Bot:
    catalogue = index_folder(url, "check")
    return Bot(
        Desk(store, index_folder(url), _encoder(), catalogue, watch=watched(INDEXING)),
        store,
        slack,
        metrics,
        jobs=workshop.of(workspace, store.postings) if workshop else MemoryJobs(),
        catalogue=catalogue,
        workspace=workspace,
    )


def workshop_of(url: str, role: str) -> "Workshop | None":
    """Return what keeps the jobs of the stores of a URL; None: they end with the process, as in memory.

    A database file has a worker in each process that answers; a server's is served by `factdesk worker`.
    """
    if url == MEMORY:
        return None
    from bot.jobs.durable import Workshop, beside, within  # noqa: PLC0415 - 300 ms for serving alone

    is_file = url.startswith(SQLITE)
    place = beside(url.removeprefix(SQLITE)) if is_file else within(url)
    return Workshop(place, role, paced=is_file or role == WORKER)


@contextmanager
def installations_of(settings: Settings) -> Iterator[tuple["Installations", "States"]]:
    """Open what the configured database keeps of those who install us, and of those who are about to.

    Raises:
        NotConfigured: a setting, or a library, is missing.
        StoreError: the database cannot be used.
    """
    try:
        from bot.oauth.installations import Installations  # noqa: PLC0415 - what only OAuth needs
        from bot.oauth.sealing import sealer_of  # noqa: PLC0415
        from bot.oauth.states import States  # noqa: PLC0415
    except ImportError as error:
        raise NotConfigured(
            "Installing by OAuth needs libraries that are not there; run: pip install 'factdesk[oauth]'."
        ) from error
    client_id, _, key = (settings.secret(name) for name in BY_OAUTH)
    engine = engine_of(settings.factdesk_database_url)
    try:
        yield Installations(engine, client_id, sealer_of(key)), States(engine)
    finally:
        engine.dispose()


@contextmanager
def _many(settings: Settings, signing_secret: str, role: str) -> Iterator[tuple[Workspaces, AsyncApp]]:
    with installations_of(settings) as (installations, states):
        from bot.oauth.flow import flow_of  # noqa: PLC0415 - what only OAuth needs
        from bot.oauth.many import Many  # noqa: PLC0415
        from bot.oauth.rotation import Rotation  # noqa: PLC0415

        client_id, client_secret, _ = (settings.secret(name) for name in BY_OAUTH)
        metrics = Metrics()
        door = Slack("", settings.slack_api_url, metrics)
        rotation = Rotation(installations, door, client_id, client_secret)
        workshop = workshop_of(settings.factdesk_database_url, role)
        opening = partial(_opening, settings, metrics, workshop)
        many = Many(installations, opening, door, rotation, metrics)
        if workshop:
            workshop.host = many.open
        flow = flow_of(client_id, client_secret, door.client, states, many.welcome)
        yield many, build(many, signing_secret, Arriving(flow, many.dismiss))


@asynccontextmanager
async def _opening(
    settings: Settings, metrics: Metrics, workshop: "Workshop | None", installation: "Installation"
) -> AsyncIterator[Bot]:
    """Open the bot of an installation; the desk of a new one is empty, for it is its newsroom's to fill."""
    from bot.oauth.installations import identity_of  # noqa: PLC0415 - what only OAuth needs

    workspace = str(installation.team_id)
    url = workspace_url(settings.factdesk_database_url, workspace)
    slack = Slack(installation.bot_token or "", settings.slack_api_url, metrics)
    stack = ExitStack()
    try:
        store = await asyncio.to_thread(stack.enter_context, opened(url, empty=True))
        bot = await asyncio.to_thread(_bot, url, store, slack, metrics, workshop, workspace)
        slack.become(identity_of(installation))
        async with running(bot):
            yield bot
    finally:
        await asyncio.to_thread(stack.close)
