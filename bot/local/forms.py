"""Menus and inputs, asked for line by line."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import Any, TypeAlias

from bot.local.elements import options
from bot.local.model import Json

Ask: TypeAlias = Callable[[str], Awaitable[str]]
"""Shows a prompt and returns the line that was typed."""

Suggest: TypeAlias = Callable[[Json, str], Awaitable[list[Json]]]
"""Returns the options that the app has for a menu and what was typed into it."""


async def ask_value(element: Json, label: str, ask: Ask, suggest: Suggest) -> Any:
    """Ask what to put into a control, until it fits; None where the line was left empty."""
    kind = element["type"]
    if kind in ("external_select", "multi_external_select"):
        typed = await ask(f"{label}, search for: ")
        choose = _one if kind == "external_select" else partial(_kept, element.get("initial_options", []))
        return await choose(await suggest(element, typed), label, ask) if typed else None
    if kind in ("static_select", "radio_buttons", "overflow"):
        chosen = await _one(options(element), label, ask)
        return chosen["value"] if chosen else None
    if kind == "checkboxes":
        return await _several(options(element), label, ask)
    if kind == "datepicker":
        return await _day(label, ask)
    if kind == "datetimepicker":
        return await _moment(label, ask)
    return await ask(f"{label}: ") or None


async def ask_form(blocks: list[tuple[Json, str]], ask: Ask, suggest: Suggest) -> dict[str, Json]:
    """Ask for the inputs of a form, each with what was wrong with it; return what was given, by block id."""
    values: dict[str, Json] = {}
    for block, complaint in blocks:
        notes = [
            block.get("hint", {}).get("text", ""),
            "optional" if block.get("optional") else "",
            complaint,
        ]
        notes.append(_held(block["element"]))
        label = " · ".join([block["label"]["text"], *filter(None, notes)])
        given = await ask_value(block["element"], label, ask, suggest)
        if given is not None:
            values[block["block_id"]] = {block["element"]["action_id"]: given}
    return values


def _held(element: Json) -> str:
    """Return what an empty line leaves in the input."""
    started = [element.get("initial_option"), *element.get("initial_options", ())]
    words = [option["text"]["text"] for option in started if option]
    words += [element[name] for name in ("initial_value", "initial_date") if element.get(name)]
    if seconds := element.get("initial_date_time"):
        words.append(f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M}")
    return f"[{', '.join(words)}]" if words else ""


async def _one(offered: list[Json], label: str, ask: Ask) -> Json | None:
    numbers = await _numbers(offered, label, ask, most=1)
    return offered[numbers[0]] if numbers else None


async def _several(offered: list[Json], label: str, ask: Ask) -> list[str] | None:
    numbers = await _numbers(offered, label, ask, most=len(offered))
    return [offered[number]["value"] for number in numbers] or None


async def _kept(held: list[Json], found: list[Json], label: str, ask: Ask) -> list[Json]:
    """Ask which are to stand in a menu, of those that do and those that a search finds."""
    offered = [*held, *(each for each in found if each not in held)]
    return [offered[number] for number in await _numbers(offered, label, ask, most=len(offered))]


async def _numbers(offered: list[Json], label: str, ask: Ask, *, most: int) -> list[int]:
    choices = "  ".join(f"{number} {each['text']['text']}" for number, each in enumerate(offered, start=1))
    while True:
        line = await ask(f"{label}\n{choices or 'nothing found'}: ")
        words = line.replace(",", " ").split()
        if all(word.isdecimal() and 0 < int(word) <= len(offered) for word in words) and len(words) <= most:
            return [int(word) - 1 for word in words]


async def _moment(label: str, ask: Ask) -> int | None:
    while line := await ask(f"{label} (YYYY-MM-DD HH:MM, UTC): "):
        try:
            return int(datetime.fromisoformat(line).replace(tzinfo=UTC).timestamp())
        except ValueError:
            continue
    return None


async def _day(label: str, ask: Ask) -> str | None:
    while line := await ask(f"{label} (YYYY-MM-DD): "):
        try:
            return date.fromisoformat(line).isoformat()
        except ValueError:
            continue
    return None
