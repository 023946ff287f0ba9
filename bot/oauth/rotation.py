"""Tokens that run out: renewed in time, by one process for all."""

import asyncio
import time

from slack_sdk.errors import SlackTokenRotationError
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator

from bot.oauth.installations import Installations
from bot.slack import Slack
from facts.store.port import Store

LEASE = 60.0
"""Seconds that one process has for it to itself."""
EARLY_MINUTES = 120
"""How long before its end a token is renewed; it lasts twelve hours
(https://docs.slack.dev/authentication/using-token-rotation)."""


class Rotation:
    """Renews the tokens of installations, and keeps the new ones."""

    def __init__(self, installations: Installations, door: Slack, client_id: str, client_secret: str) -> None:
        """Take the installations, the way to Slack, and the app's credentials."""
        self._installations = installations
        self._door = door
        self._rotator = AsyncTokenRotator(
            client_id=client_id, client_secret=client_secret, client=door.client
        )

    async def renewed(self, store: Store, installation: Installation) -> Installation:
        """Return an installation as it is, or with new tokens where those it has soon run out.

        A refresh token is good for one use, so one process uses it: a claim in the workspace's store is named
        after the token's end. Where that process fails, the claim runs out and another one tries.

        Raises:
            Refused: Slack does not renew it.
            Unreachable: Slack did not answer.
            StoreError: a database cannot be used.
        """
        end = installation.bot_token_expires_at
        task = f"rotate:{end}"
        if not end or end > time.time() + EARLY_MINUTES * 60:
            return installation
        if not await asyncio.to_thread(store.claim, task, LEASE):
            return installation
        fresh = await self._renewed(installation)
        await asyncio.to_thread(self._installations.save, fresh)
        await asyncio.to_thread(store.settle, task)
        return fresh

    async def _renewed(self, installation: Installation) -> Installation:
        with self._door.outcome("oauth.v2.access"):
            try:
                fresh = await self._rotator.perform_token_rotation(
                    installation=installation, minutes_before_expiration=EARLY_MINUTES
                )
            except SlackTokenRotationError as error:
                raise error.api_error from None
        return fresh or installation
