"""A card in the channel: who asked and what stand above it, and nobody else is named."""

import pytest

from bot.render.share import shared
from facts.errors import BadInput
from facts.questions import Question, Verb
from tests import cards
from tests.bot.render.checks import HOSTILE, assert_message, buttons, nodes

ASKED = Question(Verb.QUOTE, "fog")


def test_a_shared_card_says_who_asked_and_what() -> None:
    """The asker is mentioned, the question stands as typed, the card follows without a share button."""
    message = shared(cards.quote(), ASKED, "U0123")
    assert_message(message)
    asked, typed = message["blocks"][0]["elements"]
    assert (asked["text"], typed["text"]) == ("Asked by <@U0123>:", "/quote fog")
    assert list(buttons(message)) == ["card.context", "card.copy", "card.watch", "card.curate"]
    assert message["text"].startswith("Asked: /quote fog\n\n“Nobody sails")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_shared_question_mentions_nobody(text: str) -> None:
    """The one mention is that of the asker."""
    message = shared(cards.quote(), Question(Verb.FACT, text), "W1")
    assert_message(message)
    markup = [node["text"] for node in nodes(message["blocks"]) if node.get("type") == "mrkdwn"]
    assert markup == ["Asked by <@W1>:"]


@pytest.mark.parametrize("user", ["", "!channel", "U1>", "u1", "C123", "U1|x"])
def test_only_a_user_can_have_asked(user: str) -> None:
    """An id that is not one of a user is refused before it reaches markup."""
    with pytest.raises(BadInput, match="ask again"):
        shared(cards.quote(), ASKED, user)
