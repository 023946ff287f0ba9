"""People as the desk names them: in rich text, where a name is shown and nobody is called by it.

Who did something is kept as `slack:U0123` or, on the command line, as a plain name. In a view a user element
rings no bell; messages have it only where one person alone can see them.
"""

import re
from collections.abc import Iterable, Mapping

from bot.render import labels
from bot.render.answers import Message, quiet
from bot.render.blocks import Block, bold, bullets, line, rich, words
from bot.render.text import FROM_SLACK, fallback

USER = re.compile(r"[UW][A-Z0-9]{1,30}")


def person(user: str) -> str:
    """Return the name that revisions have for a user of Slack."""
    return f"{FROM_SLACK}{user}"


def slack_user(name: str) -> str:
    """Return Slack's id of somebody as revisions have them, empty for who is none of its users."""
    user = name.removeprefix(FROM_SLACK)
    return user if user != name and USER.fullmatch(user) else ""


def named(name: str) -> Block:
    """Return a person as an element of rich text."""
    if user := slack_user(name):
        return {"type": "user", "user_id": user}
    return words(name or labels.NOBODY)


def several(names: Iterable[str]) -> list[Block]:
    """Return people as elements of rich text, with commas between."""
    elements: list[Block] = []
    for name in names:
        elements += [*([words(", ")] if elements else []), named(name)]
    return elements


def refusal(said: str, people: Iterable[str]) -> Block:
    """Return that somebody may not do something, and who may.

    Args:
        said: which role it takes, as one sentence.
        people: who has it.
    """
    asked = several(people)
    ask = [words(" Ask "), *asked, words(".")] if asked else [words(f" {labels.NOBODY_MAY}")]
    return rich(line(words(said), *ask))


def refused(said: str, people: Iterable[str]) -> Message:
    """Return the same as a message for the one who may not."""
    return quiet(fallback([said]), [refusal(said, people)])


def roles(given: Mapping[str, str]) -> Message:
    """Return who has which role, and how roles are given."""
    listed = [line(named(name), words(" · "), bold(role)) for name, role in given.items()]
    shown = (
        [rich(line(words(labels.ROLES)), bullets(*listed))]
        if listed
        else [rich(line(words(labels.NOBODY_MAY)))]
    )
    return quiet(fallback([labels.ROLES, labels.GIVE_ROLES]), [*shown, rich(line(words(labels.GIVE_ROLES)))])
