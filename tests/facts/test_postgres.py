"""What only a database on a server can do: be out of reach, keep a password, serve many at once."""

import builtins
import socket
import sys
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from types import ModuleType
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, event, make_url

from facts.errors import NotConfigured, StoreError
from facts.model import Source, digest
from facts.store import postgres as module
from facts.store.opening import open_store
from facts.store.port import Store

THEIRS = "FROM pg_stat_activity WHERE application_name = 'other' AND datname = current_database()"
"""The connections of the other store of a pair."""
LISTENS = f"{THEIRS} AND state = 'idle' AND query LIKE '%max(revision.number)%'"
"""Those of them on which it waits for news."""


def put(store: Store, *texts: str) -> None:
    """Put sources in one transaction."""
    with store.writer() as writer:
        for text in texts:
            writer.put(Source(id=text, label=text, text=text, sha256=digest(text)), by="ada", why="a test")


@pytest.fixture
def pair(postgres: str) -> Iterator[tuple[Store, Store]]:
    """Open one database twice, as two processes do: nothing is shared but the server."""
    named = make_url(postgres).update_query_dict({"application_name": "other"})
    one, other = open_store(postgres), open_store(named.render_as_string(hide_password=False))
    yield one, other
    one.close()
    other.close()


def run(url: str, statement: str) -> list[tuple[Any, ...]]:
    """Run a statement on a connection of its own."""
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def test_writers_on_two_connections_take_turns(pair: tuple[Store, Store]) -> None:
    """Who comes while another adds waits for its commit, and numbers its own revisions after that."""
    one, other = pair
    with ThreadPoolExecutor(1) as threads:
        with one.writer() as writer:
            writer.put(Source(id="a", label="a", text="a", sha256=digest("a")), by="ada", why="a test")
            second = threads.submit(put, other, "b", "c")
            assert other.head() == 0
        second.result(timeout=30)
    assert [(r.number, r.entry.id) for r in one.since(0)] == [(1, "a"), (2, "b"), (3, "c")]


def test_what_is_expected_is_looked_up_at_once(postgres: str) -> None:
    """Five hundred entries cost a few round trips to the server, not one each."""
    statements: list[str] = []
    event.listen(Engine, "before_cursor_execute", seen := lambda *given: statements.append(given[2]))
    try:
        with closing(open_store(postgres)) as store, store.writer() as writer:
            before = len(statements)
            writer.expect(f"text-{number}" for number in range(500))
            for number in range(500):
                text = f"text-{number}"
                source = Source(id=text, label=text, text=text, sha256=digest(text))
                writer.put(source, by="ada", why="a test")
            assert len(statements) - before == 1
    finally:
        event.remove(Engine, "before_cursor_execute", seen)


def test_the_servers_own_idea_of_isolation_does_not_break_the_numbers(postgres: str) -> None:
    """Under SERIALIZABLE by default, too, a writer sees what was committed while it waited."""
    name = make_url(postgres).database
    run(postgres, f"ALTER DATABASE {name} SET default_transaction_isolation = 'serializable'")
    stores = [open_store(postgres) for _ in range(4)]

    def write(store: Store, name: int) -> None:
        for number in range(10):
            put(store, f"{name}-{number}")

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(write, stores, range(4)))
    assert [r.number for r in stores[0].since(0)] == list(range(1, 41))
    for store in stores:
        store.close()


def test_a_writer_does_not_wait_for_ever(pair: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch) -> None:
    """A turn that does not come in time is one sentence, and readers and claims never wait for it."""
    one, other = pair
    monkeypatch.setattr(module, "TIMEOUT", 0.0625)
    with one.writer():
        with pytest.raises(StoreError, match="cannot be used: canceling statement due to lock timeout"):
            put(other, "b")
        assert other.head() == 0
        assert other.claim("event", lease=60)
        other.note("k", "v")
    put(other, "b")
    assert other.head() == 1


def test_of_many_connections_that_claim_a_task_one_gets_it(postgres: str) -> None:
    """A claim is one process's, however many try at the same moment, again and again."""
    with ExitStack() as opened, ThreadPoolExecutor(6) as threads:
        stores = [open_store(postgres) for _ in range(6)]
        for store in stores:
            opened.callback(store.close)
        for number in range(20):
            won = list(threads.map(lambda store, n: store.claim(f"event:{n}", 60), stores, [number] * 6))
            assert won.count(True) == 1


