"""A small Bolt app that uses each part of the platform once; it knows nothing of facts."""

import asyncio
from collections.abc import Callable
from typing import Any

from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.local.run import LocalSlack
from tests.local_slack import BOT_TOKEN, SIGNING_SECRET

SCOPES = [
    "app_mentions:read",
    "channels:history",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "im:history",
    "im:read",
    "mpim:history",
    "users:read",
]
MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Echo"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "Echo", "always_online": True},
        "slash_commands": [
            {"command": "/echo", "description": "Say it again", "usage_hint": "[words]"},
            {"command": "/aloud", "description": "Say it to everyone", "should_escape": True},
            {"command": "/silent", "description": "Answer nothing"},
            {"command": "/broken", "description": "Fail"},
            {"command": "/slow", "description": "Never answer"},
        ],
        "shortcuts": [
            {
                "name": "Repeat this",
                "type": "message",
                "callback_id": "repeat",
                "description": "Say it again",
            },
            {"name": "Begin", "type": "global", "callback_id": "begin", "description": "Open the form"},
        ],
    },
    "oauth_config": {"scopes": {"bot": SCOPES}},
    "settings": {
        "event_subscriptions": {"bot_events": ["app_home_opened", "app_mention", "message.im"]},
        "interactivity": {"is_enabled": True},
    },
}


def plain(text: str) -> dict[str, Any]:
    """Return a plain text object."""
    return {"type": "plain_text", "text": text}


