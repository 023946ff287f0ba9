"""What a person typed, out of Slack's markup (https://docs.slack.dev/messaging/formatting-message-text)."""

import re

_MARKED = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")


def spoken(text: str) -> str:
    """Return the words of a message: a link as its label or address, a channel by name, nobody's @mention.

    The desk knows no Slack users, so a mention, the bot's own above all, says nothing to it.
    """
    plain = _MARKED.sub(_words, text)
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def _words(marked: re.Match[str]) -> str:
    target, label = marked.groups(default="")
    if target.startswith("@"):
        return " "
    return label if target.startswith(("#", "!")) else label or target
