"""The Home tab: how to ask, for everybody; for curators what waits for them, and what was asked in vain."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.render import ids, labels, limits
from bot.render.answers import Message, how_to, quiet
from bot.render.blocks import (
    Block,
    actions,
    bold,
    button,
    context,
    divider,
    header,
    line,
    pager,
    plain,
    rich,
    section,
    words,
)
from bot.render.form_values import HomeValue, WantedValue
from bot.render.line import copy_line
from bot.render.modals import View
from bot.render.people import named
from bot.render.text import clip, fallback
from bot.render.usage import CHECK, CURATE, USAGE
from facts.answers import Card, DeskStatus
from facts.questions import Verb
from facts.when import human, moment

PAGE = 6
"""Entries of one part on a page: four parts, three blocks an entry, fit into a view."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record that waits for somebody: the card, who touched it last, when, and why."""

    card: Card
    by: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the review queue: the entries on this page, and how many there are in all."""

    key: str
    entries: Sequence[Waiting]
    total: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked in vain: how often, and when last."""

    key: str
    text: str
    count: int
    last: datetime


_HEADINGS = {
    "drafts": "Drafts",
    "disputed": "Disputed",
    "due": "Due to be checked again",
    "wanted": "Asked, and not on file",
}


def asker_home(status: DeskStatus) -> View:
    """Return the Home tab of somebody who asks: how that is done, and what is on file."""
    ways = how_to(*(USAGE[verb] for verb in Verb), CHECK)["blocks"]
    return _home([header("How to ask"), *ways, divider(), *_on_file(status)])


def curator_home(
    parts: Iterable[Part], asked: Sequence[Asked], total: int, pages: HomeValue, status: DeskStatus
) -> View:
    """Return the Home tab of a curator: the review queue, and the list of what was asked in vain.

    Args:
        parts: drafts, disputed records and those that are due, each with its page.
        asked: this page of what was asked in vain.
        total: how much was asked in vain in all.
        pages: which page of each part this is.
        status: what is on file.
    """
    blocks = [header("Review queue")]
    for part in parts:
        blocks += [
            *_heading(part.key, part.total),
            *(block for each in part.entries for block in _waiting(each)),
        ]
        blocks += _pager(part.key, part.total, pages)
    blocks += [
        divider(),
        *_heading("wanted", total),
        *(block for each in asked for block in wanted_entry(each)),
    ]
    blocks += _pager("wanted", total, pages)
    return _home([*blocks, divider(), *how_to(CURATE)["blocks"], *_on_file(status)])


def wanted_entry(asked: Asked) -> list[Block]:
    """Return one question that was asked in vain, with what can be done about it."""
    times = "once" if asked.count == 1 else f"{asked.count} times"
    said = f"{clip(asked.text, limits.LINE)}\nAsked {times}, last {moment(asked.last)}"
    key = ids.value_of(WantedValue(key=asked.key))
    buttons = (button(labels.FILE_IT, ids.WANTED_FILE, key), button("Strike it", ids.WANTED_STRIKE, key))
    return [section(plain(said)), actions(*buttons)]


def wanted_list(asked: Sequence[Asked], total: int) -> Message:
    """Return what was asked in vain as a message: the first of it, most often asked first."""
    shown = asked[: PAGE * 2]
    said = f"{_HEADINGS['wanted']}: {total or 'none'}"
    said += f", of which these {len(shown)} were asked most often" if total > len(shown) else ""
    blocks = [section(plain(said)), *(block for each in shown for block in wanted_entry(each))]
    return quiet(fallback([said, *(each.text for each in shown)]), blocks)


def _heading(key: str, total: int) -> Iterator[Block]:
    yield rich(line(bold(f"{_HEADINGS[key]}: {total or 'none'}")))


def _waiting(each: Waiting) -> list[Block]:
    record = each.card.record
    value = ids.card_value(record.id, each.card.revision)
    due = f" · due since {human(record.expires)}" if record.expires else ""
    by = line(named(each.by), words(f" · {moment(each.at)} · {clip(each.why, limits.NAME)}{due}"))
    return [
        section(plain(clip(copy_line(each.card), limits.LINE))),
        rich(by),
        actions(
            button("Verify", ids.act_action("verify"), value),
            button("Send back", ids.act_action("send_back"), value),
            button("Open", ids.CARD_CURATE, value),
        ),
    ]


def _pager(key: str, total: int, pages: HomeValue) -> list[Block]:
    return pager(
        getattr(pages, key),
        -(-total // PAGE),
        ((labels.PREVIOUS, ids.HOME_PREVIOUS), (labels.NEXT, ids.HOME_NEXT)),
        lambda to: ids.value_of(pages.model_copy(update={key: to})),
        f"{_HEADINGS[key]}: page",
    )


def _on_file(status: DeskStatus) -> list[Block]:
    counted = ", ".join(f"{count} {labels.KIND_COUNTED[kind]}" for kind, count in status.counts.items())
    return [context(plain(f"On file: {counted or 'nothing'}."))]


def _home(blocks: list[Block]) -> View:
    return {"type": "home", "blocks": blocks}
