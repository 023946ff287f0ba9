"""Where each workspace has its desk: in a database file beside the configured one, on a server in a schema.

A workspace's store is opened by a URL of its own. Nothing in it names the workspace, and so no query has to.
"""

import re
from pathlib import Path

from facts.errors import BadInput, NotConfigured
from facts.store.opening import NOT_LASTING, POSTGRES, SQLITE, driver

_ID = re.compile(r"T[A-Z0-9]{2,30}")
"""Slack's ids of workspaces, such as T0123ABCD. One becomes part of a path, or the name of a schema."""


def workspace_url(url: str, workspace: str) -> str:
    """Return the URL of a workspace's store, given that of the configured one.

    Raises:
        BadInput: it is no workspace's id.
        NotConfigured: a store of this kind has no others beside it.
    """
    if not _ID.fullmatch(workspace):
        raise BadInput(f"“{workspace}” is no workspace; Slack's ids of them are like T0123ABCD.")
    if url.startswith(SQLITE):
        path = Path(url.removeprefix(SQLITE))
        return f"{SQLITE}{path.with_name(f'{path.stem}.{workspace}{path.suffix}')}"
    if url.startswith(POSTGRES):
        with driver():
            from facts.store.postgres import in_schema  # noqa: PLC0415 - the driver is an extra

        return in_schema(url, workspace.lower())
    raise NotConfigured(NOT_LASTING)


def workspaces(url: str) -> tuple[str, ...]:
    """Return the ids of the workspaces that have a store beside the configured one, in order.

    Raises:
        StoreError: the server cannot be reached or refuses.
    """
    if url.startswith(SQLITE):
        found = _files(Path(url.removeprefix(SQLITE)))
    elif url.startswith(POSTGRES):
        with driver():
            from facts.store.postgres import schemas  # noqa: PLC0415 - the driver is an extra

        found = [name.upper() for name in schemas(url)]
    else:
        found = []
    return tuple(sorted(name for name in found if _ID.fullmatch(name)))


def _files(path: Path) -> list[str]:
    before, after = f"{path.stem}.", path.suffix
    names = (each.name for each in path.parent.iterdir()) if path.parent.is_dir() else ()
    return [
        name[len(before) : len(name) - len(after)]
        for name in names
        if name.startswith(before) and name.endswith(after)
    ]
