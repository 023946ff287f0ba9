"""The Home tab of one person, as it stands now."""

from collections.abc import Callable, Sequence
from itertools import islice

from bot.core import LOG, Bot
from bot.curation.common import apart, check, role_of
from bot.render.answers import Message
from bot.render.form_values import HomeValue
from bot.render.home import PAGE, Asked, Part, Waiting, asker_home, curator_home, wanted_list
from bot.render.modals import View
from facts.curation import Act, Queue, may
from facts.model import Revision
from facts.store.port import Want

_PARTS: tuple[tuple[str, Callable[[Queue], Sequence[Revision]]], ...] = (
    ("drafts", lambda queue: queue.drafts),
    ("disputed", lambda queue: queue.disputed),
    ("due", lambda queue: queue.due),
)


_FIRST_PAGES = HomeValue()


async def publish(bot: Bot, user: str, pages: HomeValue = _FIRST_PAGES) -> None:
    """Show somebody their Home tab: a curator the review queue, others how to ask.

    Raises:
        SlackRefused: it cannot be shown.
    """
    reviews = may(await role_of(bot, user), Act.REVIEW)
    view = await apart(_curator_home if reviews else _asker_home, bot, pages)
    await bot.slack.call("views.publish", {"user_id": user, "view": view})


def publish_soon(bot: Bot, user: str) -> None:
    """Show somebody their Home tab anew after what they did; nobody waits for it."""
    bot.background.later(publish(bot, user), _unpublished)


async def strike(bot: Bot, user: str, key: str) -> None:
    """Strike a question from the list of what was asked in vain, and show who did it their Home tab.

    Raises:
        Refused: they may not.
        SlackRefused: it cannot be shown.
    """
    await check(bot, user, Act.REVIEW)
    await apart(bot.store.unwant, key)
    await publish(bot, user)


async def wanted(bot: Bot, user: str) -> Message:
    """Return what was asked in vain, for somebody who reviews it.

    Raises:
        Refused: they may not.
    """
    await check(bot, user, Act.REVIEW)
    asked = await apart(bot.store.wanted)
    return wanted_list([_asked(want) for want in asked], len(asked))


def _asker_home(bot: Bot, _: HomeValue) -> View:
    return asker_home(bot.desk.status())


def _curator_home(bot: Bot, pages: HomeValue) -> View:
    queue = bot.curator.queue()
    parts = [_part(bot, key, of(queue), getattr(pages, key)) for key, of in _PARTS]
    asked = [_asked(want) for want in _page(queue.wanted, pages.wanted)]
    return curator_home(parts, asked, len(queue.wanted), pages, bot.desk.status())


def _part(bot: Bot, key: str, revisions: Sequence[Revision], page: int) -> Part:
    shown = {it.entry.id: it for it in _page(revisions, page)}
    cards = {card.record.id: card for card in bot.desk.cards(shown, privy=True)}
    entries = [Waiting(cards[id_], it.by, it.at, it.why) for id_, it in shown.items() if id_ in cards]
    return Part(key, entries, len(revisions))


def _page(items: Sequence[Revision] | Sequence[Want], page: int) -> list:  # type: ignore[type-arg]
    return list(islice(items, page * PAGE, (page + 1) * PAGE))


def _asked(want: Want) -> Asked:
    return Asked(want.key, want.text, want.count, want.last)


async def _unpublished(error: Exception) -> None:
    LOG.warning("home not published", reason=str(error))
