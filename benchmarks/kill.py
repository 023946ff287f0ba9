"""Kills the app at random while records are corrected and mentions asked, and looks whether anything is lost.

The app runs as processes of its own, as it is deployed: on SQLite one that does all, on PostgreSQL one that
answers and one that brings corrections. Slack is one on loopback that answers 429 and 500, hangs up before
and after it has done what it was asked, is slow, and does what nobody waits for any more. What is corrected
is now and then corrected back. In the end every answer must be there once, every message must show what is on
file, and no thread may have a note twice. Prints the seed; exits with 1 where anything is not as it must be.

    python -m benchmarks.kill --kills 200 --store sqlite --seed 7
"""

import argparse
import asyncio
import logging
import os
import random
import re
import secrets
import sys
import tempfile
import time
from asyncio.subprocess import Process
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.postgres import database, running
from bot.local.model import BOT_USER_ID, Channel, Message
from bot.local.run import LocalSlack
from bot.local.serving import LOOPBACK, listen
from bot.local.workspace import Fault
from bot.manifest import manifest
from bot.slack import TIMEOUT
from facts.model import Fact, Source, Status, digest
from facts.passages import passage_at
from facts.postings import DONE, DUE
from facts.store.opening import POSTGRES, open_store
from facts.store.port import Store

FERRIES = 6
CHANNELS = 12
TROUBLE = 0.25
"""The share of Slack's answers that are not as they should be."""
ASKED, CORRECTED = 0.4, 0.15
"""How likely it is, about every second, that somebody asks, and that something is corrected."""
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
_SHOWN = re.compile(r"Ferry (\d+) left late, version (\d+)\.")
_TEXT = "The ferry left late."
SOURCE = Source(id="post", label="The Post", text=_TEXT, sha256=digest(_TEXT))


@dataclass(slots=True)
class Report:
    """What was done, and what is not as it must be."""

    seed: int
    kills: int = 0
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
        self._random = random.Random(seed)  # noqa: S311 - what happens must be told again by the seed
        self._report = Report(seed)
        self._versions = {number: [1] for number in range(1, FERRIES + 1)}
        self._asked: list[str] = []
        self._fair = False
        self._secret, self._token = secrets.token_hex(), f"xoxb-{secrets.token_hex()}"

    async def run(self) -> Report:
        """Start everything, kill, and look."""
        store = open_store(self._url)
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
            for number in self._versions:
                self._correct(store, number)
            async with slack:
                await self._live(store, slack, port)
        finally:
            store.close()
        return self._report

    async def _live(self, store: Store, slack: LocalSlack, port: int) -> None:
        roles = [("serve", "--port", str(port))] + ([("worker",)] if self._url.startswith(POSTGRES) else [])
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
        self._look(store, slack)

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
                self._correct(store, self._random.choice(list(self._versions)))

    async def _ask(self, slack: LocalSlack) -> None:
        channel = f"C0F{self._random.randrange(CHANNELS)}"
        number = self._random.randint(1, FERRIES)
        before = slack.workspace.now_ts()
        await slack.people["ana"].say(f"@factdesk fact ferry {number} left late", channel)
        (said,) = [
            each for each in slack.workspace.seen_by("", channel) if each.ts > before and not each.thread_ts
        ]
        self._asked.append(said.ts)
        self._report.mentions += 1

    def _correct(self, store: Store, number: int) -> None:
        """File a ferry, or correct it."""
        entries: list[Source | Fact] = [] if store.current(["post"]) else [SOURCE]
        known, versions = bool(store.current([f"ferry-{number}"])), self._versions[number]
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
        while any(left := self._left(store, slack)):
            if left != before:
                ends, before = time.monotonic() + PATIENCE, left
            if time.monotonic() > ends:
                break
            await asyncio.sleep(_LOOK)

    def _left(self, store: Store, slack: LocalSlack) -> tuple[int, int, int, int]:
        """Return how many revisions, corrections, answers and messages are to be done yet."""
        followed = int(store.recall("jobs:followed") or 0)
        due = sum(1 for _ in store.postings.deliveries(DUE))
        unanswered = len(self._asked) - len(self._answers(slack))
        return store.head() - followed, due, unanswered, len(self._outdated(slack))

    def _answers(self, slack: LocalSlack) -> Counter[str]:
        return Counter(message.thread_ts for message in _said(slack) if _cause(message).startswith("event:"))

    def _outdated(self, slack: LocalSlack) -> list[str]:
        """Return the messages that show something as it was before."""
        return [
            f"message {message.ts} shows ferry {number}, version {version}"
            for message in _said(slack)
            for number, version in set(_SHOWN.findall(message.text))
            if self._versions[int(number)][-1] != int(version)
        ]

    def _look(self, store: Store, slack: LocalSlack) -> None:
        """Write down what is not as it must be."""
        report, answers = self._report, self._answers(slack)
        report.violations += [
            f"mention {ts} was answered {answers[ts]} times" for ts in self._asked if answers[ts] != 1
        ]
        notes = Counter(
            (each.thread_ts, each.text) for each in _said(slack) if _cause(each).startswith("note:")
        )
        report.violations += [
            f"thread {at} has {n} times: {text}" for (at, text), n in notes.items() if n > 1
        ]
        report.violations += self._outdated(slack)
        for number, versions in self._versions.items():
            if len(store.history(f"ferry-{number}")) != len(versions):
                report.violations.append(f"ferry {number} has not all of its {len(versions)} revisions")
        unsettled = [each for each in store.postings.deliveries() if each.outcome != DONE]
        report.violations += [f"{each.posting}: {each.outcome} {each.reason}" for each in unsettled]
        report.messages, report.notes = len(_said(slack)) - notes.total(), notes.total()


def ferry(number: int, version: int, status: Status) -> Fact:
    """Return a ferry in one of its versions."""
    statement = f"Ferry {number} left late, version {version}."
    return Fact(
        id=f"ferry-{number}", statement=statement, status=status, passages=(passage_at(SOURCE, 4, 9),)
    )


def _said(slack: LocalSlack) -> list[Message]:
    """Return what the bot has said in channels, and every reply in a thread."""
    workspace = slack.workspace
    return [
        each
        for channel in workspace.channels
        for each in workspace.seen_by("", channel)
        if each.user == BOT_USER_ID
    ]


def _cause(message: Message) -> str:
    return str(message.metadata.get("event_payload", {}).get("posting", ""))


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
    told = f"{report.kills} kills, {report.mentions} mentions, {report.corrections} corrections of "
    told += f"{report.messages} messages, {report.notes} notes, {report.faults} faults of Slack"
    print(f"{told}: {len(report.violations)} violations in {time.monotonic() - started:.0f} s")
    sys.exit(1 if report.violations else 0)


if __name__ == "__main__":
    main()
