"""No question in one workspace reaches what another has on file: two in one process, and every way to ask."""

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from bot.actions.receive import ACTIONS
from bot.commands.answer import COMMANDS
from bot.render.usage import CHECK, USAGE
from bot.shortcuts.table import SHORTCUTS
from facts.ingest.pack import load_pack
from facts.store.port import Store
from facts.wiring import bundled_pack
from tests.local_slack import PATIENCE
from tests.newsroom import FORM, JSON, event, form, post, signed, stocked
from tests.oauth import Installed, Slacks, installed, slacks

RED, BLUE = "T0RED", "T0BLUE"
_number = itertools.count(1)
SHARED = {"channel": "C0SAME", "user": "U0SAME"}
"""Ids that both workspaces have: Slack makes no such promise as that they differ."""
DRAFTS = {
    RED: "“Nobody sails after the fog lifts,” Brandt said.",
    BLUE: "“There are three paths today,” Fidan said.",
}
"""Drafts that are wrong, so that a report shows what the source says."""
QUESTIONS = {
    RED: ("brandt", "ferry", "ferry number 7", "harbour master", "ilse brandt fog", "sources"),
    BLUE: (
        "fidan",
        "how many POWs",
        "istanbul talks",
        "camouflage",
        "who led the talks for russia",
        "umerov",
    ),
}


@dataclass
class Room:
    """A workspace: what is done in it, and all that comes to be seen there."""

    desk: Installed
    slack: Slacks
    team: str
    acks: list[str] = field(default_factory=list)

    async def send(self, body: str, kind: str = FORM) -> None:
        """Send a request of Slack's, and wait until all that comes of it is done."""
        response = await post(self.desk.web, body, signed(body), kind)
        assert response.status_code == 200
        self.acks.append(response.text)
        bot = await self.desk.open_bot(self.team)
        assert not await bot.background.drain(60)

    async def command(self, name: str, text: str) -> None:
        """Type a command."""
        ids = {"channel_id": SHARED["channel"], "user_id": SHARED["user"], "response_url": self._url}
        await self.send(form(command=name, text=text, team_id=self.team, **ids))

    async def say(self, text: str, ts: str, *, thread: str = "", direct: bool = False) -> None:
        """Mention the bot, or write to it directly."""
        kind = {"type": "message", "channel_type": "im"} if direct else {"type": "app_mention"}
        said = {**SHARED, **kind, "text": text, "ts": ts, **({"thread_ts": thread} if thread else {})}
        body = json.loads(event(f"Ev{ts}", **said)) | {"team_id": self.team}
        await self.send(json.dumps(body), JSON)

    async def press(self, action: str, value: str) -> None:
        """Press a button with any value in it."""
        button = {"type": "button", "action_id": action, "value": value}
        container = {"type": "message", "message_ts": "1.2", "is_ephemeral": True}
        await self._interact(type="block_actions", container=container, actions=[button])

    async def use(self, shortcut: str, text: str) -> None:
        """Use a shortcut on a message."""
        message = {"type": "message", "text": text, "ts": "1.3"}
        await self._interact(type="message_action", callback_id=shortcut, message=message)

    def seen(self) -> str:
        """Return all that the app has shown here, or could be shown here."""
        answered = [it for path, it in self.slack.posted if path == self.team]
        return "\n".join((*self.acks, *map(_text, answered), *map(_text, self.slack.of(self.team))))

    def buttons(self) -> set[tuple[str, str]]:
        """Return the buttons that were shown, with what they carry."""
        shown = [json.loads(ack) for ack in self.acks if ack]
        shown += [it for path, it in self.slack.posted if path == self.team]
        return set(_buttons([*shown, *self.slack.of(self.team)]))

    @property
    def _url(self) -> str:
        return f"{self.slack.url}response/{self.team}"

    async def _interact(self, **fields: Any) -> None:
        who = {
            "team": {"id": self.team},
            "user": {"id": SHARED["user"]},
            "channel": {"id": SHARED["channel"]},
        }
        payload = {**who, **fields, "response_url": self._url, "trigger_id": f"trigger-{next(_number)}"}
        await self.send(urlencode({"payload": json.dumps(payload)}))


@dataclass(frozen=True)
class Two:
    """Both workspaces, and the words that each has on file."""

    rooms: dict[str, Room]
    words: dict[str, set[str]]

    def assert_apart(self) -> None:
        """Check that neither workspace has seen any of the other's words."""
        for here, there in ((RED, BLUE), (BLUE, RED)):
            seen = self.rooms[here].seen()
            assert not {words for words in self.words[there] if words in seen}

    def assert_answered(self, *teams: str) -> None:
        """Check that these have seen their own: a test in which nobody is answered shows nothing."""
        for team in teams:
            seen = self.rooms[team].seen()
            assert {words for words in self.words[team] if words in seen}


