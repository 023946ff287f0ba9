"""Builds the Bolt app: one listener a kind of payload, and one place where errors go."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from pydantic_core import to_json
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse

from bot.actions.receive import receive_action
from bot.commands.receive import receive_command
from bot.core import LOG, Asker, Bot, Payload
from bot.failures import explained
from bot.mentions.receive import EVENTS, THREADS, receive_event
from bot.render.answers import Message, for_asker
from bot.shortcuts.receive import receive_shortcut
from bot.slack import LIBRARY_LOG, Unreachable
from bot.workspaces import Workspaces

Handler: TypeAlias = Callable[[Bot, Payload, Asker], Awaitable[Message | None]]
"""Does what a payload asks for; what it returns goes into the body of the ack."""

_ANY = re.compile("")


@dataclass(frozen=True, slots=True)
class Listener:
    """A kind of payload: how Bolt is told to listen for it, who handles it, and the scopes that takes."""

    kind: str
    register: Callable[[AsyncApp, re.Pattern[str]], Callable[..., Any]]
    handle: Handler
    scopes: tuple[str, ...]


LISTENERS = (
    Listener("command", AsyncApp.command, receive_command, ("commands",)),
    Listener("event", AsyncApp.event, receive_event, (*EVENTS.values(), *THREADS, "chat:write")),
    Listener("action", AsyncApp.action, receive_action, ("chat:write",)),
    Listener("shortcut", AsyncApp.message_shortcut, receive_shortcut, ("commands", "files:read")),
)
"""All listeners, the one that must be quickest first: each that is tried in vain costs some 20 µs."""


def build(workspaces: Workspaces, signing_secret: str) -> AsyncApp:
    """Build the app around the bots of some workspaces. Nothing is sent to Slack yet.

    `process_before_response`: Bolt would otherwise look every 10 ms whether there is an ack yet.
    """

    async def authorize(team_id: str | None) -> AuthorizeResult:
        return await workspaces.identity(team_id or "")

    app = AsyncApp(
        name="factdesk",
        logger=LIBRARY_LOG,
        client=workspaces.client,
        authorize=authorize,
        signing_secret=signing_secret,
        process_before_response=True,
        raise_error_for_unhandled_request=True,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    for listener in LISTENERS:
        listener.register(app, _ANY)(_listening(workspaces, listener))
    app.error(_on_error(workspaces))
    return app


def _listening(workspaces: Workspaces, listener: Listener) -> Callable[..., Awaitable[BoltResponse]]:
    async def listen(body: Payload, context: AsyncBoltContext) -> BoltResponse:
        asker, outcome = Asker.of(context), "failed"
        try:
            async with workspaces.bot(asker.team) as bot:
                message = await listener.handle(bot, body, asker)
            outcome = "answered"
        finally:
            workspaces.metrics.request(listener.kind, outcome)
        return _acked(message)

    return listen


def _on_error(workspaces: Workspaces) -> Callable[..., Awaitable[BoltResponse]]:
    async def on_error(error: Exception, body: Payload, context: AsyncBoltContext) -> BoltResponse:
        asker = Asker.of(context)
        if isinstance(error, BoltUnhandledRequestError):
            return BoltResponse(status=404)
        if not asker.user:
            LOG.warning("rejected", status=400, reason=f"malformed: {type(error).__name__}")
            return BoltResponse(status=400)
        if "command" in body:
            return _acked(for_asker(explained(error)))
        if "event" in body and isinstance(error, Unreachable):
            LOG.warning("unanswered", reason=str(error))
            return BoltResponse(status=503)  # so that Slack sends the event again
        await workspaces.tell(asker, error)
        return _acked()

    return on_error


def _acked(message: Message | None = None) -> BoltResponse:
    """Return the ack, with a message in its body if there is one; pydantic encodes thrice as fast as json."""
    return BoltResponse(status=200, body=to_json(message).decode() if message else "")
