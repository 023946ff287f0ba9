"""What corrections say: above a message, in its thread, and to those who asked in private."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.render import labels, limits
from bot.render.answers import Message, quiet, told
from bot.render.blocks import Block, context, divider, mrkdwn, plain, rich, section
from bot.render.cards import card_blocks
from bot.render.people import slack_user
from bot.render.text import clip, fallback
from facts.answers import Card
from facts.model import Revision, Status
from facts.postings import Posting, Progress

if TYPE_CHECKING:
    from facts.curation import FieldChange

_MARKS = 3
"""Corrections that one message names, the latest."""
_FIELDS = 2
"""Fields of the last one whose words are shown."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change of what a message shows.

    Attributes:
        status: that of the record now; None where it is not for the reader any more.
        at: when, UTC.
        by: who changed it, as revisions have it: `slack:U123` or a name.
        why: the reason that was given; empty where it is not for the reader.
        fields: what a reader sees of what changed, word by word.
    """

    status: Status | None
    at: datetime
    by: str
    why: str
    fields: "tuple[FieldChange, ...]" = ()


def marked(message: Message, changes: Sequence[Change]) -> Message:
    """Return a message under the mark of its latest corrections, and what the last of them changed.

    "Corrected 14:02 by @…: why", and then the words, those that went struck out, those that came in bold.
    """
    latest = changes[-_MARKS:]
    if not latest:
        return message
    room = limits.LINE // len(latest)
    elements = [part for change in latest for part in (mrkdwn(_head(change)), plain(_why(change, room)))]
    text = "\n".join(_plainly(change, room) for change in latest)
    return message | {
        "text": fallback([text, message["text"]]),
        "blocks": [context(*elements), *_words_of(latest[-1]), *message["blocks"]],
    }


def note(change: Change) -> Message:
    """Return what follows in the thread of a message that was corrected; it names nobody, lest it ring."""
    said = f"{labels.ANSWER_ABOVE} {_verb(change).lower()}. {_why(change, limits.LINE)}"
    head = context(plain(f"{labels.CORRECTION_SIGN} {said}"))
    return quiet(fallback([said]), [head, *_words_of(change)])


def _words_of(change: Change) -> list[Block]:
    """Return what changed word by word, where that is short enough to stand above a message."""
    if not change.fields:
        return []
    from bot.render.changes import change_lines  # noqa: PLC0415 - with it comes the check: see `bot.curation`

    block = rich(*change_lines(change.fields[:_FIELDS]))
    return [block] if limits.characters([block]) <= limits.MARK else []


def notice(heading: str, cards: Iterable[Card], user: str = "") -> Message:
    """Return cards under a line that says why they come, and after a user of Slack's whose doing it is."""
    shown = list(cards)
    kept = limits.fit(
        (card_blocks(card) for card in shown),
        blocks=limits.MESSAGE_BLOCKS - 1,
        text=limits.MESSAGE_CHARACTERS - limits.LINE,
    )
    line = clip(heading, limits.LINE)
    who = [mrkdwn(f"<@{user}>")] if user else []
    blocks: list[Block] = [context(*who, plain(line)), *(block for group in kept for block in group)]
    return quiet(fallback([line, *map(told, shown[: len(kept)])]), blocks)


@dataclass(frozen=True, slots=True)
class Way:
    """A revision, and how far it has come on its way to the messages that it corrects."""

    progress: Progress
    revision: Revision


@dataclass(frozen=True, slots=True)
class Stuck:
    """A message that could not be corrected, and Slack's word for why."""

    posting: Posting
    reason: str


def log(ways: Sequence[Way], stuck: Sequence[Stuck]) -> Message:
    """Return how far corrections have come, the latest first, and what could not be corrected."""
    told = [_way(each) for each in ways] or [labels.NO_CORRECTIONS]
    missed = [f"{each.posting.kind} in {each.posting.channel}: {each.reason}" for each in stuck]
    blocks = [section(plain(clip(text, limits.LINE))) for text in told]
    if missed:
        blocks += [divider(), context(plain(labels.UNDELIVERED))]
        blocks += [section(plain(clip("\n".join(missed), limits.TEXT_OBJECT)))]
    return quiet(fallback([*told, *missed]), blocks)


def _way(way: Way) -> str:
    it, revision = way.progress, way.revision
    missed = f", {it.undelivered:,} could not be" if it.undelivered else ""
    what = f"{revision.at:%Y-%m-%d %H:%M} UTC · {revision.entry.id}: {revision.why}"
    return f"{clip(what, limits.LINE - limits.NAME)}\n{it.done:,} of {it.total:,} messages updated{missed}"


def _head(change: Change) -> str:
    moment = int(change.at.timestamp())
    when = f"<!date^{moment}^{{date_short_pretty}} {{time}}|{change.at:%Y-%m-%d %H:%M} UTC>"
    user = slack_user(change.by)
    return f"{labels.CORRECTION_SIGN} *{_verb(change)}* {when}" + (f" by <@{user}>" if user else "")


def _plainly(change: Change, room: int) -> str:
    return f"{_verb(change)} {change.at:%Y-%m-%d %H:%M} UTC: {_why(change, room)}"


def _verb(change: Change) -> str:
    return labels.CHANGED[change.status] if change.status else labels.WITHDRAWN


def _why(change: Change, room: int) -> str:
    """Return what changed, in the words of whoever changed it."""
    if not change.why:
        return labels.NO_LONGER_SHOWN
    by = "" if slack_user(change.by) else f" ({change.by})"
    return clip(f"{change.why}{by}", room)
