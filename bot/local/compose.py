"""From what a person types to the text that Slack keeps: escaped, with mentions and links marked up."""

import re
from collections.abc import Mapping

_TOKEN = re.compile(
    r"(?P<url>https?://[^\s<>]+?(?=[.,;:!?)\]]*(?:\s|$)))|(?<![\w.])(?P<handle>[@#][\w][\w.-]*)|(?P<sign>[&<>])"
)
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def escape(text: str) -> str:
    """Escape the three characters that mean something in Slack's markup."""
    return re.sub("[&<>]", lambda sign: _ESCAPES[sign[0]], text)


def unescape(text: str) -> str:
    """Undo `escape`."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def as_sent(text: str, handles: Mapping[str, str]) -> str:
    """Return a line as Slack keeps it; `handles` maps `@name` and `#name` to their markup."""

    def mark_up(token: re.Match[str]) -> str:
        if token["url"]:
            return f"<{escape(token['url'])}>"
        if token["sign"]:
            return _ESCAPES[token["sign"]]
        name, dots = _split_dots(token["handle"])
        return handles.get(name.lower(), escape(name)) + dots

    return _TOKEN.sub(mark_up, text)


def _split_dots(handle: str) -> tuple[str, str]:
    name = handle.rstrip(".-")
    return name, handle[len(name) :]
