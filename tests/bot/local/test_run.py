"""Starting, stopping and reaching a local Slack."""

import asyncio
import json
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from bot.local.run import LocalSlack
from bot.local.serving import listen, serving
from facts.errors import NotConfigured
from tests.bot.local.echo_app import MANIFEST
from tests.local_slack import PATIENCE, texts


def local_slack(**options: Any) -> LocalSlack:
    """Return a Slack with an app that never answers."""
    nowhere: dict[str, Any] = {
        "signing_secret": "x",
        "bot_token": "x",
        "events_url": "http://127.0.0.1:9/slack/events",
    }
    return LocalSlack(MANIFEST, **nowhere, **options)


def test_a_port_in_use_is_one_sentence() -> None:
    """Where another process listens, the error names the port and says what to do."""
    with listen() as taken:
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(NotConfigured, match=f"^Port {port} cannot be used .*; choose another one\\.$"):
            local_slack(port=port)


def test_a_port_that_does_not_exist_is_one_sentence() -> None:
    """A number too large for a port is refused like a port in use."""
    with pytest.raises(NotConfigured, match=r"^Port 99999 cannot be used .*; choose another one\.$"):
        local_slack(port=99999)


async def test_a_port_is_free_again_afterwards() -> None:
    """A Slack that was left can be started again on the same port."""
    async with local_slack() as first:
        port = int(first.page_url.rsplit(":", 1)[1].strip("/"))
    async with local_slack(port=port) as second:
        assert second.api_url == f"http://127.0.0.1:{port}/api/"


async def test_open_pages_do_not_hold_up_the_end() -> None:
    """Streams to pages end when the Slack does, at once and not after a grace period."""
    async with httpx.AsyncClient(timeout=PATIENCE) as client, asyncio.timeout(PATIENCE):
        async with local_slack() as slack:
            request = client.build_request("GET", f"{slack.page_url}people/U0ANA/feed")
            stream = await client.send(request, stream=True)
            lines = stream.aiter_lines()
            assert (await anext(lines)).startswith("data: ")
        assert [line async for line in lines if line] == []
        await stream.aclose()


async def test_a_page_is_told_what_its_person_sees() -> None:
    """The stream begins with all that is there, and goes on when something changes."""
    async with local_slack() as slack, httpx.AsyncClient(timeout=PATIENCE) as client:
        slack.workspace.post("C0NEWSROOM", "U0BOT", "psst", visible_to="U0BEN")
        for user, seen in (("U0ANA", []), ("U0BEN", ["psst", "aloud"])):
            async with client.stream("GET", f"{slack.page_url}people/{user}/feed") as stream:
                lines = (line async for line in stream.aiter_lines() if line)
                assert newsroom(await anext(lines)) == seen
                slack.workspace.post("C0NEWSROOM", "U0ANA", "aloud")
                assert newsroom(await anext(lines)) == [*seen, "aloud"]


def newsroom(line: str) -> list[str]:
    """Return the texts in the newsroom that a line of the stream shows."""
    return [each["text"] for each in json.loads(line.removeprefix("data: "))["messages"]["C0NEWSROOM"]]


async def test_only_its_own_page_can_speak_for_a_person() -> None:
    """A page from elsewhere can neither read nor post: it has another host name, and can send no JSON."""
    async with local_slack() as slack, httpx.AsyncClient() as client:
        say = f"{slack.page_url}people/U0ANA/say"
        form = await client.post(say, content='{"text": "x", "channel": "newsroom"}')
        rebound = await client.get(slack.page_url, headers={"Host": "elsewhere.example"})
        stranger = await client.post(say.replace("U0ANA", "U0BOT"), json={"text": "x", "channel": "newsroom"})
        assert (form.status_code, rebound.status_code, stranger.status_code) == (415, 400, 404)
        assert texts(slack, "ana", "newsroom") == []
        page = await client.get(slack.page_url)
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
        assert (await client.get(f"{slack.page_url}page/index.html")).status_code == 404
        await client.post(say, json={"text": "hello", "channel": "newsroom"})
        refused = await client.post(say, json={"text": "x", "channel": "nowhere"})
        assert refused.json() == {"failure": "channel_not_found", "errors": {}}
        assert texts(slack, "ana", "newsroom") == ["hello"]


async def test_a_permalink_leads_to_the_message() -> None:
    """The address of a message opens the page with the channel and the message named."""
    async with local_slack() as slack, httpx.AsyncClient() as client:
        message = slack.workspace.post("C0NEWSROOM", "U0ANA", "x")
        link = f"{slack.page_url}archives/C0NEWSROOM/p{message.ts.replace('.', '')}"
        answer = await client.get(link)
        assert answer.headers["Location"] == f"/?channel=C0NEWSROOM&ts={message.ts}"


async def test_any_app_can_be_served_beside_it() -> None:
    """`serving` runs an ASGI application on a socket that is bound already, and frees it."""
    bound = listen()
    async with serving(Starlette(), bound) as url, httpx.AsyncClient() as client:
        assert (await client.get(url)).status_code == 404
    assert bound.fileno() == -1
