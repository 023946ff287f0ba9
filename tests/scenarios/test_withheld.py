"""What is under an embargo or not for publication: nobody but curators sees it, and they in private alone."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.local.model import BOT_USER_ID, Message
from bot.local.run import LocalSlack
from bot.local.text import blocks_to_text
from bot.render import ids
from facts.curation import Curator, Role
from facts.model import Fact
from facts.questions import Question, Verb
from facts.store.port import Store
from tests.curating import (
    ANA,
    BEN,
    choose,
    desk_of_ana,
    harbour,
    home,
    last,
    modal,
    open_home,
    press,
    reads,
)
from tests.local_slack import until

HERE = "C0NEWSROOM"
SECRET = "Ferry number 7 left late."


def withheld(*, embargo: str = "") -> Store:
    """Return a harbour in which the seventh ferry is not for everybody."""
    store = harbour()
    curator = Curator(store)
    curator.roles.appoint("ada", Role.EDITOR)
    at = store.current(("ferry-7",))["ferry-7"].number
    changed: dict[str, object] = {"embargo": embargo} if embargo else {"not_for_publication": True}
    curator.edit("ferry-7", changed, expected=at, by="ada", why="Not yet.")
    return store


@asynccontextmanager
async def newsroom_with_a_secret(**options: Any) -> AsyncIterator[LocalSlack]:
    """Start the app with a ferry that is not for everybody; Ana is an editor, Ben an asker."""
    async with desk_of_ana(withheld(**options)) as slack:
        yield slack


def everything(slack: LocalSlack, user: str) -> str:
    """Return all that somebody sees anywhere, as it was sent."""
    channels = slack.workspace.channels_of(user)
    seen = [each.payload() for it in channels for each in slack.workspace.seen_by(user, it.id)]
    views = [view.content for view in slack.workspace.modals.stack(user)]
    at_home = slack.workspace.modals.home(user)
    return json.dumps([seen, views, at_home.content if at_home else None], ensure_ascii=False)


def pressed(action: str, value: str, user: str = BEN) -> dict[str, Any]:
    """Return the payload of a button that somebody made up."""
    return {
        "type": "block_actions",
        "team": {"id": "T0LOCAL"},
        "user": {"id": user},
        "channel": {"id": HERE},
        "container": {"type": "message", "message_ts": "1.1", "is_ephemeral": True},
        "trigger_id": "made up",
        "actions": [{"type": "button", "action_id": action, "value": value}],
    }


@pytest.mark.parametrize("options", [{}, {"embargo": "2999-01-01T00:00:00Z"}])
async def test_an_asker_finds_no_trace_of_it(options: dict[str, str]) -> None:
    """No command, mention, direct message, thread or Home shows it, and none says that there is something."""
    async with newsroom_with_a_secret(**options) as slack:
        ben = slack.people["ben"]
        for line in ("/fact ferry number 7", "/fact ferry", "/timeline ferry", "/factdesk status"):
            await ben.say(line, "newsroom")
        await ben.say("@factdesk ferry number 7", "newsroom")
        await ben.say("ferry number 7", BEN)
        await slack.sender.settled()
        await open_home(slack, "ben")
        shown = everything(slack, BEN).replace("ferry number 7", "")
        assert SECRET not in shown
        assert "ferry-7" not in shown
        assert "not for publication" not in shown


@pytest.mark.parametrize(
    "action",
    [
        ids.CARD_SHARE,
        ids.CARD_CONTEXT,
        ids.CARD_COPY,
        ids.CARD_WATCH,
        ids.CARD_CURATE,
        ids.HISTORY_OPEN,
        ids.ANSWER_MORE,
    ],
)
async def test_a_made_up_button_gets_an_asker_nothing(action: str) -> None:
    """Whatever a button carries, what it shows is what its presser may see."""
    question = json.loads(ids.question_value(Question(Verb.FACT, "ferry")))
    values = {
        ids.HISTORY_OPEN: '{"record":"ferry-7"}',
        ids.ANSWER_MORE: json.dumps({"question": question, "records": ["ferry-7"]}),
    }
    carried = json.dumps({"record": "ferry-7", "revision": 1, "question": question})
    async with newsroom_with_a_secret() as slack:
        await slack.sender.interact(pressed(action, values.get(action, carried)))
        await slack.sender.interact(
            pressed(ids.ANSWER_WITHHELD, ids.question_value(Question(Verb.FACT, "ferry")))
        )
        assert SECRET not in everything(slack, BEN)
        assert SECRET not in json.dumps([call.args for call in slack.workspace.calls])


@pytest.mark.parametrize("action", [ids.CARD_SHARE, ids.CARD_WATCH])
async def test_not_even_a_curator_can_share_or_watch_it(action: str) -> None:
    """A made-up press of a curator's posts nothing."""
    question = json.loads(ids.question_value(Question(Verb.FACT, "ferry")))
    carried = json.dumps({"record": "ferry-7", "revision": 1, "question": question})
    async with newsroom_with_a_secret() as slack:
        await slack.sender.interact(pressed(action, carried, ANA))
        assert SECRET not in everything(slack, BEN)
        assert SECRET not in json.dumps([call.args for call in slack.workspace.calls])


