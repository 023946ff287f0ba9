"""Opening a store by its URL: `FACTDESK_DATABASE_URL`. For entry points alone."""

import re
from pathlib import Path

from facts.errors import NotConfigured
from facts.store.memory import MemoryStore
from facts.store.port import Store

MEMORY = "memory:"
SQLITE = "sqlite:///"
USAGE = f"write {SQLITE}PATH for a database file, or {MEMORY} for one that ends with the program"


def open_store(url: str) -> Store:
    """Open the store that a URL names, and create it where there is none.

    `sqlite:///facts.sqlite3` is relative to the working directory, `sqlite:////var/facts.sqlite3` absolute;
    `memory:` is a store of its own each time.

    Raises:
        NotConfigured: the URL names no kind of store that there is.
        StoreError: the database cannot be opened.
    """
    if url == MEMORY:
        return MemoryStore()
    path = url.removeprefix(SQLITE)
    if path in (url, "", ":memory:") or "?" in path:
        raise NotConfigured(f"The database URL{_scheme(url)} names no store; {USAGE}.")
    from facts.store.sqlite import open_sqlite  # noqa: PLC0415 -- 200 ms that the memory store needs not

    return open_sqlite(Path(path))


def _scheme(url: str) -> str:
    """Return what kind of URL it is, for a message; the rest may hold a password."""
    scheme = re.match(r"([a-z][a-z0-9+.-]*)://", url)
    return f" ({scheme[1]}://…)" if scheme else ""
