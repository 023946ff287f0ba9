"""What a person typed, out of Slack's markup (https://docs.slack.dev/messaging/formatting-message-text)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_MARKED = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")

_CHECK = re.compile(r"/?check(?:\s*[:,]\s*|\s+|(?=[?!.]*$))", re.IGNORECASE)
_ENDS = " ?!.:,"


def spoken(text: str) -> str:
    """Return the words of a message: a link as its label or address, a channel by name, nobody's @mention.

    The desk knows no Slack users, so a mention, the bot's own above all, says nothing to it.
    """
    plain = _MARKED.sub(_words, text)
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def written(message: Mapping[str, Any]) -> str:
    """Return the words of a message as its author sees them: bold and italic type is not part of them.

    Slack's own editor sends rich text, in which no mark of its markup stands among the words; whatever else
    has blocks says in `text` what they say (https://docs.slack.dev/reference/block-kit/blocks/rich-text-block).
    """
    blocks = message.get("blocks") or ()
    if blocks and all(block.get("type") == "rich_text" for block in blocks):
        return "\n".join(_lines(blocks)).strip()
    return spoken(str(message.get("text") or ""))


def draft_in(said: str) -> str | None:
    """Return what stands after "check" where it is the first word, empty where it stands alone; else None."""
    asked = _CHECK.match(said)
    if not asked:
        return None
    draft = said[asked.end() :].strip()
    return "" if not draft.strip(_ENDS) or draft.casefold() == "help" else draft


def _lines(nodes: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield each paragraph of rich text, however deep it stands in lists and blocks."""
    for node in nodes:
        elements = node.get("elements") or ()
        if any("elements" in element for element in elements):
            yield from _lines(elements)
        else:
            yield "".join(str(each.get("text") or each.get("url") or " ") for each in elements)


def _words(marked: re.Match[str]) -> str:
    target, label = marked.groups(default="")
    if target.startswith("@"):
        return " "
    return label if target.startswith(("#", "!")) else label or target
