"""Each workspace has a store of its own beside the configured one, in a file or in a schema."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from facts.errors import BadInput, NotConfigured
from facts.model import Source, digest
from facts.store.opening import open_store
from facts.store.port import Store
from facts.store.workspaces import workspace_url, workspaces
from facts.wiring import desk_url, desk_urls, index_folder


def put(store: Store, text: str) -> None:
    """Put a source on file."""
    with store.writer() as writer:
        writer.put(Source(id=text, label=text, text=text, sha256=digest(text)), by="ada", why="a test")


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of a configured database, of each kind that has room for workspaces."""
    if request.param == "postgres":
        return str(request.getfixturevalue("postgres"))
    return f"sqlite:///{tmp_path / 'the [desk].v1.sqlite3'}"


def test_what_one_keeps_no_other_has(url: str) -> None:
    """Revisions, claims and notes of a workspace are in its store, and in no other."""
    with ExitStack() as opened:
        stores = [
            open_store(each) for each in (url, workspace_url(url, "T0ONE"), workspace_url(url, "T0TWO"))
        ]
        for store in stores:
            opened.callback(store.close)
        for number, store in enumerate(stores):
            put(store, f"text-{number}")
            store.note("key", f"value {number}")
            assert store.claim("event:1", 60)
        for number, store in enumerate(stores):
            assert [revision.entry.id for revision in store.since(0)] == [f"text-{number}"]
            assert store.recall("key") == f"value {number}"


def test_those_that_there_are_can_be_listed(url: str) -> None:
    """A workspace counts from the moment its store has been opened; whatever else lies there is none."""
    open_store(url).close()
    assert workspaces(url) == ()
    for name in ("T0TWO", "T0ONE"):
        open_store(workspace_url(url, name)).close()
    assert workspaces(url) == ("T0ONE", "T0TWO")


def test_many_may_open_a_new_one_at_once(url: str) -> None:
    """Of several processes that open a workspace for the first time, one makes it and all can use it."""
    new = workspace_url(url, "T0NEW")
    with ThreadPoolExecutor(4) as threads:
        for store in threads.map(open_store, [new] * 4):
            assert store.head() == 0
            store.close()


def test_one_that_adds_does_not_hold_up_another_workspace(url: str) -> None:
    """Those who add take turns within a workspace, not over all of them."""
    one, two = (open_store(workspace_url(url, name)) for name in ("T0ONE", "T0TWO"))
    with one.writer():
        put(two, "meanwhile")
    assert (one.head(), two.head()) == (0, 1)
    one.close()
    two.close()


def test_each_has_an_index_of_its_own(url: str) -> None:
    """The search index of a workspace lies apart from all others."""
    folders = {index_folder(each) for each in (url, workspace_url(url, "T0ONE"), workspace_url(url, "T0TWO"))}
    assert len(folders) == 3


@pytest.mark.parametrize("name", ["", "t0one", "T", "T0/../X", "T0ONE\n", "T0;DROP", "E0ORG", "T" * 40])
def test_only_an_id_names_a_workspace(url: str, name: str) -> None:
    """What is no id of Slack's becomes no path and no schema."""
    with pytest.raises(BadInput, match="is no workspace; Slack's ids"):
        workspace_url(url, name)


def test_a_store_in_memory_has_no_room_for_workspaces() -> None:
    """A store that ends with the program has no others beside it."""
    assert workspaces("memory:") == ()
    with pytest.raises(NotConfigured, match="ends with the program"):
        workspace_url("memory:", "T0ONE")


def test_options_in_the_url_are_kept(postgres: str) -> None:
    """What the configured URL tells the server holds in the schemas, too."""
    told = postgres + ("&" if "?" in postgres else "?") + "options=-cstatement_timeout%3D12345"
    store = open_store(workspace_url(told, "T0ONE"))
    assert "statement_timeout%3D12345" in workspace_url(told, "T0ONE")
    assert store.head() == 0
    store.close()
    assert workspaces(postgres) == ("T0ONE",)


def test_which_desk_is_meant(url: str) -> None:
    """The configured one, until there are workspaces; then one of them, which must be named and be there."""
    assert desk_url(url, "") == url
    assert desk_urls(url, "") == (url,)
    for name in ("T0ONE", "T0TWO"):
        open_store(workspace_url(url, name)).close()
    assert desk_url(url, "T0ONE") == workspace_url(url, "T0ONE")
    assert desk_urls(url, "") == (workspace_url(url, "T0ONE"), workspace_url(url, "T0TWO"))
    assert desk_urls(url, "T0TWO") == (workspace_url(url, "T0TWO"),)
    with pytest.raises(NotConfigured, match="name one with --workspace: T0ONE, T0TWO"):
        desk_url(url, "")
    with pytest.raises(BadInput, match="no workspace “T0NEW” here; there are: T0ONE, T0TWO"):
        desk_url(url, "T0NEW")
