"""Corrections that travel: what was shown is corrected where it stands, once, and nothing hidden gets out."""

import asyncio
from collections.abc import Callable
from unittest.mock import Mock

import pytest

from bot import glimpses, posting
from bot import slack as slack_module
from bot.jobs import tasks
from bot.local.model import BOT_USER_ID, Message
from bot.local.run import LocalSlack
from bot.local.text import blocks_to_text
from bot.local.workspace import Fault
from bot.render import ids
from bot.slack import Unreachable
from facts.corrections import COLUMNS, rows
from facts.curation import Roles
from facts.model import Status
from facts.postings import DONE, UNDELIVERED, Delivery
from facts.store.memory import MemoryStore
from facts.store.port import Store
from tests.cards import difference
from tests.contract.conftest import Clock
from tests.local_slack import PATIENCE, until
from tests.newsroom import bot_on, newsroom, stocked

FERRY = "ferry-7"


def bot_said(slack: LocalSlack, channel: str = "newsroom", viewer: str = "") -> list[Message]:
    """Return what the bot has said in a channel, oldest first."""
    seen = slack.workspace.seen_by(viewer, slack.workspace.channel(channel, viewer).id)
    return [message for message in seen if message.user == BOT_USER_ID]


def change(store: Store, id_: str = FERRY, why: str = "the log of the port", **fields: object) -> int:
    """Change a record as an editor does; return the number of the revision."""
    entry = store.current([id_])[id_].entry
    with store.writer() as writer:
        writer.put(entry.model_copy(update=fields), by="slack:U0BEN", why=why)
    return store.head()


def correct(store: Store, statement: str = "Ferry number 7 left early.", id_: str = FERRY) -> int:
    """Correct a fact."""
    return change(store, id_, statement=statement, status=Status.CORRECTED)


async def asked(slack: LocalSlack, question: str = "@factdesk ferry number 7") -> Message:
    """Ask in the channel, and return the answer."""
    before = len(bot_said(slack))
    await slack.people["ana"].say(question, "newsroom")
    return (await until(slack.workspace, lambda: bot_said(slack)[before:]))[0]


def words_of(slack: LocalSlack, message: Message) -> str:
    """Return a message's blocks as they are now, as text."""
    return blocks_to_text(slack.workspace.message(message.channel, message.ts).blocks)


async def settled(store: Store, revision: int, outcome: str = DONE) -> Delivery:
    """Wait until all that a revision corrects has come to an end, and return one of them."""

    def ended() -> bool:
        these = [each.outcome for each in store.postings.deliveries() if each.revision == revision]
        return bool(these) and set(these) == {outcome}

    await brought_about(ended)
    return next(each for each in store.postings.deliveries() if each.revision == revision)


async def brought_about(seen: Callable[[], bool]) -> None:
    """Wait until something is true of the store."""
    async with asyncio.timeout(PATIENCE):
        while not seen():  # noqa: ASYNC110 - threads bring it about
            await asyncio.sleep(0)


async def test_a_correction_reaches_the_answer_and_its_thread() -> None:
    """The message shows the record as it is now under a mark with who and why, and one note follows."""
    store = stocked()
    async with newsroom(store) as slack:
        answer = await asked(slack)
        correct(store)
        _, note = await until(slack.workspace, lambda: _at_least(2, bot_said(slack)))
        words = words_of(slack, answer)
        assert "Ferry number 7 left early." in words
        assert "left late" not in words.partition("since it was first filed")[2]
        assert "Corrected" in words.partition("since it was first filed")[0]
        assert "the log of the port" in words
        assert note.thread_ts == answer.thread_ts
        assert note.text == "What was said above has been corrected. the log of the port"
        assert "<@" not in str(note.blocks)
        assert "<@U0BEN>" in str(slack.workspace.message(answer.channel, answer.ts).blocks[0])


def _at_least(count: int, messages: list[Message]) -> list[Message]:
    return messages if len(messages) >= count else []


