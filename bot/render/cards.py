"""A card as blocks: the words, who said them, the sources, what differs, how far to rely on it, buttons."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import assert_never

from bot.render import ids, labels, limits
from bot.render.blocks import (
    Block,
    actions,
    bar,
    bold,
    bullets,
    button,
    columns,
    context,
    divider,
    italic,
    line,
    plain,
    rich,
    words,
)
from bot.render.evidence import by_source, passages, sources
from bot.render.line import attribution, silence_line
from bot.render.text import clip, quoted
from bot.render.warnings import banners, unsourced
from facts.answers import Card, Difference, Evidence
from facts.model import Disagreement, Entity, Event, Fact, Quote, Status
from facts.when import human

_WORD_GOES_ON = re.compile(r"\w|[.,]\d")
"""What follows or, backwards, precedes where a value is but a part of a word or of a figure: 40 in 40,000."""


def card_blocks(card: Card, asked: str = "", above: Container[str] = frozenset()) -> list[Block]:
    """Return a card.

    Args:
        card: the record, with its evidence.
        asked: the question, as `ids.question_value` gives it; empty where the card is in the channel already.
        above: ids of the disagreements that stand further up in the message and are not repeated.
    """
    told = frozenset(difference.record.id for difference in card.differences if difference.record.id in above)
    return [*_shown(card, told), card_buttons(card, asked)]


@lru_cache(maxsize=1_000)
def _shown(card: Card, told: frozenset[str]) -> tuple[Block, ...]:
    """Return a card above its buttons, which carry the question; it is kept, so nobody may change it."""
    fresh = [difference for difference in card.differences if difference.record.id not in told]
    room = _room(card.evidence, fresh[: limits.DIFFERENCES])
    body = _body(card, room)
    if card.record.status is Status.RETRACTED:
        _strike(body)
    if warnings := banners(card):
        body.insert(0, rich(*(line(bold(text)) for text in warnings)))
    for same_sides in _by_sides(fresh[: limits.DIFFERENCES]):
        body += _differences(same_sides, room)
    return (*body, _foot(card, fresh))


def several(cards: Iterable[Card], asked: str) -> Iterator[list[Block]]:
    """Yield the blocks of each card under a rule; what several differ on stands with the first of them."""
    above: set[str] = set()
    for number, card in enumerate(cards):
        blocks = card_blocks(card, asked, above)
        above.update(difference.record.id for difference in card.differences)
        yield [divider(), *blocks] if number else blocks


def card_buttons(card: Card, asked: str) -> Block:
    """Return the row of buttons; what is retracted is not passed on, nor what is withheld, nor watched."""
    if not asked or card.withheld or card.record.status is Status.RETRACTED:
        return actions(*_steady_buttons(card))
    share = ids.card_value(card.record.id, card.revision, asked)
    return actions(button(labels.SHARE, ids.CARD_SHARE, share), *_steady_buttons(card))


@lru_cache(maxsize=1_000)
def _steady_buttons(card: Card) -> tuple[Block, ...]:
    """Return the buttons that are the same whatever was asked; they are kept, so nobody may change them."""
    value = ids.card_value(card.record.id, card.revision)
    in_context = button(labels.IN_CONTEXT, ids.CARD_CONTEXT, value)
    copy = button(labels.COPY_LINE, ids.CARD_COPY, value)
    watch = () if card.withheld else (button(labels.WATCH, ids.CARD_WATCH, value),)
    curate = button(labels.CURATE, ids.CARD_CURATE, value)
    if card.record.status is Status.RETRACTED:
        return (in_context, *watch, curate)
    return (in_context, copy, *watch, curate)


def _room(evidence: Sequence[Evidence], differences: Iterable[Difference]) -> int:
    """Return how many characters each passage, side and note of a card may have."""
    passages_shown = min(len(evidence), limits.PASSAGES)
    sides_and_notes = (1 + min(len(it.evidence), 2 * limits.SIDES) for it in differences)
    return min(limits.PASSAGE, limits.SHARED // max(1, passages_shown + sum(sides_and_notes)))


def _body(card: Card, room: int) -> list[Block]:
    record = card.record
    match record:
        case Quote():
            return [rich(*_quote(record, card)), *sources(card.evidence)]
        case Fact():
            return passages(_fact(record, room), card.evidence, room)
        case Event():
            return passages(_event(record, room), card.evidence, room)
        case Entity():
            return [rich(*_entity(record, card)), *sources(card.evidence)]
        case Disagreement():
            return [*_differences([Difference(record, card.evidence)], room), *sources(card.evidence)]
    assert_never(record)


def _quote(record: Quote, card: Card) -> list[Block]:
    said = clip(record.words, limits.WORDS)
    form = labels.FORM[record.form]
    return [
        *([line(italic(form))] if form else []),
        bar(words(said if record.form == "indirect" else quoted(said))),
        line(words("— "), bold(clip(_by(record, card), limits.NAME))),
    ]


def _by(record: Quote, card: Card) -> str:
    return attribution(record, card.evidence, card.speaker)


def _fact(record: Fact, room: int) -> list[Block]:
    by = f"\naccording to {clip(record.according_to, limits.NAME)}" if record.according_to else ""
    heading = _emphasised(clip(record.statement, room), clip(record.value, limits.NAME))
    return [line(*heading, *([italic(by)] if by else []))]


def _event(record: Event, room: int) -> list[Block]:
    date = human(record.date)
    text = "" if record.date_text == date else clip(record.date_text, limits.NAME)
    written = f" · {quoted(text)}" if text else ""
    why = f": {clip(record.reasoning, room)}" if record.reasoning else ""
    return [
        line(bold(clip(record.statement, room))),
        line(bold(clip(date, limits.NAME)), words(f"{written} · "), italic(labels.BASIS[record.basis] + why)),
    ]


def _entity(record: Entity, card: Card) -> list[Block]:
    label = {item.source.id: item.source.label for item in card.evidence}
    spelt = [
        (variant.text, ", ".join(label.get(name, name) for name in variant.used_by))
        for variant in record.variants
        if variant.used_by
    ]
    called = [(title.text, label.get(title.source, title.source)) for title in record.titles]
    heading = line(bold(clip(record.name, limits.NAME)), words(f" · {record.type}"))
    return [heading, *_listed(labels.SPELT, spelt), *_listed(labels.CALLED, called)]


def _listed(heading: str, entries: list[tuple[str, str]]) -> list[Block]:
    shown = [
        line(
            words(f"{heading} "),
            bold(quoted(clip(text, limits.NAME))),
            words(f" · {clip(where, limits.NAME)}"),
        )
        for text, where in entries[: limits.LISTED]
    ]
    return [bullets(*shown)] if shown else []


def _emphasised(statement: str, value: str) -> list[Block]:
    """Return a statement with its value in bold: where it stands in it as a whole word, or else below it."""
    if not value:
        return [bold(statement)]
    before, found, after = statement.partition(value)
    if not found or _WORD_GOES_ON.match(after) or _WORD_GOES_ON.match(before[::-1]):
        return [words(f"{statement}\n"), bold(value)]
    return [*([words(before)] if before else []), bold(value), *([words(after)] if after else [])]


def _by_sides(differences: Iterable[Difference]) -> Iterable[list[Difference]]:
    """Return the disagreements that show the same passages together, so that these stand once."""
    groups: dict[tuple[tuple[str, int, int], ...], list[Difference]] = {}
    for difference in differences:
        places = (item.passage for item in difference.evidence)
        groups.setdefault(tuple((it.source, it.start, it.end) for it in places), []).append(difference)
    return groups.values()


def _differences(differences: list[Difference], room: int) -> list[Block]:
    """Return what disagreements are about, and below it the sides that they share, two to a row."""
    headings = [
        line(bold(f"{labels.DIFFER} · {it.record.nature}"), words(f"\n{clip(it.record.note, room)}"))
        for it in differences
    ]
    sides = [_side(source_evidence, room) for source_evidence in by_source(differences[0].evidence)]
    return [rich(*headings), columns(*sides[: limits.SIDES])]


def _side(evidence: list[Evidence], room: int) -> Block:
    exact = "\n".join(quoted(clip(item.passage.exact, room)) for item in evidence[:2])
    return plain(f"{clip(evidence[0].source.label, limits.NAME)}\n{exact}")


def _foot(card: Card, fresh: list[Difference]) -> Block:
    """Return the small print: who is silent, how far to rely on it, since when, and the house spelling."""
    record, label = card.record, labels.STATUS[card.record.status]
    parts = [
        label.foot,
        unsourced(card),
        f"last checked {human(record.checked)}" if record.checked else "",
        _house_spelling(card),
        labels.DIFFER_ABOVE if len(fresh) < len(card.differences) else "",
        f"further differences: {len(fresh) - limits.DIFFERENCES}" if len(fresh) > limits.DIFFERENCES else "",
    ]
    silences = [clip(silence_line(silent), limits.LINE) for silent in card.silent[: limits.SIDES]]
    small_print = " · ".join(clip(part, limits.NAME) for part in parts if part)
    return context(plain("\n".join((*silences, small_print))))


def _house_spelling(card: Card) -> str:
    """Return the house spelling of a speaker whose name the source spells otherwise or not in full."""
    if not isinstance(card.record, Quote) or card.speaker is None:
        return ""
    name = card.speaker.name
    if name in card.record.speaker_text or name in _by(card.record, card):
        return ""
    return f"on file as {name}"


def _strike(node: object) -> None:
    """Strike out all rich text in blocks that were just built and belong to nobody else."""
    if isinstance(node, dict) and node.get("type") == "text":
        node["style"] = {**node.get("style", {}), "strike": True}
    elif isinstance(node, dict):
        _strike(node.get("elements"))
    elif isinstance(node, list):
        for child in node:
            _strike(child)
