"""What Slack refuses, by its own error names."""

from typing import Any

import pytest

from bot.local.model import Refused
from bot.local.rules import check_message, check_view, with_ids
from tests.bot.local.echo_app import button, card, form, plain, section


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    """Return a block of controls."""
    return {"type": "actions", "elements": list(elements)}


def select(count: int, **more: Any) -> dict[str, Any]:
    """Return a menu with so many options."""
    options = [{"text": plain(f"option {number}"), "value": str(number)} for number in range(count)]
    return {"type": "static_select", "action_id": "s", "options": options, **more}


FITTING = {
    "a card": card("words")["blocks"],
    "a section of 3,000": [section("x" * 3000)],
    "a heading of 150": [{"type": "header", "text": plain("x" * 150)}],
    "a button of 75 and 2,000": [actions(button("x" * 75, "a", value="v" * 2000))],
    "50 blocks": [{"type": "divider"}] * 50,
    "100 options": [actions(select(100))],
    "13,200 characters": [section("x" * 3000)] * 4 + [section("x" * 1200)],
    "a table of 10,000": [{"type": "table", "rows": [[{"type": "raw_text", "text": "x" * 5000}] * 2]}],
    "a picture beside a section": [
        {**section("x"), "accessory": {"type": "image", "image_url": "https://a.org/x.png", "alt_text": "x"}}
    ],
}
BREAKING = {
    "a section of 3,001": [section("x" * 3001)],
    "a section that says nothing": [{"type": "section"}],
    "an empty text": [section("")],
    "a field of 2,001": [{"type": "section", "fields": [plain("x" * 2001)]}],
    "11 fields": [{"type": "section", "fields": [plain("x")] * 11}],
    "a heading of 151": [{"type": "header", "text": plain("x" * 151)}],
    "markup in a heading": [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}],
    "a button of 76": [actions(button("x" * 76, "a"))],
    "a value of 2,001": [actions(button("x", "a", value="v" * 2001))],
    "an action id of 256": [actions(button("x", "a" * 256))],
    "a style that is none": [actions(button("x", "a", style="loud"))],
    "26 controls": [actions(*(button("x", str(number)) for number in range(26)))],
    "an empty row of controls": [actions()],
    "the same action id twice": [actions(button("x", "a"), button("y", "a"))],
    "the same block id twice": [{"type": "divider", "block_id": "b"}] * 2,
    "101 options": [actions(select(101))],
    "options and groups": [
        actions(select(1, option_groups=[{"label": plain("x"), "options": select(1)["options"]}]))
    ],
    "a choice that is no option": [actions(select(1, initial_option={"text": plain("other"), "value": "9"}))],
    "11 pieces of small print": [{"type": "context", "elements": [plain("x")] * 11}],
    "51 blocks": [{"type": "divider"}] * 51,
    "a field nobody knows": [{"type": "divider", "color": "red"}],
    "a block nobody knows": [{"type": "carousel"}],
    "no type": [{"text": plain("x")}],
    "no list": {"type": "divider"},
    "an address without a scheme": [actions(button("x", "a", url="a.org"))],
    "two tables": [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}] * 2,
    "a table of 10,001": [{"type": "table", "rows": [[{"type": "raw_text", "text": "x" * 10_001}]]}],
}


@pytest.mark.parametrize("blocks", FITTING.values(), ids=FITTING)
def test_blocks_at_the_limit_are_posted(blocks: Any) -> None:
    """A limit is what still goes."""
    check_message("text", blocks)


@pytest.mark.parametrize("blocks", BREAKING.values(), ids=BREAKING)
def test_blocks_over_the_limit_are_refused(blocks: Any) -> None:
    """One more than the limit is `invalid_blocks`, with the reason."""
    with pytest.raises(Refused, match="invalid_blocks") as refused:
        check_message("text", blocks)
    assert all(
        reason.startswith("[ERROR] ") for reason in refused.value.answer()["response_metadata"]["messages"]
    )


@pytest.mark.parametrize(
    ("text", "blocks", "error"),
    [
        ("", None, "no_text"),
        ("", [], "no_text"),
        ("x" * 40_001, None, "msg_too_long"),
        ("x", [section("x" * 3000)] * 4 + [section("x" * 1201)], "msg_blocks_too_long"),
    ],
)
def test_a_message_as_a_whole_has_limits(text: str, blocks: Any, error: str) -> None:
    """Slack has a name of its own for a message that says nothing or too much."""
    with pytest.raises(Refused, match=error):
        check_message(text, blocks)


@pytest.mark.parametrize(
    "change",
    [
        {"title": plain("x" * 25)},
        {"submit": plain("x" * 25)},
        {"private_metadata": "x" * 3001},
        {"callback_id": "x" * 256},
        {"blocks": [{"type": "divider"}] * 101},
        {"submit": None},
        {"type": "home"},
        {"type": "window"},
    ],
)
def test_a_modal_over_the_limit_is_refused(change: dict[str, Any]) -> None:
    """A modal that breaks a limit, or asks for input without a way to submit it, is not shown."""
    check_view(form("hello"), "modal")
    with pytest.raises(Refused, match="invalid_arguments"):
        check_view(form("hello") | change, "modal")


def test_a_view_too_large_is_refused() -> None:
    """A view of more than 250 kB is `view_too_large`, whatever is in it."""
    blocks = [section("ü" * 3000) for _ in range(100)]
    with pytest.raises(Refused, match="view_too_large"):
        check_view({"type": "home", "blocks": blocks}, "home")


def test_missing_ids_are_filled_in() -> None:
    """Every block and control has an id in the end, and those that the app gave are kept."""
    numbers = iter("123456")
    blocks = [
        actions(button("x", "mine"), {"type": "button", "text": plain("y")}),
        {"type": "divider", "block_id": "b"},
    ]
    filled = with_ids(blocks, lambda: next(numbers))
    assert [block["block_id"] for block in filled] == ["1", "b"]
    assert [element["action_id"] for element in filled[0]["elements"]] == ["mine", "2"]
    assert "block_id" not in blocks[0]
