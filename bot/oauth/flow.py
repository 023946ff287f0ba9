"""Bolt's OAuth flow: the page to install from, the way back from Slack, and what is said when that fails."""

from collections.abc import Awaitable, Callable
from logging import Logger

from slack_bolt.error import BoltError
from slack_bolt.oauth.async_callback_options import AsyncFailureArgs
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.response import BoltResponse
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.web.async_client import AsyncWebClient

from bot.core import LOG
from bot.edge import INSTALL, REDIRECT
from bot.manifest import scopes
from bot.oauth.states import LIFE, States
from bot.slack import LIBRARY_LOG
from facts.errors import FactdeskError

Welcome = Callable[[Installation], Awaitable[None]]
"""Takes a new installation in."""


class NotTakenIn(FactdeskError, BoltError):
    """The installation cannot be kept; whoever runs Factdesk finds the reason in its log."""


class OrganisationWide(NotTakenIn):
    """Factdesk is installed in one workspace at a time, each with its own desk; choose one and try again."""


class Arrivals(AsyncInstallationStore):
    """Where the flow puts an installation. Bolt reads none here: the bots know their tokens."""

    def __init__(self, welcome: Welcome) -> None:
        """Take what becomes of an installation."""
        self._welcome = welcome

    @property
    def logger(self) -> Logger:
        """The libraries' logger."""
        return LIBRARY_LOG

    async def async_save(self, installation: Installation) -> None:
        """Take an installation in.

        Raises:
            OrganisationWide: it is not for one workspace.
            NotTakenIn: it cannot be kept.
        """
        if installation.is_enterprise_install or not installation.team_id:
            raise OrganisationWide
        try:
            await self._welcome(installation)
        except FactdeskError as error:
            LOG.error("not kept", reason=str(error))
            raise NotTakenIn from error
        LOG.info("installed", workspace=installation.team_id)


def flow_of(
    client_id: str, client_secret: str, client: AsyncWebClient, states: States, welcome: Welcome
) -> AsyncOAuthFlow:
    """Return the flow of an app with these credentials.

    Args:
        client_id: the app's.
        client_secret: the app's.
        client: the way to Slack, without a token.
        states: where the `state` of an installation that has begun is kept.
        welcome: takes a new installation in.
    """
    settings = AsyncOAuthSettings(
        client_id=client_id,
        client_secret=client_secret,
        scopes=scopes(),
        user_scopes=(),
        install_path=INSTALL,
        redirect_uri_path=REDIRECT,
        installation_store=Arrivals(welcome),
        state_store=states,
        state_expiration_seconds=int(LIFE.total_seconds()),
        logger=LIBRARY_LOG,
    )
    flow = AsyncOAuthFlow(client=client, logger=LIBRARY_LOG, settings=settings)
    flow.failure_handler = _failed
    return flow


async def _failed(failed: AsyncFailureArgs) -> BoltResponse:
    LOG.warning("not installed", reason=failed.reason)
    page = await failed.default.failure(failed)
    if isinstance(failed.error, NotTakenIn):
        page.body = failed.settings.redirect_uri_page_renderer.render_failure_page(str(failed.error))
    return page
