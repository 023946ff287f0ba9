"""What corrections say: above a message, in its thread, and to those who asked in private."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.render import labels, limits
from bot.render.answers import Message, quiet, told
from bot.render.blocks import Block, context, mrkdwn, plain
from bot.render.cards import card_blocks
from bot.render.text import clip, fallback
from facts.answers import Card
from facts.model import Status

_SLACK_USER = re.compile(r"slack:([UW][A-Z0-9]{1,30})")
_MARKS = 3
"""Corrections that one message names, the latest."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change of what a message shows.

    Attributes:
        status: that of the record now; None where it is not for the reader any more.
        at: when, UTC.
        by: who changed it, as revisions have it: `slack:U123` or a name.
        why: the reason that was given; empty where it is not for the reader.
    """

    status: Status | None
    at: datetime
    by: str
    why: str


def marked(message: Message, changes: Sequence[Change]) -> Message:
    """Return a message under the mark of its latest corrections: "Corrected 14:02 by @…: what changed"."""
    latest = changes[-_MARKS:]
    if not latest:
        return message
    room = limits.LINE // len(latest)
    elements = [part for change in latest for part in (mrkdwn(_head(change)), plain(_why(change, room)))]
    text = "\n".join(_plainly(change, room) for change in latest)
    return message | {
        "text": fallback([text, message["text"]]),
        "blocks": [context(*elements), *message["blocks"]],
    }


def note(change: Change) -> Message:
    """Return what follows in the thread of a message that was corrected; it names nobody, lest it ring."""
    said = f"{labels.ANSWER_ABOVE} {_verb(change).lower()}. {_why(change, limits.LINE)}"
    return quiet(fallback([said]), [context(plain(f"{labels.CORRECTION_SIGN} {said}"))])


def notice(heading: str, cards: Iterable[Card]) -> Message:
    """Return cards under a line that says why they come."""
    shown = list(cards)
    kept = limits.fit(
        (card_blocks(card) for card in shown),
        blocks=limits.MESSAGE_BLOCKS - 1,
        text=limits.MESSAGE_CHARACTERS - limits.LINE,
    )
    line = clip(heading, limits.LINE)
    blocks: list[Block] = [context(plain(line)), *(block for group in kept for block in group)]
    return quiet(fallback([line, *map(told, shown[: len(kept)])]), blocks)


def _head(change: Change) -> str:
    moment = int(change.at.timestamp())
    when = f"<!date^{moment}^{{date_short_pretty}} {{time}}|{change.at:%Y-%m-%d %H:%M} UTC>"
    named = _SLACK_USER.fullmatch(change.by)
    return f"{labels.CORRECTION_SIGN} *{_verb(change)}* {when}" + (f" by <@{named[1]}>" if named else "")


def _plainly(change: Change, room: int) -> str:
    return f"{_verb(change)} {change.at:%Y-%m-%d %H:%M} UTC: {_why(change, room)}"


def _verb(change: Change) -> str:
    return labels.CHANGED[change.status] if change.status else labels.WITHDRAWN


def _why(change: Change, room: int) -> str:
    """Return what changed, in the words of whoever changed it."""
    if not change.why:
        return labels.NO_LONGER_SHOWN
    by = "" if _SLACK_USER.fullmatch(change.by) else f" ({change.by})"
    return clip(f"{change.why}{by}", room)
