"""What is under an embargo or not for publication, for a curator who asks in private."""

from bot.core import Asker, Bot
from bot.curation.common import check
from bot.render.answers import for_asker, message
from facts.answers import Found, cards_of
from facts.curation import Act
from facts.questions import Question


async def show_withheld(bot: Bot, asker: Asker, question: Question) -> None:
    """Show a curator what answers a question and is withheld.

    Raises:
        Refused: they may not see it.
        SlackRefused: it cannot be shown.
    """
    await check(bot, asker.user, Act.SEE_WITHHELD)
    cards = tuple(card for card in cards_of(bot.desk.ask(question, privy=True)) if card.withheld)
    await bot.privately(asker, for_asker(message(Found(question, cards))))
