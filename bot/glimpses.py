"""What people were shown in private: remembered in the background, so that no answer waits for it."""

import asyncio
from collections.abc import Iterable

from bot.background import Background, Report
from bot.forms import Form, shown_by
from bot.render.labels import ASKED_FOR
from facts.answers import Card
from facts.postings import PRIVATE, UNKNOWN, Posting, Shown
from facts.store.port import Postings

PAUSE = 1.0
"""Seconds for which what is seen is gathered, to be written at once."""


class Glimpses:
    """Who has seen which record, and as of which revision: one posting a person and record, the last one."""

    def __init__(self, postings: Postings, background: Background, report: Report) -> None:
        """Take where it is remembered, what keeps hold of the writing, and what is done where that fails."""
        self._report = report
        self._postings = postings
        self._background = background
        self._seen: dict[tuple[str, str], tuple[Card, int]] = {}
        self._timer: asyncio.TimerHandle | None = None

    def note(self, user: str, cards: Iterable[Card], state: int) -> None:
        """Remember soon that a user has been shown cards.

        Args:
            user: Slack's id of the one who asked.
            cards: what was shown.
            state: the desk's head before it was asked.
        """
        self._seen.update({(user, card.record.id): (card, state) for card in cards})
        if self._seen and self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(PAUSE, self._write_later)

    async def write(self) -> None:
        """Write down what has been gathered.

        Raises:
            StoreError: the database cannot be used.
        """
        if self._timer:
            self._timer.cancel()
        seen, self._seen, self._timer = self._seen, {}, None
        if seen:
            await asyncio.to_thread(self._write, seen)

    def _write(self, seen: dict[tuple[str, str], tuple[Card, int]]) -> None:
        self._postings.remember(_posting(user, card, state) for (user, _), (card, state) in seen.items())

    def _write_later(self) -> None:
        self._background.later(self.write(), self._report)


def _posting(user: str, card: Card, state: int) -> tuple[Posting, tuple[Shown, ...]]:
    form = Form(kind="notice", cards=(card.record.id,), text=ASKED_FOR)
    posting = Posting(
        id=f"{PRIVATE}:{user}:{card.record.id}",
        kind=PRIVATE,
        channel=user,
        user=user,
        form=form.model_dump_json(exclude_defaults=True),
        first=state,
        state=state,
        ts=UNKNOWN,
    )
    return posting, shown_by((card,), state)
