"""The methods of the Web API, each a function of the workspace and its arguments, and their table."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.local.model import APP_ID, BOT_ID, BOT_USER_ID, TEAM, Channel, Json, Message, Refused
from bot.local.workspace import Workspace

PAGE = 100
"""Messages in one answer of history or replies, where the app asks for no other number."""


def call(workspace: Workspace, name: str, args: Json) -> Json:
    """Call a method by its name.

    Raises:
        Refused: `unknown_method`, `missing_scope`, or what the method itself refuses.
    """
    method = METHODS.get(name)
    if method is None:
        raise Refused("unknown_method", req_method=name)
    scope = method.scope
    if "{}" in scope:
        scope = scope.format(_channel(workspace, args).scope)
    if scope and scope not in workspace.app.scopes:
        provided = ",".join(sorted(workspace.app.scopes))
        raise Refused("missing_scope", needed=scope, provided=provided)
    return method.answer(workspace, args)


def auth_test(workspace: Workspace, _: Json) -> Json:
    """Say whose token it is."""
    bot = workspace.users[BOT_USER_ID]
    ids = {"team_id": TEAM["id"], "user_id": bot.id, "bot_id": BOT_ID}
    return {"url": workspace.url, "team": TEAM["domain"], "user": bot.name, **ids}


def post_message(workspace: Workspace, args: Json) -> Json:
    """Post to a channel that the bot is in; a user's id is their direct messages."""
    channel = _channel(workspace, args)
    if BOT_USER_ID not in channel.members:
        raise Refused("not_in_channel")
    thread, metadata = args.get("thread_ts") or "", args.get("metadata")
    message = workspace.post(channel.id, BOT_USER_ID, *_content(args), thread_ts=thread, metadata=metadata)
    return {"channel": channel.id, "ts": message.ts, "message": message.payload()}


def post_ephemeral(workspace: Workspace, args: Json) -> Json:
    """Show a message to one person in a channel that both are in."""
    channel = _channel(workspace, args)
    user = workspace.user(args.get("user") or "")
    if BOT_USER_ID not in channel.members:
        raise Refused("not_in_channel")
    if user.id not in channel.members:
        raise Refused("user_not_in_channel")
    thread = args.get("thread_ts") or ""
    shown = workspace.post(channel.id, BOT_USER_ID, *_content(args), thread_ts=thread, visible_to=user.id)
    return {"message_ts": shown.ts}


def update(workspace: Workspace, args: Json) -> Json:
    """Put other words into a message of the bot's own."""
    changed = workspace.update(_own(workspace, args, "cant_update_message"), *_content(args))
    return {"channel": changed.channel, "ts": changed.ts, "text": changed.text, "message": changed.payload()}


def delete(workspace: Workspace, args: Json) -> Json:
    """Take away a message of the bot's own."""
    message = _own(workspace, args, "cant_delete_message")
    workspace.delete(message)
    return {"channel": message.channel, "ts": message.ts}


def permalink(workspace: Workspace, args: Json) -> Json:
    """Return the address of a message on the page."""
    message = _message(workspace, args, "message_ts")
    link = f"{workspace.url}archives/{message.channel}/p{message.ts.replace('.', '')}"
    return {"channel": message.channel, "permalink": link}


def conversation_info(workspace: Workspace, args: Json) -> Json:
    """Return a channel."""
    return {"channel": _channel(workspace, args).payload()}


def conversation_open(workspace: Workspace, args: Json) -> Json:
    """Return the direct messages with one person."""
    user = workspace.user(_text(args, "users"))
    return {"channel": {"id": workspace.channel(user.id).id}}


def history(workspace: Workspace, args: Json) -> Json:
    """Return the messages of a channel, newest first."""
    messages = workspace.history(_channel(workspace, args).id)
    return _page(workspace, messages[::-1], args)


def replies(workspace: Workspace, args: Json) -> Json:
    """Return a thread, its parent first."""
    return _page(workspace, workspace.history(_channel(workspace, args).id, _text(args, "ts")), args)


def file_info(workspace: Workspace, args: Json) -> Json:
    """Return a file that was shared where the bot is."""
    return {"file": workspace.file(_text(args, "file")).payload()}


def user_info(workspace: Workspace, args: Json) -> Json:
    """Return a user."""
    return {"user": workspace.user(_text(args, "user")).payload()}


