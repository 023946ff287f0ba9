"""Opening a store by its URL: `FACTDESK_DATABASE_URL`. For entry points alone."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from facts.errors import NotConfigured
from facts.store.memory import MemoryStore
from facts.store.port import Store

if TYPE_CHECKING:
    from sqlalchemy import Engine

MEMORY = "memory:"
SQLITE = "sqlite:///"
POSTGRES = "postgresql://"
USAGE = (
    f"write {SQLITE}PATH for a database file, {POSTGRES}USER:PASSWORD@HOST/NAME for a PostgreSQL server's, "
    f"or {MEMORY} for one that ends with the program"
)
NOT_LASTING = (
    "A store in memory ends with the program; set FACTDESK_DATABASE_URL to a database file or a server's."
)


def open_store(url: str) -> Store:
    """Open the store that a URL names, and create it where there is none.

    `sqlite:///facts.sqlite3` is relative to the working directory, `sqlite:////var/facts.sqlite3` absolute;
    `postgresql://…` is a URI as PostgreSQL's own programs take it, and its database is there already:
    https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS.
    `memory:` is a store of its own each time.

    Raises:
        NotConfigured: the URL names no kind of store that there is, or the driver is not installed.
        StoreError: the database cannot be opened.
    """
    if url == MEMORY:
        return MemoryStore()
    if url.startswith(POSTGRES):
        with driver():
            from facts.store.postgres import open_postgres  # noqa: PLC0415 -- the driver is an extra

        return open_postgres(url)
    path = _path(url)
    from facts.store.sqlite import open_sqlite  # noqa: PLC0415 -- 200 ms that the memory store needs not

    return open_sqlite(path)


def engine_of(url: str) -> "Engine":
    """Return an engine for a database, for what is kept in it beside a store, and lasts.

    Raises:
        NotConfigured: the URL names no database, or the driver is not installed.
    """
    if url == MEMORY:
        raise NotConfigured(NOT_LASTING)
    if url.startswith(POSTGRES):
        with driver():
            from facts.store.postgres import engine_for as engine_on_server  # noqa: PLC0415

        return engine_on_server(url)
    from facts.store.sqlite import engine_for  # noqa: PLC0415

    return engine_for(_path(url))


@contextmanager
def driver() -> Iterator[None]:
    """Say what to install where what is imported inside needs the driver of PostgreSQL, and it is not there.

    Raises:
        NotConfigured: it is not there.
    """
    try:
        yield
    except ImportError as error:
        raise NotConfigured(
            f"A database at {POSTGRES}… needs psycopg, which is not installed; "
            "run: pip install 'factdesk[postgres]'."
        ) from error


def _path(url: str) -> Path:
    path = url.removeprefix(SQLITE)
    if path in (url, "", ":memory:") or "?" in path:
        raise NotConfigured(f"The database URL{_scheme(url)} names no store; {USAGE}.")
    return Path(path)


def _scheme(url: str) -> str:
    """Return what kind of URL it is, for a message; the rest may hold a password."""
    scheme = re.match(r"([a-z][a-z0-9+.-]*)://", url)
    return f" ({scheme[1]}://…)" if scheme else ""
