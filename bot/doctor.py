"""`factdesk doctor`: what is configured, what is missing, and how to mend it."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.metrics import Metrics
from bot.settings import BY_OAUTH, WHERE, Settings
from bot.slack import Slack
from bot.wiring import WORKER, desk_of_one, installations_of
from facts.errors import FactdeskError, NotConfigured
from facts.search.semantic import encoder
from facts.store.opening import POSTGRES
from facts.store.port import Store

INSTALL = "pip install 'factdesk[semantic]'"
_REVISIONS = 1_000
"""The last revisions whose corrections are counted."""
SECONDS = 5.0
"""How long Slack has to answer."""
ONE = ("SLACK_SIGNING_SECRET", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN")
"""What an app of one workspace may have."""
MANY = ("SLACK_SIGNING_SECRET", *BY_OAUTH)
"""What an app needs that workspaces install."""
_RENEW = {True: "install it there anew", False: WHERE["SLACK_BOT_TOKEN"]}


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
    if settings.by_oauth:
        return (*_workspaces(settings), _meaning())
    return (*_desk(settings), *_slack(settings))


def report(checks: tuple[Check, ...]) -> None:
    """Print the checks as a table."""
    table = Table("", "", "to mend it", box=None, padding=(0, 2, 0, 0))
    for check in checks:
        table.add_row(f"{_mark(check)} {check.name}", *map(escape, (check.state, check.mend)))
    Console(highlight=False).print(table)


def _mark(check: Check) -> str:
    if not check.works:
        return "[red]✗[/]"
    return "[dim]·[/]" if check.mend else "[green]✓[/]"


def _desk(settings: Settings) -> Iterator[Check]:
    try:
        with desk_of_one(settings) as store:
            yield Check("Database", "can be read and written")
            filed = ", ".join(f"{kind} {count}" for kind, count in store.counts().items())
            yield Check("On file", filed or "nothing", mend="" if filed else "factdesk load PACK")
            yield Check("Packs", ", ".join(store.packs()) or "none")
            yield from _jobs(settings, store)
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


def _jobs(settings: Settings, store: Store) -> Iterator[Check]:
    """Tell who is alive, and whether anybody brings the corrections that are due."""
    alive = Counter(name.partition(":")[0] for name in store.postings.beating())
    running = ", ".join(f"{role} {count}" for role, count in alive.items()) or "none"
    due = sum(each.total - each.done - each.undelivered for each in store.postings.progress(_REVISIONS))
    apart = settings.factdesk_database_url.startswith(POSTGRES)
    idle = bool(apart and alive and not alive[WORKER])
    yield Check("Processes", running, works=not (idle and due), mend="factdesk worker" if idle else "")
    yield Check("Corrections due", str(due))


def _slack(settings: Settings) -> Iterator[Check]:
    wanted = any(settings.has(name) for name in ONE)
    http = settings.has("SLACK_SIGNING_SECRET")
    needed = {"SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET" if http else "SLACK_APP_TOKEN"} if wanted else set()
    yield from _secrets(settings, ONE, needed)
    for name in filter(settings.has, BY_OAUTH):
        yield Check(name, "set", mend="not used, for SLACK_BOT_TOKEN makes it an app of one workspace")
    if settings.has("SLACK_BOT_TOKEN"):
        yield asyncio.run(_introduced(settings, "Slack", settings.secret("SLACK_BOT_TOKEN")))


def _workspaces(settings: Settings) -> Iterator[Check]:
    """Look at an app that workspaces install by OAuth."""
    yield from _secrets(settings, MANY, set(MANY))
    try:
        with installations_of(settings) as (installations, _):
            installed = installations.all()
    except FactdeskError as error:
        yield Check("Database", str(error), works=False)
        return
    yield Check("Database", "can be read and written")
    if not installed:
        yield Check("Workspaces", "none", mend="open /slack/install of your address")
    for workspace, installation in installed.items():
        yield asyncio.run(_introduced(settings, workspace, installation.bot_token or ""))


def _secrets(settings: Settings, names: Iterable[str], needed: set[str]) -> Iterator[Check]:
    for name in names:
        if settings.has(name):
            yield Check(name, "set")
        else:
            yield Check(name, "not set", works=name not in needed, mend=WHERE[name])


async def _introduced(settings: Settings, name: str, token: str) -> Check:
    slack = Slack(token, settings.slack_api_url, Metrics())
    try:
        async with asyncio.timeout(SECONDS):
            return Check(name, f"installed in {await slack.identify()}")
    except (FactdeskError, TimeoutError) as error:
        reason = str(error) or f"no answer within {SECONDS:.0f} s"
        return Check(name, reason, works=False, mend=_RENEW[settings.by_oauth])
    finally:
        await slack.close()