async def test_who_asked_in_private_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one who was shown it by a command gets one direct message, which is corrected in place later on."""
    monkeypatch.setattr(glimpses, "PAUSE", 0)
    store = stocked()
    async with newsroom(store) as slack:
        ana = slack.people["ana"]
        for _ in range(2):
            await ana.say("/fact ferry number 7", "newsroom")
        await brought_about(lambda: store.postings.posting(f"private:{ana.user.id}:{FERRY}") is not None)
        first = correct(store)
        (told,) = await until(slack.workspace, lambda: bot_said(slack, ana.user.id, ana.user.id))
        await settled(store, first)
        assert "left early" in words_of(slack, told)
        second = change(store, status=Status.RETRACTED, why="there is no ferry 7")
        await settled(store, second)
        assert "Retracted" in words_of(slack, told)
        assert len(bot_said(slack, ana.user.id, ana.user.id)) == 2


async def test_what_is_withheld_leaves_the_messages_and_says_nothing_of_itself() -> None:
    """A record that comes under embargo is gone from what was posted, and so is why, and by whom."""
    store = stocked()
    async with newsroom(store) as slack:
        answer = await asked(slack, "@factdesk ferry number 7")
        number = change(store, why="a secret source", not_for_publication=True, statement="Secret words.")
        await settled(store, number)
        shown = str([(each.text, each.blocks) for each in bot_said(slack)])
        assert "Withdrawn" in shown
        for hidden in ("secret", "Secret", "U0BEN", "Ferry number 7 left"):
            assert hidden not in shown
        assert answer.ts


@pytest.mark.parametrize(
    "reason",
    [
        *("message_not_found", "is_archived", "not_in_channel", "channel_not_found"),
        *("edit_window_closed", "cant_update_message", "msg_too_long"),
    ],
)
async def test_what_cannot_be_corrected_is_kept_with_the_reason(reason: str) -> None:
    """Where Slack does not let a message be changed, that is kept with its word for why; no note follows."""
    store = stocked()
    async with newsroom(store) as slack:
        await asked(slack)
        slack.workspace.faults["chat.update"].append(Fault(error=reason))
        delivery = await settled(store, correct(store), UNDELIVERED)
        assert delivery.reason == reason
        assert len(bot_said(slack)) == 1


@pytest.mark.parametrize(
    "fault", [Fault(status=429), Fault(status=500), Fault(), Fault(status=500, late=True)]
)
async def test_a_slack_out_of_order_is_tried_again(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever comes in place of an answer, the correction is there in the end, and its note once."""
    monkeypatch.setattr(tasks, "PAUSES", (0, 0, 0))
    monkeypatch.setattr(slack_module, "_retry_after", lambda _: 0)
    store = stocked()
    async with newsroom(store) as slack:
        answer = await asked(slack)
        slack.workspace.faults["chat.update"].append(fault)
        slack.workspace.faults["chat.postMessage"].append(fault)
        await settled(store, correct(store))
        assert "left early" in words_of(slack, answer)
        assert len(bot_said(slack)) == 2


