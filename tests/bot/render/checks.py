"""What Slack would refuse, written out here from its documentation, apart from the renderer's own limits."""

import json
import re
from collections.abc import Iterator
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]

HOSTILE = (
    "<!channel> <!here|x> <@U0123ABCD> <#C0123ABCD> <!subteam^S1|all>",
    "*bold* _it_ ~no~ `code` ```pre``` :x: :+1: @channel #general",
    "**bold** [text](https://evil.example) # heading",
    "> quoted\n>>> all of it\n# heading\n- item",
    "R&D &amp; &lt;b&gt; &#x41; <script>alert(1)</script> <https://evil.example|bank>",
    "שלום עולם \u202eevil\u202c مرحبا",
    "👩‍👩‍👧‍👦" * 30 + "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞",
    "\\ \" ' {} \x01\x1f\u2028\u2029\ufeff",
    "ж" * 10_000,
    "&" * 10_000,
    "word " * 2_000,
)
"""Texts that break what forgets to be careful."""

_LONGEST = {"plain_text": 3_000, "mrkdwn": 3_000}
_MOST = {"actions": 25, "context": 10}


def nodes(node: Any) -> Iterator[Json]:
    """Yield every object in a payload."""
    if isinstance(node, dict):
        yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from nodes(child)


def shown(payload: Json) -> str:
    """Return all text of a payload's blocks, in order, joined by line ends."""
    return "\n".join(node["text"] for node in nodes(payload["blocks"]) if isinstance(node.get("text"), str))


def buttons(payload: Json) -> dict[str, str]:
    """Return the buttons of a payload, value by action id, the last of each."""
    return {
        node["action_id"]: node["value"] for node in nodes(payload["blocks"]) if node.get("type") == "button"
    }


def assert_message(message: Json) -> None:
    """Fail where a message breaks a limit, mentions anyone, or would be quiet to a screen reader."""
    assert 0 < len(message["text"]) <= 4_000
    assert re.fullmatch(r"(?s)(?:[^&<>]|&amp;|&lt;|&gt;)+", message["text"])
    assert message["unfurl_links"] is message["unfurl_media"] is False
    assert 0 < len(message["blocks"]) <= 50
    assert _characters(message) <= 11_000
    _assert_blocks(message["blocks"])


def assert_view(view: Json) -> None:
    """Fail where a modal breaks a limit."""
    assert view["type"] == "modal"
    assert len(view["title"]["text"]) <= 24
    assert 0 < len(view["blocks"]) <= 100
    assert len(json.dumps(view)) <= 250_000
    _assert_blocks(view["blocks"])


def assert_form(view: Json) -> None:
    """Fail where a modal with inputs breaks a limit, or could not be submitted."""
    assert_view(view)
    assert view["submit"]["text"]
    assert all(len(view[name]["text"]) <= 24 for name in ("submit", "close"))
    assert len(view["private_metadata"]) <= 3_000
    blocks = [block["block_id"] for block in view["blocks"] if "block_id" in block]
    assert len(blocks) == len(set(blocks))
    for element in (block["element"] for block in view["blocks"] if block["type"] == "input"):
        assert len(element.get("initial_value", "")) <= 3_000
        assert all(len(it["text"]["text"]) <= 75 for it in element.get("options", ()))
        assert all(len(it["value"]) <= 150 for it in element.get("options", ()))


def assert_home(view: Json) -> None:
    """Fail where a Home tab breaks a limit."""
    assert view["type"] == "home"
    assert 0 < len(view["blocks"]) <= 100
    _assert_blocks(view["blocks"])


def _characters(payload: Json) -> int:
    return sum(len(node["text"]) for node in nodes(payload["blocks"]) if isinstance(node.get("text"), str))


def _assert_blocks(blocks: list[Json]) -> None:
    for block in blocks:
        assert len(block.get("elements", ())) <= _MOST.get(block["type"], 10_000)
        assert (
            block["type"] == "divider"
            or block.get("elements")
            or block.get("fields")
            or block.get("text")
            or block.get("element")
        )
        ids = [node["action_id"] for node in nodes(block) if "action_id" in node]
        assert len(ids) == len(set(ids))
        for node in nodes(block):
            _assert_node(node)


def _assert_node(node: Json) -> None:
    kind = node.get("type")
    if isinstance(node.get("text"), str):
        assert 0 < len(node["text"]) <= _LONGEST.get(str(kind), 12_000)
    if kind == "mrkdwn":
        assert node["verbatim"] is True
        _assert_inert(node["text"])
    if kind == "plain_text":
        assert node["emoji"] is False
    if kind == "button":
        assert len(node["text"]["text"]) <= 75
        assert len(node["value"]) <= 2_000
        assert not set("&<>") & set(node["value"])
    if kind == "header":
        assert len(node["text"]["text"]) <= 150
    if kind == "section":
        assert len(node.get("fields", ())) <= 10
        assert all(len(field["text"]) <= 2_000 for field in node.get("fields", ()))


def _assert_inert(markup: str) -> None:
    """Fail where markup holds anything but one link, one asker, or one line in bold and escaped text."""
    if re.fullmatch(r"<https?://[^\s<>|]+\|Open at the sentence(?: \d+)?>", markup):
        return
    if re.fullmatch(r"Asked by <@[UW][A-Z0-9]+>:", markup):
        return
    bold = re.fullmatch(r"(?s)\*([^*\n]+)\*(?:\n(.*))?", markup)
    assert bold, markup
    for text in (bold[1], bold[2] or ""):
        assert not re.search(r"[*_~`<>]|:\S+:|&(?!amp;|lt;|gt;)", text), markup
