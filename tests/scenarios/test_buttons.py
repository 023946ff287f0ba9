"""What the buttons do, end to end: pressed in a Slack on loopback, on the messages that the app sent."""

from dataclasses import asdict, replace
from typing import Any

import pytest

from bot.core import Asker
from bot.forms import Form
from bot.jobs import tasks
from bot.local.model import BOT_USER_ID, Message
from bot.local.run import LocalSlack
from bot.local.text import blocks_to_text
from bot.local.workspace import Fault
from bot.render import ids
from bot.render.answers import private
from facts.answers import DidYouMean
from facts.questions import Question, Verb
from tests.local_slack import until
from tests.newsroom import bot_on, newsroom, stocked

HERE = "C0NEWSROOM"


def seen(slack: LocalSlack, handle: str = "ana") -> list[Message]:
    """Return what a person sees of the bot in the newsroom's channel."""
    messages = slack.workspace.seen_by(slack.people[handle].user.id, HERE)
    return [message for message in messages if message.user == BOT_USER_ID]


async def asked(slack: LocalSlack, line: str) -> Message:
    """Let Ana type a command, and return the answer that she sees."""
    await slack.people["ana"].say(line, "newsroom")
    return seen(slack)[-1]


def called(slack: LocalSlack, method: str) -> list[dict[str, Any]]:
    """Return the arguments of the app's calls of a method."""
    return [call.args for call in slack.workspace.calls if call.method == method]


async def test_a_shared_card_names_who_asked_and_what() -> None:
    """Share posts the card to the channel for all, once, below the question and the one who asked it."""
    async with newsroom(stocked()) as slack:
        answer = await asked(slack, "/quote brandt")
        await slack.people["ana"].act(answer, ids.CARD_SHARE)
        (shared,) = await until(slack.workspace, lambda: seen(slack, "ben"))
        text = blocks_to_text(shared.blocks, {"U0ANA": "ana"})
        assert text.startswith("Asked by @ana: · /quote brandt")
        assert "Nobody sails before the fog lifts." in text
        assert len(called(slack, "chat.postMessage")) == 1


async def test_a_card_is_shared_where_the_bot_is_no_member() -> None:
    """In a channel that the bot was not invited to, the card is posted through the response URL."""
    async with newsroom(stocked()) as slack:
        answer = await asked(slack, "/quote brandt")
        slack.workspace.channels[HERE] = replace(
            slack.workspace.channels[HERE], members=frozenset({"U0ANA", "U0BEN"})
        )
        await slack.people["ana"].act(answer, ids.CARD_SHARE)
        (shared,) = await until(slack.workspace, lambda: seen(slack, "ben"))
        assert "Nobody sails" in blocks_to_text(shared.blocks)
        assert not shared.visible_to


async def test_a_share_that_slack_refuses_is_told_to_the_asker() -> None:
    """Where a card cannot be posted, the one who pressed is told so, and nobody else sees anything."""
    async with newsroom(stocked()) as slack:
        answer = await asked(slack, "/quote brandt")
        slack.workspace.faults["chat.postMessage"].append(Fault(error="is_archived"))
        await slack.people["ana"].act(answer, ids.CARD_SHARE)
        assert seen(slack)[-1].text == "Slack refused chat.postMessage: is_archived."
        assert seen(slack)[0] == answer
        assert not seen(slack, "ben")


async def test_a_share_is_kept_until_slack_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """While Slack is out of order a share waits, and is posted once: one press is enough."""
    monkeypatch.setattr(tasks, "PAUSES", (0, 0, 0))
    async with newsroom(stocked()) as slack:
        answer = await asked(slack, "/quote brandt")
        slack.workspace.faults["chat.postMessage"] += [Fault(status=500), Fault(status=500, late=True)]
        await slack.people["ana"].act(answer, ids.CARD_SHARE)
        (shared,) = await until(slack.workspace, lambda: seen(slack, "ben"))
        assert "Nobody sails" in blocks_to_text(shared.blocks)
        assert seen(slack) == [answer, shared]


async def test_a_share_that_is_done_again_after_a_crash_posts_once() -> None:
    """Whoever takes over what a process had begun to share finds it where that had come so far."""
    store = stocked()
    async with newsroom(store) as slack:
        ana = Asker(user="U0ANA", channel=HERE)
        form = Form(kind="share", question=Question(Verb.FACT, "ferry"), cards=("ferry-7",), user="U0ANA")
        for _ in range(2):
            bot = bot_on(store, slack.api_url)
            argument = {"cause": "press:1", "asker": asdict(ana), "form": form.model_dump_json()}
            await tasks.perform(bot, "share", argument)
            await bot.slack.close()
        assert len(seen(slack, "ben")) == 1


async def test_a_press_that_is_sent_again_shares_once() -> None:
    """The same press, delivered twice, posts one message."""
    async with newsroom(stocked()) as slack:
        answer = await asked(slack, "/quote brandt")
        press = _press(answer, ids.CARD_SHARE)
        for _ in range(2):
            assert (await slack.sender.interact(press)).status == 200
        assert len(seen(slack, "ben")) == 1


async def test_a_card_is_shown_in_its_context() -> None:
    """In context opens a modal with the source's paragraph around the words."""
    async with newsroom(stocked()) as slack:
        answer = await asked(slack, "/quote brandt")
        await slack.people["ana"].act(answer, ids.CARD_CONTEXT)
        (modal,) = slack.workspace.modals.stack("U0ANA")
        assert modal.content["title"]["text"] == "In context"
        assert "Harbour Master Ilse Brandt told the crew" in blocks_to_text(modal.blocks)


