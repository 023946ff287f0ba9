"""A card in two or three lines, with one button: for timelines, and for what stands near."""

from functools import lru_cache
from typing import assert_never

from bot.render import ids, labels, limits
from bot.render.blocks import Block, button, section
from bot.render.line import attribution
from bot.render.text import clip, quoted, titled
from bot.render.warnings import banners, unsourced
from facts.answers import Card
from facts.model import Disagreement, Entity, Event, Fact, Quote, unique
from facts.when import human


@lru_cache(maxsize=1_000)
def entry(card: Card) -> Block:
    """Return a card as one section: what it is in bold, the words, the sources, a way into the context.

    It is kept and shared, so nobody may change it.
    """
    title, text = _lines(card)
    banner = " · ".join(banners(card))
    sources = ", ".join(unique(item.source.label for item in card.evidence)) or unsourced(card)
    below = clip(f"{sources} · {labels.DIFFER}" if card.differences else sources, limits.LINE)
    open_it = button(labels.IN_CONTEXT, ids.CARD_CONTEXT, ids.card_value(card.record.id, card.revision))
    heading = clip(f"{banner} · {title}" if banner else title, limits.LINE)
    return section(titled(heading, "\n".join(filter(None, (clip(text, limits.LINE), below)))), open_it)


def _lines(card: Card) -> tuple[str, str]:
    record = card.record
    match record:
        case Quote():
            said = record.words if record.form == "indirect" else quoted(record.words)
            by = attribution(record, card.evidence, card.speaker)
            form = labels.FORM[record.form]
            return f"{by} · {form}" if form else by, said
        case Fact():
            by = f"according to {record.according_to}" if record.according_to else ""
            below = (record.statement if record.value else "", by)
            return record.value or record.statement, " · ".join(part for part in below if part)
        case Event():
            date = human(record.date)
            written = quoted(record.date_text) if record.date_text not in ("", date) else ""
            return " · ".join(filter(None, (date, written, record.basis))), record.statement
        case Entity():
            return record.name, record.type
        case Disagreement():
            return f"{labels.DIFFER} · {record.nature}", record.note
    assert_never(record)
