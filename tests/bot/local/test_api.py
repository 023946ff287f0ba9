"""The Web API, called by slack_sdk as an app calls it."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient
from starlette.applications import Starlette

from bot.local.api import WebApi
from bot.local.model import BOT_USER_ID
from bot.local.serving import listen, serving
from bot.local.workspace import Fault, Workspace
from tests.bot.local.echo_app import SCOPES, card, form, section
from tests.local_slack import BOT_TOKEN

ANA = "U0ANA"
NEWSROOM = "C0NEWSROOM"

Calling = Callable[[AsyncWebClient], Any]


@pytest.fixture
async def client(workspace: Workspace) -> AsyncIterator[AsyncWebClient]:
    """A client with the bot's token; the workspace behind it has no app to send anything to."""
    app = Starlette(routes=WebApi(workspace, BOT_TOKEN).routes())
    async with serving(app, listen()) as url:
        workspace.url = url
        yield AsyncWebClient(token=BOT_TOKEN, base_url=f"{url}api/")


async def refusal(call: Any) -> str:
    """Return the error name that a call is answered with."""
    with pytest.raises(SlackApiError) as refused:
        await call
    return str(refused.value.response["error"])


async def test_the_bot_learns_who_it_is(client: AsyncWebClient) -> None:
    """`auth.test`, `users.info` and `bots.info` agree on the bot, and a person has a name."""
    me = await client.auth_test()
    bot = await client.bots_info(bot=me["bot_id"])
    user = await client.users_info(user=me["user_id"])
    assert bot["bot"]["user_id"] == user["user"]["id"] == BOT_USER_ID
    assert user["user"]["is_bot"]
    assert (await client.users_info(user=ANA))["user"]["real_name"] == "Ana Duarte"


async def test_a_message_is_posted_changed_and_deleted(client: AsyncWebClient, workspace: Workspace) -> None:
    """A message of the bot's own can be reworded and taken away, and has an address."""
    posted = await client.chat_postMessage(channel="#newsroom", **card("first"))
    assert posted["message"]["blocks"][0]["block_id"]
    assert posted["message"]["bot_id"]
    where = {"channel": posted["channel"], "ts": posted["ts"]}
    await client.chat_update(**where, text="second")
    (message,) = workspace.history(NEWSROOM)
    assert (message.text, message.blocks) == ("second", ())
    link = await client.chat_getPermalink(channel=NEWSROOM, message_ts=posted["ts"])
    assert link["permalink"] == f"{workspace.url}archives/{NEWSROOM}/p{posted['ts'].replace('.', '')}"
    await client.chat_delete(**where)
    assert workspace.history(NEWSROOM) == []


async def test_a_message_to_a_person_is_a_direct_message(
    client: AsyncWebClient, workspace: Workspace
) -> None:
    """Posting to a user's id posts to their direct messages with the bot."""
    assert (await client.chat_postMessage(channel=ANA, text="psst"))["channel"] == "D0ANA"
    assert [each.text for each in workspace.seen_by(ANA, "D0ANA")] == ["psst"]


async def test_an_ephemeral_message_is_shown_and_not_kept(
    client: AsyncWebClient, workspace: Workspace
) -> None:
    """`chat.postEphemeral` shows a message to one person; the bot can neither read nor change it."""
    shown = await client.chat_postEphemeral(channel=NEWSROOM, user=ANA, text="only you")
    assert [each.text for each in workspace.seen_by(ANA, NEWSROOM)] == ["only you"]
    assert (await client.conversations_history(channel=NEWSROOM))["messages"] == []
    ts = shown["message_ts"]
    assert (
        await refusal(client.chat_update(channel=NEWSROOM, ts=ts, text="all of you")) == "message_not_found"
    )


async def test_history_and_replies_come_in_pages(client: AsyncWebClient, workspace: Workspace) -> None:
    """History is newest first, a thread starts with its parent, and a cursor leads on."""
    parent, *_ = [workspace.post(NEWSROOM, ANA, f"message {number}") for number in range(3)]
    workspace.post(NEWSROOM, ANA, "reply", thread_ts=parent.ts)
    first = await client.conversations_history(channel=NEWSROOM, limit=2)
    assert [each["text"] for each in first["messages"]] == ["message 2", "message 1"]
    cursor = first["response_metadata"]["next_cursor"]
    rest = await client.conversations_history(channel=NEWSROOM, limit=2, cursor=cursor)
    assert [(each["text"], each["reply_count"]) for each in rest["messages"]] == [("message 0", 1)]
    assert not rest["has_more"]
    thread = await client.conversations_replies(channel=NEWSROOM, ts=parent.ts)
    assert [each["text"] for each in thread["messages"]] == ["message 0", "reply"]
    assert (await client.conversations_info(channel=NEWSROOM))["channel"]["is_member"]
    assert (await client.conversations_info(channel="D0ANA"))["channel"]["user"] == ANA


