"""`factdesk doctor`: what is configured, what is missing, and how to mend it."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from bot.metrics import Metrics
from bot.settings import WHERE, Settings
from bot.slack import Slack
from facts.errors import FactdeskError, NotConfigured
from facts.search.semantic import encoder
from facts.wiring import opened

INSTALL = "pip install 'factdesk[semantic]'"
SECONDS = 5.0
"""How long Slack has to answer."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at.

    Attributes:
        name: what it is.
        state: how it was found.
        works: False where it is broken, or missing although something else needs it.
        mend: what to do about it.
    """

    name: str
    state: str
    works: bool = True
    mend: str = ""


def examine(settings: Settings) -> tuple[Check, ...]:
    """Look at everything.

    No Slack settings at all are no fault: `factdesk try` and `factdesk ask` need none. Once one is set, what
    belongs to it is expected too.
    """
    return (*_desk(settings), *_slack(settings))


def report(checks: tuple[Check, ...]) -> None:
    """Print the checks as a table."""
    table = Table("", "", "to mend it", box=None, padding=(0, 2, 0, 0))
    for check in checks:
        table.add_row(f"{_mark(check)} {check.name}", check.state, check.mend)
    Console(highlight=False).print(table)


def _mark(check: Check) -> str:
    if not check.works:
        return "[red]✗[/]"
    return "[dim]·[/]" if check.mend else "[green]✓[/]"


def _desk(settings: Settings) -> Iterator[Check]:
    try:
        with opened(settings.factdesk_database_url) as store:
            yield Check("Database", "can be read and written")
            filed = ", ".join(f"{kind} {count}" for kind, count in store.counts().items())
            yield Check("On file", filed or "nothing", mend="" if filed else "factdesk load PACK")
            yield Check("Packs", ", ".join(store.packs()) or "none")
    except FactdeskError as error:
        yield Check("Database", str(error), works=False, mend="set FACTDESK_DATABASE_URL")
    yield _meaning()


def _meaning() -> Check:
    """Tell whether records are also found by what they mean."""
    try:
        if encoder():
            return Check("Search by meaning", "on")
    except NotConfigured as error:
        return Check("Search by meaning", str(error), works=False, mend=INSTALL)
    return Check("Search by meaning", "off", mend=INSTALL)


def _slack(settings: Settings) -> Iterator[Check]:
    wanted = any(settings.has(name) for name in WHERE)
    http = settings.has("SLACK_SIGNING_SECRET")
    needed = {"SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET" if http else "SLACK_APP_TOKEN"} if wanted else set()
    for name, where in WHERE.items():
        if settings.has(name):
            yield Check(name, "set")
        else:
            yield Check(name, "not set", works=name not in needed, mend=where)
    if settings.has("SLACK_BOT_TOKEN"):
        yield asyncio.run(_introduced(settings))


async def _introduced(settings: Settings) -> Check:
    slack = Slack(settings.secret("SLACK_BOT_TOKEN"), settings.slack_api_url, Metrics())
    try:
        async with asyncio.timeout(SECONDS):
            return Check("Slack", f"installed in {await slack.identify()}")
    except (FactdeskError, TimeoutError) as error:
        reason = str(error) or f"no answer within {SECONDS:.0f} s"
        return Check("Slack", reason, works=False, mend=WHERE["SLACK_BOT_TOKEN"])
    finally:
        await slack.close()
