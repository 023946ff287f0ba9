"""A Slack workspace in memory: who is there, what was said, and who may see it."""

import secrets
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from bot.local.feed import Feed
from bot.local.modals import Modals
from bot.local.model import (
    BOT_USER_ID,
    SLACKBOT_ID,
    Channel,
    File,
    InstalledApp,
    Json,
    Message,
    Refused,
    User,
    View,
)
from bot.local.payloads import message_events, subscription
from bot.local.rules import check_message, with_ids
from bot.local.tickets import Tickets

PEOPLE = (User("U0ANA", "ana", "Ana Duarte"), User("U0BEN", "ben", "Ben Okafor"))
"""The two people who work here."""

CALLS_KEPT = 1000
"""How many of the app's calls are kept to look at."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A failure to answer the app's next call with: a status, an error name, or (0) hanging up half-way.

    Attributes:
        status: the status of the answer; 200 where the answer is merely slow.
        error: the error's name, with status 200.
        retry_after: what `Retry-After` says, with status 429.
        late: whether what was called for has been done nevertheless.
        seconds: how long the answer takes.
        held: seconds before anything is done at all; what is, is also done for who has hung up meanwhile.
    """

    status: int = 0
    error: str = ""
    retry_after: int = 1
    late: bool = False
    seconds: float = 0.0
    held: float = 0.0


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the Web API by the app, or with method `response_url`, a use of one."""

    method: str
    args: Json


class Workspace:
    """The state of the workspace.

    Changes are published on `feed`, events for the app go to `on_event`; `url`, ending in a slash, is where
    the workspace is reached. `faults` are how the next calls of a method fail, as `next_fault` tells of
    each, `calls` what the app called.
    """

    def __init__(self, app: InstalledApp, clock: Callable[[], float] = time.time) -> None:
        """Install an app; the clock gives seconds since the epoch, UTC."""
        self.app = app
        self.clock = clock
        self.url = ""
        self.users = {user.id: user for user in (*PEOPLE, *_bots(app))}
        self.channels = {channel.id: channel for channel in _channels(app)}
        self.feed = Feed()
        self.modals = Modals(self.mint, self.feed.publish)
        self.tickets = Tickets(clock)
        self.faults: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self.calls: deque[Call] = deque(maxlen=CALLS_KEPT)
        self.next_fault = self._next_fault
        self.on_event: Callable[[Json], None] = lambda _: None
        self._messages: defaultdict[str, dict[str, Message]] = defaultdict(dict)
        self._replies: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        self._read: dict[tuple[str, str], str] = {}
        self._last_us = 0

    def mint(self, prefix: str) -> str:
        """Return a new id that starts with this prefix, one that no workspace gave out before."""
        return f"{prefix}{secrets.token_hex(5).upper()}"

    def now_ts(self) -> str:
        """Return a Slack timestamp for now, later than every one before it."""
        self._last_us = max(int(self.clock() * 1_000_000), self._last_us + 1)
        return f"{self._last_us // 1_000_000}.{self._last_us % 1_000_000:06d}"

    def user(self, name: str) -> User:
        """Return a user by id or handle.

        Raises:
            Refused: `user_not_found`.
        """
        for user in self.users.values():
            if name in (user.id, user.name):
                return user
        raise Refused("user_not_found")

    def channel(self, name: str, viewer: str = "") -> Channel:
        """Return a channel by id or name; a user's id, or the bot's handle to a viewer, is their DM.

        Raises:
            Refused: `channel_not_found`.
        """
        for channel in self.channels.values():
            mine = channel.im and viewer in channel.members
            if name == channel.id or (channel.im and name in channel.members - {BOT_USER_ID}):
                return channel
            if name.lstrip("#@") == channel.name and (mine or not channel.im):
                return channel
        raise Refused("channel_not_found")

    def channels_of(self, user: str) -> list[Channel]:
        """Return the channels this user is in, direct messages last."""
        return [channel for channel in self.channels.values() if user in channel.members]

    def post(
        self,
        channel: str,
        user: str,
        text: str = "",
        blocks: Any = (),
        *,
        thread_ts: str = "",
        visible_to: str = "",
        files: tuple[File, ...] = (),
        metadata: Json | None = None,
    ) -> Message:
        """Put a message into a channel or, with `visible_to`, before one person's eyes.

        Raises:
            Refused: the message breaks a rule, or `channel_not_found`.
        """
        check_message(text, blocks, files)
        place = self.channel(channel)
        message = Message(
            channel=place.id,
            ts=self.now_ts(),
            user=user,
            text=text,
            blocks=with_ids(blocks or (), lambda: self.mint("b")),
            thread_ts=self._root(place.id, thread_ts),
            visible_to=visible_to,
            files=files,
            metadata=metadata or {},
        )
        self._keep(message)
        return message

    def upload(self, user: str, name: str, data: bytes) -> File:
        """Return a file that this user uploads, for a message to share."""
        return File(self.mint("F"), name, user, self.url, data)

    def file(self, file_id: str) -> File:
        """Return a file that was shared where the bot is.

        Raises:
            Refused: `file_not_found`.
        """
        for place in self.channels_of(BOT_USER_ID):
            for file in (each for message in self._messages[place.id].values() for each in message.files):
                if file.id == file_id:
                    return file
        raise Refused("file_not_found")

    def update(self, message: Message, text: str = "", blocks: Any = ()) -> Message:
        """Put other words into a message.

        Raises:
            Refused: the message breaks a rule.
        """
        check_message(text, blocks)
        filled = with_ids(blocks or (), lambda: self.mint("b"))
        changed = replace(message, text=text, blocks=filled, edited=self.now_ts())
        self._keep(changed)
        return changed

    def delete(self, message: Message) -> None:
        """Take a message away."""
        del self._messages[message.channel][message.ts]
        if message.thread_ts and not message.visible_to:
            self._replies[message.channel, message.thread_ts].remove(message.ts)
        self.feed.publish()
        self._announce(message.channel, None, message)

    def message(self, channel: str, ts: str, viewer: str = BOT_USER_ID) -> Message:
        """Return a message that this user can see.

        Raises:
            Refused: `message_not_found`.
        """
        message = self._messages[channel].get(ts)
        if message is None or message.visible_to not in ("", viewer):
            raise Refused("message_not_found")
        return message

    def seen_by(self, user: str, channel: str) -> list[Message]:
        """Return the messages of a channel that this user can see, ephemeral ones among them, in order."""
        return [each for each in self._messages[channel].values() if each.visible_to in ("", user)]

    def history(self, channel: str, thread_ts: str = "") -> list[Message]:
        """Return what the API shows of a channel, or of a thread with its parent first: nothing ephemeral.

        Raises:
            Refused: `thread_not_found`.
        """
        lasting = [message for message in self.seen_by("", channel) if not message.visible_to]
        if not thread_ts:
            return [message for message in lasting if not message.thread_ts]
        thread = [message for message in lasting if thread_ts in (message.ts, message.thread_ts)]
        if not thread:
            raise Refused("thread_not_found")
        return thread

    def shown(self, message: Message) -> Json:
        """Return a message as the API gives it: a parent knows of its thread."""
        replies = self._replies[message.channel, message.ts]
        if not replies:
            return message.payload()
        thread = {"thread_ts": message.ts, "reply_count": len(replies), "latest_reply": replies[-1]}
        return message.payload() | thread

    def respond(self, body: Json, *, user: str, channel: str, source: str = "") -> None:
        """Do what was posted to a response URL, or stands in the body of a command's ack.

        Raises:
            Refused: the message breaks a rule.
        """
        original = self._messages[channel].get(source)
        if body.get("delete_original"):
            if original:
                self.delete(original)
        elif body.get("replace_original") and original:
            self.update(original, body.get("text") or "", body.get("blocks"))
        else:
            self.post(
                channel,
                BOT_USER_ID,
                body.get("text") or "",
                body.get("blocks"),
                thread_ts=body.get("thread_ts") or "",
                visible_to="" if body.get("response_type") == "in_channel" else user,
            )

    def notice(self, user: str, channel: str, text: str, thread_ts: str = "") -> None:
        """Let Slackbot tell one person something, where they are."""
        self.post(channel, SLACKBOT_ID, text, thread_ts=thread_ts, visible_to=user)

    def announce(self, event: Json) -> None:
        """Send the app an event, if its manifest asks for it."""
        if subscription(event) in self.app.events:
            self.on_event(event)

    def mark_read(self, user: str, channel: str) -> None:
        """Note that this person has seen all there is in a channel."""
        seen = [message.ts for message in self.seen_by(user, channel)]
        if seen and self._read.get((user, channel), "") < seen[-1]:
            self._read[user, channel] = seen[-1]
            self.feed.publish()

    def unread(self, user: str, channel: str) -> int:
        """Return how many messages by others this person has not seen; replies in threads do not count."""
        last = self._read.get((user, channel), "")
        seen = self.seen_by(user, channel)
        return sum(message.ts > last and message.user != user and not message.thread_ts for message in seen)

    def view(self, view_id: str, user: str) -> View:
        """Return a view that this person has open.

        Raises:
            Refused: `not_found`.
        """
        view = self.modals.find(view_id)
        if view.user != user:
            raise Refused("not_found")
        return view

    def _next_fault(self, method: str) -> Fault | None:
        """Return how the next call of a method fails, if it does."""
        waiting = self.faults[method]
        return waiting.popleft() if waiting else None

    def _root(self, channel: str, thread_ts: str) -> str:
        """Return the parent's ts, also where somebody replied to a reply."""
        parent = self._messages[channel].get(thread_ts)
        if thread_ts and (parent is None or parent.visible_to):
            raise Refused("thread_not_found")
        return (parent.thread_ts or parent.ts) if parent else ""

    def _keep(self, message: Message) -> None:
        before = self._messages[message.channel].get(message.ts)
        self._messages[message.channel][message.ts] = message
        if message.thread_ts and not message.visible_to and before is None:
            self._replies[message.channel, message.thread_ts].append(message.ts)
        self.feed.publish()
        self._announce(message.channel, message, before)

    def _announce(self, place: str, after: Message | None, before: Message | None) -> None:
        for event in message_events(self.channels[place], after, before):
            self.announce(event)


def _bots(app: InstalledApp) -> tuple[User, User]:
    return User(BOT_USER_ID, app.handle, app.name, is_bot=True), User(SLACKBOT_ID, "slackbot", "Slackbot")


def _channels(app: InstalledApp) -> list[Channel]:
    everyone = frozenset({*(user.id for user in PEOPLE), BOT_USER_ID})
    public = [Channel("C0NEWSROOM", "newsroom", everyone), Channel("C0FOREIGN", "foreign-desk", everyone)]
    names = [*(user.name for user in PEOPLE), app.handle]
    group = Channel("G0GROUP", f"mpdm-{'--'.join(names)}-1", everyone, mpim=True)
    return [*public, group, *(_direct(app, person.id) for person in PEOPLE)]


def _direct(app: InstalledApp, person: str) -> Channel:
    return Channel(person.replace("U", "D", 1), app.handle, frozenset({person, BOT_USER_ID}), im=True)
