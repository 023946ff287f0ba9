"""Corrections that travel: what was shown is corrected where it stands, once, and nothing hidden gets out."""

from bot.local.model import BOT_USER_ID, Message
from bot.local.run import LocalSlack
from bot.local.text import blocks_to_text
from facts.model import Status
from facts.postings import DONE, Delivery
from facts.store.port import Store
from tests.local_slack import until
from tests.newsroom import newsroom, stocked

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


async def settled(slack: LocalSlack, store: Store, revision: int, outcome: str = DONE) -> Delivery:
    """Wait until all that a revision corrects has come to an end, and return one of them."""

    def ended() -> list[Delivery]:
        these = [each for each in store.postings.deliveries() if each.revision == revision]
        return these if these and all(each.outcome == outcome for each in these) else []

    return (await until(slack.workspace, ended))[0]


async def test_a_correction_reaches_the_answer_and_its_thread() -> None:
    """The message shows the record as it is now under a mark with who and why, and one note follows."""
    store = stocked()
    async with newsroom(store) as slack:
        answer = await asked(slack)
        correct(store)
        _, note = await until(slack.workspace, lambda: _at_least(2, bot_said(slack)))
        words = words_of(slack, answer)
        assert "Ferry number 7 left early." in words
        assert "left late" not in words.split("Ferry number 8")[0]
        assert "Corrected" in words
        assert "the log of the port" in words
        assert note.thread_ts == answer.thread_ts
        assert note.text == "What was said above has been corrected. the log of the port"
        assert "<@" not in str(note.blocks)
        assert "<@U0BEN>" in str(slack.workspace.message(answer.channel, answer.ts).blocks[0])


def _at_least(count: int, messages: list[Message]) -> list[Message]:
    return messages if len(messages) >= count else []
