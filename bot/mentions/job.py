"""The job of answering a mention: whichever process does it, however often, the answer is posted once."""

from dataclasses import asdict, replace

from pydantic import TypeAdapter

from bot.core import Asker, Bot, Payload
from bot.forms import Made, made_of
from bot.jobs.port import Json
from bot.mentions.answer import answer
from bot.posting import post
from bot.render.answers import how_to
from bot.render.usage import CHECK
from bot.reports import Brought, report_openly, report_privately
from bot.spoken import draft_in
from bot.threads import remember
from facts.questions import Question

_PREVIOUS: TypeAdapter[Question | None] = TypeAdapter(Question | None)


def mention(event_id: str, event: Payload, asker: Asker, previous: Question | None) -> Json:
    """Return what the job is done with: the event, who asks and where, and what was asked there before."""
    return {
        "cause": f"event:{event_id}",
        "event": dict(event),
        "asker": asdict(asker),
        "previous": _PREVIOUS.dump_python(previous, mode="json"),
    }


def asker_of(argument: Json) -> Asker:
    """Return who asked, and where."""
    return Asker(**argument["asker"])


async def answer_mention(bot: Bot, argument: Json) -> None:
    """Answer a mention.

    Raises:
        FactdeskError: it cannot be answered; whether it may be tried again is for the caller to say.
    """
    event, asker = argument["event"], asker_of(argument)
    brought = _brought(event)
    if brought is not None:
        await _check(bot, argument["cause"], event, asker, brought)
    else:
        await _answer(bot, argument, place_of(event, asker))


async def _answer(bot: Bot, argument: Json, place: Asker) -> None:
    previous = _PREVIOUS.validate_python(argument["previous"])
    state = bot.desk.head
    answered, message = answer(bot.ask, str(argument["event"].get("text", "")), previous)
    # Before it is posted, so that whoever sees the answer can follow it up.
    await remember(bot.store, place, answered)
    await post(bot, place, argument["cause"], made_of(answered, message, state))


def _brought(event: Payload) -> Brought | None:
    """Return what a message brings to be checked; None where it asks the desk something.

    A file with no words to it is brought to be checked, and so is any in a direct message.
    """
    brought = Brought.of(event)
    draft = draft_in(brought.words)
    if draft is not None:
        return replace(brought, words=draft)
    return brought if brought.files and (is_direct(event) or not brought.words) else None


async def _check(bot: Bot, cause: str, event: Payload, asker: Asker, brought: Brought) -> None:
    """Report on a draft, or on the message that a thread is about, to the one who asked and to nobody else.

    In a channel nobody else sees it, and where there is no thread yet, an ephemeral message cannot begin one.
    """
    brought = brought or await _parent(bot, asker)
    if is_direct(event):
        how = Made(how_to(CHECK))
        await (report_openly(bot, asker, cause, brought) if brought else post(bot, asker, cause, how))
    else:
        await (report_privately(bot, asker, brought) if brought else bot.privately(asker, how_to(CHECK)))


async def _parent(bot: Bot, asker: Asker) -> Brought:
    """Return what the message brings that a thread is about, nothing outside of a thread."""
    if not asker.thread:
        return Brought("")
    wanted = {"channel": asker.channel, "ts": asker.thread, "limit": 1}
    found = await bot.slack.look_up("conversations.replies", wanted)
    return Brought.of(found["messages"][0])


def is_direct(event: Payload) -> bool:
    """Tell whether an event was said to the bot alone."""
    return event.get("channel_type") == "im"


def place_of(event: Payload, asker: Asker) -> Asker:
    """Return where the answer goes: into the thread, or a new one; in a direct message, in place."""
    start = "" if is_direct(event) else str(event.get("ts", ""))
    return replace(asker, thread=asker.thread or start)
