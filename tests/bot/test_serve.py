"""What is served beside Slack's requests, and how the server starts and ends."""

import asyncio
import json
import os
import signal
import socket
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.local.serving import listen as listen_on_loopback
from bot.local.serving import serving
from bot.serve import Web, listen
from facts.errors import NotConfigured, StoreError
from facts.store.memory import MemoryStore
from facts.store.opening import open_store
from tests.local_slack import BOT_TOKEN, PATIENCE, SIGNING_SECRET
from tests.newsroom import JSON, bot_on, event, form, post, signed, stocked, web_of

ROOT = Path(__file__).parents[2]


async def get(web: Web, path: str) -> httpx.Response:
    """Get a page of the application, without a network between."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(web), base_url="http://desk") as client:
        return await client.get(path)


async def test_health_says_what_is_on_file() -> None:
    """While the store can be read, /healthz answers 200 with the packs and the counts."""
    response = await get(web_of(bot_on(stocked())), "/healthz")
    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "packs": [],
        "revision": 12,
        "counts": {"entity": 1, "fact": 8, "quote": 1, "source": 2},
    }


async def test_health_fails_with_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the store cannot be read, /healthz answers 503 and why."""
    bot = bot_on(MemoryStore())

    def unreadable() -> None:
        raise StoreError

    monkeypatch.setattr(bot.desk, "status", unreadable)
    response = await get(web_of(bot), "/healthz")
    assert response.status_code == 503
    assert response.json()["reason"] == "The database cannot be used; `factdesk doctor` says why."


async def test_metrics_count_without_saying_who_or_what() -> None:
    """/metrics has requests, answers and their times, and neither a person's id nor a word of theirs."""
    web = web_of(bot_on(stocked()))
    await post(web, form(text="brandt"), signed(form(text="brandt")))
    await post(web, form(command="/weather"), signed(form(command="/weather")))
    await post(web, form(), {})
    page = (await get(web, "/metrics")).text
    assert 'factdesk_requests_total{kind="command",outcome="answered"} 1.0' in page
    assert 'factdesk_requests_total{kind="command",outcome="failed"} 1.0' in page
    assert 'factdesk_requests_total{kind="unknown",outcome="rejected"} 1.0' in page
    assert 'factdesk_answer_seconds_count{answer="Found",verb="quote"} 1.0' in page
    assert not {"U0TEST", "C0TEST", "brandt"} & set(page.replace('"', " ").split())


async def test_other_paths_are_not_found() -> None:
    """Anything else, and Slack's path by GET, is a 404."""
    web = web_of(bot_on(MemoryStore()))
    assert (await get(web, "/")).status_code == 404
    assert (await get(web, "/slack/events")).status_code == 404


def test_a_port_in_use_is_one_sentence() -> None:
    """A port that somebody else has is not our traceback, but a sentence that names it."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(NotConfigured, match=f"Port {port} on 127.0.0.1 cannot be used"):
            listen("127.0.0.1", port)


@asynccontextmanager
async def factdesk(folder: Path, *arguments: str, api_url: str) -> AsyncIterator[Process]:
    """Start `factdesk` in a process of its own, and see that it is gone at the end."""
    env = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_API_URL": api_url,
        "FACTDESK_DATABASE_URL": f"sqlite:///{folder / 'desk.sqlite3'}",
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments, env=env, cwd=folder, stderr=asyncio.subprocess.PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def logged(process: Process, name: str) -> dict[str, Any]:
    """Read the log of a process up to the line of an event, and return it."""
    assert process.stderr
    async with asyncio.timeout(6 * PATIENCE):
        async for line in process.stderr:
            entry: dict[str, Any] = json.loads(line)
            if entry["event"] == name:
                return entry
    raise AssertionError(f"{name} was not logged")


class HeldSlack:
    """A Web API that answers `chat.postMessage` only when it is released."""

    def __init__(self) -> None:
        """Start with nothing posted."""
        self.posted = 0
        self.arrived = asyncio.Event()
        self.released = asyncio.Event()

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Answer one call."""
        if scope["type"] != "http":
            return
        await receive()
        if scope["path"].endswith("chat.postMessage"):
            self.arrived.set()
            await self.released.wait()
            self.posted += 1
        headers = [(b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b'{"ok":true}'})


async def test_what_was_accepted_is_finished_when_the_process_is_asked_to_stop(tmp_path: Path) -> None:
    """On SIGTERM the server takes no more requests, answers what it has acked, and exits with 0."""
    held = HeldSlack()
    async with (
        serving(held, listen_on_loopback()) as api,
        factdesk(tmp_path, "serve", "--port", "0", api_url=f"{api}api/") as process,
        httpx.AsyncClient() as client,
    ):
        port = (await logged(process, "listening"))["port"]
        url = f"http://127.0.0.1:{port}/slack/events"
        acks = await asyncio.gather(*(_sent(client, url, event(f"Ev{number}")) for number in range(20)))
        assert {ack.status_code for ack in acks} == {200}
        await held.arrived.wait()
        process.send_signal(signal.SIGTERM)
        await _closed(port)
        assert held.posted == 0
        held.released.set()
        assert await process.wait() == 0
    assert held.posted == 20
    with closing(open_store(f"sqlite:///{tmp_path / 'desk.sqlite3'}")) as store:
        postings = [store.postings.posting(f"event:Ev{number}") for number in range(20)]
        assert all(posting and posting.ts for posting in postings)


async def _sent(client: httpx.AsyncClient, url: str, body: str) -> httpx.Response:
    headers = {"Content-Type": JSON, **signed(body)}
    return await client.post(url, content=body, headers=headers, timeout=PATIENCE)


async def _closed(port: int) -> None:
    """Wait until nobody listens on a port."""
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                return
            writer.close()
            await asyncio.sleep(0)
