"""Block Kit as plain dicts: a function a shape, no validation, no classes (slack_sdk's cost 100 µs a block).

Text from people and sources goes into `plain_text` and `rich_text`, in which Slack parses nothing: no
mention, no link, no formatting, no emoji code, and therefore no escapes either. `mrkdwn` is for the links and
the bold type that the desk itself puts in.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

Block: TypeAlias = dict[str, Any]
"""A block, or an element or object within one, as Slack's JSON has it."""


def plain(text: str) -> Block:
    """Return a text object that is shown as it stands, `:x:` included."""
    return {"type": "plain_text", "text": text, "emoji": False}


def mrkdwn(text: str) -> Block:
    """Return a text object in Slack's markup, in which nothing but that markup becomes a link."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def words(text: str) -> Block:
    """Return literal text within rich text."""
    return {"type": "text", "text": text}


def bold(text: str) -> Block:
    """Return literal text within rich text, in bold."""
    return {"type": "text", "text": text, "style": {"bold": True}}


def struck(text: str) -> Block:
    """Return literal text within rich text, struck out."""
    return {"type": "text", "text": text, "style": {"strike": True}}


def italic(text: str) -> Block:
    """Return literal text within rich text, in italics."""
    return {"type": "text", "text": text, "style": {"italic": True}}


def code(text: str) -> Block:
    """Return literal text within rich text, as something to type."""
    return {"type": "text", "text": text, "style": {"code": True}}


def line(*elements: Block) -> Block:
    """Return a paragraph of rich text."""
    return {"type": "rich_text_section", "elements": list(elements)}


def bar(*elements: Block) -> Block:
    """Return a block quotation of rich text: words of a source stand nowhere else."""
    return {"type": "rich_text_quote", "elements": list(elements)}


def bullets(*lines: Block) -> Block:
    """Return a bulleted list of paragraphs of rich text."""
    return {"type": "rich_text_list", "style": "bullet", "elements": list(lines)}


def preformatted(text: str) -> Block:
    """Return literal text in a box of its own, easy to select."""
    return {"type": "rich_text_preformatted", "elements": [words(text)]}


def rich(*elements: Block) -> Block:
    """Return a block of rich text."""
    return {"type": "rich_text", "elements": list(elements)}


def section(text: Block, accessory: Block | None = None) -> Block:
    """Return a section, with a button beside it where one is given."""
    block: Block = {"type": "section", "text": text}
    return block | {"accessory": accessory} if accessory else block


def columns(*fields: Block) -> Block:
    """Return a section whose texts stand side by side, two to a row."""
    return {"type": "section", "fields": list(fields)}


def context(*elements: Block) -> Block:
    """Return a block of small print."""
    return {"type": "context", "elements": list(elements)}


def header(text: str) -> Block:
    """Return a heading."""
    return {"type": "header", "text": plain(text)}


def divider() -> Block:
    """Return a rule."""
    return {"type": "divider"}


def actions(*buttons: Block) -> Block:
    """Return a row of buttons."""
    return {"type": "actions", "elements": list(buttons)}


def button(label: str, action: str, value: str) -> Block:
    """Return a button that sends `value` under the id `action`."""
    return {"type": "button", "text": plain(label), "action_id": action, "value": value}


def pager(
    page: int,
    pages: int,
    turns: tuple[tuple[str, str], tuple[str, str]],
    carried: Callable[[int], str],
    heading: str = "Page",
) -> list[Block]:
    """Return where in something long a page is, and the buttons to those beside it; nothing for an only one.

    Args:
        page: its number, from 0 on.
        pages: how many there are.
        turns: label and action of the button to the page before, and of that to the page after.
        carried: returns what the button to a page carries.
        heading: what stands before the number.
    """
    beside = zip(turns, (page - 1, page + 1), strict=True)
    buttons = [button(label, action, carried(to)) for (label, action), to in beside if 0 <= to < pages]
    return [context(plain(f"{heading} {page + 1} of {pages}")), actions(*buttons)] if buttons else []
