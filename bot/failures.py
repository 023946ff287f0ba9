"""What becomes of an error: a sentence for the one who asked, a line in the log, and an ack in any case."""

import secrets

from bot.core import LOG, Asker, Bot
from bot.render.answers import Message, quiet
from bot.render.blocks import plain, section
from bot.render.limits import TEXT_OBJECT
from bot.render.people import refused
from bot.render.text import clip, fallback
from facts.errors import FactdeskError


def explained(error: Exception) -> Message:
    """Log an error, and return what the one who asked is told of it.

    Our own errors speak for themselves; of any other, a person sees the reference under which it is logged.
    """
    text, people = said(error), getattr(error, "people", None)
    return sentence(text) if people is None else refused(text, people)


def said(error: Exception) -> str:
    """Log an error, and return what is told of it in one sentence, without who may do it instead."""
    if isinstance(error, FactdeskError):
        LOG.warning("refused", error=type(error).__name__, reason=str(error))
        return f"{str(error).partition(';')[0]}." if hasattr(error, "people") else str(error)
    reference = secrets.token_hex(4)
    LOG.error("failed", reference=reference, exc_info=error)
    return f"Something went wrong; reference {reference}."


def sentence(text: str) -> Message:
    """Return one plain sentence as a message."""
    return quiet(fallback([text]), [section(plain(clip(text, TEXT_OBJECT)))])


async def tell(bot: Bot, asker: Asker, error: Exception) -> None:
    """Tell the one who asked, and nobody else, that it did not work; log it where even that fails."""
    message = explained(error)
    try:
        await bot.privately(asker, message)
    except FactdeskError as unheard:
        LOG.warning("untold", reason=str(unheard))
