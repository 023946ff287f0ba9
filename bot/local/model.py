"""What a Slack workspace is made of: frozen values, in the shapes that Slack gives them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from mimetypes import guess_type
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import quote

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
    """A public channel; with `im` set, one person's direct messages with the bot, with `mpim` a group's."""

    id: str
    name: str
    members: frozenset[str]
    im: bool = False
    mpim: bool = False

    @property
    def type(self) -> str:
        """What events call its kind in `channel_type`."""
        return "im" if self.im else "mpim" if self.mpim else "channel"

    @property
    def scope(self) -> str:
        """What scopes and the names of events call its kind."""
        return "channels" if self.type == "channel" else self.type

    def payload(self) -> Json:
        """Return the channel as `conversations.info` gives it; `user` of an IM is the person."""
        if self.im:
            return {"id": self.id, "is_im": True, "user": next(iter(self.members - {BOT_USER_ID}))}
        member = BOT_USER_ID in self.members
        kind = {"is_channel": not self.mpim, "is_mpim": self.mpim, "is_im": False}
        return {"id": self.id, "name": self.name, **kind, "is_member": member}


@dataclass(frozen=True, slots=True)
class File:
    """A file that somebody uploaded; `url` is where the workspace is reached, ending in a slash."""

    id: str
    name: str
    user: str
    url: str
    data: bytes = field(repr=False)

    def payload(self) -> Json:
        """Return the file as messages carry it and `files.info` gives it. Text becomes a snippet."""
        mimetype, filetype = _file_type(self.name)
        private = f"{self.url}files-pri/{TEAM['id']}-{self.id}/"
        return {
            "id": self.id,
            "name": self.name,
            "title": self.name,
            "mimetype": mimetype,
            "filetype": filetype,
            "user": self.user,
            "size": len(self.data),
            "mode": "snippet" if mimetype.startswith("text/") else "hosted",
            "is_external": False,
            "file_access": "visible",
            "url_private": f"{private}{quote(self.name)}",
            "url_private_download": f"{private}download/{quote(self.name)}",
        }


@dataclass(frozen=True, slots=True)
class Message:
    """A message.

    `thread_ts` is its parent's ts, `visible_to` the one person who sees an ephemeral one, `metadata` what the
    app has put into it for itself.
    """

    channel: str
    ts: str
    user: str
    text: str = ""
    blocks: Blocks = ()
    thread_ts: str = ""
    visible_to: str = ""
    edited: str = ""
    files: tuple[File, ...] = ()
    metadata: Json = field(default_factory=dict)

    def payload(self) -> Json:
        """Return the message as the API and the events give it."""
        body: Json = {"type": "message", "user": self.user, "ts": self.ts, "text": self.text}
        body["team"] = TEAM["id"]
        if self.user == BOT_USER_ID:
            body |= {"bot_id": BOT_ID, "app_id": APP_ID}
        if self.blocks:
            body["blocks"] = list(self.blocks)
        if self.files:
            body |= {"files": [each.payload() for each in self.files], "upload": False}
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


_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FILE_TYPES = {
    ".txt": ("text/plain", "text"),
    ".md": ("text/plain", "markdown"),
    ".html": ("text/html", "html"),
    ".docx": (_DOCX, "docx"),
}


def _file_type(name: str) -> tuple[str, str]:
    """Return the media type of a file by its name, and Slack's own word for it."""
    ending = Path(name).suffix.lower()
    guessed = guess_type(name)[0] or "application/octet-stream"
    return _FILE_TYPES.get(ending, (guessed, ending.removeprefix(".") or "binary"))


def _command(entry: Json) -> Command:
    return Command(
        name=entry["command"],
        description=entry.get("description", ""),
        usage=entry.get("usage_hint", ""),
        escapes=bool(entry.get("should_escape")),
    )


def _shortcut(entry: Json) -> Shortcut:
    return Shortcut(entry["callback_id"], entry["name"], on_message=entry["type"] == "message")
