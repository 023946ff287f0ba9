"""A card passed on to a channel, under who asked and what was asked."""

import re

from bot.render.answers import Message, quiet, told
from bot.render.blocks import Block, context, mrkdwn, plain
from bot.render.cards import card_blocks
from bot.render.limits import LINE
from bot.render.text import clip, fallback
from bot.render.usage import asked
from facts.answers import Card
from facts.errors import BadInput
from facts.questions import Question

_USER = re.compile(r"[UW][A-Z0-9]{1,30}")


def shared(card: Card, question: Question, user: str) -> Message:
    """Return the message that shares a card: "Asked by" a person, what was asked, the card.

    Args:
        card: what to share.
        question: what it answers.
        user: Slack's id of the one who asked, the only person that a message of the desk ever names.

    Raises:
        BadInput: the id is not one of a Slack user.
    """
    return passed_on(user, asked(question), told(card), card_blocks(card))


def passed_on(user: str, typed: str, text: str, blocks: list[Block]) -> Message:
    """Return what is shared, under who asked for it.

    Args:
        user: Slack's id of the one who asked.
        typed: what they asked.
        text: what is shared, in plain text.
        blocks: the same as blocks.

    Raises:
        BadInput: the id is not one of a Slack user.
    """
    if not _USER.fullmatch(user):
        raise BadInput("The one who asked is not named by a Slack user id; ask again.")
    typed = clip(typed, LINE)
    head = context(mrkdwn(f"Asked by <@{user}>:"), plain(typed))
    return quiet(fallback([f"Asked: {typed}", text]), [head, *blocks])
