"""What Slack sends an app, as pure functions: the form of a command, interactions, and events.

Field for field as documented at https://docs.slack.dev/reference/interaction-payloads and
https://docs.slack.dev/apis/events-api; the `token` of old is a constant, apps check the signature.
"""

from collections.abc import Iterator

from bot.local.model import APP_ID, BOT_USER_ID, TEAM, Channel, Command, Json, Message, User, View

TOKEN = "local"  # noqa: S105 - the deprecated verification token, which nobody checks


def command_form(
    user: User, channel: Channel, command: Command, text: str, trigger_id: str, response_url: str
) -> dict[str, str]:
    """Return the form of a slash command."""
    return {
        "token": TOKEN,
        "team_id": TEAM["id"],
        "team_domain": TEAM["domain"],
        "channel_id": channel.id,
        "channel_name": _name(channel),
        "user_id": user.id,
        "user_name": user.name,
        "command": command.name,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }


def interaction(kind: str, user: User, **fields: object) -> Json:
    """Return what all interactions have in common, and these fields."""
    return {
        "type": kind,
        "token": TOKEN,
        "api_app_id": APP_ID,
        "team": TEAM,
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": TEAM["id"]},
        "enterprise": None,
        "is_enterprise_install": False,
        **fields,
    }


def in_message(channel: Channel, message: Message, shown: Json) -> Json:
    """Return where in a message something was done. Of an ephemeral message Slack sends no content."""
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": bool(message.visible_to),
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    where: Json = {"container": container, "channel": {"id": channel.id, "name": _name(channel)}}
    return where if message.visible_to else where | {"message": shown}


def in_view(view: View, values: Json) -> Json:
    """Return where in a view something was done, with what its inputs hold."""
    return {"container": {"type": "view", "view_id": view.id}, "view": view.payload(values)}


def message_events(channel: Channel, after: Message | None, before: Message | None) -> Iterator[Json]:
    """Yield the events of a message that came, changed or went; an ephemeral one makes none."""
    message = after or before
    if message is None or message.visible_to or BOT_USER_ID not in channel.members:
        return
    where = {"channel": channel.id, "channel_type": channel.type}
    if before is None:
        new = {**message.payload(), **where, "event_ts": message.ts}
        yield new | {"subtype": "file_share"} if message.files else new
        if not channel.im and message.user != BOT_USER_ID and f"<@{BOT_USER_ID}" in message.text:
            yield {**new, "type": "app_mention"}
    else:
        yield {"type": "message", **where, "hidden": True, **_change(after, before)}


def subscription(event: Json) -> str:
    """Return the name in a manifest's `bot_events` that asks for this event."""
    if event["type"] == "message":
        kind = event["channel_type"]
        return f"message.{'channels' if kind == 'channel' else kind}"
    return str(event["type"])


def home_opened(user: User, channel: Channel, tab: str, view: View | None, now: str) -> Json:
    """Return the event that a person opened the app's `home` or `messages` tab."""
    event: Json = {"type": "app_home_opened", "user": user.id, "channel": channel.id, "tab": tab}
    shown = {"view": view.payload()} if view and tab == "home" else {}
    return event | shown | {"event_ts": now}


def event_callback(event: Json, event_id: str, seconds: int) -> Json:
    """Return an event in the envelope of the Events API; the time in seconds since the epoch, UTC."""
    bot = {"enterprise_id": None, "team_id": TEAM["id"], "user_id": BOT_USER_ID, "is_bot": True}
    return {
        "token": TOKEN,
        "team_id": TEAM["id"],
        "api_app_id": APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": seconds,
        "authorizations": [bot | {"is_enterprise_install": False}],
        "is_ext_shared_channel": False,
    }


def _name(channel: Channel) -> str:
    return "directmessage" if channel.im else channel.name


def _change(after: Message | None, before: Message) -> Json:
    previous = {"previous_message": before.payload()}
    if after is None:
        gone = {"subtype": "message_deleted", "deleted_ts": before.ts, "ts": before.ts, "event_ts": before.ts}
        return gone | previous
    now = {"ts": after.edited, "event_ts": after.edited}
    return {"subtype": "message_changed", "message": after.payload(), **now} | previous
