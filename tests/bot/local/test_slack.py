"""A real Bolt app behind the local Slack: commands, events, buttons, modals, shortcuts, failures."""

from typing import Any

import pytest

from bot.local.elements import Given
from bot.local.model import Message, Refused
from bot.local.run import LocalSlack
from bot.local.sender import FORM, Sender
from bot.local.serving import listen
from bot.local.workspace import Fault
from tests.bot.local.echo_app import MANIFEST, Echo, form
from tests.local_slack import Clock, running, texts, until

NEWSROOM = "C0NEWSROOM"


def last(slack: LocalSlack, handle: str = "ana", channel: str = NEWSROOM) -> Message:
    """Return the last message that a person sees in a channel."""
    return slack.workspace.seen_by(slack.people[handle].user.id, channel)[-1]


def top(slack: LocalSlack) -> Any:
    """Return the modal that Ana sees."""
    return slack.workspace.modals.stack("U0ANA")[-1]


async def test_a_command_is_answered_in_its_ack(slack: LocalSlack, echo: Echo) -> None:
    """The body of the ack is the answer, for the eyes of who asked, and Bolt accepted the signature."""
    await slack.people["ana"].say("/echo R&D <soon>", "newsroom")
    assert texts(slack, "ana", "newsroom") == ["R&D <soon>"]
    assert texts(slack, "ben", "newsroom") == []
    (command,) = echo.seen
    assert (command["command"], command["text"], command["user_id"]) == ("/echo", "R&D <soon>", "U0ANA")
    assert (command["channel_name"], command["team_domain"]) == ("newsroom", "local-slack")


async def test_a_command_can_answer_everyone(slack: LocalSlack) -> None:
    """With `in_channel` everyone reads it; a command that asks for it gets mentions marked up."""
    await slack.people["ana"].say("/aloud to @ben & all", "newsroom")
    assert texts(slack, "ben", "newsroom") == ["to <@U0BEN> &amp; all"]


async def test_a_command_may_answer_nothing(slack: LocalSlack) -> None:
    """An empty ack shows nothing."""
    await slack.people["ana"].say("/silent", "newsroom")
    assert texts(slack, "ana", "newsroom") == []


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("/nonsense now", "/nonsense is not a valid command."),
        ("/broken", '/broken failed with the error "dispatch_failed"'),
        (f"/echo {'x' * 3001}", '/echo failed with the error "invalid_blocks"'),
    ],
)
async def test_a_command_that_fails_tells_its_author(slack: LocalSlack, typed: str, told: str) -> None:
    """Slackbot says what went wrong, to who typed it."""
    await slack.people["ana"].say(typed, "newsroom")
    assert texts(slack, "ana", "newsroom") == [told]
    assert texts(slack, "ben", "newsroom") == []


async def test_a_command_waits_three_seconds_and_no_longer(echo: Echo) -> None:
    """An app that does not answer in time has failed (here the time is shorter)."""
    async with running(echo.asgi, MANIFEST, ack_seconds=0.05) as slack:
        await slack.people["ana"].say("/slow", "newsroom")
        assert texts(slack, "ana", "newsroom") == ['/slow failed with the error "operation_timeout"']
        echo.forever.set()


async def test_an_app_that_is_not_there_fails_the_command() -> None:
    """Where nobody listens, the command fails and the workspace goes on."""
    with listen() as unused:
        nowhere = f"http://127.0.0.1:{unused.getsockname()[1]}/slack/events"
    async with LocalSlack(MANIFEST, signing_secret="x", bot_token="x", events_url=nowhere) as slack:
        await slack.people["ana"].say("/echo x", "newsroom")
        assert texts(slack, "ana", "newsroom") == ['/echo failed with the error "dispatch_failed"']


async def test_an_app_that_is_not_there_leaves_a_form_open() -> None:
    """A submission and a menu that nobody answers fail by name, and what was filled in is not lost."""
    async with LocalSlack(
        MANIFEST, signing_secret="x", bot_token="x", events_url="http://127.0.0.1:9/"
    ) as slack:
        ana = slack.people["ana"]
        assert (await ana.shortcut("begin")).failure == "connection_failed"
        view = slack.workspace.modals.open("U0ANA", form("hello"))
        assert (await ana.submit(view)).failure == "connection_failed"
        with pytest.raises(Refused, match="invalid_options"):
            await ana.suggest(view, "who", "b")
        assert slack.workspace.modals.stack("U0ANA") == (view,)


