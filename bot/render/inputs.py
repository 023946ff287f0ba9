"""The inputs of a modal as plain dicts: a function a shape, as `bot.render.blocks` has them for what is read.

A block's id is the name of the field, and after `~` a mark: Slack keeps what stands in an input whose ids
stay the same while a modal changes, so what is to begin anew gets another mark.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from bot.render import limits
from bot.render.blocks import Block, plain
from bot.render.text import clip

GIVEN = "given"
"""The `action_id` of an input that only its modal's submission tells of."""
ROUND = "~"


def field(name: str, label: str, element: Block, hint: str = "", *, optional: bool = False) -> Block:
    """Return an input under its label; one that is not optional must be filled in before Slack submits it."""
    block: Block = {"type": "input", "block_id": name, "label": plain(label), "element": element}
    shown = block | {"hint": plain(hint)} if hint else block
    return shown | {"optional": True} if optional else shown


def telling(block: Block) -> Block:
    """Return a field whose every change is told at once."""
    return block | {"dispatch_action": True}


def line_input(initial: str = "", placeholder: str = "", most: int = limits.INPUT) -> Block:
    """Return an input of one line."""
    return _begun(
        _input("plain_text_input", max_length=most), "initial_value", clip(initial, most), placeholder
    )


def box_input(initial: str = "", placeholder: str = "") -> Block:
    """Return a box for several lines."""
    return line_input(initial, placeholder) | {"multiline": True}


def menu(options: Sequence[tuple[str, str]], initial: str = "", action: str = GIVEN) -> Block:
    """Return a menu of options, each a label and its value."""
    made = {value: option(label, value) for label, value in options}
    return _begun(
        {**_input("static_select", action), "options": list(made.values())},
        "initial_option",
        made.get(initial),
    )


def typeahead(action: str, initial: Block | None = None, placeholder: str = "") -> Block:
    """Return a menu whose options are looked up while somebody types; `action` says among what."""
    searched = _input("external_select", action, min_query_length=1)
    return _begun(searched, "initial_option", initial, placeholder)


def typeaheads(action: str, initial: Sequence[Block] = (), placeholder: str = "") -> Block:
    """Return a menu like `typeahead` that takes several, each of which can be taken away again."""
    searched = _input("multi_external_select", action, min_query_length=1)
    return _begun(searched, "initial_options", list(initial), placeholder)


def day(initial: str = "") -> Block:
    """Return a calendar that begins with an ISO day, or with none."""
    return _begun(_input("datepicker"), "initial_date", initial)


def moment(initial: int | str = "") -> Block:
    """Return a calendar with a clock, which begins with a moment in seconds since the epoch, or with none."""
    return _begun(_input("datetimepicker"), "initial_date_time", initial)


def tick(label: str, *, ticked: bool = False) -> Block:
    """Return one box to tick."""
    only = option(label, "yes")
    return _begun({**_input("checkboxes"), "options": [only]}, "initial_options", [only] if ticked else None)


def option(label: str, value: str) -> Block:
    """Return a choice of a menu."""
    return {"text": plain(clip(label, limits.OPTION_TEXT)), "value": value}


def suggestions(options: Iterable[Block]) -> Block:
    """Return what a typeahead is answered with, as many options as Slack shows."""
    return {"options": list(options)[: limits.OPTIONS]}


def name_of(block_id: str) -> str:
    """Return the name of the field that a block's id is made from."""
    return block_id.partition(ROUND)[0]


def _input(kind: str, action: str = GIVEN, **settings: Any) -> Block:
    return {"type": kind, "action_id": action, **settings}


def _begun(element: Block, key: str, initial: Any, placeholder: str = "") -> Block:
    begun = element | {key: initial} if initial else element
    return begun | {"placeholder": plain(placeholder)} if placeholder else begun
