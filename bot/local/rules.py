"""What Slack refuses to post or show, by its own error names, and the ids it fills in."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sized
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from bot.local.blockkit import Block, HomeView, ModalView
from bot.local.model import Blocks, Json, Refused

MAX_BLOCKS = 50
"""Blocks in one message."""

MAX_TEXT = 40_000
"""Code points in the `text` of a message."""

MAX_BLOCK_TEXT = 13_200
"""Code points over all blocks of a message, above which Slack was seen to answer `msg_blocks_too_long`."""

MAX_TABLE_TEXT = 10_000
"""Code points over all cells of a message's tables."""

MAX_VIEW = 250_000
"""Bytes of a view as JSON."""

_MESSAGE_BLOCKS = TypeAdapter(list[Block])
_VIEW: TypeAdapter[ModalView | HomeView] = TypeAdapter(
    Annotated[ModalView | HomeView, Field(discriminator="type")]
)


def check_message(text: str, blocks: Any, files: Sized = ()) -> None:
    """Say no to a message that Slack would not post.

    Raises:
        Refused: `no_text`, `msg_too_long`, `invalid_blocks` or `msg_blocks_too_long`.
    """
    if not text and not blocks and not files:
        raise Refused("no_text")
    if len(text) > MAX_TEXT:
        raise Refused("msg_too_long")
    if blocks:
        _check(_MESSAGE_BLOCKS, blocks, "invalid_blocks")
        _check_whole("invalid_blocks", blocks, MAX_BLOCKS)
        if _length(blocks) > MAX_BLOCK_TEXT:
            raise Refused("msg_blocks_too_long")


def check_view(view: Any, kind: str) -> None:
    """Say no to a view that Slack would not show; `kind` is `modal` or `home`.

    Raises:
        Refused: `view_too_large`, or `invalid_arguments` with the reasons.
    """
    _check(_VIEW, view, "invalid_arguments")
    if view["type"] != kind:
        raise Refused("invalid_arguments", f"[ERROR] view.type: must be {kind} here")
    _check_whole("invalid_arguments", view["blocks"], 100)
    if len(json.dumps(view).encode()) > MAX_VIEW:
        raise Refused("view_too_large")


def with_ids(blocks: Iterable[Json], mint: Callable[[], str]) -> Blocks:
    """Give every block and every control the id that the app left out, as Slack does."""
    return tuple(_with_ids(block, mint) for block in blocks)


def parts(node: Any) -> Iterator[Json]:
    """Yield every object inside a JSON value, from the outside in."""
    if isinstance(node, dict):
        yield node
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list | tuple) else ()
    for child in children:
        yield from parts(child)


def _check(shape: TypeAdapter[Any], value: Any, error: str) -> None:
    try:
        shape.validate_python(value)
    except ValidationError as wrong:
        reasons = (f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in wrong.errors())
        raise Refused(error, *(f"[ERROR] {reason}" for reason in reasons)) from wrong


def _check_whole(error: str, blocks: list[Json], limit: int) -> None:
    """Check what no single block can know of itself."""
    faults = []
    if len(blocks) > limit:
        faults.append(f"no more than {limit} blocks allowed, got {len(blocks)}")
    faults += [f"block_id {name!r} already exists" for name in _twice(blocks, "block_id")]
    for block in blocks:
        faults += [f"action_id {name!r} already exists" for name in _twice(parts(block), "action_id")]
    tables = [block for block in blocks if block["type"] == "table"]
    if len(tables) > 1 or _length(tables) > MAX_TABLE_TEXT:
        faults.append(f"only one table of at most {MAX_TABLE_TEXT} characters allowed")
    if faults:
        raise Refused(error, *(f"[ERROR] {fault}" for fault in faults))


def _twice(items: Iterable[Json], key: str) -> list[str]:
    counts = Counter(item[key] for item in items if item.get(key))
    return [name for name, count in counts.items() if count > 1]


def _length(blocks: list[Json]) -> int:
    return sum(len(part["text"]) for part in parts(blocks) if isinstance(part.get("text"), str))


def _with_ids(block: Json, mint: Callable[[], str]) -> Json:
    filled = {**block, "block_id": block.get("block_id") or mint()}
    for place in ("accessory", "element"):
        if place in filled:
            filled[place] = _with_action_id(filled[place], mint)
    if block["type"] == "actions":
        filled["elements"] = [_with_action_id(element, mint) for element in block["elements"]]
    return filled


def _with_action_id(element: Json, mint: Callable[[], str]) -> Json:
    if element["type"] == "image" or element.get("action_id"):
        return element
    return {**element, "action_id": mint()}
