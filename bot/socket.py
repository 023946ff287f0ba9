"""Runs the app over Socket Mode: Slack's requests come through a WebSocket that we open."""

import asyncio

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

from bot.core import LOG, Bot
from bot.lifetime import asked_to_stop, running
from bot.slack import LIBRARY_LOG


async def run(bot: Bot, app: AsyncApp, app_token: str) -> None:
    """Answer until SIGTERM or SIGINT, and finish what was accepted.

    Raises:
        Refused: Slack does not accept the token.
        Unreachable: Slack does not answer; later on, a lost connection is renewed however long it takes.
    """
    stop = asked_to_stop()
    handler = AsyncSocketModeHandler(app, app_token, logger=LIBRARY_LOG)
    client = handler.client
    try:
        async with running(bot):
            # Asked here and not by `connect`, which would try a bad token again and again.
            with bot.slack.outcome("apps.connections.open"):
                client.wss_uri = await client.issue_new_wss_url()
            connecting = asyncio.create_task(handler.connect_async())  # type: ignore[no-untyped-call]
            LOG.info("connecting")
            await stop.wait()
            connecting.cancel()
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]