async def test_a_command_in_a_thread_is_not_sent(slack: LocalSlack, echo: Echo) -> None:
    """Slack has no commands in threads, and says so in the thread."""
    ana = slack.people["ana"]
    await ana.say("a thread", "newsroom")
    parent = last(slack)
    await ana.say("/echo x", "newsroom", parent.ts)
    assert last(slack).text == "/echo is not supported in threads. Sorry!"
    assert last(slack).thread_ts == parent.ts
    assert echo.seen == []


async def test_a_mention_is_answered_in_its_thread(slack: LocalSlack, echo: Echo) -> None:
    """The app gets `app_mention` and posts a reply that everyone sees, which makes no new event."""
    await slack.people["ana"].say("@echo who led & why?", "newsroom")
    await slack.sender.settled()
    question, answer = slack.workspace.seen_by("U0BEN", NEWSROOM)
    assert (answer.thread_ts, answer.text) == (question.ts, "<@U0BOT> who led &amp; why?")
    (seen,) = echo.seen
    assert seen["event"]["channel_type"] == "channel"
    assert seen["authorizations"][0]["user_id"] == "U0BOT"


async def test_what_does_not_mention_the_app_stays_with_the_people(slack: LocalSlack, echo: Echo) -> None:
    """Of a channel the app hears its mentions alone, since its manifest asks for no more."""
    await slack.people["ana"].say("@ben did you hear?", "newsroom")
    await slack.sender.settled()
    assert echo.seen == []


async def test_a_direct_message_needs_no_mention(slack: LocalSlack, echo: Echo) -> None:
    """In direct messages the app gets `message` events; its own answers are no question to it."""
    await slack.people["ben"].say("hello", "echo")
    await slack.sender.settled()
    assert texts(slack, "ben", "echo") == ["hello", "heard hello"]
    assert [event["channel_type"] for event in echo.seen] == ["im"]


async def test_a_file_comes_with_its_message(slack: LocalSlack, echo: Echo) -> None:
    """A direct message with a file is one of the subtype `file_share`, a mention with one is a mention."""
    ana = slack.people["ana"]
    ana.share("draft.txt", b"words", "echo", "look")
    ana.share("draft.txt", b"words", "newsroom", "@echo look")
    await slack.sender.settled()
    direct, mention = sorted(
        (seen.get("event", seen) for seen in echo.seen), key=lambda each: each["channel"], reverse=True
    )
    assert (direct["subtype"], direct["files"][0]["name"]) == ("file_share", "draft.txt")
    assert (mention["type"], mention.get("subtype")) == ("app_mention", None)
    assert mention["files"][0]["mode"] == "snippet"
    with pytest.raises(Refused, match="channel_not_found"):
        ana.share("draft.txt", b"words", "nowhere")


async def test_a_group_hears_mentions_alone(slack: LocalSlack, echo: Echo) -> None:
    """In a group of people and the app it is as in a channel, and events name its kind."""
    await slack.people["ana"].say("Morning!", "G0GROUP")
    await slack.people["ana"].say("@echo morning!", "G0GROUP")
    await slack.sender.settled()
    (seen,) = echo.seen
    assert seen["event"]["channel_type"] == "mpim"
    assert texts(slack, "ben", "G0GROUP")[-1] == "<@U0BOT> morning!"


async def test_an_event_is_sent_again_until_it_is_taken(slack: LocalSlack, echo: Echo) -> None:
    """After an error the same event comes again, with how often and why; once taken it comes no more."""
    echo.failing_events = 2
    await slack.people["ana"].say("@echo again", "newsroom")
    await slack.sender.settled()
    ids = {seen["event_id"] for seen in echo.seen}
    numbers = [seen["headers"].get("x-slack-retry-num", ["0"])[0] for seen in echo.seen]
    assert (len(ids), numbers) == (1, ["0", "1", "2"])
    assert echo.seen[1]["headers"]["x-slack-retry-reason"] == ["http_error"]
    assert len(slack.workspace.history(NEWSROOM, slack.workspace.history(NEWSROOM)[0].ts)) == 2


