"""What was asked last in each thread, so that "and Umerov?" can be understood; shared by all processes."""

import asyncio

from pydantic import TypeAdapter

from bot.core import Asker
from facts.answers import Answer, Chronology, DeskStatus, DidYouMean, Found, Nothing, Sources, Usage
from facts.questions import Question
from facts.store.port import Memory

_QUESTION = TypeAdapter(Question)


async def last_question(memory: Memory, asker: Asker) -> Question | None:
    """Return what was asked last where somebody asks now, if anything was."""
    kept = await asyncio.to_thread(memory.recall, _key(asker))
    return _QUESTION.validate_json(kept) if kept else None


async def remember(memory: Memory, asker: Asker, answer: Answer) -> None:
    """Keep what an answer was given to, in full: a follow-up keeps what it leaned on."""
    match answer:
        case Found() | Chronology() | Nothing():
            kept = _QUESTION.dump_json(answer.question).decode()
            await asyncio.to_thread(memory.note, _key(asker), kept)
        case DidYouMean() | Sources() | Usage() | DeskStatus():
            pass


def _key(asker: Asker) -> str:
    return f"thread:{asker.team}:{asker.channel}:{asker.thread}"
