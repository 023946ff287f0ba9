"""Controls and inputs: finding them in blocks, and the state that Slack keeps of them.

What a person put in is given as it stands in a form: the text of an input, the value of an option, the
values of the boxes ticked, a day as YYYY-MM-DD, a moment in seconds; of external selects the whole options,
since only the app knows them.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from bot.local.model import Json, Refused

Given: TypeAlias = Mapping[str, Mapping[str, Any]]
"""What a person put in, by block id and action id."""

_INITIAL = {
    "plain_text_input": "initial_value",
    "static_select": "initial_option",
    "external_select": "initial_option",
    "multi_external_select": "initial_options",
    "radio_buttons": "initial_option",
    "checkboxes": "initial_options",
    "datepicker": "initial_date",
    "datetimepicker": "initial_date_time",
}

_KEYS = {
    "plain_text_input": "value",
    "checkboxes": "selected_options",
    "multi_external_select": "selected_options",
    "datepicker": "selected_date",
    "datetimepicker": "selected_date_time",
}

REQUIRED = "Please complete this required field."


def controls(blocks: Iterable[Json]) -> Iterator[tuple[Json, Json]]:
    """Yield every control or input with the block that it stands in."""
    for block in blocks:
        inside = block["elements"] if block["type"] == "actions" else ()
        for element in (*inside, block.get("accessory"), block.get("element")):
            if element and element["type"] != "image":
                yield block, element


def find(blocks: Iterable[Json], action_id: str, block_id: str = "") -> tuple[Json, Json]:
    """Return the block and the control with this action id; with a block id, in that block.

    Raises:
        Refused: `no_such_action`.
    """
    for block, element in controls(blocks):
        if element["action_id"] == action_id and block_id in ("", block["block_id"]):
            return block, element
    raise Refused("no_such_action")


def action(block: Json, element: Json, given: Any, now: str) -> Json:
    """Return what `block_actions` says of a control that was used."""
    said: Json = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "action_ts": now,
    }
    if element["type"] != "button":
        return said | _chosen(element, given)
    return said | {key: element[key] for key in ("text", "value", "url", "style") if key in element}


def state(blocks: Iterable[Json], given: Given) -> Json:
    """Return `state.values`: what every input holds, as given or as it began."""
    values: Json = {}
    for block, element in controls(blocks):
        if element["type"] in _INITIAL:
            held = _held(block, element, given)
            of_block = values.setdefault(block["block_id"], {})
            of_block[element["action_id"]] = {"type": element["type"], **held}
    return values


def complaints(blocks: Iterable[Json], given: Given) -> dict[str, str]:
    """Return, by block id, why a form cannot be submitted yet; Slack asks the app only when nothing is."""
    found = {}
    for block, element in controls(blocks):
        if block["type"] == "input":
            (held,) = _held(block, element, given).values()
            if complaint := _complaint(block, element, held):
                found[block["block_id"]] = complaint
    return found


def options(element: Json) -> list[Json]:
    """Return all options of a menu, those in groups too."""
    grouped = (option for group in element.get("option_groups", ()) for option in group["options"])
    return [*element.get("options", ()), *grouped]


def _complaint(block: Json, element: Json, held: Any) -> str:
    if not held:
        return "" if block.get("optional") else REQUIRED
    if isinstance(held, int):
        return ""
    if len(held) < element.get("min_length", 0):
        return f"This must be at least {element['min_length']} characters long."
    if element["type"] == "plain_text_input" and len(held) > element.get("max_length", 3000):
        return f"This must be at most {element.get('max_length', 3000)} characters long."
    return ""


def _held(block: Json, element: Json, given: Given) -> Json:
    of_block = given.get(block["block_id"], {})
    if element["action_id"] in of_block:
        return _chosen(element, of_block[element["action_id"]])
    return {_key(element): element.get(_INITIAL[element["type"]], _empty(element))}


def _chosen(element: Json, given: Any) -> Json:
    if element["type"] in ("static_select", "radio_buttons", "overflow"):
        return {"selected_option": _option(element, given) if given else None}
    if element["type"] == "checkboxes":
        return {"selected_options": [_option(element, value) for value in given]}
    return {_key(element): given or _empty(element)}


def _key(element: Json) -> str:
    return _KEYS.get(element["type"], "selected_option")


def _empty(element: Json) -> list[Json] | None:
    return [] if _key(element) == "selected_options" else None


def _option(element: Json, value: str) -> Json:
    for option in options(element):
        if option["value"] == value:
            return option
    raise Refused("no_such_option")
