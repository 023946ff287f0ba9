"""Sentences of sources that nobody has curated, to the letter: without a speaker and without a status."""

from bot.render import ids, labels, limits
from bot.render.blocks import Block, actions, bar, bold, button, rich, words
from bot.render.evidence import source_line
from bot.render.line import source_name
from bot.render.text import clip, quoted
from facts.answers import Excerpt


def excerpt_blocks(excerpt: Excerpt) -> list[Block]:
    """Return a sentence in bold between its neighbours, where it stands, and what can be done with it."""
    before = clip(excerpt.before[::-1], limits.SENTENCE)[::-1]
    exact = clip(excerpt.sentence.passage.exact, limits.PASSAGE)
    around = (words(before), bold(exact), words(clip(excerpt.after, limits.SENTENCE)))
    shown = bar(*(element for element in around if element["text"]))
    return [rich(shown), source_line([excerpt.sentence]), excerpt_buttons(excerpt)]


def excerpt_buttons(excerpt: Excerpt) -> Block:
    """Return the row of buttons; each carries the place of the sentence."""
    place = ids.value_of(ids.Place.of(excerpt.sentence.passage))
    return actions(
        button(labels.FILE_SENTENCE, ids.SOURCE_FILE, place),
        button(labels.IN_CONTEXT, ids.SOURCE_CONTEXT, place),
    )


def excerpt_line(excerpt: Excerpt) -> str:
    """Return a sentence in one plain line, with its source."""
    return f"{quoted(excerpt.sentence.passage.exact)} ({source_name(excerpt.sentence.source)})"