async def test_a_file_is_handed_out_to_the_bot_alone(client: AsyncWebClient, workspace: Workspace) -> None:
    """A private address needs the bot's token in the header; whoever has none is led to a page to sign in."""
    shared = workspace.upload(ANA, "A draft.md", "“Words”".encode())
    workspace.post(NEWSROOM, ANA, files=(shared,))
    file = (await client.files_info(file=shared.id))["file"]
    assert (file["mimetype"], file["filetype"], file["size"]) == ("text/plain", "markdown", len(shared.data))
    async with aiohttp.ClientSession() as session:
        for address in (file["url_private"], file["url_private_download"]):
            bearer = {"Authorization": f"Bearer {BOT_TOKEN}"}
            async with session.get(address, headers=bearer) as answer:
                assert await answer.read() == shared.data
            async with session.get(address, allow_redirects=False) as answer:
                assert (answer.status, "redir=" in answer.headers["Location"]) == (302, True)


async def test_a_file_elsewhere_is_not_found(client: AsyncWebClient, workspace: Workspace) -> None:
    """The bot sees the files of the channels that it is in; without the scope it sees none."""
    shared = workspace.upload(ANA, "draft.txt", b"x")
    workspace.post(NEWSROOM, ANA, files=(shared,))
    channel = workspace.channels[NEWSROOM]
    workspace.channels[NEWSROOM] = replace(channel, members=frozenset({ANA}))
    assert await refusal(client.files_info(file=shared.id)) == "file_not_found"
    workspace.app = replace(workspace.app, scopes=frozenset(SCOPES) - {"files:read"})
    assert await refusal(client.files_info(file=shared.id)) == "missing_scope"


REFUSALS: dict[str, tuple[Calling, str]] = {
    "no such channel": (lambda c: c.chat_postMessage(channel="C1", text="x"), "channel_not_found"),
    "no text": (lambda c: c.api_call("chat.postMessage", json={"channel": NEWSROOM}), "no_text"),
    "too long": (lambda c: c.chat_postMessage(channel=NEWSROOM, text="x" * 40_001), "msg_too_long"),
    "too many characters": (
        lambda c: c.chat_postMessage(channel=NEWSROOM, text="x", blocks=[section("x" * 2700)] * 5),
        "msg_blocks_too_long",
    ),
    "blocks that are none": (
        lambda c: c.chat_postMessage(channel=NEWSROOM, text="x", blocks="[{"),
        "invalid_blocks",
    ),
    "no such thread": (
        lambda c: c.chat_postMessage(channel=NEWSROOM, text="x", thread_ts="1.2"),
        "thread_not_found",
    ),
    "no such message": (lambda c: c.chat_delete(channel=NEWSROOM, ts="1.2"), "message_not_found"),
    "no such user": (
        lambda c: c.chat_postEphemeral(channel=NEWSROOM, user="U1", text="x"),
        "user_not_found",
    ),
    "a trigger id that is none": (
        lambda c: c.views_open(trigger_id="1.2", view=form("x")),
        "invalid_trigger_id",
    ),
    "no trigger id": (lambda c: c.api_call("views.open", json={"view": form("x")}), "invalid_arguments"),
    "no such view": (lambda c: c.views_update(view_id="V1", view=form("x")), "not_found"),
    "a cursor that is none": (
        lambda c: c.conversations_history(channel=NEWSROOM, cursor="all"),
        "invalid_cursor",
    ),
    "no such method": (lambda c: c.api_call("chat.shout", json={}), "unknown_method"),
}


@pytest.mark.parametrize(("call", "error"), REFUSALS.values(), ids=REFUSALS)
async def test_a_wrong_call_is_refused_by_name(client: AsyncWebClient, call: Calling, error: str) -> None:
    """Slack's own error names come back, so that an app can be tested against them."""
    assert await refusal(call(client)) == error


async def test_a_wrong_token_is_refused(client: AsyncWebClient) -> None:
    """Without the bot's token there is nothing to be had."""
    assert (
        await refusal(AsyncWebClient(token="xoxb-other", base_url=client.base_url).auth_test())
        == "invalid_auth"
    )
    assert await refusal(AsyncWebClient(base_url=client.base_url).auth_test()) == "not_authed"


async def test_a_missing_scope_is_named(client: AsyncWebClient, workspace: Workspace) -> None:
    """A method that the manifest's scopes do not cover says which one it needs."""
    workspace.app = replace(workspace.app, scopes=frozenset(SCOPES) - {"channels:history"})
    with pytest.raises(SlackApiError) as refused:
        await client.conversations_history(channel=NEWSROOM)
    assert refused.value.response["error"] == "missing_scope"
    assert refused.value.response["needed"] == "channels:history"
    assert (await client.conversations_history(channel="D0ANA"))["ok"]


async def test_a_bot_speaks_only_where_it_is(client: AsyncWebClient, workspace: Workspace) -> None:
    """In a channel that the bot is not in, it can post nothing, and to nobody who is not there either."""
    channel = workspace.channels[NEWSROOM]
    workspace.channels[NEWSROOM] = replace(channel, members=frozenset({ANA}))
    assert await refusal(client.chat_postMessage(channel=NEWSROOM, text="x")) == "not_in_channel"
    workspace.channels[NEWSROOM] = replace(channel, members=frozenset({BOT_USER_ID}))
    assert (
        await refusal(client.chat_postEphemeral(channel=NEWSROOM, user=ANA, text="x"))
        == "user_not_in_channel"
    )