async def test_a_curator_who_asks_in_private_sees_it_after_a_warning() -> None:
    """The answer says how much there is; a press shows it to them alone, to read and to curate."""
    async with newsroom_with_a_secret() as slack:
        ana = slack.people["ana"]
        await ana.say("/fact ferry number 7", "newsroom")
        assert SECRET not in blocks_to_text(last(slack).blocks)
        assert "[Show 1 not for publication or under embargo]" in blocks_to_text(last(slack).blocks)
        await ana.act(last(slack), ids.ANSWER_WITHHELD)
        shown = last(slack)
        assert shown.visible_to == ANA
        text = blocks_to_text(shown.blocks)
        assert SECRET in text
        assert "[Share to channel]" not in text
        await ana.act(shown, ids.CARD_CONTEXT)
        assert "Some 40 passengers" in reads(slack)
        await ana.act(shown, ids.CARD_CURATE)
        await press(slack, ids.HISTORY_OPEN)
        assert "Not yet." in reads(slack)
        assert SECRET not in everything(slack, BEN)


async def test_a_curator_in_a_channel_gets_what_everybody_gets() -> None:
    """A mention and its thread are read by all, so nothing of it is in the answer."""
    async with newsroom_with_a_secret() as slack:
        await slack.people["ana"].say("@factdesk ferry number 7", "newsroom")
        await slack.sender.settled()
        answers = await until(slack.workspace, lambda: _of_the_bot(slack))
        assert SECRET not in json.dumps([each.payload() for each in answers], ensure_ascii=False)


async def test_no_menu_offers_it() -> None:
    """Neither records nor names that are withheld are offered while somebody types."""
    async with newsroom_with_a_secret() as slack:
        await slack.people["ana"].say("/fact ferry number 6", "newsroom")
        await slack.people["ana"].act(last(slack), ids.CARD_CURATE)
        await press(slack, ids.act_action("link"))
        offered = await slack.people["ana"].suggest(modal(slack), ids.PICK_RECORD, "ferry number")
        assert "ferry-6" in [each["value"] for each in offered]
        assert "ferry-7" not in [each["value"] for each in offered]
        assert (await choose(slack, "other", "ferry number 6"))["value"] != "ferry-7"


async def test_what_was_withheld_once_is_in_no_history_but_a_curators() -> None:
    """Words that were taken out before a record was released stay between curators."""
    store = withheld()
    curator = Curator(store)
    at = store.current(("ferry-7",))["ferry-7"].number
    told = curator.correct("ferry-7", {"statement": "A secret."}, expected=at, by="ada", why="Between us.")
    told = curator.correct("ferry-7", {"statement": SECRET}, expected=told.number, by="ada", why="Cleared.")
    curator.edit("ferry-7", {"not_for_publication": False}, expected=told.number, by="ada", why="Out.")
    async with desk_of_ana(store) as slack:
        for handle, user, seen in (("ben", BEN, False), ("ana", ANA, True)):
            await slack.people[handle].say("/factdesk history ferry-7", "newsroom")
            assert "Out." in reads(slack, user)
            assert ("A secret." in reads(slack, user)) is seen
            assert ("Between us." in reads(slack, user)) is seen


async def test_what_waits_and_is_withheld_waits_for_curators() -> None:
    """A curator's Home has it in the queue; an asker's Home has no queue."""
    store = withheld()
    curator = Curator(store)
    at = store.current(("ferry-7",))["ferry-7"].number
    curator.dispute("ferry-7", expected=at, by="ada", why="Is it?")
    async with desk_of_ana(store) as slack:
        assert SECRET in await open_home(slack)
        await open_home(slack, "ben")
        assert SECRET not in home(slack, BEN)
        assert isinstance(store.current(("ferry-7",))["ferry-7"].entry, Fact)


def _of_the_bot(slack: LocalSlack) -> list[Message]:
    return [it for it in slack.workspace.seen_by(BEN, HERE) if it.user == BOT_USER_ID]
