"""Slash commands, end to end: typed in a Slack on loopback, answered in the body of the ack."""

import pytest

from bot.local.model import Message
from bot.local.run import LocalSlack
from bot.local.text import blocks_to_text
from facts.questions import Question
from tests.bot.render.checks import assert_message
from tests.newsroom import bot_on, form, newsroom, post, signed, stocked, web_of


def last_seen(slack: LocalSlack, handle: str = "ana") -> Message:
    """Return the last message that a person sees in the newsroom's channel."""
    user = slack.people[handle].user.id
    return slack.workspace.seen_by(user, slack.workspace.channel("newsroom").id)[-1]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("/quote brandt", "“Nobody sails before the fog lifts.”"),
        ("/fact ferry number 7", "Ferry number 7 left late."),
        ("/timeline ferry", "Nothing on file"),
        ("/factdesk ferry number 7", "Ferry number 7 left late."),
        ("/factdesk status", "1 quote"),
        ("/factdesk help", "/timeline"),
        ("/factdesk", "/timeline"),
        ("/quote", "/quote Fidan"),
        ("/fact help", "/fact prisoner swap"),
        ("/fact bitcoin price", "Nothing on file for “bitcoin price”."),
    ],
)
async def test_a_command_is_answered_for_the_one_who_typed_it(line: str, shown: str) -> None:
    """Each command's answer is for the asker's eyes alone, and needs no call to Slack."""
    async with newsroom(stocked()) as slack:
        await slack.people["ana"].say(line, "newsroom")
        message = last_seen(slack)
        assert shown in blocks_to_text(message.blocks)
        assert message.visible_to == slack.people["ana"].user.id
        assert {call.method for call in slack.workspace.calls} <= {"auth.test"}


async def test_the_ack_is_a_whole_message() -> None:
    """The body of the ack keeps Slack's limits, previews no link, and is marked as private."""
    body = form(text="brandt")
    response = await post(web_of(bot_on(stocked())), body, signed(body))
    assert response.json()["response_type"] == "ephemeral"
    assert_message(response.json())


@pytest.mark.parametrize("text", ["x" * 3_900, "<!channel> " * 300, "& < > \x00 '; DROP TABLE revision; --"])
async def test_what_is_typed_is_only_ever_text(text: str) -> None:
    """Long, hostile or odd input gets an answer that mentions nobody and keeps the limits."""
    body = form(text=text)
    response = await post(web_of(bot_on(stocked())), body, signed(body))
    assert response.status_code == 200
    assert_message(response.json())


async def test_a_command_that_is_not_ours_says_so() -> None:
    """An unknown command gets one sentence in private, not an error of Slack's."""
    body = form(command="/weather")
    response = await post(web_of(bot_on(stocked())), body, signed(body))
    assert response.json()["response_type"] == "ephemeral"
    assert response.json()["text"].startswith("There is no such command")


async def test_an_unforeseen_error_is_a_reference_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody foresaw is acked in private with a reference, and tells nothing of what went wrong."""
    bot = bot_on(stocked())

    def broken(*_: Question | None) -> None:
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr(bot.desk, "ask", broken)
    response = await post(web_of(bot), form(), signed(form()))
    assert response.status_code == 200
    assert response.json()["response_type"] == "ephemeral"
    assert "Something went wrong; reference" in response.json()["text"]
    assert "secret" not in response.text
