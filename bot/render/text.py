"""Text made fit for Slack: escaped, cut to length, quoted, and as a link that lands on the words."""

import re
from collections.abc import Iterable
from urllib.parse import quote

from bot.render import limits
from bot.render.blocks import Block, mrkdwn, plain

FROM_SLACK = "slack:"
"""What the name of a person begins with who is known by an id of Slack's."""

_MARKUP = re.compile(r"[*_~`]|:\S+:|^\s*[>#]|\]\(", re.MULTILINE)
_CUT_ENTITY = re.compile(r"&[a-z]{0,3}$")
_UNSAFE_IN_LINK = re.compile(r"[\s<>|]")
_QUOTATION_MARKS = {"“": "”", '"': '"', "«": "»", "„": "“"}

WHOLE = 100
"""A passage longer than this is found by its first and last words."""
EDGE = 40
"""Code points of the first and of the last words of a long passage."""


def escape(text: str) -> str:
    """Escape the characters that Slack's markup gives a meaning (docs.slack.dev/messaging/formatting)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def clip(text: str, limit: int) -> str:
    """Return the text, or as much of its start as `limit` code points hold with an ellipsis."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def quoted(text: str) -> str:
    """Return the text in typographic quotation marks, unless it brings its own."""
    own = len(text) > 1 and _QUOTATION_MARKS.get(text[0]) == text[-1]
    return text if own else f"“{text}”"


def titled(title: str, text: str) -> Block:
    """Return a text object with a line in bold above the rest, or all plain where it could be read as markup.

    Slack has no escape for `*`, `_`, `~`, `` ` ``, emoji codes and a leading `>`: text with any of these, or
    with what is markup elsewhere, is sent as plain text; so is a title that is not one line, which bold is.
    """
    both = f"{title}\n{text}" if title and text else title or text
    if title != " ".join(title.split()) or not title or _MARKUP.search(both):
        return plain(clip(both, limits.TEXT_OBJECT))
    marked = f"*{escape(title)}*\n{escape(text)}"
    return mrkdwn(marked) if len(marked) <= limits.TEXT_OBJECT else plain(clip(both, limits.TEXT_OBJECT))


def link(url: str, label: str) -> Block | None:
    """Return a link under one of the desk's own labels; None where it is no web address, or too long."""
    if not url.startswith(("https://", "http://")):
        return None
    target = escape(_UNSAFE_IN_LINK.sub(lambda match: quote(match[0], safe=""), url))
    return mrkdwn(f"<{target}|{label}>") if len(target) <= limits.LINK else None


def fragment_url(url: str, exact: str, prefix: str = "", suffix: str = "") -> str:
    """Return the address of a passage in a page, as https://wicg.github.io/scroll-to-text-fragment/ has it.

    A long passage, or one of several lines, is given by its first and last words. The outermost word of
    prefix and suffix is left out: a passage keeps them cut to length, and a browser matches whole words only.

    Args:
        url: the page; an anchor in it is kept.
        exact: the words of the passage.
        prefix: what stands before them, for words that stand in the page more than once.
        suffix: what stands after them, likewise.
    """
    page, _, anchor = url.partition("#")
    before, after = prefix.split()[1:], suffix.split()[:-1]
    parts = [_encoded(part) for part in _edges(exact)]
    if before:
        parts.insert(0, _encoded(" ".join(before)) + "-")
    if after:
        parts.append("-" + _encoded(" ".join(after)))
    return f"{page}#{anchor.partition(':~:')[0]}:~:text={','.join(parts)}"


def fallback(paragraphs: Iterable[str], opening: str = "") -> str:
    """Return the top-level text of a message: the paragraphs, escaped, as far as they go into `limits.TEXT`.

    Args:
        paragraphs: what the message says, in plain text.
        opening: markup of the desk's own that stands above them.
    """
    text = opening + escape("\n\n".join(paragraphs))
    if len(text) <= limits.TEXT:
        return text
    return _CUT_ENTITY.sub("", text[: limits.TEXT - 1]).rstrip() + "…"


def _edges(exact: str) -> list[str]:
    if len(exact) <= WHOLE and "\n" not in exact.strip():
        return [" ".join(exact.split())]
    lines = exact.strip().splitlines()
    first, last = " ".join(lines[0].split()), " ".join(lines[-1].split())
    return [_cut(first), _cut(last[::-1])[::-1]]


def _cut(words: str) -> str:
    if len(words) <= EDGE:
        return words
    return words[: words.rfind(" ", 0, EDGE + 1)] if " " in words[: EDGE + 1] else words[:EDGE]


def _encoded(text: str) -> str:
    return quote(text, safe="").replace("-", "%2D")
