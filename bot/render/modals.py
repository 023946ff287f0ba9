"""Modals: what they are made of, and those of a card: its passages in their paragraphs, its line to copy."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from bot.render import ids, labels, limits
from bot.render.blocks import (
    Block,
    actions,
    bold,
    button,
    context,
    line,
    plain,
    preformatted,
    rich,
    section,
    words,
)
from bot.render.evidence import by_source, links, source_text
from bot.render.line import copy_line
from bot.render.text import clip, quoted
from bot.render.warnings import banners
from facts.answers import Card, Evidence
from facts.model import Source, Status
from facts.passages import paragraph
from facts.when import human

View: TypeAlias = dict[str, Any]
"""A modal, for `views.open`."""
_Span: TypeAlias = tuple[int, int]


def context_view(card: Card) -> View:
    """Return each source's paragraphs with the passages in bold: the card's, then what sources differ on."""
    parts = list(_parts(card.evidence))
    for difference in card.differences:
        record = difference.record
        differs = line(
            bold(f"{labels.DIFFER} · {record.nature}"), words(f"\n{clip(record.note, limits.LINE)}")
        )
        of_sides = list(_parts(difference.evidence))
        parts += [[rich(differs), *of_sides[0]], *of_sides[1:]]
    parts = parts or [[section(plain(clip(copy_line(card), limits.TEXT_OBJECT)))]]
    head = [rich(line(bold(text))) for text in banners(card)]
    kept = limits.fit(parts, blocks=limits.VIEW_BLOCKS - 3, text=limits.MESSAGE_CHARACTERS)
    rest = [section(plain(labels.MORE_IN_SOURCE))] if len(kept) < len(parts) else []
    value = ids.card_value(card.record.id, card.revision)
    foot = actions(button(labels.CURATE, ids.CARD_CURATE, value))
    return modal(labels.IN_CONTEXT, [*head, *(block for part in kept for block in part), *rest, foot])


def passage_view(evidence: Evidence) -> View:
    """Return the paragraph around one passage, whether a record rests on it or not."""
    return modal(labels.IN_CONTEXT, [block for part in _parts((evidence,)) for block in part])


def words_view(sentence: Evidence, corrected: str = "") -> View:
    """Return the source's sentence in a box to copy and, where there is one, the draft's with its words.

    Args:
        sentence: the sentence as it stands in the source.
        corrected: the draft's sentence with the source's words in it; empty where they do not fit in.
    """
    shown = [(labels.YOUR_SENTENCE, corrected), (labels.SOURCE_SENTENCE, sentence.passage.exact)]
    boxes = [
        rich(line(words(label)), preformatted(clip(text, limits.MODAL_PARAGRAPH)))
        for label, text in shown
        if text
    ]
    return modal(
        labels.USE_WORDS, [*boxes, context(plain(source_text(sentence.source)), *links((sentence,)))]
    )


def copy_view(card: Card) -> View:
    """Return the card's line in a box, easy to copy; for what is retracted, that there is none."""
    if card.record.status is Status.RETRACTED:
        return modal(labels.COPY_LINE, [section(plain(labels.RETRACTED_LINE))])
    return modal(labels.COPY_LINE, [rich(preformatted(clip(copy_line(card), limits.MESSAGE_CHARACTERS)))])


def modal(title: str, blocks: list[Block], close: str = labels.CLOSE) -> View:
    """Return a modal to read."""
    return {"type": "modal", "title": plain(title), "close": plain(close), "blocks": blocks}


def form(view: View, submit: str, callback: str, metadata: str) -> View:
    """Return a modal as one to fill in.

    Args:
        view: the modal.
        submit: what its button says.
        callback: which form it is.
        metadata: what comes back with it, unseen.
    """
    return view | {"submit": plain(submit), "callback_id": callback, "private_metadata": metadata}


def _parts(evidence: Iterable[Evidence]) -> Iterator[list[Block]]:
    """Yield a part a paragraph; a source's first has its name above, its last the small print below."""
    for group in by_source(evidence):
        source = group[0].source
        parts = [[rich(line(*marked))] for marked in _paragraphs(group)]
        parts[0].insert(0, rich(line(*_heading(source))))
        parts[-1].append(context(plain(_small_print(source)), *links(group)))
        yield from parts


def _heading(source: Source) -> list[Block]:
    title = [words(f" · {quoted(clip(source.title, limits.LINE))}")] if source.title else []
    return [bold(clip(source.label, limits.NAME)), *title]


def _small_print(source: Source) -> str:
    retrieved = f"retrieved {human(source.retrieved)}" if source.retrieved else ""
    digest = f"SHA-256 {source.sha256[:12]}…"
    told = (source.publisher, source.published and human(source.published), retrieved, digest)
    return clip(" · ".join(part for part in told if part), limits.LINE)


def _paragraphs(group: Iterable[Evidence]) -> Iterator[list[Block]]:
    """Yield the paragraphs of one source that hold these passages, each once, all passages in it marked."""
    found: dict[int, tuple[str, set[_Span]]] = {}
    for item in group:
        before, exact, after = paragraph(item.passage, item.source)
        start = item.passage.start - len(before)
        text, spans = found.get(start, ("", set()))
        found[start] = (
            max(text, before + exact + after, key=len),
            spans | {(len(before), len(before) + len(exact))},
        )
    for text, spans in found.values():
        yield _cut(_marked(text, spans))


def _marked(text: str, spans: set[_Span]) -> Iterator[Block]:
    """Yield a paragraph with these spans in bold, which may overlap, and the text around them shortened."""
    at = 0
    for start, end in sorted(spans):
        if start > at:
            yield words(_shortened(text[at:start], limits.PARAGRAPH if at else 0))
        if end > at:
            yield bold(text[max(at, start) : end])
            at = end
    if at < len(text):
        yield words(clip(text[at:], limits.PARAGRAPH))


def _shortened(text: str, opening: int) -> str:
    """Return the end of a text, and so much of its opening, with an ellipsis for what is left out."""
    if len(text) <= opening + limits.PARAGRAPH:
        return text
    return f"{text[:opening]}…{text[-limits.PARAGRAPH :]}"


def _cut(elements: Iterable[Block]) -> list[Block]:
    """Return as much of a paragraph as a modal holds."""
    kept: list[Block] = []
    room = limits.MODAL_PARAGRAPH
    for element in elements:
        text = element["text"]
        kept.append({**element, "text": clip(text, room)})
        room -= len(text)
        if room < 1:
            break
    return kept
