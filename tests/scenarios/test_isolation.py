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
from bot.render import ids
from bot.render.usage import CHECK, CURATE, USAGE
from bot.shortcuts.table import SHORTCUTS
from facts.ingest.pack import load_pack
from facts.store.port import Store
from facts.wiring import bundled_pack
from tests.local_slack import PATIENCE
from tests.newsroom import FORM, JSON, event, form, post, signed, stocked
from tests.oauth import Installed, Slacks, installed, slacks

pytestmark = pytest.mark.usefixtures("jobs_in_memory")

RED, BLUE = "T0RED", "T0BLUE"
_number = itertools.count(1)
SHARED = {"channel": "C0SAME", "user": "U0INSTALLER"}
"""Ids that both workspaces have, as Slack does not promise that they differ; an editor in both."""
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
        where = {"channel_id": SHARED["channel"], "user_id": SHARED["user"], "response_url": self._url}
        await self.send(form(command=name, text=text, team_id=self.team, **where))

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

    async def type_into(self, menu: str, text: str) -> None:
        """Type something into a menu whose options the desk has."""
        await self._interact(type="block_suggestion", action_id=menu, block_id="b", value=text)

    async def open_home(self) -> None:
        """Open the Home tab."""
        opened = event(f"Ev{next(_number)}", type="app_home_opened", tab="home", **SHARED)
        await self.send(json.dumps(json.loads(opened) | {"team_id": self.team}), JSON)

    async def submit(self, view: dict[str, Any]) -> None:
        """Submit a form with something in every input of it."""
        inputs = [block for block in view["blocks"] if block["type"] == "input"]
        values = {it["block_id"]: {it["element"]["action_id"]: _filled(it["element"])} for it in inputs}
        await self._interact(type="view_submission", view={**view, "id": "V1", "state": {"values": values}})

    def forms(self) -> list[dict[str, Any]]:
        """Return the modals that were shown and can be submitted."""
        opened = (call.get("view") for call in self.slack.of(self.team))
        return [view for view in opened if view and view.get("submit")]

    async def head(self) -> int:
        """Return the number of the last revision of its desk."""
        return (await self.desk.open_bot(self.team)).store.head()

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

    def forget(self) -> None:
        """Forget what has been seen."""
        for room in self.rooms.values():
            room.acks.clear()
            room.slack.calls.clear()
            room.slack.posted.clear()

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
        for text in QUESTIONS[team][:2]:
            await room.command("/factdesk", text)
        await room.command("/factdesk", f"check {DRAFTS[team]}")
    shown = {team: room.buttons() for team, room in two.rooms.items()}
    two.forget()
    for here, there in ((RED, BLUE), (BLUE, RED)):
        forged = dict(shown[there])[ids.CARD_SHARE]
        for action, value in {*shown[there], *((action, forged) for action in ACTIONS)}:
            await two.rooms[here].press(action, value)
        two.assert_apart()
    for team, room in two.rooms.items():
        for action, value in shown[team]:
            await room.press(action, value)
    two.assert_answered(RED, BLUE)
    two.assert_apart()


async def test_menus_and_the_home_tab(two: Two) -> None:
    """What is typed into a menu of a form is looked for in its own workspace; so is the Home tab's queue."""
    menus = (ids.PICK_NAME, ids.PICK_NEW_NAME, ids.PICK_SOURCE, ids.PICK_RECORD)
    for room in two.rooms.values():
        await room.open_home()
        for menu, text in itertools.product(menus, ("", "a", *QUESTIONS[RED], *QUESTIONS[BLUE])):
            await room.type_into(menu, text)
    two.assert_answered(RED, BLUE)
    two.assert_apart()


async def test_forms_of_the_other_workspace(two: Two) -> None:
    """A form that was opened in one workspace and comes back from the other changes nothing there."""
    for team, room in two.rooms.items():
        await room.command("/factdesk", "add")
        await room.command("/factdesk", QUESTIONS[team][0])
        for _ in ("what the answers offer", "what the menus of the cards offer"):
            for action, value in room.buttons():
                await room.press(action, value)
    forms = {team: room.forms() for team, room in two.rooms.items()}
    two.forget()
    for here, there in ((RED, BLUE), (BLUE, RED)):
        before = await two.rooms[there].head()
        acts = {it["private_metadata"] for it in forms[there] if it["callback_id"] == ids.FORM_ACT}
        assert len(acts) > 3
        for opened in forms[there]:
            await two.rooms[here].submit(opened)
        assert await two.rooms[there].head() == before
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
    shown = "\n".join(example for usage in (CHECK, CURATE, *USAGE.values()) for example in usage.examples)
    fields = itertools.chain.from_iterable(revision.entry.model_dump().values() for revision in store.all())
    texts = (field.split() for field in fields if isinstance(field, str))
    runs = (" ".join(words[at : at + 4]) for words in texts for at in range(len(words) - 3))
    return {run for run in runs if run not in shown}


def _filled(element: dict[str, Any]) -> dict[str, Any]:
    """Return what an input holds once something has been put into it."""
    chosen = {"text": {"type": "plain_text", "text": "Something"}, "value": "something"}
    option = (element.get("options") or [chosen])[0]
    return {"type": element["type"], "value": "Because I know.", "selected_option": option}


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _buttons(value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        if "action_id" in value and value["type"] == "button":
            yield str(value["action_id"]), str(value.get("value", ""))
        for inner in value.values():
            yield from _buttons(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _buttons(inner)
