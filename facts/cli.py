"""The desk's own verbs on the command line: `python -m facts`, and part of `factdesk`.

What a command needs is imported inside it: each starts as fast as it can.
"""

# ruff: noqa: PLC0415 - see above

import logging
import sys
from pathlib import Path
from typing import Annotated

import typer

from facts.errors import FactdeskError

_UsageError: type[Exception] = typer.BadParameter.__mro__[1]
"""What is wrong with a command line: the base for which typer has no public name."""

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


def run(commands: typer.Typer) -> None:
    """Run a command line: what we foresaw is one sentence and exit status 2, whatever else fails is 1."""
    try:
        status = commands(standalone_mode=False)
    except (FactdeskError, _UsageError) as error:
        status = _complain(getattr(error, "format_message", error.__str__)())
    except Exception:  # the process's edge
        logging.getLogger("factdesk").critical("failed", exc_info=True)
        status = 1
    sys.exit(status or 0)


def _complain(message: str) -> int:
    if message:  # none where the help has been shown instead
        sys.stderr.write(f"Error: {message}\n")
    return 2


def database() -> str:
    """Return the URL of the database that is configured.

    Raises:
        NotConfigured: a setting cannot be used.
    """
    from facts.settings import Settings

    return Settings.read().factdesk_database_url


@app.command()
def init(empty: Annotated[bool, typer.Option("--empty", help="Leave out the bundled pack.")] = False) -> None:
    """Create or upgrade the database; a new one holds the bundled pack."""
    from facts.wiring import opened

    with opened(database(), empty=empty) as store:
        typer.echo(f"The database is ready: {sum(store.counts().values())} entries on file.")


@app.command()
def load(packs: Annotated[list[Path], typer.Argument(help="Folders of packs.", show_default=False)]) -> None:
    """Load packs; what is on file already stays as it is."""
    from facts.ingest.pack import load_pack
    from facts.wiring import opened

    with opened(database()) as store:
        for folder in packs:
            loaded = load_pack(folder, store)
            typer.echo(f"{loaded.name}: {loaded.added} added, {loaded.unchanged} unchanged")


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="A new folder, or one that holds a pack.")],
    name: Annotated[str, typer.Option(help="What the pack is called; by default as the folder is.")] = "",
) -> None:
    """Write what is on file as a pack."""
    from facts.export.pack import export_pack
    from facts.wiring import opened

    with opened(database()) as store:
        count = export_pack(store, folder, name or folder.resolve().name)
    typer.echo(f"{folder}: {count} entries")


@app.command()
def verify(
    packs: Annotated[
        list[Path] | None, typer.Argument(help="Folders of packs; without any, the database.")
    ] = None,
) -> None:
    """Hold every passage against its source; exit 1, with a line for each that does not stand."""
    from facts.verify import verify_pack, verify_store
    from facts.wiring import opened

    if packs:
        bad = tuple(line for folder in packs for line in verify_pack(folder))
    else:
        with opened(database()) as store:
            bad = verify_store(store)
    typer.echo("\n".join(bad) if bad else "Every record stands in its sources.")
    raise typer.Exit(1 if bad else 0)


@app.command()
def status() -> None:
    """Say what is on file."""
    from facts.wiring import opened

    with opened(database()) as store:
        typer.echo(f"{'packs':<13} {', '.join(store.packs()) or 'none'}")
        typer.echo(f"{'revision':<13} {store.head()}")
        for kind, count in store.counts().items():
            typer.echo(f"{kind:<13} {count}")
