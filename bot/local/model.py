"""What a Slack workspace is made of: frozen values, in the shapes that Slack gives them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
"""A JSON object, as it goes over the wire."""

Blocks: TypeAlias = tuple[Json, ...]
"""Block Kit blocks, each with its `block_id`."""

APP_ID = "A0LOCAL"
BOT_ID = "B0LOCAL"
BOT_USER_ID = "U0BOT"
SLACKBOT_ID = "USLACKBOT"
TEAM = {"id": "T0LOCAL", "domain": "local-slack"}


class Refused(Exception):
    """Slack says no, with its own name for the reason, such as `channel_not_found`."""

    def __init__(self, error: str, *details: str, **extra: str) -> None:
        """Take Slack's error name, the lines that explain it, and further fields of the answer."""
        super().__init__(error)
        self.error = error
        self.details = details
        self.extra = extra

    def answer(self) -> Json:
        """Return the body that Slack answers with."""
        body: Json = {"ok": False, "error": self.error, **self.extra}
        return body | {"response_metadata": {"messages": list(self.details)}} if self.details else body


@dataclass(frozen=True, slots=True)
class User:
    """A person, the app's bot user, or Slackbot. `name` is the handle, without the @."""

    id: str
    name: str
    real_name: str
    is_bot: bool = False

    def payload(self) -> Json:
        """Return the user as `users.info` gives it."""
        return {
            "id": self.id,
            "team_id": TEAM["id"],
            "name": self.name,
            "real_name": self.real_name,
            "deleted": False,
            "is_bot": self.is_bot,
            "tz": "Etc/UTC",
            "profile": {"display_name": self.name, "real_name": self.real_name},
        }


@dataclass(frozen=True, slots=True)
class Channel:
    """A public channel, or with `im` set, one person's direct messages with the bot."""

    id: str
    name: str
    members: frozenset[str]
    im: bool = False

    def payload(self) -> Json:
        """Return the channel as `conversations.info` gives it; `user` of an IM is the person."""
        if self.im:
            return {"id": self.id, "is_im": True, "user": next(iter(self.members - {BOT_USER_ID}))}
        member = BOT_USER_ID in self.members
        return {"id": self.id, "name": self.name, "is_channel": True, "is_im": False, "is_member": member}


@dataclass(frozen=True, slots=True)
class Message:
    """A message. `thread_ts` is its parent's ts, `visible_to` the one person who sees an ephemeral one."""

    channel: str
    ts: str
    user: str
    text: str = ""
    blocks: Blocks = ()
    thread_ts: str = ""
    visible_to: str = ""
    edited: str = ""

    def payload(self) -> Json:
        """Return the message as the API and the events give it."""
        body: Json = {"type": "message", "user": self.user, "ts": self.ts, "text": self.text}
        body["team"] = TEAM["id"]
        if self.user == BOT_USER_ID:
            body |= {"bot_id": BOT_ID, "app_id": APP_ID}
        if self.blocks:
            body["blocks"] = list(self.blocks)
        if self.thread_ts:
            body["thread_ts"] = self.thread_ts
        if self.edited:
            body["edited"] = {"user": self.user, "ts": self.edited}
        return body


@dataclass(frozen=True, slots=True)
class View:
    """A modal or a Home tab as one person sees it. `content` is what the app sent, ids filled in."""

    id: str
    user: str
    content: Json
    hash: str
    root: str
    previous: str = ""

    @property
    def blocks(self) -> Blocks:
        """The blocks of the view."""
        return tuple(self.content["blocks"])

    def payload(self, values: Json | None = None) -> Json:
        """Return the view as Slack sends it, with the state of its inputs where that is known."""
        return {
            "private_metadata": "",
            "callback_id": "",
            "external_id": "",
            **self.content,
            "id": self.id,
            "team_id": TEAM["id"],
            "app_id": APP_ID,
            "bot_id": BOT_ID,
            "hash": self.hash,
            "root_view_id": self.root,
            "previous_view_id": self.previous or None,
            "state": {"values": values or {}},
        }


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command; `escapes` when the app asked for mentions and links in their marked-up form."""

    name: str
    description: str = ""
    usage: str = ""
    escapes: bool = False


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut on a message, or with `on_message` unset, a global one."""

    callback_id: str
    name: str
    on_message: bool


@dataclass(frozen=True, slots=True)
class InstalledApp:
    """The app as its manifest describes it: what a workspace knows of an app that it installs."""

    name: str
    handle: str
    commands: tuple[Command, ...]
    shortcuts: tuple[Shortcut, ...]
    events: frozenset[str]
    scopes: frozenset[str]
    home_tab: bool

    @classmethod
    def from_manifest(cls, manifest: Mapping[str, Any]) -> "InstalledApp":
        """Read an app manifest (https://docs.slack.dev/reference/app-manifest)."""
        features = manifest.get("features", {})
        name = features.get("bot_user", {}).get("display_name") or manifest["display_information"]["name"]
        settings, oauth = manifest.get("settings", {}), manifest.get("oauth_config", {})
        return cls(
            name=name,
            handle=name.lower().replace(" ", ""),
            commands=tuple(map(_command, features.get("slash_commands", ()))),
            shortcuts=tuple(map(_shortcut, features.get("shortcuts", ()))),
            events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", ())),
            scopes=frozenset(oauth.get("scopes", {}).get("bot", ())),
            home_tab=bool(features.get("app_home", {}).get("home_tab_enabled")),
        )


def _command(entry: Json) -> Command:
    return Command(
        name=entry["command"],
        description=entry.get("description", ""),
        usage=entry.get("usage_hint", ""),
        escapes=bool(entry.get("should_escape")),
    )


def _shortcut(entry: Json) -> Shortcut:
    return Shortcut(entry["callback_id"], entry["name"], on_message=entry["type"] == "message")
