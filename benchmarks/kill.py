"""Kills the app at random while records are corrected and mentions asked, and looks whether anything is lost.

The app runs as processes of its own, as it is deployed: on SQLite one that does all, on PostgreSQL one that
answers and one that brings corrections. Slack is one on loopback that answers 429 and 500, hangs up before
and after it has done what it was asked, is slow, and does what nobody waits for any more. PostgreSQL now and
then cuts every connection. What is corrected is at times corrected back. In the end every answer must be
there once, every message must show what is on file, and no thread may have a note twice. Prints the seed;
exits with 1 where anything is not as it must be.

    python -m benchmarks.kill --kills 200 --store sqlite --seed 7
"""

import argparse
import asyncio
import logging
import os
import random
import secrets
import sys
import tempfile
import time
from asyncio.subprocess import Process
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.postgres import called, cut, database, running
from benchmarks.promised import SOURCE, Promised, ferry, said
from bot.local.model import Channel
from bot.local.run import LocalSlack
from bot.local.serving import LOOPBACK, listen
from bot.local.workspace import Fault
from bot.manifest import manifest
from bot.slack import TIMEOUT
from facts.model import Fact, Source, Status
from facts.store.opening import POSTGRES, open_store
from facts.store.port import Store

FERRIES = 6
CHANNELS = 12
TROUBLE = 0.25
"""The share of Slack's answers that are not as they should be."""
ASKED, CORRECTED = 0.4, 0.15
"""How likely it is, about every second, that somebody asks, and that something is corrected."""
CUT = 0.05
"""How likely it is, about every second, that the processes lose every connection to PostgreSQL."""
BACK = 0.3
"""The share of corrections that put back what was there before."""
LIFE = (0.2, 9.0)
"""Seconds that a process lives at least and at most."""
PATIENCE = 120.0
"""Seconds after the last kill in which something must have been brought up to date, until all is."""
_LOOK = 0.5
_FAULTS = (
    Fault(status=429, retry_after=1),
    Fault(status=500),
    Fault(status=500, late=True),
    Fault(status=0),
    Fault(status=0, late=True),
    Fault(status=200, late=True, seconds=0.5),
    Fault(status=503, seconds=0.5),
    Fault(status=200, late=True, held=3.0),
    Fault(status=200, late=True, held=TIMEOUT + 1.0),
)
_OURS = "benchmark"
"""What the trial's own connections are called: they are not cut."""


@dataclass(slots=True)
class Report:
    """What was done, and what is not as it must be."""

    seed: int
    kills: int = 0
    cuts: int = 0
    mentions: int = 0
    corrections: int = 0
    messages: int = 0
    notes: int = 0
    faults: int = 0
    violations: list[str] = field(default_factory=list)


