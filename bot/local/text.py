"""Block Kit as text: what a message says, for a terminal, a log line or a pipe. Pure functions."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from bot.local.elements import options
from bot.local.model import Json
from bot.local.mrkdwn import Span, spans

EMOJI: dict[str, str] = json.loads((Path(__file__).parent / "emoji.json").read_text("utf-8"))
"""The common emoji, by short name."""

RULE = "─" * 40


@dataclass(frozen=True, slots=True)
class Control:
    """A button, a menu or an input as it stands in text, with the JSON of its block and of itself."""

    label: str
    block: Json
    element: Json


Piece: TypeAlias = Span | Control
Names: TypeAlias = Mapping[str, str]
"""What to call a user id or a channel id."""


def blocks_to_text(blocks: Iterable[Json], names: Names | None = None) -> str:
    """Return blocks as plain text: a link as `text <url>`, a button as `[Label]`, nothing escaped."""
    return pieces_to_text(pieces(blocks, names or {}))


def mrkdwn_to_text(text: str, names: Names | None = None) -> str:
    """Return marked-up text as plain text."""
    return pieces_to_text(mrkdwn_pieces(text, names or {}))


def pieces_to_text(found: Iterable[Piece]) -> str:
    """Return pieces as plain text; a quoted line starts with `> `."""
    text, quoting = "", False
    for piece in found:
        quoted = isinstance(piece, Span) and piece.quote
        text += ("> " if quoted and not quoting else "") + _plain(piece)
        quoting = quoted
    return text


def pieces(blocks: Iterable[Json], names: Names) -> Iterator[Piece]:
    """Yield what blocks say, piece by piece, line breaks included."""
    before = ""
    for block in blocks:
        kind = block["type"]
        if before:
            close = before in ("header", "divider") or kind in ("context", "divider")
            yield Span("\n" if close else "\n\n")
        yield from _BLOCKS[kind](block, names)
        before = kind


def mrkdwn_pieces(text: str, names: Names) -> Iterator[Span]:
    """Yield the spans of marked-up text, the short names of common emoji replaced."""
    for span in spans(text, names):
        yield span if span.code else replace(span, text=_with_emoji(span.text))


def _plain(piece: Piece) -> str:
    if isinstance(piece, Control):
        return f"[{piece.label}]" + (f" <{piece.element['url']}>" if "url" in piece.element else "")
    if piece.url and piece.url.removeprefix("mailto:") != piece.text:
        return f"{piece.text} <{piece.url}>"
    return piece.text


def _with_emoji(text: str) -> str:
    return re.sub(r":([a-z0-9_+-]+):", lambda name: EMOJI.get(name[1], name[0]), text)


def _text(text: Json, names: Names) -> Iterator[Span]:
    """Yield a text object."""
    if text["type"] == "mrkdwn":
        return mrkdwn_pieces(text["text"], names)
    return iter([Span(_with_emoji(text["text"]))])


def _joined(rows: Iterable[Iterable[Piece]], between: str) -> Iterator[Piece]:
    for number, row in enumerate(rows):
        if number:
            yield Span(between)
        yield from row


def _section(block: Json, names: Names) -> Iterator[Piece]:
    rows: list[Iterable[Piece]] = [_text(text, names) for text in _texts(block)]
    if "accessory" in block:
        rows.append(_element(block, block["accessory"]))
    return _joined(rows, "\n")


def _texts(block: Json) -> list[Json]:
    return [*([block["text"]] if block.get("text") else ()), *block.get("fields", ())]


def _header(block: Json, names: Names) -> Iterator[Piece]:
    return (replace(span, bold=True) for span in _text(block["text"], names))


def _divider(_: Json, __: Names) -> Iterator[Piece]:
    yield Span(RULE)


def _context(block: Json, names: Names) -> Iterator[Piece]:
    return _joined((_small(item, names) for item in block["elements"]), " · ")


def _small(item: Json, names: Names) -> Iterator[Piece]:
    return _image(item, names) if item["type"] == "image" else _text(item, names)


def _actions(block: Json, _: Names) -> Iterator[Piece]:
    return _joined((_element(block, element) for element in block["elements"]), " ")


def _input(block: Json, _: Names) -> Iterator[Piece]:
    yield Span(f"{block['label']['text']}: ", bold=True)
    yield from _element(block, block["element"])


def _image(block: Json, _: Names) -> Iterator[Piece]:
    yield Span(f"[Picture: {block['alt_text']}]")


def _table(block: Json, names: Names) -> Iterator[Piece]:
    rows = (_joined((_cell(cell, names) for cell in row), " | ") for row in block["rows"])
    return _joined(rows, "\n")


def _cell(cell: Json, names: Names) -> Iterator[Piece]:
    return _rich_text(cell, names) if cell["type"] == "rich_text" else iter([Span(cell["text"])])


def _element(block: Json, element: Json) -> Iterator[Piece]:
    if element["type"] == "image":
        return _image(element, {})
    return iter([Control(_label(element), block, element)])


def _label(element: Json) -> str:
    """Return what a control shows: its text, what is chosen, or what it asks for."""
    if element["type"] == "button":
        return _with_emoji(element["text"]["text"])
    shown = element.get("initial_option", {}).get("text") or element.get("placeholder")
    if element["type"] in ("overflow", "radio_buttons", "checkboxes"):
        return " / ".join(option["text"]["text"] for option in options(element))
    return str(shown["text"] if shown else element.get("initial_value") or element.get("initial_date") or "…")


def _rich_text(block: Json, names: Names) -> Iterator[Piece]:
    return _joined((_RICH[part["type"]](part, names) for part in block["elements"]), "\n")


def _rich_section(part: Json, names: Names) -> Iterator[Span]:
    return (_rich_span(item, names) for item in part["elements"])


def _rich_list(part: Json, names: Names) -> Iterator[Piece]:
    indent, first = "  " * part.get("indent", 0), part.get("offset", 0) + 1
    for number, item in enumerate(part["elements"]):
        mark = f"{first + number}." if part["style"] == "ordered" else "•"
        yield Span(("\n" if number else "") + f"{indent}{mark} ")
        yield from _rich_section(item, names)


def _rich_quote(part: Json, names: Names) -> Iterator[Span]:
    """Yield a quotation line by line, so that each line is marked."""
    for span in _rich_section(part, names):
        for number, line in enumerate(span.text.split("\n")):
            if number:
                yield Span("\n")
            yield replace(span, text=line, quote=True)


def _rich_preformatted(part: Json, names: Names) -> Iterator[Span]:
    return (replace(span, code=True) for span in _rich_section(part, names))


def _rich_span(item: Json, names: Names) -> Span:
    look = item.get("style", {})
    bold, italic, strike, code = (bool(look.get(name)) for name in ("bold", "italic", "strike", "code"))
    style = Span("", bold=bold, italic=italic, strike=strike, code=code)
    match item["type"]:
        case "link":
            return replace(style, text=item.get("text") or item["url"], url=item["url"])
        case "user":
            return replace(style, text="@" + names.get(item["user_id"], item["user_id"]), mention=True)
        case "channel":
            return replace(style, text="#" + names.get(item["channel_id"], item["channel_id"]), mention=True)
        case "emoji":
            return replace(style, text=EMOJI.get(item["name"], f":{item['name']}:"))
        case _:
            return replace(style, text=item["text"])


_BLOCKS: dict[str, Callable[[Json, Names], Iterator[Piece]]] = {
    "section": _section,
    "header": _header,
    "divider": _divider,
    "context": _context,
    "actions": _actions,
    "input": _input,
    "image": _image,
    "table": _table,
    "rich_text": _rich_text,
}
_RICH: dict[str, Callable[[Json, Names], Iterator[Piece]]] = {
    "rich_text_section": _rich_section,
    "rich_text_list": _rich_list,
    "rich_text_quote": _rich_quote,
    "rich_text_preformatted": _rich_preformatted,
}