@pytest.fixture(params=["sqlite", "postgres"])
async def two(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Two]:
    """Install the app in two workspaces, which have different packs on file."""
    url = f"sqlite:///{tmp_path / 'desk.sqlite3'}"
    if request.param == "postgres":
        url = str(request.getfixturevalue("postgres"))
    async with slacks() as slack, installed(slack, url, RED, BLUE) as desk:
        words = {}
        for team, fill in ((RED, stocked), (BLUE, lambda store: load_pack(bundled_pack(), store))):
            bot = await desk.open_bot(team)
            fill(bot.store)
            async with asyncio.timeout(PATIENCE):
                while bot.desk.status().head < bot.store.head():  # noqa: ASYNC110 - no news of it
                    await asyncio.sleep(0)
            words[team] = _words(bot.store)
        words = {RED: words[RED] - words[BLUE], BLUE: words[BLUE] - words[RED]}
        slack.threads = DRAFTS
        yield Two({team: Room(desk, slack, team) for team in (RED, BLUE)}, words)


async def test_every_command_and_question(two: Two) -> None:
    """Each command answers from its own workspace, whoever's words are asked for."""
    for room in two.rooms.values():
        for name, text in itertools.product(COMMANDS, (*QUESTIONS[RED], *QUESTIONS[BLUE], "status", "help")):
            await room.command(name, text)
    two.assert_answered(RED, BLUE)
    two.assert_apart()


async def test_mentions_and_threads_with_the_same_ids(two: Two) -> None:
    """A thread of the same channel and time in the other workspace is another one, and so is an event."""
    red, blue = two.rooms[RED], two.rooms[BLUE]
    await red.say("<@U0BOT> quote brandt", "1.1")
    await blue.say("<@U0BOT> quote fidan", "1.1")
    two.assert_answered(RED, BLUE)
    for number, text in enumerate(("source?", "and brandt?", "and fidan?", "when?", "more", *QUESTIONS[RED])):
        for room in (red, blue):
            await room.say(f"<@U0BOT> {text}", f"2.{number}", thread="1.1")
            await room.say(text, f"3.{number}", direct=True)
    assert "1.1" in {call.get("thread_ts") for call in red.slack.of(RED, "chat.postMessage")}
    two.assert_apart()


async def test_a_follow_up_has_nothing_to_follow_in_the_other_workspace(two: Two) -> None:
    """What was asked in one workspace's thread is not leant on in the other's."""
    red, blue = two.rooms[RED], two.rooms[BLUE]
    await red.say("<@U0BOT> quote brandt", "1.1")
    await blue.say("<@U0BOT> source?", "1.2", thread="1.1")
    assert "brandt" not in blue.seen().lower()
    two.assert_apart()


async def test_drafts_are_held_against_their_own_workspaces_sources(two: Two) -> None:
    """By command, mention, direct message, thread and shortcut: no report shows a source of the other."""
    for room in two.rooms.values():
        for number, draft in enumerate(DRAFTS.values()):
            await room.command("/factdesk", f"check {draft}")
            await room.say(f"<@U0BOT> check {draft}", f"4.{number}")
            await room.say(f"check {draft}", f"5.{number}", direct=True)
            for shortcut in SHORTCUTS:
                await room.use(shortcut, draft)
        await room.say("<@U0BOT> check", "6.1", thread="1.1")
    two.assert_answered(RED, BLUE)
    two.assert_apart()


async def test_buttons_with_the_others_values(two: Two) -> None:
    """A button with a value that the other workspace has shown finds nothing here; in its own it does."""
    for team, room in two.rooms.items():
        for text in QUESTIONS[team]:
            await room.command("/factdesk", text)
        await room.command("/factdesk", f"check {DRAFTS[team]}")
    shown = {team: room.buttons() for team, room in two.rooms.items()}
    for room in two.rooms.values():
        room.acks.clear()
    two.rooms[RED].slack.calls.clear()
    for here, there in ((RED, BLUE), (BLUE, RED)):
        one_of_each = dict(shown[there]).values()
        for action, value in {*shown[there], *itertools.product(ACTIONS, one_of_each)}:
            await two.rooms[here].press(action, value)
        two.assert_apart()
    for team, room in two.rooms.items():
        for action, value in shown[team]:
            await room.press(action, value)
    two.assert_answered(RED, BLUE)
    two.assert_apart()


async def test_one_workspaces_requests_cause_no_calls_with_the_others_token(two: Two) -> None:
    """What is done in one workspace is posted with its own token."""
    red, blue = two.rooms[RED], two.rooms[BLUE]
    before = len(red.slack.of(RED))
    await blue.say("<@U0BOT> quote brandt", "7.1")
    await blue.command("/factdesk", "status")
    assert len(red.slack.of(RED)) == before
    assert blue.slack.of(BLUE, "chat.postMessage")


def _words(store: Store) -> set[str]:
    """Return every four words in a row that stand in a source or a record, and not in what the help shows."""
    shown = "\n".join(example for usage in (CHECK, *USAGE.values()) for example in usage.examples)
    fields = itertools.chain.from_iterable(revision.entry.model_dump().values() for revision in store.all())
    texts = (field.split() for field in fields if isinstance(field, str))
    runs = (" ".join(words[at : at + 4]) for words in texts for at in range(len(words) - 3))
    return {run for run in runs if run not in shown}


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _buttons(value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        if "action_id" in value and "value" in value:
            yield str(value["action_id"]), str(value["value"])
        for inner in value.values():
            yield from _buttons(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _buttons(inner)