async def test_an_event_is_given_up_after_three_more_times(slack: LocalSlack, echo: Echo) -> None:
    """An app that never takes an event gets it four times in all."""
    echo.failing_events = 9
    await slack.people["ana"].say("@echo never", "newsroom")
    await slack.sender.settled()
    assert len(echo.seen) == 4


async def test_a_button_shares_and_replaces(slack: LocalSlack, echo: Echo) -> None:
    """Of an ephemeral message the app gets no content, but a response URL to replace it with."""
    ana = slack.people["ana"]
    await ana.say("/echo news", "newsroom")
    assert (await ana.act(last(slack), "share")).failure == ""
    assert texts(slack, "ana", "newsroom") == ["Done, it is shared.", "shared"]
    assert texts(slack, "ben", "newsroom") == ["shared"]
    body = echo.seen[-1]
    assert body["container"]["is_ephemeral"]
    assert "message" not in body
    assert (body["actions"][0]["value"], body["actions"][0]["type"]) == ("Share", "button")


async def test_a_button_on_a_public_message_comes_with_it(slack: LocalSlack, echo: Echo) -> None:
    """Of a message that everyone sees the app gets the content, blocks and all."""
    ana, ben = slack.people["ana"], slack.people["ben"]
    await ana.say("/echo news", "newsroom")
    await ana.act(last(slack), "share")
    await ben.act(last(slack, "ben"), "share")
    body = echo.seen[-1]
    assert not body["container"]["is_ephemeral"]
    assert (body["message"]["text"], body["user"]["id"]) == ("shared", "U0BEN")
    assert len(body["message"]["blocks"]) == 2


async def test_a_message_is_deleted_by_its_response_url(slack: LocalSlack) -> None:
    """`delete_original` leaves nothing."""
    ana = slack.people["ana"]
    await ana.say("/echo news", "newsroom")
    await ana.act(last(slack), "delete")
    assert texts(slack, "ana", "newsroom") == []


async def test_nobody_presses_a_button_that_is_not_there(slack: LocalSlack) -> None:
    """An action id that no control has is refused before anything is sent."""
    ana = slack.people["ana"]
    await ana.say("/echo news", "newsroom")
    with pytest.raises(Refused, match="no_such_action"):
        await ana.act(last(slack), "explode")


async def test_a_button_opens_a_modal_that_posts(slack: LocalSlack, echo: Echo) -> None:
    """A click opens a view, its submission carries what was put in, and an empty ack closes it."""
    ana = slack.people["ana"]
    await ana.say("/echo news", "newsroom")
    await ana.act(last(slack), "form")
    options = await ana.suggest(top(slack), "who", "b")
    assert [each["value"] for each in options] == ["ben", "bella"]
    given: Given = {"words": {"words": "said"}, "volume": {"volume": "soft"}, "who": {"who": options[1]}}
    assert (await ana.submit(top(slack), given)).failure == ""
    assert slack.workspace.modals.stack("U0ANA") == ()
    assert texts(slack, "ana", "echo") == ["said"]
    values = echo.seen[-1]["view"]["state"]["values"]
    assert values["volume"]["volume"]["selected_option"]["value"] == "soft"
    assert values["who"]["who"]["selected_option"]["value"] == "bella"
    assert echo.seen[-1]["view"]["private_metadata"] == "hello"


async def test_a_submission_may_come_back_with_errors(slack: LocalSlack, echo: Echo) -> None:
    """What the app complains of is shown and the modal stays; an empty form is not even sent."""
    ana = slack.people["ana"]
    await ana.shortcut("begin")
    assert (await ana.submit(top(slack), {"words": {"words": "no"}})).errors == {"words": "Not that."}
    sent = len(echo.seen)
    errors = (await ana.submit(top(slack), {"words": {"words": ""}})).errors
    assert errors == {"words": "Please complete this required field."}
    assert (len(echo.seen), len(slack.workspace.modals.stack("U0ANA"))) == (sent, 1)


@pytest.mark.parametrize(
    ("words", "titles", "failure"),
    [
        ("more", ["Done"], ""),
        ("on top", ["Say what?", "Done"], ""),
        ("all gone", [], ""),
        ("nonsense", ["Say what?"], "invalid_response_action"),
        ("no such field", ["Say what?"], "invalid_errors"),
        ("too long", ["Say what?"], "invalid_arguments"),
    ],
)
async def test_a_submission_may_change_what_is_shown(
    slack: LocalSlack, words: str, titles: list[str], failure: str
) -> None:
    """A `response_action` updates, pushes or clears; one that Slack cannot follow leaves the form open."""
    ana = slack.people["ana"]
    await ana.shortcut("begin")
    assert (await ana.submit(top(slack), {"words": {"words": words}})).failure == failure
    shown = slack.workspace.modals.stack("U0ANA")
    assert [view.content["title"]["text"] for view in shown] == titles


