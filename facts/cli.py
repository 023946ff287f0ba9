"""The desk's own verbs on the command line: `python -m facts`, and part of `factdesk`.

What a command needs is imported inside it: each starts as fast as it can.
"""

# ruff: noqa: PLC0415 - see above

import logging
import sys
from pathlib import Path
from typing import Annotated

import typer

from facts.errors import BadInput, FactdeskError

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


def choose(
    context: typer.Context,
    workspace: Annotated[
        str, typer.Option(help="Whose desk, where there are several: the id of a workspace (T0123ABCD).")
    ] = "",
) -> None:
    """Hold what is on file, and answer from it."""
    from facts.settings import given

    context.with_resource(given(factdesk_workspace=workspace))


def database() -> str:
    """Return the URL of the desk that a command is for.

    Raises:
        BadInput: it is for a workspace that there is not.
        NotConfigured: a setting cannot be used, or there are several desks and none is named.
    """
    from facts.settings import Settings
    from facts.wiring import desk_url

    settings = Settings.read()
    return desk_url(settings.factdesk_database_url, settings.factdesk_workspace)


@app.command()
def init(empty: Annotated[bool, typer.Option("--empty", help="Leave out the bundled pack.")] = False) -> None:
    """Create or upgrade the database; a new one holds the bundled pack."""
    from facts.settings import Settings
    from facts.wiring import desk_urls, opened

    settings = Settings.read()
    for url in desk_urls(settings.factdesk_database_url, settings.factdesk_workspace):
        with opened(url, empty=empty) as store:
            typer.echo(f"The database is ready: {sum(store.counts().values())} entries on file.")


@app.command()
def load(
    packs: Annotated[
        list[Path], typer.Argument(help="Folders of packs, or of articles as .txt files.", show_default=False)
    ],
) -> None:
    """Load packs, or folders of articles; what is on file already stays as it is."""
    from facts.ingest.articles import is_articles, load_articles
    from facts.ingest.pack import load_pack
    from facts.wiring import opened

    with opened(database()) as store:
        for folder in packs:
            loaded = load_articles(folder, store) if is_articles(folder) else load_pack(folder, store)
            typer.echo(f"{loaded.name}: {loaded.added} added, {loaded.unchanged} unchanged")


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="A new folder, or one that holds a pack.")],
    name: Annotated[str, typer.Option(help="What the pack is called; by default as the folder is.")] = "",
    pack: Annotated[
        bool, typer.Option("--pack", help="With every revision: an empty desk that loads it is equal.")
    ] = False,
    withheld: Annotated[
        bool, typer.Option("--withheld", help="Also what is under an embargo or not for publication.")
    ] = False,
) -> None:
    """Write what is on file as a pack."""
    from facts.export.pack import export_pack
    from facts.wiring import opened

    with opened(database()) as store:
        called = name or folder.resolve().name
        count = export_pack(store, folder, called, history=pack, withheld=withheld)
    typer.echo(f"{folder}: {count} entries")


@app.command()
def move(
    to: Annotated[
        str, typer.Option(help="The URL of an empty database, or the id of a workspace.", show_default=False)
    ],
) -> None:
    """Copy the desk into another database, equal to the last revision; the configured one stays as it is."""
    from contextlib import closing

    from facts.move import move as move_all
    from facts.settings import Settings
    from facts.store.opening import open_store
    from facts.store.workspaces import workspace_url
    from facts.wiring import opened

    settings = Settings.read()
    url = settings.factdesk_database_url
    source_url = database() if settings.factdesk_workspace else url
    target_url = to if ":" in to else workspace_url(url, to)
    with opened(source_url) as source, closing(open_store(target_url)) as target:
        moved = move_all(source, target)
    typer.echo(f"{moved} revisions are in the other database; the settings decide which is used.")


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="A new file, such as desk.jsonl.gz.", show_default=False)],
) -> None:
    """Write all that the desk keeps into one file, while it is in use or not."""
    from facts.backup import back_up
    from facts.wiring import opened

    with opened(database()) as store:
        revisions = back_up(store, file)
    typer.echo(f"{file}: {revisions} revisions, and all that the desk keeps beside them")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="What `factdesk backup` wrote.", show_default=False)],
) -> None:
    """Put a backup into the database, which must hold nothing yet."""
    from contextlib import closing

    from facts.backup import restore as put_back
    from facts.store.opening import open_store

    with closing(open_store(database())) as store:
        revisions = put_back(file, store)
    typer.echo(
        f"{revisions} revisions are in the database again; `factdesk verify` holds each to its source."
    )


@app.command()
def history(
    record: Annotated[str, typer.Argument(help="The id of a record or a source.", show_default=False)],
) -> None:
    """Show every revision of a record: who, when, why, and what changed, word by word."""
    from facts.curation.history import as_text, changes
    from facts.wiring import opened

    with opened(database()) as store:
        found = changes(store.history(record))
    if not found:
        raise BadInput(f"There is no record “{record}”; its card and its pack have its id.")
    typer.echo(as_text(found))