async def test_the_words_of_others_are_theirs(client: AsyncWebClient, workspace: Workspace) -> None:
    """A bot can neither change nor delete what a person wrote."""
    ts = workspace.post(NEWSROOM, ANA, "mine").ts
    assert await refusal(client.chat_update(channel=NEWSROOM, ts=ts, text="x")) == "cant_update_message"
    assert await refusal(client.chat_delete(channel=NEWSROOM, ts=ts)) == "cant_delete_message"


async def test_a_trigger_id_expires(client: AsyncWebClient, workspace: Workspace, clock: Any) -> None:
    """A view that comes later than three seconds after the click is not shown."""
    ticket = workspace.tickets.trigger(ANA)
    clock.forward(3.1)
    assert await refusal(client.views_open(trigger_id=ticket, view=form("x"))) == "expired_trigger_id"
    assert workspace.modals.stack(ANA) == ()


async def test_views_are_opened_pushed_and_updated(client: AsyncWebClient, workspace: Workspace) -> None:
    """The three calls for views do to the stack what their names say."""
    opened = await client.views_open(trigger_id=workspace.tickets.trigger(ANA), view=form("one"))
    await client.views_push(trigger_id=workspace.tickets.trigger(ANA), view=form("two"))
    await client.views_update(view_id=opened["view"]["id"], hash=opened["view"]["hash"], view=form("three"))
    assert [view.content["private_metadata"] for view in workspace.modals.stack(ANA)] == ["three", "two"]


async def test_a_home_tab_needs_to_be_asked_for(client: AsyncWebClient, workspace: Workspace) -> None:
    """A Home tab is published for a person, if the manifest turned Home tabs on."""
    view = {"type": "home", "blocks": [section("hello")]}
    await client.views_publish(user_id=ANA, view=view)
    assert workspace.modals.home(ANA)
    workspace.app = replace(workspace.app, home_tab=False)
    assert await refusal(client.views_publish(user_id=ANA, view=view)) == "not_enabled"


async def test_arguments_come_as_forms_too(client: AsyncWebClient, workspace: Workspace) -> None:
    """A form with blocks as JSON in it is read as JSON is."""
    data = {"channel": NEWSROOM, "text": "a & b", "blocks": '[{"type": "divider"}]', "token": BOT_TOKEN}
    async with aiohttp.ClientSession() as session:
        await session.post(f"{client.base_url}chat.postMessage", data=data)
        answer = await session.post(f"{client.base_url}chat.postMessage", data="[]", headers=JSON)
        assert (await answer.json())["error"] == "json_not_object"
    (message,) = workspace.history(NEWSROOM)
    assert (message.text, message.blocks[0]["type"]) == ("a & b", "divider")


JSON = {"Content-Type": "application/json"}


async def test_a_rate_limit_is_waited_out(client: AsyncWebClient, workspace: Workspace) -> None:
    """After a 429 slack_sdk's own handler waits as `Retry-After` says, and the second call is answered."""
    client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=1))
    workspace.faults["chat.postMessage"].append(Fault(429, retry_after=0))
    await client.chat_postMessage(channel=NEWSROOM, text="patience")
    assert [each.text for each in workspace.history(NEWSROOM)] == ["patience"]


async def test_faults_fail_one_call_each(client: AsyncWebClient, workspace: Workspace) -> None:
    """A queued fault answers the next call of its method: with a status, an error, or half an answer."""
    workspace.faults["auth.test"].extend([Fault(500), Fault(error="account_inactive"), Fault()])
    with pytest.raises(SlackApiError) as failed:
        await client.auth_test()
    assert failed.value.response.status_code == 500
    assert await refusal(client.auth_test()) == "account_inactive"
    with pytest.raises(aiohttp.ClientPayloadError):
        await client.auth_test()
    assert (await client.auth_test())["ok"]


@pytest.mark.usefixtures("client")
async def test_a_response_url_answers_in_words(workspace: Workspace) -> None:
    """A use of a response URL is `ok`; a bad message is 400, and a sixth use 404."""
    url = f"{workspace.url}response/{workspace.tickets.response(ANA, NEWSROOM)}"
    hook = AsyncWebhookClient(url)
    assert (await hook.send(text="one")).body == "ok"
    assert (await hook.send(text="x", blocks=[{"type": "carousel"}])).status_code == 400
    for _ in range(3):
        await hook.send(text="more", response_type="in_channel")
    last = await hook.send(text="too many")
    assert (last.status_code, "used_url" in last.body) == (404, True)
    assert [each.text for each in workspace.history(NEWSROOM)] == ["more"] * 3


async def test_calls_are_kept_to_look_at(client: AsyncWebClient, workspace: Workspace) -> None:
    """What the app called stands in `calls`, without the token."""
    await client.chat_postMessage(channel=NEWSROOM, text="x")
    (call,) = workspace.calls
    assert (call.method, call.args) == ("chat.postMessage", {"channel": NEWSROOM, "text": "x"})
