"""The app's manifest, for api.slack.com/apps > Create New App > From a manifest.

Made from the tables that the listeners are made from, so that Slack is asked for what is used and no more.
Fields: https://docs.slack.dev/reference/app-manifest. `bot/manifest.json` is the one for Socket Mode.
"""

from typing import Any

from bot.app import DEPARTURES, LISTENERS
from bot.commands.answer import COMMANDS
from bot.edge import PATH, REDIRECT
from bot.home.receive import EVENT as HOME_OPENED
from bot.mentions.receive import EVENTS
from bot.shortcuts.table import SHORTCUTS
from facts.errors import BadInput
from facts.model import unique

NAME = "Factdesk"
DESCRIPTION = (
    "The exact words, who said them, in which source, and where sources differ: what the desk has on file."
)


def manifest(url: str = "", *, oauth: bool = False) -> dict[str, Any]:
    """Return the manifest.

    Args:
        url: where Slack reaches `factdesk serve`, such as `https://desk.example.org`; empty for Socket Mode.
        oauth: for an app that workspaces install from there by OAuth.

    Raises:
        BadInput: the URL is not one that Slack would call, or missing.
    """
    if url and not url.startswith("https://"):
        raise BadInput("Slack calls https:// addresses only; give one with --url.")
    if oauth and not url:
        raise BadInput("An app that is installed by OAuth has an address; give it with --url https://…")
    base = url.rstrip("/").removesuffix(PATH)
    address = base + PATH
    redirected = {"redirect_urls": [base + REDIRECT]} if oauth else {}
    reached = {"request_url": address} if url else {}
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {"name": NAME, "description": DESCRIPTION},
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": NAME, "always_online": True},
            "shortcuts": _shortcuts(),
            "slash_commands": _commands({"url": address} if url else {}),
        },
        "oauth_config": {**redirected, "scopes": {"bot": scopes()}},
        "settings": {
            "event_subscriptions": {
                **reached,
                "bot_events": [HOME_OPENED, *EVENTS, *(DEPARTURES if oauth else ())],
            },
            "interactivity": {"is_enabled": True, **reached},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not url,
            "token_rotation_enabled": oauth,
        },
    }


def _commands(reached: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "command": name,
            "description": command.description,
            "usage_hint": command.hint,
            "should_escape": command.escapes,
            **reached,
        }
        for name, command in COMMANDS.items()
    ]


def _shortcuts() -> list[dict[str, str]]:
    return [
        {"name": it.name, "type": "message", "callback_id": callback_id, "description": it.description}
        for callback_id, it in SHORTCUTS.items()
    ]


def scopes() -> list[str]:
    """Return the scopes that a bot token needs."""
    return sorted(unique(scope for listener in LISTENERS for scope in listener.scopes))