def bot_info(workspace: Workspace, args: Json) -> Json:
    """Return the app's bot."""
    if args.get("bot", BOT_ID) != BOT_ID:
        raise Refused("bot_not_found")
    bot = {"id": BOT_ID, "app_id": APP_ID, "user_id": BOT_USER_ID, "name": workspace.app.name}
    return {"bot": bot | {"deleted": False}}


def view_open(workspace: Workspace, args: Json) -> Json:
    """Show a modal to the person whose trigger id it is."""
    user = workspace.tickets.exchange(_text(args, "trigger_id"))
    return {"view": workspace.modals.open(user, args.get("view")).payload()}


def view_push(workspace: Workspace, args: Json) -> Json:
    """Show a modal on top of the one in which the trigger id was made."""
    user = workspace.tickets.exchange(_text(args, "trigger_id"))
    return {"view": workspace.modals.push(user, args.get("view")).payload()}


def view_update(workspace: Workspace, args: Json) -> Json:
    """Show other content in an open view."""
    view = workspace.modals.find(args.get("view_id") or "", args.get("external_id") or "")
    return {"view": workspace.modals.update(view, args.get("view"), args.get("hash") or "").payload()}


def view_publish(workspace: Workspace, args: Json) -> Json:
    """Show a person their Home tab."""
    if not workspace.app.home_tab:
        raise Refused("not_enabled")
    user = workspace.user(_text(args, "user_id"))
    return {"view": workspace.modals.publish(user.id, args.get("view")).payload()}


@dataclass(frozen=True, slots=True)
class Method:
    """A method, and the scope that it needs; `{}` stands for the kind of the channel."""

    answer: Callable[[Workspace, Json], Json]
    scope: str = ""


METHODS = {
    "auth.test": Method(auth_test),
    "bots.info": Method(bot_info, "users:read"),
    "chat.delete": Method(delete, "chat:write"),
    "chat.getPermalink": Method(permalink),
    "chat.postEphemeral": Method(post_ephemeral, "chat:write"),
    "chat.postMessage": Method(post_message, "chat:write"),
    "chat.update": Method(update, "chat:write"),
    "conversations.history": Method(history, "{}:history"),
    "conversations.info": Method(conversation_info, "{}:read"),
    "conversations.open": Method(conversation_open, "im:write"),
    "conversations.replies": Method(replies, "{}:history"),
    "files.info": Method(file_info, "files:read"),
    "users.info": Method(user_info, "users:read"),
    "views.open": Method(view_open),
    "views.publish": Method(view_publish),
    "views.push": Method(view_push),
    "views.update": Method(view_update),
}


def _text(args: Json, name: str) -> str:
    value = args.get(name)
    if not value:
        raise Refused("invalid_arguments", f"[ERROR] missing required field: {name}")
    return str(value)


def _channel(workspace: Workspace, args: Json) -> Channel:
    return workspace.channel(str(args.get("channel") or ""))


def _message(workspace: Workspace, args: Json, key: str = "ts") -> Message:
    return workspace.message(_channel(workspace, args).id, str(args.get(key) or ""))


def _own(workspace: Workspace, args: Json, refusal: str) -> Message:
    message = _message(workspace, args)
    if message.user != BOT_USER_ID:
        raise Refused(refusal)
    return message


def _content(args: Json) -> tuple[str, object]:
    return str(args.get("text") or ""), args.get("blocks")


def _page(workspace: Workspace, messages: list[Message], args: Json) -> Json:
    """Cut a page out of the messages; the cursor is how many came before."""
    start, size = _number(args, "cursor", 0), _number(args, "limit", PAGE)
    messages = [message for message in messages if message.ts > str(args.get("oldest") or "0")]
    page = [_with_metadata(workspace, message, args) for message in messages[start : start + size]]
    more = len(messages) > start + size
    cursor = {"response_metadata": {"next_cursor": str(start + size)}} if more else {}
    return {"messages": page, "has_more": more, **cursor}


def _with_metadata(workspace: Workspace, message: Message, args: Json) -> Json:
    """Return a message as the API gives it, with its metadata where the app asks for that."""
    wanted = str(args.get("include_all_metadata") or "").lower() == "true"
    return workspace.shown(message) | ({"metadata": message.metadata} if wanted and message.metadata else {})


def _number(args: Json, name: str, default: int) -> int:
    value = str(args.get(name) or default)
    if not value.isdecimal():
        raise Refused("invalid_cursor" if name == "cursor" else "invalid_limit")
    return int(value)
