"""Checking a draft, end to end: by shortcut, command and mention, in private, and what its buttons do."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import pytest

from bot.local.model import BOT_USER_ID, Message
from bot.local.people import Outcome
from bot.local.run import LocalSlack
from bot.local.text import blocks_to_text
from bot.local.workspace import Fault
from bot.render import ids
from bot.render.ids import PageValue
from bot.shortcuts.table import CHECK
from facts.model import digest
from facts.store.port import Store
from tests import cards
from tests.bot.render.checks import assert_message
from tests.local_slack import PATIENCE, until
from tests.newsroom import bot_on, newsroom, stocked

HERE = "C0NEWSROOM"
DRAFT = (
    "“Nobody sails after the fog lifts,” Brandt said. “Nobody sails before the fog lifts,” Hakan Fidan said. "
    "“We have no ferry left,” Brandt added."
)
LONG = "“Nobody sails after the fog lifts,” Brandt said.\n" * 30
TALLY = "3 quotations: 1 wrong speaker · 1 altered · 1 not on file"


@asynccontextmanager
async def patient(store: Store) -> AsyncIterator[LocalSlack]:
    """Start the app and a Slack that both wait for as long as a check takes, however busy the machine."""
    waiting = 10 * PATIENCE
    bots = partial(bot_on, store, patience=waiting)
    async with newsroom(store, lambda slack: bots(slack.api_url), ack_seconds=waiting) as slack:
        yield slack


def seen(slack: LocalSlack, handle: str = "ana", channel: str = HERE) -> list[Message]:
    """Return what a person sees of the bot in a channel."""
    messages = slack.workspace.seen_by(slack.people[handle].user.id, channel)
    return [message for message in messages if message.user == BOT_USER_ID]


def text_of(message: Message) -> str:
    """Return a message as it reads."""
    return blocks_to_text(message.blocks, {"U0ANA": "ana"})


async def told(slack: LocalSlack, channel: str = HERE) -> Message:
    """Wait for the one answer that Ana gets, and return it."""
    (message,) = await until(slack.workspace, lambda: seen(slack, channel=channel))
    return message


def posted(slack: LocalSlack, text: str = DRAFT, thread_ts: str = "") -> Message:
    """Let Ben post a draft."""
    return slack.workspace.post(HERE, "U0BEN", text, thread_ts=thread_ts)


async def checked(slack: LocalSlack, text: str = DRAFT) -> Message:
    """Let Ana check a draft by command, and return the answer."""
    await slack.people["ana"].say(f"/factdesk check {text}", "newsroom")
    return seen(slack)[-1]


async def test_a_message_is_checked_by_its_shortcut() -> None:
    """The shortcut holds a colleague's message against the desk, for the eyes of whoever used it."""
    async with patient(stocked()) as slack:
        assert await slack.people["ana"].shortcut(CHECK, posted(slack)) == Outcome()
        answer = await told(slack)
        assert text_of(answer).startswith(TALLY)
        assert answer.visible_to == "U0ANA"
        assert not answer.thread_ts
        assert not seen(slack, "ben")


async def test_a_reply_is_checked_in_its_thread() -> None:
    """Used on a reply, the shortcut answers in that thread; on the first message, in the channel."""
    async with patient(stocked()) as slack:
        parent = posted(slack, "A draft:")
        reply = posted(slack, thread_ts=parent.ts)
        await slack.people["ana"].shortcut(CHECK, reply)
        assert (await told(slack)).thread_ts == parent.ts
        await slack.people["ana"].shortcut(CHECK, parent)
        assert not seen(slack)[-1].thread_ts


async def test_a_pasted_paragraph_is_checked_by_command() -> None:
    """The report is in the body of the ack: no call to Slack, and nobody else sees it."""
    async with patient(stocked()) as slack:
        answer = await checked(slack)
        assert text_of(answer).startswith(TALLY)
        assert answer.visible_to == "U0ANA"
        assert {call.method for call in slack.workspace.calls} <= {"auth.test"}


