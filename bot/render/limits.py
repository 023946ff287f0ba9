"""Slack's limits, documented and not, what this desk makes of them, and how a message is kept within them.

Lengths are in code points. What has no other source beside it is from `docs.slack.dev/reference/block-kit`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from bot.render.blocks import Block

_Part = TypeVar("_Part")

MESSAGE_BLOCKS = 48
"""Blocks in one message: Slack takes 50 (docs.slack.dev/reference/block-kit/blocks), of which two are left
for the mark of a correction."""
VIEW_BLOCKS = 100
"""Blocks in one modal or home tab (docs.slack.dev/reference/views)."""
TEXT = 4_000
"""Top-level `text`: cut above 40,000, best below 4,000 (docs.slack.dev/reference/methods/chat.postMessage)"""
TEXT_OBJECT = 3_000
"""A `plain_text` or `mrkdwn` object, where nothing below says less; so also a section's text."""
FIELDS = 10
"""Fields of a section."""
FIELD_TEXT = 2_000
HEADER_TEXT = 150
CONTEXT_ELEMENTS = 10
ACTIONS_ELEMENTS = 25
BUTTON_TEXT = 75
BUTTON_VALUE = 2_000
ID = 255
"""`action_id` and `block_id`."""
VIEW_TITLE = 24
"""The title of a modal, and its buttons."""
INPUT = 3_000
"""What an input of text takes."""
OPTIONS = 100
OPTION_TEXT = 75
OPTION_VALUE = 150

MARK = 500
"""What changed, word by word, in the mark of a correction."""
MESSAGE_CHARACTERS = 10_500
"""Text over all blocks of a message. In no document: Slack refuses with `msg_blocks_too_long` from 13,297
characters of markdown blocks (github.com/slackapi/bolt-js/issues/2509), and with rich text it has refused
11,341 (github.com/slackapi/bolt-js/issues/2867), so the desk stays below both, a correction's mark too."""

CHRONOLOGY_ENTRIES = 25
"""Entries in one message of a timeline; the desk's own limit, as are those below."""
SUGGESTIONS = 5
PASSAGES = 4
"""Passages quoted, and sources on a line of their own, in one card."""
DIFFERENCES = 3
SIDES = 4
"""Sources side by side in one disagreement."""
LISTED = 8
"""Spellings or titles listed for one entity."""
LINE = 300
"""One line of small print."""
NAME = 120
"""A name, a title, an attribution or a value."""
LINK = 400
"""One URL with its text fragment, escaped."""
ENCODED = 6
"""Characters of JSON that a character takes at most."""
QUESTION = 250
"""A question kept in a button's value: in JSON `ENCODED` times as long, so it always leaves room there."""
SENTENCE = 300
"""What is kept of a draft's sentence on either side of a quotation, or shown on either side of an excerpt."""
ASKED_ABOUT = 10
"""Figures of a draft in one list."""
PARAGRAPH = 1_000
"""What a modal shows of a paragraph on either side of the passage."""
MODAL_PARAGRAPH = 8_000
"""What a modal shows of one paragraph in all."""
WORDS = 2_000
"""The words of a quote."""
PASSAGE = 700
"""One passage, where few have to share a card."""
SHARED = 2_600
"""All passages of a card, and the sides of what sources differ on, together."""


def characters(nodes: Iterable[Block]) -> int:
    """Return how many characters stand under `text` in blocks and in all that is within them."""
    total = 0
    for node in nodes:
        text = node.get("text")
        if text:
            total += len(text if isinstance(text, str) else text["text"])
        within = node.get("elements") or node.get("fields")
        if within:
            total += characters(within)
        if "accessory" in node:
            total += characters((node["accessory"],))
    return total


def fit(groups: Iterable[list[Block]], *, blocks: int, text: int) -> list[list[Block]]:
    """Keep groups of blocks from the start for as long as they fit; the first is kept in any case.

    Args:
        groups: the blocks of one record each; what comes after the first that does not fit is never built.
        blocks: how many blocks there is room for.
        text: how many characters of text there is room for.
    """
    kept: list[list[Block]] = []
    for group in groups:
        blocks, text = blocks - len(group), text - characters(group)
        if kept and (blocks < 0 or text < 0):
            break
        kept.append(group)
    return kept


def paged(
    parts: Sequence[_Part], blocks_of: Callable[[_Part], list[Block]], *, blocks: int, text: int
) -> Iterator[Sequence[_Part]]:
    """Yield as many parts as fit on a page, until there are none left.

    Args:
        parts: what is to be shown.
        blocks_of: returns the blocks of one.
        blocks: how many blocks there is room for on a page.
        text: how many characters of text there is room for on a page.
    """
    while parts:
        held = len(fit(map(blocks_of, parts), blocks=blocks, text=text))
        yield parts[:held]
        parts = parts[held:]
