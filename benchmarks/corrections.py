"""Corrects a record that very many past messages show, and measures how commands are answered meanwhile.

The app runs as a process of its own on SQLite, with a Slack on loopback. Prints how far the correction has
come, and the median time of a command before it and during it, as a ratio of one run.

    python -m benchmarks.corrections --messages 10000 --channels 500 --seconds 30
"""

import argparse
import asyncio
import os
import secrets
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.promised import SOURCE, ferry
from bot.forms import Form
from bot.local.model import BOT_USER_ID, Channel
from bot.local.run import LocalSlack
from bot.local.serving import LOOPBACK, listen
from bot.manifest import manifest
from facts.model import Status
from facts.postings import Posting, Shown
from facts.store.opening import open_store
from facts.store.port import Store

_COMMAND = {"command": "/fact", "text": "ferry 1 left late", "channel_id": "C0NEWSROOM", "user_id": "U0ANA"}
_PAUSE = 0.02


def posted(slack: LocalSlack, store: Store, messages: int, channels: int) -> None:
    """Post messages that show a record, and remember them as the app would have."""
    form = Form(kind="found", cards=("ferry-1",)).model_dump_json(exclude_defaults=True)
    everyone, state, rows = slack.workspace.channels["C0NEWSROOM"].members, store.head(), []
    for number in range(messages):
        place = f"C0B{number % channels}"
        slack.workspace.channels.setdefault(place, Channel(place, place.lower(), everyone))
        ts = slack.workspace.post(place, BOT_USER_ID, "Ferry 1 left late.").ts
        posting = Posting(f"past:{number}", "answer", place, form=form, first=state, state=state, ts=ts)
        rows.append((posting, (Shown("ferry-1", state, "0" * 64),)))
    store.postings.remember(rows)


async def median(slack: LocalSlack, seconds: float) -> float:
    """Return the median milliseconds of a command, asked again and again for so long."""
    ends, taken = time.monotonic() + seconds, []
    while time.monotonic() < ends:
        started = time.perf_counter()
        reply = await slack.sender.command(_COMMAND)
        taken.append((time.perf_counter() - started) * 1_000)
        if reply.status != 200:
            raise SystemExit(f"The command was answered with {reply.status}.")
        await asyncio.sleep(_PAUSE)
    return statistics.median(taken)


async def measure(folder: str, messages: int, channels: int, seconds: float) -> None:
    """Run it all, and print the figures."""
    url, secret, token = f"sqlite:///{Path(folder) / 'desk.sqlite3'}", secrets.token_hex(), "xoxb-benchmark"
    store = open_store(url)
    with store.writer() as writer:
        for entry in (SOURCE, ferry(1, 1, Status.VERIFIED)):
            writer.put(entry, by="benchmark", why="to begin with")
    with listen() as free:
        port = free.getsockname()[1]
    events = f"http://{LOOPBACK}:{port}/slack/events"
    slack = LocalSlack(manifest(), signing_secret=secret, bot_token=token, events_url=events)
    slack.workspace.on_event = lambda _: None
    posted(slack, store, messages, channels)
    settings = {"SLACK_SIGNING_SECRET": secret, "SLACK_BOT_TOKEN": token, "SLACK_API_URL": slack.api_url}
    environment = {**os.environ, **settings, "FACTDESK_DATABASE_URL": url}
    async with slack:
        command = (sys.executable, "-m", "bot", "serve", "--port", str(port))
        process = await asyncio.create_subprocess_exec(
            *command, env=environment, stderr=asyncio.subprocess.DEVNULL
        )
        try:
            await answering(port)
            before = await median(slack, seconds)
            with store.writer() as writer:
                writer.put(ferry(1, 2, Status.CORRECTED), by="slack:U0BEN", why="the port's log")
            during = await median(slack, seconds)
            (progress,) = store.postings.progress(1)
        finally:
            process.kill()
            await process.wait()
    store.close()
    print(
        f"{progress.done:,} of {progress.total:,} messages updated in {seconds:.0f} s, in {channels} channels"
    )
    print(f"/fact before {before:.2f} ms, during {during:.2f} ms: ratio {during / before:.2f}")


async def answering(port: int) -> None:
    """Wait until the app answers."""
    for _ in range(600):
        try:
            _, writer = await asyncio.open_connection(LOOPBACK, port)
        except OSError:
            await asyncio.sleep(0.1)
        else:
            writer.close()
            return
    raise SystemExit("The app did not start.")


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--channels", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=30.0, help="how long each of the two is measured")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(folder, asked.messages, asked.channels, asked.seconds))


if __name__ == "__main__":
    main()