async def test_a_mention_checks_what_stands_behind_it() -> None:
    """The answer to a mention with a draft is ephemeral, and where no thread is, in the channel."""
    async with patient(stocked()) as slack:
        await slack.people["ana"].say(f"@factdesk check {DRAFT}", "newsroom")
        answer = await told(slack)
        assert text_of(answer).startswith(TALLY)
        assert (answer.visible_to, answer.thread_ts) == ("U0ANA", "")


async def test_a_mention_in_a_thread_checks_what_the_thread_is_about() -> None:
    """A mention with no more than "check", under a draft, checks that draft, for the asker alone."""
    async with patient(stocked()) as slack:
        parent = posted(slack)
        posted(slack, "Looks fine to me.", thread_ts=parent.ts)
        await slack.people["ana"].say("@factdesk check", "newsroom", thread_ts=parent.ts)
        answer = await told(slack)
        assert text_of(answer).startswith(TALLY)
        assert (answer.visible_to, answer.thread_ts) == ("U0ANA", parent.ts)
        assert not seen(slack, "ben")


async def test_a_direct_message_is_answered_in_place() -> None:
    """In a direct message nobody else reads along: the answer stays."""
    async with patient(stocked()) as slack:
        ana = slack.people["ana"]
        place = slack.workspace.channel(ana.user.id).id
        await ana.say(f"check {DRAFT}", ana.user.id)
        answer = await told(slack, place)
        assert text_of(answer).startswith(TALLY)
        assert (answer.visible_to, answer.thread_ts) == ("", "")
        await ana.say("check", ana.user.id, thread_ts=slack.workspace.history(place)[0].ts)
        await until(slack.workspace, lambda: len(seen(slack, channel=place)) == 2)
        assert text_of(seen(slack, channel=place)[-1]).startswith(TALLY)


@pytest.mark.parametrize("line", ["/factdesk check", "@factdesk check"])
async def test_without_a_draft_it_is_told_how(line: str) -> None:
    """Without a draft, and outside of a thread, it is told in private how a draft is checked."""
    async with patient(stocked()) as slack:
        await slack.people["ana"].say(line, "newsroom")
        answer = await told(slack)
        assert text_of(answer).startswith("/factdesk check")
        assert answer.visible_to == "U0ANA"


async def test_nothing_to_check_is_one_sentence() -> None:
    """A text without quotations is answered by one sentence."""
    async with patient(stocked()) as slack:
        await slack.people["ana"].shortcut(CHECK, posted(slack, "The ferry left late."))
        assert (await told(slack)).text == "There is no quotation to check in this text."


async def test_too_many_quotations_are_one_sentence() -> None:
    """What the checker does not take is answered by its own sentence."""
    async with patient(stocked()) as slack:
        await slack.people["ana"].shortcut(CHECK, posted(slack, "“Nobody sails,” he said. " * 1_200))
        assert (await told(slack)).text.endswith("check it in parts.")


@pytest.mark.parametrize(
    "text",
    [
        "“<!channel> <@U0BEN> *bold* nobody sails,” Brandt said. “& &lt;b&gt; <https://a.example|x>,” he.",
        "“" * 10_000,
        "“‘" * 3_000 + "x" + "’”" * 3_000,
        "“\x00 '; DROP TABLE revision; --,” Brandt said.",
    ],
)
async def test_hostile_text_is_only_ever_text(text: str) -> None:
    """Whatever a message holds, its check mentions nobody, keeps the limits and comes."""
    async with patient(stocked()) as slack:
        assert await slack.people["ana"].shortcut(CHECK, posted(slack, text)) == Outcome()
        answer = await told(slack)
        assert_message({"text": answer.text, "blocks": _sent(answer), **QUIET})


async def test_a_check_that_takes_long_is_announced() -> None:
    """Where the report is not ready in time for the ack, it is said so at once, and the report follows."""
    store = stocked()
    async with newsroom(store, lambda slack: bot_on(store, slack.api_url, patience=0)) as slack:
        await slack.people["ana"].say(f"/factdesk check {DRAFT}", "newsroom")
        await until(slack.workspace, lambda: len(seen(slack)) == 2)
        first, report = seen(slack)
        assert first.text == "Checking… the answer follows."
        assert text_of(report).startswith(TALLY)
        assert first.visible_to == report.visible_to == "U0ANA"


