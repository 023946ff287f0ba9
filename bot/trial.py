"""`factdesk try`: the real app behind a Slack on loopback, with a page in the browser and a prompt here."""

import asyncio
import secrets
import sys
import webbrowser
from collections.abc import Coroutine
from typing import Any

from rich.console import Console

from bot.app import build
from bot.core import Bot
from bot.edge import PATH
from bot.jobs.port import MemoryJobs
from bot.lifetime import asked_to_stop
from bot.local.run import LocalSlack
from bot.local.serving import LOOPBACK, listen, serving
from bot.local.terminal import Terminal, stdin_lines
from bot.manifest import manifest
from bot.metrics import Metrics
from bot.serve import Web
from bot.slack import Slack
from bot.wiring import workshop_of
from bot.workspaces import One
from facts.desk import Desk
from facts.search.semantic import encoder
from facts.store.port import Store


async def run(store: Store, url: str, port: int, *, browse: bool) -> None:
    """Start a local Slack with the app in it, and stay until `quit`, SIGINT or SIGTERM.

    Where standard input is not a terminal, the lines in it are answered, and the page stays after the last.

    Args:
        store: what the desk has on file.
        url: the URL that names the store.
        port: where the page is, on loopback; 0 for any free port.
        browse: open the page in the browser.

    Raises:
        NotConfigured: the port cannot be used.
    """
    stop, secret, token = asked_to_stop(), secrets.token_hex(), f"xoxb-{secrets.token_hex()}"
    with listen() as bound:
        address = f"http://{LOOPBACK}:{bound.getsockname()[1]}{PATH}"
        slack = LocalSlack(manifest(), signing_secret=secret, bot_token=token, events_url=address, port=port)
        metrics = Metrics()
        out, workshop = Slack(token, slack.api_url, metrics), workshop_of(url, "try")
        jobs = workshop.of("", store.postings) if workshop else MemoryJobs()
        bot = Bot(Desk(store, encoder=encoder()), store, out, metrics, jobs=jobs)
        await asyncio.to_thread(bot.begin, next(iter(slack.people.values())).user.id)
        one = One(bot)
        async with slack, serving(Web(one, build(one, secret)), bound):
            await _use(slack, stop, browse=browse)


async def _use(slack: LocalSlack, stop: asyncio.Event, *, browse: bool) -> None:
    console = Console(highlight=False)
    console.print(f"A Slack of your own: {slack.page_url} (Ctrl-C ends it)\n")
    if browse:
        await asyncio.to_thread(webbrowser.open, slack.page_url)
    lines = stdin_lines() if sys.stdin.isatty() else Piped(stdin_lines(), slack)
    await _until_one_ends(Terminal(slack, console, lines).run(), stop.wait())


class Piped(asyncio.StreamReader):
    """Lines that are piped in: each comes when the one before is answered, and their end is not ours."""

    def __init__(self, lines: asyncio.StreamReader, slack: LocalSlack) -> None:
        super().__init__()
        self._lines = lines
        self._slack = slack

    async def readline(self) -> bytes:
        """Return the next line; after the last one, wait for as long as the page is open."""
        await self._slack.sender.settled()
        return await self._lines.readline() or await asyncio.get_running_loop().create_future()


async def _until_one_ends(*work: Coroutine[Any, Any, object]) -> None:
    tasks = [asyncio.create_task(each) for each in work]
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
    for task in done:
        task.result()