async def test_a_modal_on_a_modal_closes_to_the_one_below(slack: LocalSlack, echo: Echo) -> None:
    """A button inside a modal knows what the inputs hold; closing tells the app that wants to know."""
    ana = slack.people["ana"]
    await ana.shortcut("begin")
    await ana.act(top(slack), "more", values={"words": {"words": "half"}})
    assert echo.seen[-1]["view"]["state"]["values"]["words"]["words"]["value"] == "half"
    assert top(slack).content["title"]["text"] == "More"
    await ana.close(top(slack))
    assert top(slack).content["title"]["text"] == "Say what?"
    await ana.close(top(slack), everything=True)
    assert slack.workspace.modals.stack("U0ANA") == ()
    assert (echo.seen[-1]["type"], echo.seen[-1]["is_cleared"]) == ("view_closed", True)


async def test_a_shortcut_on_a_message_answers_in_its_thread(slack: LocalSlack, echo: Echo) -> None:
    """A message shortcut comes with the message."""
    ana = slack.people["ana"]
    await ana.say("listen", "newsroom")
    await ana.shortcut("repeat", last(slack))
    assert (echo.seen[-1]["type"], echo.seen[-1]["callback_id"]) == ("message_action", "repeat")
    assert texts(slack, "ben", "newsroom") == ["listen", "listen"]


async def test_opening_the_home_tab_has_it_published(slack: LocalSlack) -> None:
    """The app learns that a person opened its Home tab, and fills it."""
    slack.people["ana"].open_tab("home")
    await slack.sender.settled()
    home = slack.workspace.modals.home("U0ANA")
    assert home
    assert home.blocks[0]["text"]["text"] == "*At home*"


async def test_a_change_is_told_where_the_app_hears_messages(slack: LocalSlack, echo: Echo) -> None:
    """In direct messages a reworded or deleted message makes an event too; Bolt leaves out its own."""
    said: list[dict[str, Any]] = []
    slack.workspace.on_event = said.append
    message = slack.workspace.post("D0ANA", "U0ANA", "one")
    slack.workspace.delete(slack.workspace.update(message, "two"))
    assert [event.get("subtype") for event in said] == [None, "message_changed", "message_deleted"]
    assert said[1]["message"]["text"] == "two"
    assert said[2]["previous_message"]["text"] == "two"
    assert echo.seen == []


async def test_an_app_may_ask_for_no_more_of_an_event(slack: LocalSlack, echo: Echo) -> None:
    """An answer with `X-Slack-No-Retry: 1` is the last of its event, whatever its status."""
    echo.no_retry = True
    echo.failing_events = 9
    await slack.people["ana"].say("@echo once", "newsroom")
    await slack.sender.settled()
    assert len(echo.seen) == 1


async def test_a_wrong_signature_is_not_accepted(slack: LocalSlack, echo: Echo) -> None:
    """Bolt refuses what is signed with another secret: the signatures here are really checked."""
    async with Sender(slack.workspace, slack.sender.url, "another secret") as forger:
        reply = await forger.post("command=%2Fecho&text=x", FORM)
    assert (reply.status, echo.seen) == (401, [])


async def test_an_old_request_is_not_accepted(slack: LocalSlack, echo: Echo, clock: Clock) -> None:
    """Bolt refuses a request that was signed more than five minutes ago."""
    clock.forward(-10 * 60)
    reply = await slack.sender.post("command=%2Fecho&text=x", FORM)
    assert (reply.status, echo.seen) == (401, [])


async def test_a_rate_limited_answer_comes_after_all(slack: LocalSlack) -> None:
    """A mention whose answer meets a 429 is answered once the time has passed."""
    slack.workspace.faults["chat.postMessage"].append(Fault(429, retry_after=0))
    await slack.people["ana"].say("@echo hurry", "newsroom")
    await until(slack.workspace, lambda: len(texts(slack, "ana", "newsroom")) == 2)