def section(text: str) -> dict[str, Any]:
    """Return a section of marked-up text."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def button(label: str, action_id: str, **more: Any) -> dict[str, Any]:
    """Return a button."""
    return {"type": "button", "text": plain(label), "action_id": action_id, "value": label, **more}


def card(text: str) -> dict[str, Any]:
    """Return a message with a card and its buttons."""
    confirm = {
        "title": plain("Sure?"),
        "text": plain("It goes."),
        "confirm": plain("Go"),
        "deny": plain("Stay"),
    }
    buttons = [
        button("Share", "share", style="primary"),
        button("Form", "form"),
        button("Delete", "delete", style="danger", confirm=confirm),
    ]
    return {"text": text, "blocks": [section(text), {"type": "actions", "elements": buttons}]}


def form(word: str) -> dict[str, Any]:
    """Return a modal with one input of each kind that is used here."""
    options = [{"text": plain(name.title()), "value": name} for name in ("soft", "loud")]
    external = {"type": "external_select", "action_id": "who", "min_query_length": 1}
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain("Say what?"),
        "submit": plain("Say it"),
        "private_metadata": word,
        "notify_on_close": True,
        "blocks": [
            {
                "type": "input",
                "block_id": "words",
                "label": plain("Words"),
                "element": {"type": "plain_text_input", "action_id": "words", "initial_value": word},
            },
            {
                "type": "input",
                "block_id": "volume",
                "label": plain("Volume"),
                "optional": True,
                "element": {"type": "radio_buttons", "action_id": "volume", "options": options},
            },
            {
                "type": "input",
                "block_id": "who",
                "label": plain("To whom"),
                "optional": True,
                "element": external,
            },
            {
                "type": "input",
                "block_id": "copies",
                "label": plain("Copies to"),
                "optional": True,
                "element": {**external, "type": "multi_external_select", "action_id": "copies"},
            },
            {"type": "actions", "block_id": "more", "elements": [button("More", "more")]},
        ],
    }


class Echo:
    """The app with what it saw, so that a test can look."""

    def __init__(self) -> None:
        """Start with nothing seen."""
        self.seen: list[dict[str, Any]] = []
        self.failing_events = 0
        self.no_retry = False
        self.forever = asyncio.Event()

    def asgi(self, slack: LocalSlack) -> AsyncSlackRequestHandler:
        """Build the app for this Slack."""
        client = AsyncWebClient(token=BOT_TOKEN, base_url=slack.api_url)
        client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=1))
        app = AsyncApp(client=client, signing_secret=SIGNING_SECRET, process_before_response=True)
        for register, name, listener in self._table(app):
            register(name)(listener)
        return AsyncSlackRequestHandler(app)

    def _table(self, app: AsyncApp) -> list[tuple[Callable[[str], Any], str, Callable[..., Any]]]:
        return [
            (app.command, "/echo", self.echo),
            (app.command, "/aloud", self.aloud),
            (app.command, "/silent", self.silent),
            (app.command, "/broken", self.broken),
            (app.command, "/slow", self.slow),
            (app.event, "app_mention", self.mentioned),
            (app.event, "message", self.heard),
            (app.event, "app_home_opened", self.home),
            (app.action, "share", self.share),
            (app.action, "delete", self.delete),
            (app.action, "form", self.open_form),
            (app.action, "more", self.more),
            (app.shortcut, "begin", self.open_form),
            (app.shortcut, "repeat", self.repeat),
            (app.options, "who", self.suggest),
            (app.options, "copies", self.suggest),
            (app.view, "form", self.submitted),
            (app.view_closed, "form", self.closed),
        ]

    async def echo(self, ack: Any, command: Any) -> None:
        """Answer with a card, for the eyes of who asked."""
        self.seen.append(command)
        await ack(**card(command["text"] or "nothing"))

    async def aloud(self, ack: Any, command: Any) -> None:
        """Answer for everyone."""
        await ack(text=command["text"], response_type="in_channel")

    async def silent(self, ack: Any) -> None:
        """Answer nothing."""
        await ack()

    async def broken(self) -> None:
        """Fail."""
        raise ValueError("broken on purpose")

    async def slow(self, ack: Any) -> None:
        """Never answer, until the test lets it."""
        await self.forever.wait()
        await ack()

    async def mentioned(self, event: Any, body: Any, say: Any, request: Any) -> BoltResponse:
        """Repeat a mention in its thread, unless the test wants it to fail."""
        self.seen.append({**body, "headers": request.headers})
        if self.failing_events:
            self.failing_events -= 1
            return BoltResponse(status=500, headers={"X-Slack-No-Retry": "1"} if self.no_retry else {})
        await say(text=event["text"], thread_ts=event.get("thread_ts") or event["ts"])
        return BoltResponse(status=200)

    async def heard(self, event: Any, say: Any) -> None:
        """Say that a direct message was heard."""
        self.seen.append(event)
        await say(text=f"heard {event['text']}")

    async def home(self, event: Any, client: Any) -> None:
        """Publish the Home tab."""
        view = {"type": "home", "blocks": [section("*At home*"), {"type": "divider"}]}
        await client.views_publish(user_id=event["user"], view=view)

    async def share(self, ack: Any, body: Any, respond: Any, client: Any) -> None:
        """Post a card for everyone, and replace the private one."""
        await ack()
        self.seen.append(body)
        await client.chat_postMessage(channel=body["channel"]["id"], **card("shared"))
        await respond(text="Done, it is shared.", replace_original=True)

    async def delete(self, ack: Any, respond: Any) -> None:
        """Take the message away."""
        await ack()
        await respond(delete_original=True)

    async def open_form(self, ack: Any, body: Any, client: Any) -> None:
        """Open the form."""
        await ack()
        self.seen.append(body)
        await client.views_open(trigger_id=body["trigger_id"], view=form("hello"))

    async def more(self, ack: Any, body: Any, client: Any) -> None:
        """Push a second modal."""
        await ack()
        self.seen.append(body)
        view = {"type": "modal", "title": plain("More"), "blocks": [section("further down")]}
        await client.views_push(trigger_id=body["trigger_id"], view=view)

    async def suggest(self, ack: Any, payload: Any) -> None:
        """Offer the names that begin with what was typed."""
        names = [name for name in ("Ana", "Ben", "Bella") if name.lower().startswith(payload["value"])]
        await ack(options=[{"text": plain(name), "value": name.lower()} for name in names])

    async def submitted(self, ack: Any, body: Any, client: Any) -> None:
        """Answer some words with a `response_action` each, and post any others to who submitted them."""
        self.seen.append(body)
        words = body["view"]["state"]["values"]["words"]["words"]["value"]
        view = {"type": "modal", "title": plain("Done"), "blocks": [section("it is said")]}
        answers: dict[str, dict[str, Any]] = {
            "no": {"response_action": "errors", "errors": {"words": "Not that."}},
            "more": {"response_action": "update", "view": view},
            "on top": {"response_action": "push", "view": view},
            "all gone": {"response_action": "clear"},
            "nonsense": {"response_action": "explode"},
            "no such field": {"response_action": "errors", "errors": {"elsewhere": "Not that."}},
            "too long": {"response_action": "update", "view": view | {"title": plain("x" * 25)}},
        }
        if words in answers:
            await ack(**answers[words])
        else:
            await ack()
            await client.chat_postMessage(channel=body["user"]["id"], text=words)

    async def closed(self, ack: Any, body: Any) -> None:
        """Note that the form was closed."""
        await ack()
        self.seen.append(body)

    async def repeat(self, ack: Any, body: Any, client: Any) -> None:
        """Say a message again, in its thread."""
        await ack()
        self.seen.append(body)
        message = body["message"]
        where = {"channel": body["channel"]["id"], "thread_ts": message.get("thread_ts") or message["ts"]}
        await client.chat_postMessage(**where, text=message["text"])