@pytest.mark.parametrize("fault", [None, Fault(status=500, late=True)], ids=["answered", "lost"])
async def test_a_record_that_is_changed_back_meanwhile_is_shown_as_it_is(
    fault: Fault | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is corrected back before Slack has answered, or where its answer is lost, looks as at first."""
    monkeypatch.setattr(tasks, "PAUSES", (0, 0, 0))
    store = stocked()
    async with newsroom(store) as slack:
        answer = await asked(slack)

        def changed_back(method: str) -> Fault | None:
            if method != "chat.update" or store.head() != revision:
                return None
            change(store, statement="Ferry number 7 left late.", status=Status.VERIFIED)
            return fault

        revision = store.head() + 1
        slack.workspace.next_fault = changed_back
        correct(store)
        await settled(store, revision + 1)
        assert "\nFerry number 7 left late." in words_of(slack, answer)


async def test_a_message_waits_for_a_change_that_may_still_arrive(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who dies while replacing a message holds it until the call must have come to an end, and no longer."""
    monkeypatch.setattr(posting, "LOOK", 0)
    clock = Clock()
    store = stocked(MemoryStore(clock))
    async with newsroom(store) as slack:
        answer = await asked(slack)
        key = f"changing:{next(store.postings.all()).id}"
        assert store.claim(key, posting.SETTLED)
        claims = Mock(wraps=store.claim)
        monkeypatch.setattr(store, "claim", claims)
        revision = correct(store)
        await brought_about(lambda: claims.call_count > 2)
        assert "left late" in words_of(slack, answer)
        clock.turn(posting.SETTLED)
        await settled(store, revision)
        assert "left early" in words_of(slack, answer)
        assert store.claim(key, posting.SETTLED)


@pytest.mark.parametrize(
    ("cause", "is_held"), [(TimeoutError(), True), (ConnectionError(), False), (None, False)]
)
async def test_a_call_that_nobody_waits_for_holds_the_message(
    cause: Exception | None, *, is_held: bool
) -> None:
    """What was given up may still arrive; what was answered, or broke off, has come to its end."""
    store = stocked()
    with pytest.raises(Unreachable):
        async with posting.alone_with(bot_on(store), "event:1"):
            raise Unreachable from cause
    assert store.claim("changing:event:1", 1) is not is_held


async def test_a_change_that_no_reader_sees_is_not_told() -> None:
    """Keywords are for finding: a message whose record gains one is left alone."""
    store = stocked()
    async with newsroom(store) as slack:
        answer = await asked(slack)
        change(store, keywords=("boat",))
        await settled(store, correct(store))
        assert "boat" not in str(slack.workspace.message(answer.channel, answer.ts).blocks)
        assert [each.revision for each in store.postings.deliveries()] == [store.head()]


async def test_a_new_disagreement_reaches_what_it_links() -> None:
    """A link that is filed later is shown by the messages that show its records."""
    store = stocked()
    async with newsroom(store) as slack:
        answer = await asked(slack)
        link = difference("ferries-differ", note="How late it was.").record
        with store.writer() as writer:
            writer.put(link.model_copy(update={"records": (FERRY,)}), by="slack:U0BEN", why="they differ")
        await settled(store, store.head())
        assert "How late it was." in words_of(slack, answer)


async def test_a_shared_card_is_corrected_without_a_note() -> None:
    """What was shared to the channel is no thread: it changes where it stands."""
    store = stocked()
    async with newsroom(store) as slack:
        ana = slack.people["ana"]
        await ana.say("/fact ferry number 7", "newsroom")
        (shown, *_) = await until(slack.workspace, lambda: bot_said(slack, viewer=ana.user.id))
        await ana.act(shown, ids.CARD_SHARE)
        (card,) = await until(slack.workspace, lambda: bot_said(slack))
        await settled(store, correct(store))
        assert "left early" in words_of(slack, card)
        assert "Asked by" in words_of(slack, card)
        assert len(bot_said(slack)) == 1


async def test_an_editor_sees_how_far_corrections_have_come() -> None:
    """`/factdesk corrections` counts messages for each revision, and lists what could not be corrected."""
    store = stocked()
    Roles(store).begin("slack:U0ANA")
    async with newsroom(store) as slack:
        ana, ben = slack.people["ana"], slack.people["ben"]
        await asked(slack)
        await settled(store, correct(store))
        slack.workspace.faults["chat.update"].append(Fault(error="is_archived"))
        await settled(store, change(store, status=Status.RETRACTED, why="no such ferry"), UNDELIVERED)
        await ana.say("/factdesk corrections", "newsroom")
        await ben.say("/factdesk corrections", "newsroom")
        log = await until(
            slack.workspace, lambda: [m for m in bot_said(slack, viewer=ana.user.id) if m.visible_to]
        )
        words = blocks_to_text(log[-1].blocks)
        assert "0 of 1 messages updated, 1 could not be" in words
        assert "1 of 1 messages updated" in words
        assert "answer in C0NEWSROOM: is_archived" in words
        told = [m.text for m in bot_said(slack, viewer=ben.user.id) if m.visible_to]
        assert told
        assert "messages updated" not in told[0]


def test_every_correction_is_exported() -> None:
    """A row a message and revision: what was corrected, by whom, where, and what became of it."""
    store = stocked()
    store.postings.promise(correct(store), ["event:Ev1"])
    (row,) = rows(store)
    assert dict(zip(COLUMNS, row, strict=True))["record"] == FERRY
    assert row[8] == "due"
