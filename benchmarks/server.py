"""Signed commands over HTTP, beside a listener in the same server that acknowledges with a fixed message.

    python -m benchmarks.server [--requests 1000] [--minutes 10]

Both servers are processes of their own; requests go to one and the other in turn on one open connection each,
so that what the machine does besides is the same for both. Times are milliseconds at the client. The desk
keeps an answer until a revision comes in: "again" asks one question over and over, "new" never one twice.
Then 50 commands a second go to the desk for some minutes while another process adds records; a time is from
when a command was due. Exit status 1 where one was lost or took more than a second.
"""

import argparse
import hashlib
import hmac
import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count, product
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncApp
    from slack_sdk.web.async_client import AsyncWebClient

SECRET = "benchmark"
QUESTIONS = (
    ("/quote", "fidan"),
    ("/quote", "zelenskiy ceasefire"),
    ("/fact", "how many POWs"),
    ("/timeline", "istanbul talks"),
    ("/fact", "bitcoin price"),
)
FIXED = ("/fixed", "")
RATE, CONNECTIONS = 50, 16
"""Commands a second, and over how many connections they go, so that a slow one holds up no other."""
PATIENCE = 1_000
"""Milliseconds that a reply may take while records are being added."""
PAUSE = 0.1
"""Seconds between two records that are added."""


def main() -> None:
    """Measure, and print a table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--requests", type=int, default=1_000, help="requests of each kind (1000)")
    arguments.add_argument("--minutes", type=float, default=10, help="of 50 commands a second (10); 0: none")
    arguments.add_argument("--add", action="store_true", help=argparse.SUPPRESS)
    arguments.add_argument("--listen", choices=("desk", "fixed"), help=argparse.SUPPRESS)
    arguments.add_argument("--port", type=int, default=0, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.listen:
        listen(given.listen, given.port)
    elif given.add:
        add()
    else:
        measure(given.requests)
        if given.minutes and not soak(given.minutes):
            raise SystemExit(1)


def measure(requests: int) -> None:
    """Start both servers, send requests to them in turn, and print what came of it."""
    headings = ("command", "asked", "p50 ms", "p99 ms", "p50, times fixed", "p99, times fixed")
    table = Table(*headings, title=f"{requests} each")
    with (
        tempfile.TemporaryDirectory() as folder,
        running("desk", folder) as desk,
        running("fixed", folder) as fixed,
    ):
        for (command, text), is_new in product(QUESTIONS, (True, False)):
            asked = [(command, f"{text} {ending(i)}" if is_new else text) for i in range(requests)]
            mine, theirs = in_turn(desk, fixed, asked)
            table.add_row(
                f"{command} {text}",
                "new" if is_new else "again",
                *(f"{ms:.2f}" for ms in mine),
                *(f"{a / b:.2f}" for a, b in zip(mine, theirs, strict=True)),
            )
        table.add_row("(fixed message)", "", *(f"{ms:.2f}" for ms in theirs), "1.00", "1.00")
    Console().print(table)
    with tempfile.TemporaryDirectory() as folder:
        Console().print(f"Process start to first answer: {cold_start(folder):.2f} s (database made before)")


def soak(minutes: float) -> bool:
    """Send commands at a steady rate while records are added; tell whether each was answered in time."""
    with tempfile.TemporaryDirectory() as folder, running("desk", folder) as desk, adding(folder):
        clients, begun = threading.local(), time.perf_counter()

        def reply(number: int) -> float | None:
            """Ask when it is due; return the milliseconds from then to the answer, None without one."""
            due = begun + number / RATE
            time.sleep(max(0.0, due - time.perf_counter()))
            command, text = QUESTIONS[number % len(QUESTIONS)]
            try:
                clients.own = getattr(clients, "own", None) or Client(desk.port)
                clients.own.ask(command, f"{text} {ending(number)}")
            except (OSError, http.client.HTTPException, SystemExit):
                clients.own = None
                return None
            return (time.perf_counter() - due) * 1_000

        with ThreadPoolExecutor(CONNECTIONS) as threads:
            replies = list(threads.map(reply, range(int(minutes * 60 * RATE))))
    taken = [ms for ms in replies if ms is not None]
    lost, late = len(replies) - len(taken), sum(ms > PATIENCE for ms in taken)
    middle, worst = quantiles(taken)
    Console().print(
        f"{RATE} commands a second for {minutes:g} minutes while records were added: p50 {middle:.1f}, p99 "
        f"{worst:.1f} ms, at most {max(taken):.0f} ms; {lost} of {len(replies)} lost, {late} over a second"
    )
    return not lost and not late


@contextmanager
def adding(folder: str) -> Iterator[None]:
    """Add records in a process of its own for as long as the context is open."""
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.server", "--add"], env=environment(folder))
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def add() -> None:
    """Be the process that adds records, one after the other, until it is ended."""
    from benchmarks.search import file_claim  # noqa: PLC0415 - only what this process needs
    from facts.store.opening import open_store  # noqa: PLC0415

    store = open_store(os.environ["FACTDESK_DATABASE_URL"])
    for number in count():
        text = f"The ferry of day {number} left the harbour {number % 60} minutes late."
        with store.writer() as writer:
            file_claim(writer, f"ferry-{number}", {"id": "", "text": text, "title": ""})
        time.sleep(PAUSE)


def in_turn(
    desk: "Client", fixed: "Client", questions: Sequence[tuple[str, str]]
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return p50 and p99 of some questions and of the fixed message, asked in turn."""
    pairs = [(desk.ask(*question), fixed.ask(*FIXED)) for question in questions]
    return quantiles([a for a, _ in pairs]), quantiles([b for _, b in pairs])


