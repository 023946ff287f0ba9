"""What follows an answer: the next records, or the question that was meant."""

from bot.actions.press import Press
from bot.core import Bot
from bot.render import ids
from bot.render.answers import message, private
from bot.threads import remember
from facts.answers import Answer, Chronology, Found, cards_of
from facts.questions import Question, Verb
from facts.verbs import PAGE, TIMELINE_PAGE


async def more(bot: Bot, press: Press) -> None:
    """Show the records that follow, to the one who wants to see them.

    Raises:
        BadInput: the value cannot be read.
        SlackRefused: the message cannot be shown.
    """
    value = ids.more_of(press.value)
    state = bot.desk.head
    page = _page(bot, value.question, value.records)
    bot.glimpses.note(press.asker.user, cards_of(page), state)
    await bot.privately(press.asker, private(page))


async def suggest(bot: Bot, press: Press) -> None:
    """Ask the suggested question, and put its answer in the place of the suggestions.

    Raises:
        BadInput: the value cannot be read.
        SlackRefused: the message cannot be replaced.
    """
    state = bot.desk.head
    answer = bot.ask(ids.question_of(press.value))
    bot.glimpses.note(press.asker.user, cards_of(answer), state)
    await remember(bot.store, press.asker, answer)
    shown = private(answer) if press.ephemeral else message(answer)
    await bot.slack.respond(press.asker.response_url, {**shown, "replace_original": True})


def _page(bot: Bot, question: Question, records: tuple[str, ...]) -> Answer:
    size = TIMELINE_PAGE if question.verb is Verb.TIMELINE else PAGE
    cards, rest = bot.desk.cards(records[:size]), records[size:]
    if question.verb is Verb.TIMELINE:
        return Chronology.of(question, cards, rest)
    return Found(question, cards, rest)