async def test_a_shortcut_that_takes_long_is_announced() -> None:
    """Whoever uses the shortcut on a long draft is told at once that it is being checked."""
    store = stocked()
    async with newsroom(store, lambda slack: bot_on(store, slack.api_url, patience=0)) as slack:
        await slack.people["ana"].shortcut(CHECK, posted(slack))
        await until(slack.workspace, lambda: len(seen(slack)) == 2)
        first, report = seen(slack)
        assert first.text == "Checking… the answer follows."
        assert text_of(report).startswith(TALLY)


async def test_in_a_direct_message_the_report_takes_the_place_of_its_announcement() -> None:
    """A message of the bot's own can be changed: what says that it is being checked becomes the report."""
    store = stocked()
    async with newsroom(store, lambda slack: bot_on(store, slack.api_url, patience=0)) as slack:
        ana = slack.people["ana"]
        place = slack.workspace.channel(ana.user.id).id
        await ana.say(f"check {DRAFT}", ana.user.id)
        report = await until(
            slack.workspace, lambda: [each for each in seen(slack, channel=place) if each.edited]
        )
        assert text_of(report[0]).startswith(TALLY)
        assert len(seen(slack, channel=place)) == 1
        posted_first = [
            call.args["text"] for call in slack.workspace.calls if call.method == "chat.postMessage"
        ]
        assert posted_first == ["Checking… the answer follows."]


@pytest.mark.parametrize("line", ["/factdesk check", "check"])
async def test_a_long_report_is_turned_page_by_page(line: str) -> None:
    """The next page takes the place of the one before, for whom it was shown to, and leads back."""
    async with patient(stocked()) as slack:
        ana = slack.people["ana"]
        place = HERE if line.startswith("/") else slack.workspace.channel(ana.user.id).id
        await ana.say(f"{line} {LONG}", place)
        first = await told(slack, place)
        assert "Page 1 of 3" in text_of(first)
        await ana.act(first, ids.CHECK_NEXT)
        second = await told(slack, place)
        assert text_of(second).startswith("30 quotations: 30 altered")
        assert "Page 2 of 3" in text_of(second)
        assert second.visible_to == first.visible_to
        await ana.act(second, ids.CHECK_PREVIOUS)
        assert text_of(await told(slack, place)) == text_of(first)


async def test_a_report_that_is_not_at_hand_says_so() -> None:
    """After a restart the pages are gone, and the sentence says what to do; the page that is there stays."""
    async with patient(stocked()) as slack:
        value = PageValue(report="gone", page=1).model_dump_json()
        answer = slack.workspace.post(
            HERE, BOT_USER_ID, "x", [_button(ids.CHECK_NEXT, value)], visible_to="U0ANA"
        )
        await slack.people["ana"].act(answer, ids.CHECK_NEXT)
        assert [message.text for message in seen(slack)] == [
            "x",
            "This report is not at hand any more; check the draft again.",
        ]


async def test_a_thread_that_cannot_be_read_is_told_to_the_asker() -> None:
    """Where Slack does not show the thread, the asker is told, and nobody else."""
    async with patient(stocked()) as slack:
        parent = posted(slack)
        slack.workspace.faults["conversations.replies"].append(Fault(error="missing_scope"))
        await slack.people["ana"].say("@factdesk check", "newsroom", thread_ts=parent.ts)
        answer = await told(slack)
        assert answer.text == "Slack refused conversations.replies: missing_scope."
        assert answer.visible_to == "U0ANA"


async def test_a_shortcut_that_is_not_ours_costs_a_sentence() -> None:
    """A shortcut of another version is answered in private."""
    async with patient(stocked()) as slack:
        await slack.people["ana"].shortcut("old", posted(slack))
        assert (await told(slack)).text.startswith("This shortcut is from another version")