async def test_a_card_gives_its_line_to_copy() -> None:
    """Copy line opens a modal with the attributed words in plain text."""
    async with newsroom(stocked()) as slack:
        answer = await asked(slack, "/quote brandt")
        await slack.people["ana"].act(answer, ids.CARD_COPY)
        (modal,) = slack.workspace.modals.stack("U0ANA")
        assert "“Nobody sails before the fog lifts.” — Harbour Master Ilse Brandt" in blocks_to_text(
            modal.blocks
        )


async def test_what_nobody_has_curated_is_shown_and_opens_in_context() -> None:
    """Where no record answers, a sentence of a source does, marked, with a link that lands on it."""
    async with newsroom(stocked()) as slack:
        answer = await asked(slack, "/fact cook waited")
        text = blocks_to_text(answer.blocks)
        assert text.startswith("No record on file for “cook waited”.")
        assert "not yet curated: nobody has checked this" in text
        assert "https://example.org/fog?a=1&b=2#:~:text=Only%20the%20cook%20waited." in text
        await slack.people["ana"].act(answer, ids.SOURCE_CONTEXT)
        (modal,) = slack.workspace.modals.stack("U0ANA")
        assert "Only the cook waited." in blocks_to_text(modal.blocks)


async def test_a_filter_that_names_nothing_is_told_to_the_asker_alone() -> None:
    """The sentence says whose words there are, and nobody else sees it."""
    async with newsroom(stocked()) as slack:
        answer = await asked(slack, "/quote speaker:macron")
        assert blocks_to_text(answer.blocks) == (
            "Nobody called “macron” is on file; there are words of Ilse Brandt."
        )
        assert not seen(slack, "ben")


async def test_a_modal_that_cannot_be_opened_is_told_to_the_asker() -> None:
    """A trigger that has run out costs the asker a sentence, not silence."""
    async with newsroom(stocked()) as slack:
        answer = await asked(slack, "/quote brandt")
        slack.workspace.faults["views.open"].append(Fault(error="expired_trigger_id"))
        await slack.people["ana"].act(answer, ids.CARD_COPY)
        assert seen(slack)[-1].text == "Slack refused views.open: expired_trigger_id."


async def test_more_shows_the_records_that_follow() -> None:
    """More adds, in private, the records that one message could not hold, and keeps the first ones."""
    async with newsroom(stocked()) as slack:
        answer = await asked(slack, "/fact ferry")
        await slack.people["ana"].act(answer, ids.ANSWER_MORE)
        first, further = seen(slack)
        assert first == answer
        assert further.visible_to == "U0ANA"
        shown = blocks_to_text(first.blocks) + blocks_to_text(further.blocks)
        assert all(f"Ferry number {number} left late." in shown for number in range(1, 9))
        assert "[Show" not in blocks_to_text(further.blocks)


@pytest.mark.parametrize("visible_to", ["U0ANA", ""])
async def test_a_suggestion_is_answered_in_its_place(visible_to: str) -> None:
    """The answer to a suggested question takes the place of the suggestions, for whoever saw them."""
    async with newsroom(stocked()) as slack:
        near = DidYouMean(Question(Verb.FACT, "fery"), (Question(Verb.FACT, "ferry number 7"),))
        message = private(near)
        offered = slack.workspace.post(
            HERE, BOT_USER_ID, str(message["text"]), message["blocks"], visible_to=visible_to
        )
        await slack.people["ana"].act(offered, ids.ANSWER_SUGGEST)
        (answer,) = seen(slack)
        assert answer.ts == offered.ts
        assert answer.visible_to == visible_to
        (replaced,) = called(slack, "response_url")
        assert replaced.get("response_type") == ("ephemeral" if visible_to else None)
        assert "Ferry number 7 left late." in blocks_to_text(answer.blocks)


@pytest.mark.parametrize(
    "action",
    [ids.CARD_SHARE, ids.CARD_CONTEXT, ids.CARD_WATCH, ids.ANSWER_MORE, ids.ANSWER_SUGGEST, "old"],
)
@pytest.mark.parametrize("value", ["", "{}", "zzz", '{"record":"gone","revision":1}', "x" * 2_001])
async def test_a_button_that_cannot_be_read_costs_a_sentence(action: str, value: str) -> None:
    """A value that is none of ours, or names what is not on file, is answered by one private sentence."""
    async with newsroom(stocked()) as slack:
        answer = await asked(slack, "/quote brandt")
        press = _press(answer, action)
        press["actions"][0]["value"] = value
        press["response_url"] = (
            slack.workspace.url + "response/" + slack.workspace.tickets.response("U0ANA", HERE)
        )
        assert (await slack.sender.interact(press)).status == 200
        assert seen(slack)[-1].text.endswith("ask again.")
        assert not seen(slack, "ben")


def _press(message: Message, action: str) -> dict[str, Any]:
    """Return the payload of a press of a button in a message."""
    elements = [element for block in message.blocks for element in block.get("elements", ())]
    values = {element["action_id"]: element["value"] for element in elements if "action_id" in element}
    return {
        "type": "block_actions",
        "team": {"id": "T0LOCAL"},
        "user": {"id": "U0ANA"},
        "channel": {"id": HERE},
        "container": {"type": "message", "message_ts": message.ts, "is_ephemeral": bool(message.visible_to)},
        "trigger_id": "a trigger",
        "actions": [{"type": "button", "action_id": action, "value": values.get(action, "")}],
    }