class Trial:
    """One run on one database."""

    def __init__(self, url: str, kills: int, seed: int) -> None:
        self._url = url
        self._kills = kills
        self._on_postgres = url.startswith(POSTGRES)
        self._random = random.Random(seed)  # noqa: S311 - what happens must be told again by the seed
        self._report = Report(seed)
        self._promised = Promised({number: [1] for number in range(1, FERRIES + 1)})
        self._fair = False
        self._secret, self._token = secrets.token_hex(), f"xoxb-{secrets.token_hex()}"

    async def run(self) -> Report:
        """Start everything, kill, and look."""
        store = open_store(called(self._url, _OURS) if self._on_postgres else self._url)
        with listen() as free:
            port = free.getsockname()[1]
        slack = LocalSlack(
            manifest(),
            signing_secret=self._secret,
            bot_token=self._token,
            events_url=f"http://{LOOPBACK}:{port}/slack/events",
            retry_seconds=(1.0,) * 10_000,  # until it is acked, for only then is it promised
        )
        for number in range(CHANNELS):
            everyone = slack.workspace.channels["C0NEWSROOM"].members
            slack.workspace.channels[f"C0F{number}"] = Channel(f"C0F{number}", f"ferry-{number}", everyone)
        slack.workspace.next_fault = self._fault
        try:
            for number in self._promised.versions:
                self._correct(store, number)
            async with slack:
                await self._live(store, slack, port)
        finally:
            store.close()
        return self._report

    async def _live(self, store: Store, slack: LocalSlack, port: int) -> None:
        roles = [("serve", "--port", str(port))] + ([("worker",)] if self._on_postgres else [])
        processes = [await self._start(slack, role) for role in roles]
        try:
            while self._report.kills < self._kills:
                await self._happen(store, slack)
                which = self._random.randrange(len(roles))
                await _kill(processes[which])
                self._report.kills += 1
                processes[which] = await self._start(slack, roles[which])
            self._fair = True
            await self._until_quiet(store, slack)
        finally:
            for process in processes:
                await _kill(process)
        self._report.violations = self._promised.violations(store, slack)
        self._report.messages, self._report.notes = said(slack)

    async def _start(self, slack: LocalSlack, role: tuple[str, ...]) -> Process:
        environment = {
            **os.environ,
            "SLACK_SIGNING_SECRET": self._secret,
            "SLACK_BOT_TOKEN": self._token,
            "SLACK_API_URL": slack.api_url,
            "FACTDESK_DATABASE_URL": self._url,
        }
        log = asyncio.subprocess.DEVNULL
        command = (sys.executable, "-m", "bot", *role)
        return await asyncio.create_subprocess_exec(*command, env=environment, stdout=log, stderr=log)

    async def _happen(self, store: Store, slack: LocalSlack) -> None:
        """Let something be asked and corrected during the life of a process."""
        ends = time.monotonic() + self._random.uniform(*LIFE)
        while (left := ends - time.monotonic()) > 0:
            await asyncio.sleep(min(left, self._random.uniform(0.1, 1.5)))
            if self._random.random() < ASKED:
                await self._ask(slack)
            if self._random.random() < CORRECTED:
                self._correct(store, self._random.choice(list(self._promised.versions)))
            if self._on_postgres and self._random.random() < CUT:
                cut(self._url, spared=_OURS)
                self._report.cuts += 1

    async def _ask(self, slack: LocalSlack) -> None:
        channel = f"C0F{self._random.randrange(CHANNELS)}"
        number = self._random.randint(1, FERRIES)
        before = slack.workspace.now_ts()
        await slack.people["ana"].say(f"@factdesk fact ferry {number} left late", channel)
        (asked,) = [
            each for each in slack.workspace.seen_by("", channel) if each.ts > before and not each.thread_ts
        ]
        self._promised.asked.append(asked.ts)
        self._report.mentions += 1

    def _correct(self, store: Store, number: int) -> None:
        """File a ferry, or correct it."""
        entries: list[Source | Fact] = [] if store.current(["post"]) else [SOURCE]
        known, versions = bool(store.current([f"ferry-{number}"])), self._promised.versions[number]
        if known:
            back = versions[-2:-1] if self._random.random() < BACK else []
            versions += back or [max(versions) + 1]
        version = versions[-1]
        entries.append(ferry(number, version, Status.CORRECTED if known else Status.VERIFIED))
        with store.writer() as writer:
            for entry in entries:
                writer.put(entry, by="slack:U0BEN", why=f"ferry {number}, change {len(versions)}")
        self._report.corrections += known

    def _fault(self, method: str) -> Fault | None:
        if self._fair or method == "auth.test" or self._random.random() > TROUBLE:
            return None
        self._report.faults += 1
        return self._random.choice(_FAULTS)

    async def _until_quiet(self, store: Store, slack: LocalSlack) -> None:
        """Wait until all is as it should be, or nothing comes of waiting any more."""
        ends, before = 0.0, (-1, -1, -1, -1)
        while any(left := self._promised.left(store, slack)):
            if left != before:
                ends, before = time.monotonic() + PATIENCE, left
            if time.monotonic() > ends:
                break
            await asyncio.sleep(_LOOK)


async def _kill(process: Process) -> None:
    if process.returncode is None:
        process.kill()
    await process.wait()


@contextmanager
def _database(store: str, folder: str) -> Iterator[str]:
    if store == "sqlite":
        yield f"sqlite:///{Path(folder) / 'desk.sqlite3'}"
    else:
        with running() as server, database(server) as url:
            yield url


def run(store: str, kills: int, seed: int) -> Report:
    """Run one trial on a database of its own."""
    with tempfile.TemporaryDirectory() as folder, _database(store, folder) as url:
        return asyncio.run(Trial(url, kills, seed).run())


def main() -> None:
    """Read the command line, run, and tell."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--kills", type=int, default=200, help="how often a process is killed")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="what chance goes by")
    parser.add_argument("--store", choices=("sqlite", "postgres"), default="sqlite")
    asked = parser.parse_args()
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # it hangs up on purpose
    print(f"seed {asked.seed}", flush=True)
    started = time.monotonic()
    report = run(asked.store, asked.kills, asked.seed)
    for violation in report.violations:
        print(f"VIOLATION {violation}")
    told = f"{report.kills} kills, {report.cuts} cuts, {report.mentions} mentions, "
    told += f"{report.corrections} corrections of {report.messages} messages, {report.notes} notes, "
    told += f"{report.faults} faults of Slack"
    print(f"{told}: {len(report.violations)} violations in {time.monotonic() - started:.0f} s")
    sys.exit(1 if report.violations else 0)


if __name__ == "__main__":
    main()