async def test_a_passage_is_shown_in_its_context() -> None:
    """In context opens the source's paragraph around the words that a quotation was held against."""
    async with patient(stocked()) as slack:
        await slack.people["ana"].act(await checked(slack), ids.CHECK_CONTEXT)
        (modal,) = slack.workspace.modals.stack("U0ANA")
        assert modal.content["title"]["text"] == "In context"
        assert "Harbour Master Ilse Brandt told the crew" in blocks_to_text(modal.blocks)


async def test_the_sources_words_are_there_to_copy() -> None:
    """The modal has the draft's sentence with the source's words in it, and the source's own sentence."""
    async with patient(stocked()) as slack:
        answer = await checked(slack, "It was late. “Nobody sails after the fog lifts,” Brandt said.")
        await slack.people["ana"].act(answer, ids.CHECK_WORDS)
        (modal,) = slack.workspace.modals.stack("U0ANA")
        text = blocks_to_text(modal.blocks)
        assert "“Nobody sails before the fog lifts,” Brandt said." in text
        assert "It was late" not in text
        assert "Harbour Master Ilse Brandt told the crew, “Nobody sails before the fog lifts.”" in text


async def test_a_checked_quotation_is_shared_where_it_was_shown() -> None:
    """Share posts one card for all, under who had it checked, in the thread that it was checked in."""
    async with patient(stocked()) as slack:
        parent = posted(slack)
        await slack.people["ana"].say("@factdesk check", "newsroom", thread_ts=parent.ts)
        await slack.people["ana"].act(await told(slack), ids.CHECK_SHARE, block_id=_row(seen(slack)[0]))
        (shared,) = await until(slack.workspace, lambda: seen(slack, "ben"))
        assert text_of(shared).startswith("Asked by @ana: · check “Nobody sails before the fog lifts,”")
        assert "Wrong speaker" in text_of(shared)
        assert "[Share]" not in text_of(shared)
        assert shared.thread_ts == parent.ts


@pytest.mark.parametrize("action", [ids.CHECK_CONTEXT, ids.CHECK_WORDS, ids.CHECK_SHARE])
async def test_a_source_that_has_changed_since_is_not_shown(action: str) -> None:
    """Offsets into one version of a source are never used on another."""
    store = stocked()
    async with patient(store) as slack:
        answer = await checked(slack)
        _change(store)
        await slack.people["ana"].act(answer, action, block_id=_row(answer))
        assert seen(slack)[-1].text == "This source has changed since; ask or check again."
        assert not seen(slack, "ben")


@pytest.mark.parametrize("action", [ids.CHECK_CONTEXT, ids.CHECK_WORDS, ids.CHECK_SHARE])
@pytest.mark.parametrize(
    "value",
    ["", "{}", "zzz", "x" * 2_001, '{"source":"first","digest":"000000000000","start":9,"end":3}'],
)
async def test_a_button_that_cannot_be_read_costs_a_sentence(action: str, value: str) -> None:
    """A value that is none of ours is answered by one private sentence."""
    async with patient(stocked()) as slack:
        answer = slack.workspace.post(HERE, BOT_USER_ID, "x", [_button(action, value)], visible_to="U0ANA")
        await slack.people["ana"].act(answer, action)
        assert seen(slack)[-1].text.endswith("again.")
        assert not seen(slack, "ben")


QUIET = {"unfurl_links": False, "unfurl_media": False}


def _sent(message: Message) -> list[dict[str, Any]]:
    """Return the blocks of a message."""
    return [json.loads(json.dumps(block)) for block in message.blocks]


def _row(message: Message) -> str:
    """Return the id of the first row of buttons."""
    return next(str(block["block_id"]) for block in message.blocks if block["type"] == "actions")


def _button(action: str, value: str) -> dict[str, Any]:
    text = {"type": "plain_text", "text": "Press", "emoji": False}
    element = {
        "type": "button",
        "text": text,
        "action_id": action,
        **({"value": value[:2_000]} if value else {}),
    }
    return {"type": "actions", "elements": [element]}


def _change(store: Store) -> None:
    """Put another version of the first article into a store."""
    text = f"Corrected. {cards.PROSE}"
    changed = cards.source().model_copy(update={"text": text, "sha256": digest(text)})
    with store.writer() as writer:
        writer.put(changed, by="tests", why="a correction")
