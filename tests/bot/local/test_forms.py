"""Menus and inputs, asked for line by line."""

from typing import Any

import pytest

from bot.local.forms import ask_form, ask_value
from bot.local.model import Json
from tests.bot.local.echo_app import plain

OPTIONS: list[Json] = [{"text": plain(name.title()), "value": name} for name in ("soft", "loud")]
SELECT = {"type": "static_select", "options": OPTIONS}
GROUPED = {"type": "static_select", "option_groups": [{"label": plain("All"), "options": OPTIONS}]}
EXTERNAL = {"type": "external_select"}
SEVERAL = {"type": "multi_external_select", "initial_options": OPTIONS[:1]}


class Typing:
    """Somebody who types these lines, and the prompts that they saw."""

    def __init__(self, *lines: str) -> None:
        self.lines = list(lines)
        self.prompts: list[str] = []

    async def ask(self, prompt: str) -> str:
        """Type the next line."""
        self.prompts.append(prompt)
        return self.lines.pop(0)

    async def suggest(self, _: Json, query: str) -> list[Json]:
        """Offer what begins with the query."""
        return [option for option in OPTIONS if option["value"].startswith(query)]


@pytest.mark.parametrize(
    ("element", "lines", "given"),
    [
        (SELECT, ["2"], "loud"),
        (SELECT, ["3", "loud", "1 2", "1"], "soft"),
        (SELECT, [""], None),
        (GROUPED, ["1"], "soft"),
        ({"type": "overflow", "options": OPTIONS}, ["2"], "loud"),
        ({"type": "radio_buttons", "options": OPTIONS}, ["2"], "loud"),
        ({"type": "checkboxes", "options": OPTIONS}, ["1, 2"], ["soft", "loud"]),
        ({"type": "checkboxes", "options": OPTIONS}, [""], None),
        ({"type": "datepicker"}, ["16 May", "2025-05-16"], "2025-05-16"),
        ({"type": "datepicker"}, [""], None),
        ({"type": "datetimepicker"}, ["soon", "2030-01-01 06:00"], 1_893_477_600),
        ({"type": "datetimepicker"}, [""], None),
        ({"type": "plain_text_input"}, ["words"], "words"),
        ({"type": "plain_text_input"}, [""], None),
        (EXTERNAL, ["lo", "1"], OPTIONS[1]),
        (EXTERNAL, ["zz", ""], None),
        (EXTERNAL, [""], None),
        (SEVERAL, ["lo", "1, 2"], OPTIONS),
        (SEVERAL, ["so", "2", "1"], OPTIONS[:1]),
        (SEVERAL, ["lo", ""], []),
        (SEVERAL, [""], None),
    ],
)
async def test_a_value_is_asked_for_until_it_fits(element: Json, lines: list[str], given: Any) -> None:
    """Each kind of input takes its kind of line, asks again for one that does not fit, and may be left."""
    person = Typing(*lines)
    assert await ask_value(element, "Volume", person.ask, person.suggest) == given
    assert person.lines == []


async def test_a_form_says_what_it_holds_and_what_is_wrong() -> None:
    """The prompt of an input has its hint, its complaint and what an empty line leaves in it."""
    element = {**SELECT, "action_id": "a", "initial_option": OPTIONS[0]}
    block = {
        "type": "input",
        "block_id": "b",
        "label": plain("Volume"),
        "hint": plain("Not too loud"),
        "element": element,
    }
    optional: Json = {"type": "input", "block_id": "c", "label": plain("When"), "optional": True}
    day = {"type": "datepicker", "action_id": "d", "initial_date": "2025-05-16"}
    person = Typing("2", "")
    asked = [(block, "Too soft."), (optional | {"element": day}, "")]
    assert await ask_form(asked, person.ask, person.suggest) == {"b": {"a": "loud"}}
    assert person.prompts == [
        "Volume · Not too loud · Too soft. · [Soft]\n1 Soft  2 Loud: ",
        "When · optional · [2025-05-16] (YYYY-MM-DD): ",
    ]
