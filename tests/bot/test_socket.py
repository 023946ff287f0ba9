"""Socket Mode: the same app behind a WebSocket, with a Slack of a few lines at its other end."""

import asyncio
import os
import signal
from typing import Any

import pytest
from aiohttp import WSMsgType, web
from aiohttp.test_utils import TestServer

from bot.app import build
from bot.slack import Refused
from bot.socket import run
from bot.workspaces import One
from tests.local_slack import PATIENCE
from tests.newsroom import COMMAND, bot_on, stocked


class SocketSlack:
    """Hands out a WebSocket, sends one command through it, and keeps what comes back."""

    def __init__(self, error: str = "") -> None:
        """Take the error with which to refuse a WebSocket."""
        self.error = error
        self.replies: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        routes = [web.post("/api/{method}", self.call), web.get("/link", self.link)]
        application = web.Application()
        application.add_routes(routes)
        self.server = TestServer(application)

    async def call(self, _: web.Request) -> web.Response:
        """Answer a call of the Web API."""
        if self.error:
            return web.json_response({"ok": False, "error": self.error})
        return web.json_response({"ok": True, "url": str(self.server.make_url("/link"))})

    async def link(self, request: web.Request) -> web.WebSocketResponse:
        """Be the WebSocket."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello"})
        command = {**COMMAND, "text": "brandt"}
        await socket.send_json({"type": "slash_commands", "envelope_id": "E1", "payload": command})
        async for message in socket:
            if message.type is WSMsgType.TEXT and message.data.startswith("{"):
                await self.replies.put(message.json())
        return socket


async def test_a_command_is_answered_in_the_envelope_and_sigterm_ends_it() -> None:
    """The answer goes back in the envelope's payload, and SIGTERM closes the connection cleanly."""
    slack = SocketSlack()
    async with slack.server:
        bot = bot_on(stocked(), str(slack.server.make_url("/api/")))
        running = asyncio.create_task(run(bot, build(One(bot), ""), "xapp-of-the-tests"))
        reply = await asyncio.wait_for(slack.replies.get(), PATIENCE)
        assert reply["envelope_id"] == "E1"
        assert reply["payload"]["response_type"] == "ephemeral"
        assert "Nobody sails" in reply["payload"]["text"]
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.wait_for(running, PATIENCE)


async def test_a_token_that_slack_refuses_is_said_at_once() -> None:
    """A bad app token ends the command with Slack's reason, instead of trying for ever."""
    slack = SocketSlack(error="invalid_auth")
    async with slack.server:
        bot = bot_on(stocked(), str(slack.server.make_url("/api/")))
        with pytest.raises(Refused, match=r"apps\.connections\.open: invalid_auth"):
            await asyncio.wait_for(run(bot, build(One(bot), ""), "xapp-of-the-tests"), PATIENCE)
