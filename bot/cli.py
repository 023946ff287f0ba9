"""The `factdesk` command: the desk's own verbs, and Slack's.

What a command needs is imported inside it: each starts as fast as it can.
"""

# ruff: noqa: PLC0415 - see above

import json
import logging
from typing import TYPE_CHECKING, Annotated

import typer

from facts.cli import app as desk
from facts.cli import choose, database, run
from facts.errors import BadInput, NotConfigured

if TYPE_CHECKING:
    from bot.settings import Settings

app = typer.Typer(
    help="The newsroom's fact desk in Slack. Start with: factdesk try",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(desk)
app.callback()(choose)


def main() -> None:
    """Run the command line."""
    run(app)


@app.command("try")
def try_out(
    port: Annotated[int, typer.Option(help="Where the page is; 0 for any free port.", min=0, max=65535)] = 0,
    browser: Annotated[bool, typer.Option(help="Open the page in the browser.")] = True,
) -> None:
    """Try it all out: the real app, in a Slack on this computer; needs no token and no network."""
    typer.echo("Starting the desk and a Slack for it…", err=True)
    import asyncio

    from bot import logs, trial
    from facts.wiring import opened

    logs.configure(logging.WARNING)
    with opened(database()) as store:
        asyncio.run(trial.run(store, database(), port, browse=browser))


@app.command()
def ask(
    line: Annotated[str, typer.Argument(help='Such as "/quote umerov" or "@factdesk who led the talks?"')],
    as_json: Annotated[bool, typer.Option("--json", help="Print the very message that Slack gets.")] = False,
) -> None:
    """Answer one line, as it would be typed in Slack, and end."""
    from bot.checking import Checking
    from bot.lines import answered
    from facts.desk import Desk
    from facts.progress import INDEXING, watched
    from facts.search.semantic import encoder
    from facts.wiring import index_folder, opened

    with opened(database()) as store:
        catalogue = index_folder(database(), "check")
        desk = Desk(store, index_folder(database()), encoder(), catalogue, watch=watched(INDEXING))
        checking = Checking(store, catalogue)
        message = answered(desk.ask, checking.report_now, line)
    if as_json:
        typer.echo(json.dumps(message, ensure_ascii=False))
        return
    from bot.local.text import blocks_to_text

    typer.echo(blocks_to_text(message["blocks"]))


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Which address to listen on; 0.0.0.0 for all.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Which port to listen on.", min=0, max=65535)] = 3000,
) -> None:
    """Serve Slack's requests over HTTP, with /healthz and /metrics."""
    from bot import logs
    from bot.serve import listen
    from bot.serve import serve as serve_app
    from bot.wiring import answering

    logs.configure()
    settings = _settings()
    settings.secret("SLACK_SIGNING_SECRET")
    with listen(host, port) as bound, answering(settings) as (workspaces, app):
        serve_app(workspaces, app, bound)


@app.command()
def socket() -> None:
    """Answer over Socket Mode, which needs no public address."""
    import asyncio

    from bot import logs
    from bot.app import build
    from bot.socket import run as run_socket
    from bot.wiring import bot_of, desk_of_one
    from bot.workspaces import One

    logs.configure()
    settings = _settings()
    if settings.by_oauth:
        raise NotConfigured("Socket Mode is for one SLACK_BOT_TOKEN; workspaces install with factdesk serve.")
    token = settings.secret("SLACK_APP_TOKEN")
    with desk_of_one(settings) as store:
        bot = bot_of(settings, store)
        asyncio.run(run_socket(bot, build(One(bot), ""), token))


@app.command()
def worker() -> None:
    """Bring corrections to what was posted, at the pace that Slack allows; answers nobody."""
    import asyncio

    from bot import logs
    from bot.lifetime import asked_to_stop
    from bot.wiring import working

    async def work() -> None:
        stop = asked_to_stop()
        async with workspaces.running():
            await stop.wait()

    logs.configure()
    with working(_settings()) as workspaces:
        asyncio.run(work())


@app.command()
def doctor() -> None:
    """Say what is configured, what is missing and how to mend it; exit 1 where something does not work."""
    from bot.doctor import examine, report

    checks = examine(_settings())
    report(checks)
    raise typer.Exit(0 if all(check.works for check in checks) else 1)


@app.command()
def manifest(
    socket: Annotated[bool, typer.Option("--socket", help="For `factdesk socket`.")] = False,
    url: Annotated[str, typer.Option(help="For `factdesk serve`: the https:// address Slack reaches.")] = "",
    oauth: Annotated[bool, typer.Option("--oauth", help="For workspaces that install it by OAuth.")] = False,
) -> None:
    """Print the manifest from which Slack creates the app."""
    from bot.manifest import manifest as manifest_for

    if socket == bool(url):
        raise BadInput("Say how Slack reaches the app: --socket, or --url https://…")
    typer.echo(json.dumps(manifest_for(url, oauth=oauth), indent=2, ensure_ascii=False))


def _settings() -> "Settings":
    from bot.settings import Settings

    return Settings.read()