def test_who_waits_is_told_by_the_server(pair: tuple[Store, Store], postgres: str) -> None:
    """A commit on one connection ends the wait on another, long before its time is over."""
    one, other = pair
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(other.wait, 0, 60)
        while not run(postgres, f"SELECT 1 {LISTENS}"):
            pass
        put(one, "a")
        assert waiting.result(timeout=30)


def test_what_is_in_use_when_the_store_is_closed_is_closed_too(
    pair: tuple[Store, Store], postgres: str
) -> None:
    """A wait that outlives its store leaves no connection behind."""
    one, other = pair
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(other.wait, 0, 60)
        while not run(postgres, f"SELECT 1 {LISTENS}"):
            pass
        other.close()
        put(one, "a")
        assert waiting.result(timeout=30)
    looks = (run(postgres, f"SELECT 1 {THEIRS}") for _ in range(300))  # the server takes a moment to let go
    assert not all(looks)


def test_a_connection_that_the_server_drops_is_replaced(pair: tuple[Store, Store], postgres: str) -> None:
    """After a restart of the server or a proxy nobody sees an error: the pool finds out before use."""
    store, other = pair
    put(store, "a")
    assert other.head() == 1
    drop = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
    assert run(postgres, drop + "AND datname = current_database()")
    assert (store.head(), other.head()) == (1, 1)
    put(store, "b")
    assert other.wait(1, seconds=0)


def test_a_wait_whose_connection_breaks_is_one_sentence(pair: tuple[Store, Store], postgres: str) -> None:
    """Who listens when the server goes learns so at once, and can wait again when it is back."""
    store, other = pair
    drop = f"SELECT pg_terminate_backend(pid) {LISTENS}"
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(other.wait, 0, 60)
        while not run(postgres, drop):
            pass
        with pytest.raises(StoreError, match=r"^The database postgresql://\S+ cannot be used: .+\.$"):
            waiting.result(timeout=30)
    put(store, "a")
    assert other.wait(0, seconds=0)


@pytest.fixture
def silent() -> Iterator[int]:
    """Return a port on which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield int(taken.getsockname()[1])


@pytest.mark.parametrize("more", ["", "?sslpassword=secret", "?password=secret&application_name=secret"])
def test_a_server_that_cannot_be_reached_is_one_sentence(silent: int, more: str) -> None:
    """The message says which server and why, and never the password, wherever in the URL it stands."""
    with pytest.raises(StoreError) as error:
        open_store(f"postgresql://ada:secret@127.0.0.1:{silent}/facts{more}")
    said = str(error.value)
    assert said.startswith(f"The database postgresql://ada:***@127.0.0.1:{silent}/facts cannot be used: conn")
    assert "refused" in said
    assert "secret" not in said
    assert "\n" not in said


def test_a_database_that_is_not_there_is_one_sentence(postgres_server: str) -> None:
    """Databases are not made up: a mistyped name would start an empty desk."""
    url = make_url(postgres_server).set(database="nowhere").render_as_string(hide_password=False)
    with pytest.raises(StoreError, match=r'database "nowhere" does not exist\.$'):
        open_store(url)


@pytest.mark.parametrize(
    "where", ["ada:x@secret@host/facts", "ada/secret:x@host/facts", "ada:x@host:secret/f"]
)
def test_a_url_that_cannot_be_read_is_not_repeated(where: str) -> None:
    """A password that is not written as a URL wants it breaks it in the middle; neither half is shown."""
    with pytest.raises(NotConfigured, match=r"cannot be read; in a password, write %") as error:
        open_store(f"postgresql://{where}")
    assert "secret" not in "".join(traceback.format_exception(error.value, chain=True)[-1:])
    assert error.value.__cause__ is error.value.__context__ is None


def test_without_the_driver_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL is an extra: who names it without having it is told how to get it."""
    importing = builtins.__import__

    def refuse(name: str, *others: Any) -> ModuleType:
        if name == "psycopg":
            raise ModuleNotFoundError(name=name)
        return importing(name, *others)

    monkeypatch.setattr(builtins, "__import__", refuse)
    monkeypatch.delitem(sys.modules, "facts.store.postgres")
    with pytest.raises(NotConfigured, match=r"pip install 'factdesk\[postgres\]'"):
        open_store("postgresql://ada:secret@host/facts")
