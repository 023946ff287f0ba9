"""The buttons of a report: a quotation's passage in context, the source's words, sharing, turning pages."""

from bot import sharing
from bot.actions.press import Press, open_view
from bot.core import Bot
from bot.forms import Form
from bot.render import ids
from bot.render.answers import for_asker
from bot.render.ids import Place
from bot.render.modals import passage_view, words_view
from facts.answers import Evidence
from facts.errors import BadInput
from facts.model import Source
from facts.passages import passage_at


async def passage_in_context(bot: Bot, press: Press) -> None:
    """Show the paragraph around a passage: what a quotation was held against, or what nobody has curated.

    Raises:
        BadInput: the value cannot be read, or the source has changed since.
        SlackRefused: the modal cannot be opened.
    """
    await open_view(bot, press, passage_view(evidence_at(bot, ids.place_of(press.value))))


async def source_words(bot: Bot, press: Press) -> None:
    """Show the source's sentence to copy and, where its words fit in, the draft's with them.

    Raises:
        BadInput: the value cannot be read, or the source has changed since.
        SlackRefused: the modal cannot be opened.
    """
    value = ids.words_of(press.value)
    exact = evidence_at(bot, value.words).passage.exact if value.words else ""
    corrected = f"{value.before}{exact}{value.after}" if exact else ""
    await open_view(bot, press, words_view(evidence_at(bot, value.sentence), corrected))


async def share_check(bot: Bot, press: Press) -> None:
    """Post the card of a checked quotation where it was shown, under who asked; one press posts once.

    Raises:
        BadInput: the value cannot be read, or the source has changed since.
        StoreError: it cannot be kept that the card is to be posted.
    """
    from bot.render.check_values import shared_of  # noqa: PLC0415 - with it comes the check: see `bot.checking`

    value = shared_of(press.value)
    if value.passage:
        evidence_at(bot, value.passage)
    cards = (value.checked.record,) if value.checked.record else ()
    form = Form(kind="check", cards=cards, user=press.asker.user, text=press.value)
    await sharing.share(bot, press.trigger, press.asker, form)


async def turn_page(bot: Bot, press: Press) -> None:
    """Put another page of a report in the place of the one whose button was pressed.

    Raises:
        BadInput: the value cannot be read, or the report is not at hand any more.
        SlackRefused: the message cannot be replaced.
    """
    page = bot.checking.page(ids.page_of(press.value))
    shown = for_asker(page) if press.ephemeral else page
    await bot.slack.respond(press.asker.response_url, {**shown, "replace_original": True})


def evidence_at(bot: Bot, place: Place) -> Evidence:
    """Return a place as a passage of its source.

    Raises:
        BadInput: the source is not on file in that version, or has no such place.
    """
    revision = bot.store.current((place.source,)).get(place.source)
    source = revision.entry if revision else None
    if not isinstance(source, Source) or not source.sha256.startswith(place.digest):
        raise BadInput("This source has changed since; ask or check again.")
    if not place.start < place.end <= len(source.text):
        raise BadInput("This button names no place in its source; ask or check again.")
    return Evidence(passage_at(source, place.start, place.end), source)