@app.command()
def corrections() -> None:
    """Print what became of every correction, message by message, as CSV."""
    import csv
    import sys

    from facts.corrections import COLUMNS, rows
    from facts.wiring import opened

    with opened(database()) as store:
        writer = csv.writer(sys.stdout)
        writer.writerow(COLUMNS)
        writer.writerows(rows(store))


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
def roles(
    person: Annotated[str, typer.Argument(help="Whose: slack:U0123, or a name.", show_default=False)] = "",
    role: Annotated[str, typer.Argument(help="asker, curator or editor.", show_default=False)] = "",
) -> None:
    """Say who may file, change and review records, or give somebody a role."""
    from facts.curation import Role, Roles
    from facts.wiring import opened

    if bool(person) != bool(role) or role not in ("", *Role):
        raise BadInput(f"Give a person and a role, {', '.join(Role)}: factdesk roles slack:U0123 editor.")
    with opened(database()) as store:
        given = Roles(store)
        if role:
            given.appoint(person, Role(role))
        for name, held in given.all().items():
            typer.echo(f"{name}  {held}")


@app.command()
def status() -> None:
    """Say what is on file."""
    from facts.wiring import opened

    with opened(database()) as store:
        typer.echo(f"{'packs':<13} {', '.join(store.packs()) or 'none'}")
        typer.echo(f"{'revision':<13} {store.head()}")
        for kind, count in store.counts().items():
            typer.echo(f"{kind:<13} {count}")


_AsJson = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]
_Draft = Annotated[str, typer.Argument(help="A file, or - for standard input.", show_default=False)]


@app.command()
def check(
    draft: _Draft = "",
    as_json: _AsJson = False,
    sarif: Annotated[bool, typer.Option("--sarif", help="Print it as SARIF, for editors and CI.")] = False,
    self_test: Annotated[bool, typer.Option("--self-test", help="Run the corpus of known drafts.")] = False,
) -> None:
    """Hold a draft against the desk; exit 1 when something in it must not be printed as it stands.

    Reads text, Markdown, HTML and .docx.
    """
    if self_test:
        _self_test()
    import json

    from facts.check import Checker, as_sarif, as_text, read_draft
    from facts.check import as_json as values
    from facts.wiring import index_folder, opened

    name, data = _read(draft)
    text = read_draft(data, name)
    with opened(database()) as store:
        checker = Checker(store, index_folder(database(), "check"))
        checker.refresh()
        report = checker.check(text)
    if as_json or sarif:
        found = as_sarif(report, text, name) if sarif else values(report)
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        typer.echo(as_text(report, text, name))
    raise typer.Exit(1 if report.must_not_be_printed else 0)


def _self_test() -> None:
    from facts.check.selftest import cases, corpus, failures
    from facts.ingest.articles import load_articles
    from facts.store.memory import MemoryStore

    store, folder = MemoryStore(), corpus()
    load_articles(folder / "sources", store)
    bad = list(failures(folder, store))
    for failure in bad:
        typer.echo(str(failure))
    typer.echo(f"{sum(1 for _ in cases(folder))} drafts, {len(bad)} with another verdict than they must get.")
    raise typer.Exit(1 if bad else 0)


@app.command()
def quotes(file: _Draft, as_json: _AsJson = False) -> None:
    """Find who said what in a text, or in JSON lines of {id, text}; with --json one document a line."""
    import json

    from facts.quotations import as_gold, find_quotations

    name, data = _read(file)
    for text_id, text in _documents(name, data):
        found = find_quotations(text)
        if as_json:
            typer.echo(json.dumps(as_gold(text_id, text, found), ensure_ascii=False))
            continue
        for one in found:
            speaker = one.speaker.text if one.speaker else "speaker not established"
            typer.echo(f"{text_id}:{one.start}: {one.form}: {speaker}: {text[one.start : one.end]}")


def _documents(name: str, data: bytes) -> list[tuple[str, str]]:
    """The texts of a file: one for each line of JSON lines, else the file as it is."""
    import json

    text = _decoded(name, data)
    if Path(name).suffix.lower() not in (".jsonl", ".ndjson", ".json") and not text.startswith("{"):
        return [(Path(name).stem, text)]
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        try:
            read = json.loads(line) if line.strip() else None
            found += [(str(read["id"]), str(read["text"]))] if read is not None else []
        except (ValueError, KeyError, TypeError):
            raise BadInput(f"“{name}”, line {number}, is no JSON object with an id and a text.") from None
    return found


def _decoded(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"“{name}” is not text in UTF-8: {error.reason}.") from None


def _read(file: str) -> tuple[str, bytes]:
    """Return the name and the bytes of a file that the command line names; `-` is standard input."""
    if not file:
        raise BadInput("Name a file, or - for standard input.")
    if file == "-":
        return "stdin", sys.stdin.buffer.read()
    try:
        return file, Path(file).read_bytes()
    except OSError as error:
        raise BadInput(f"“{file}” cannot be read: {error.strerror}.") from None