def ending(number: int) -> str:
    """Return punctuation that makes a question another one and asks the same."""
    return "".join("!?.,;:~-"[int(digit)] for digit in f"{number:o}")


def quantiles(times: list[float]) -> tuple[float, float]:
    """Return the median and the 99th percentile."""
    return statistics.median(times), statistics.quantiles(times, n=100)[98]


class Client:
    """One open connection to a server."""

    def __init__(self, port: int) -> None:
        """Connect, without Nagle's delay."""
        self.port = port
        self._connection = http.client.HTTPConnection("127.0.0.1", port)
        self._connection.connect()
        self._connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, command: str, text: str) -> float:
        """Send a signed command; return how long the answer took, in milliseconds."""
        body = urlencode(
            {"command": command, "text": text, "team_id": "T1", "channel_id": "C1", "user_id": "U1"}
        )
        headers = signed(body)
        started = time.perf_counter()
        self._connection.request("POST", "/slack/events", body, headers)
        response = self._connection.getresponse()
        answer = response.read()
        taken = (time.perf_counter() - started) * 1_000
        if response.status != http.HTTPStatus.OK or b"blocks" not in answer:
            raise SystemExit(f"{command} {text} was answered with {response.status}: {answer[:200]!r}")
        return taken


def signed(body: str) -> dict[str, str]:
    """Return the headers by which Slack signs a request (https://docs.slack.dev/authentication/verifying-requests)."""
    at = str(int(time.time()))
    signature = hmac.new(SECRET.encode(), f"v0:{at}:{body}".encode(), hashlib.sha256).hexdigest()
    return {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": at,
        "X-Slack-Signature": f"v0={signature}",
    }


@contextmanager
def running(kind: str, folder: str) -> Iterator[Client]:
    """Run a server in a process of its own for as long as the context is open."""
    process, port = start(kind, folder)
    try:
        yield connected(port, process)
    finally:
        process.terminate()
        process.wait()


def start(kind: str, folder: str) -> tuple[subprocess.Popen[bytes], int]:
    """Start a server on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "benchmarks.server", "--listen", kind, "--port", str(port)]
    return subprocess.Popen(command, env=environment(folder), stderr=subprocess.DEVNULL), port


def environment(folder: str) -> dict[str, str]:
    """Return the settings of a desk whose database is in a folder."""
    return os.environ | {
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_BOT_TOKEN": "xoxb-benchmark",
        "SLACK_API_URL": "http://127.0.0.1:9/api/",
        "FACTDESK_DATABASE_URL": f"sqlite:///{Path(folder) / 'desk.sqlite3'}",
    }


def connected(port: int, process: subprocess.Popen[bytes], seconds: float = 30) -> Client:
    """Return a connection as soon as there is one to be had."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        try:
            return Client(port)
        except ConnectionRefusedError:
            time.sleep(0.005)
    raise SystemExit("The server did not start.")


def cold_start(folder: str) -> float:
    """Return the seconds from the start of a process to its first answer, on a database that exists."""
    with running("desk", folder) as first:
        first.ask(*QUESTIONS[0])
    started = time.perf_counter()
    process, port = start("desk", folder)
    connected(port, process).ask(*QUESTIONS[0])
    taken = time.perf_counter() - started
    process.terminate()
    process.wait()
    return taken


def listen(kind: str, port: int) -> None:
    """Be one of the two servers: the app as `factdesk serve` runs it, or its twin with a fixed answer."""
    from bot import logs  # noqa: PLC0415 - only what a server needs, so that a cold start is one
    from bot.app import build  # noqa: PLC0415
    from bot.serve import listen as bound_to  # noqa: PLC0415
    from bot.serve import serve  # noqa: PLC0415
    from bot.settings import Settings  # noqa: PLC0415
    from bot.wiring import bot_of  # noqa: PLC0415
    from bot.workspaces import One  # noqa: PLC0415
    from facts.wiring import opened  # noqa: PLC0415

    logs.configure()
    settings = Settings.read()
    with opened(settings.factdesk_database_url) as store:
        one = One(bot_of(settings, store))
        app = build(one, SECRET) if kind == "desk" else fixed_app(one.client)
        serve(one, app, bound_to("127.0.0.1", port))


def fixed_app(client: "AsyncWebClient") -> "AsyncApp":
    """Return a Bolt app with one listener, which acknowledges with a fixed message."""
    from slack_bolt.async_app import AsyncApp  # noqa: PLC0415
    from slack_bolt.authorization import AuthorizeResult  # noqa: PLC0415
    from slack_bolt.context.ack.async_ack import AsyncAck  # noqa: PLC0415

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=None, bot_token="xoxb-benchmark")

    app = AsyncApp(client=client, authorize=authorize, signing_secret=SECRET, process_before_response=True)

    blocks = [{"type": "section", "text": {"type": "plain_text", "text": "fixed"}}]

    @app.command(FIXED[0])
    async def answer(ack: AsyncAck) -> None:
        await ack(text="fixed", blocks=blocks)

    return app


if __name__ == "__main__":
    main()
