"""Builds the Bolt app: one listener a kind of payload, and one place where errors go."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from pydantic_core import to_json
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.response import BoltResponse

from bot.actions.receive import receive_action
from bot.commands.receive import receive_command
from bot.core import LOG, Asker, Bot, Payload
from bot.failures import explained, said
from bot.home.receive import EVENT as HOME_OPENED
from bot.home.receive import receive_home
from bot.mentions.receive import EVENTS, THREADS, receive_event
from bot.render.answers import for_asker
from bot.shortcuts.receive import receive_shortcut
from bot.slack import LIBRARY_LOG, Unreachable
from bot.views.receive import receive_view, refusal
from bot.views.suggest import receive_options
from bot.workspaces import Workspaces
from facts.errors import FactdeskError, StoreError

Handler: TypeAlias = Callable[[Bot, Payload, Asker], Awaitable[Mapping[str, Any] | None]]
"""Does what a payload asks for; what it returns goes into the body of the ack."""

_ANY = re.compile("")


async def _receive_event(bot: Bot, payload: Payload, asker: Asker) -> None:
    """Take an event to what is said to the bot, or to the one other kind that it subscribes to."""
    of_home = payload["event"].get("type") == HOME_OPENED
    await (receive_home if of_home else receive_event)(bot, payload, asker)


@dataclass(frozen=True, slots=True)
class Listener:
    """A kind of payload: how Bolt is told to listen for it, who handles it, and the scopes that takes."""

    kind: str
    register: Callable[[AsyncApp, re.Pattern[str]], Callable[..., Any]]
    handle: Handler
    scopes: tuple[str, ...]


LISTENERS = (
    Listener("command", AsyncApp.command, receive_command, ("commands",)),
    Listener("event", AsyncApp.event, _receive_event, (*EVENTS.values(), *THREADS, "chat:write")),
    Listener("action", AsyncApp.action, receive_action, ("chat:write",)),
    Listener("shortcut", AsyncApp.message_shortcut, receive_shortcut, ("commands", "files:read")),
    Listener("form", AsyncApp.view_submission, receive_view, ()),
    Listener("options", AsyncApp.options, receive_options, ()),
)
"""All listeners, the one that must be quickest first: each that is tried in vain costs some 20 µs."""


DEPARTURES = ("app_uninstalled", "tokens_revoked")
"""The events of a workspace that has left; they need no scope."""


@dataclass(frozen=True, slots=True)
class Arriving:
    """How workspaces come and go: Bolt's OAuth flow, and what is done about one that may have left."""

    flow: AsyncOAuthFlow
    dismiss: Callable[[str], Awaitable[None]]


class Authorize(AsyncAuthorize):
    """Tells Bolt who we are in the workspace of a request."""

    def __init__(self, workspaces: Workspaces) -> None:
        """Take the workspaces."""
        self._workspaces = workspaces

    async def __call__(self, *, team_id: str | None, **_: object) -> AuthorizeResult:
        """Return what Bolt is to know of us."""
        return await self._workspaces.identity(team_id or "")


def build(workspaces: Workspaces, signing_secret: str, arriving: Arriving | None = None) -> AsyncApp:
    """Build the app around the bots of some workspaces. Nothing is sent to Slack yet.

    `process_before_response`: Bolt would otherwise look every 10 ms whether there is an ack yet.
    """
    app = AsyncApp(
        name="factdesk",
        logger=LIBRARY_LOG,
        client=workspaces.client,
        authorize=Authorize(workspaces),
        oauth_flow=arriving.flow if arriving else None,
        signing_secret=signing_secret,
        process_before_response=True,
        raise_error_for_unhandled_request=True,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    if arriving:
        app.event(re.compile("|".join(DEPARTURES)))(_leaving(arriving))
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


def _leaving(arriving: Arriving) -> Callable[..., Awaitable[BoltResponse]]:
    async def leave(context: AsyncBoltContext) -> BoltResponse:
        try:
            await arriving.dismiss(context.team_id or "")
        except FactdeskError as error:
            LOG.warning("unanswered", reason=str(error))
            return BoltResponse(status=503)  # so that Slack sends the event again
        return _acked()

    return leave


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
        if "event" in body and isinstance(error, Unreachable | StoreError):
            LOG.warning("unanswered", reason=str(error))
            return BoltResponse(status=503)  # so that Slack sends the event again
        if body.get("type") == "view_submission":
            return _acked(refusal(body["view"], error, said(error)))
        await workspaces.tell(asker, error)
        return _acked()

    return on_error


def _acked(message: Mapping[str, Any] | None = None) -> BoltResponse:
    """Return the ack, with a message in its body if there is one; pydantic encodes thrice as fast as json."""
    return BoltResponse(status=200, body=to_json(message).decode() if message else "")
