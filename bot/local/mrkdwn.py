"""Slack's markup, read into spans: `*bold*`, `_italic_`, `~strike~`, code, quotes, links and mentions.

See https://docs.slack.dev/messaging/formatting-message-text. A marker counts at the edge of a word only, so
that `snake_case` and `2 * 3` stay as they are.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bot.local.compose import unescape


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text that looks one way. `url` where it is a link, `mention` where it names someone."""

    text: str
    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    quote: bool = False
    mention: bool = False
    url: str = ""


def _styled(name: str, mark: str) -> str:
    sign = re.escape(mark)
    inside = rf"(?:<[^<>\n]*>|[^{sign}<\n])+?"
    return rf"(?<![\w{sign}]){sign}(?=\S)(?P<{name}>{inside})(?<=\S){sign}(?![\w{sign}])"


_INLINE = re.compile(
    "|".join(
        [
            r"`(?P<code>[^`\n]+)`",
            r"<(?P<token>[^<>\n]+)>",
            _styled("bold", "*"),
            _styled("italic", "_"),
            _styled("strike", "~"),
        ]
    )
)
_FENCE = re.compile(r"```\n?(?P<pre>.+?)\n?```", re.DOTALL)
_QUOTE = re.compile(r"^(?:&gt;|>) ?(?P<quoted>.*)$", re.MULTILINE)


def spans(text: str, names: Mapping[str, str] | None = None) -> tuple[Span, ...]:
    """Read markup; `names` gives what to call a user id or channel id that comes without a label."""
    return tuple(_fenced(text, names or {}))


def _fenced(text: str, names: Mapping[str, str]) -> Iterator[Span]:
    end = 0
    for fence in _FENCE.finditer(text):
        yield from _lines(text[end : fence.start()], names)
        yield Span(unescape(fence["pre"]), code=True)
        end = fence.end()
    yield from _lines(text[end:], names)


def _lines(text: str, names: Mapping[str, str]) -> Iterator[Span]:
    end = 0
    for line in _QUOTE.finditer(text):
        yield from _inline(text[end : line.start()], Span(""), names)
        yield from _inline(line["quoted"], Span("", quote=True), names)
        end = line.end()
    yield from _inline(text[end:], Span(""), names)


def _inline(text: str, style: Span, names: Mapping[str, str]) -> Iterator[Span]:
    end = 0
    for match in _INLINE.finditer(text):
        yield from _plain(text[end : match.start()], style)
        yield from _marked(match, style, names)
        end = match.end()
    yield from _plain(text[end:], style)


def _plain(text: str, style: Span) -> Iterator[Span]:
    if text:
        yield replace(style, text=unescape(text))


def _marked(match: re.Match[str], style: Span, names: Mapping[str, str]) -> Iterator[Span]:
    kind = str(match.lastgroup)
    if kind == "code":
        yield replace(style, text=unescape(match[kind]), code=True)
    elif kind == "token":
        yield _token(match[kind], style, names)
    else:
        yield from _inline(match[kind], _with(style, kind), names)


def _with(style: Span, kind: str) -> Span:
    bold, italic, strike = (kind == name or getattr(style, name) for name in ("bold", "italic", "strike"))
    return replace(style, bold=bold, italic=italic, strike=strike)


def _token(token: str, style: Span, names: Mapping[str, str]) -> Span:
    target, _, label = token.partition("|")
    if target[0] in "@#":
        name = label or names.get(target[1:], target[1:])
        return replace(style, text=unescape(target[0] + name), mention=True)
    if target.startswith("!date^"):
        return replace(style, text=unescape(label))
    if target[0] == "!":
        return replace(style, text=f"@{unescape(label or target[1:])}", mention=True)
    return replace(style, text=unescape(label or target), url=unescape(target))
