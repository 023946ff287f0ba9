"""Opens the desk's store for an entry point, and sees to it that a new one has something in it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from facts.errors import BadInput, NotConfigured
from facts.model import digest
from facts.store.opening import MEMORY, SQLITE, open_store
from facts.store.port import Store
from facts.store.workspaces import workspace_url, workspaces

_BEGUN = "store:begun"
"""The note that tells a store that was set up from one that nobody has used."""
_PACK = Path("seeds", "istanbul-talks")


@contextmanager
def opened(url: str, *, empty: bool = False) -> Iterator[Store]:
    """Open the store that a URL names, for as long as the context is open.

    Args:
        url: see :func:`facts.store.opening.open_store`. A new store is given the bundled pack.
        empty: leave a new store empty instead, now and whenever it is opened again.

    Raises:
        NotConfigured: the URL names no kind of store that there is.
        StoreError: the database cannot be used.
    """
    store = open_store(url)
    try:
        _begin(store, empty=empty)
        yield store
    finally:
        store.close()


def desk_url(url: str, workspace: str) -> str:
    """Return the URL of the desk that is meant: the configured one, or where there are several, that of one.

    Args:
        url: of the configured database.
        workspace: the id of a workspace, or empty.

    Raises:
        BadInput: there is no such workspace.
        NotConfigured: there are several, and none is named.
        StoreError: the database cannot be used.
    """
    there = workspaces(url)
    if not workspace and not there:
        return url
    if workspace in there:
        return workspace_url(url, workspace)
    listed = ", ".join(there) or "none"
    if workspace:
        raise BadInput(f"There is no workspace “{workspace}” here; there are: {listed}.")
    raise NotConfigured(f"There are several desks here; name one with --workspace: {listed}.")


def desk_urls(url: str, workspace: str) -> tuple[str, ...]:
    """Return the URLs of all desks that may be meant: as `desk_url`, but of all where none is named.

    Raises:
        BadInput: there is no such workspace.
        StoreError: the database cannot be used.
    """
    several = () if workspace else workspaces(url)
    return tuple(workspace_url(url, each) for each in several) or (desk_url(url, workspace),)


def index_folder(url: str, of: Literal["search", "check"] = "search") -> Path | None:
    """Return where the index of the store that a URL names is kept; None: in memory.

    There is one that finds records, and one that finds the words of sources for the check of drafts.

    That of a database file stands beside it, that of a server's in the user's cache
    (https://specifications.freedesktop.org/basedir-spec/), under a name that tells nothing of the URL.
    """
    if url == MEMORY:
        return None
    if url.startswith(SQLITE):
        return Path(url.removeprefix(SQLITE) + f".{of}")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "factdesk" / f"{digest(url)[:16]}.{of}"


def bundled_pack() -> Path:
    """Return the folder of the pack that comes with the program: in the wheel, or in a checkout.

    Raises:
        NotConfigured: it is in neither.
    """
    package = Path(__file__).parent
    for root in (package, package.parent):
        if (root / _PACK).is_dir():
            return root / _PACK
    raise NotConfigured(f"The bundled pack {_PACK} is missing; install Factdesk anew.")


def _begin(store: Store, *, empty: bool) -> None:
    if store.recall(_BEGUN) is not None:
        return
    if not empty and not store.head():
        from facts.ingest.pack import load_pack  # noqa: PLC0415 - only a new store needs it

        load_pack(bundled_pack(), store)
    store.note(_BEGUN, "empty" if empty else "")
