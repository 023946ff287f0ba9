"""How far corrections have come, for those who review."""

from bot.core import Bot
from bot.curation.common import apart
from bot.render.answers import Message
from bot.render.correction import Stuck, Way, log
from bot.render.people import person
from facts.curation import Act
from facts.postings import UNDELIVERED
from facts.store.port import Store

_LATEST = 10
"""Corrections that are told."""
_STUCK = 20
"""Messages that are told which could not be corrected."""


async def corrections_log(bot: Bot, user: str) -> Message:
    """Return how far the latest corrections have come, and which messages could not be corrected.

    Raises:
        Refused: the user may not review.
    """
    await apart(bot.curator.roles.check, person(user), Act.REVIEW)
    return await apart(_log, bot.store)


def _log(store: Store) -> Message:
    progress = store.postings.progress(_LATEST)
    revisions = store.at(each.revision for each in progress)
    ways = [Way(each, revisions[each.revision]) for each in progress]
    stuck = [
        Stuck(posting, each.reason)
        for each in store.postings.deliveries(UNDELIVERED, _STUCK)
        if (posting := store.postings.posting(each.posting))
    ]
    return log(ways, stuck)
