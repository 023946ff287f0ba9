"""A desk moves from one database to another and is the same desk there."""

import sqlite3
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from facts.cli import app, run
from facts.errors import BadInput, StoreError
from facts.ingest.pack import load_pack
from facts.model import Source, digest
from facts.move import move
from facts.store.memory import MemoryStore
from facts.store.opening import open_store
from facts.store.port import Store
from facts.store.sqlite import open_sqlite
from tests.packs import write_pack


def source(text: str) -> Source:
    """Return a source of one id that says this."""
    return Source(id="changing", label="Changing", text=text, sha256=digest(text))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Store]:
    """Open a desk in SQLite on which a pack is, and an entry that changed a day later."""
    moments = iter(datetime(2026, 11, 20, tzinfo=UTC) + timedelta(days=n, microseconds=n) for n in range(9))
    store = open_sqlite(tmp_path / "desk", lambda: next(moments))
    load_pack(write_pack(tmp_path), store)
    for text in ("Whatever \N{SNOWMAN}\x00 it says.", "Something else.", "Whatever \N{SNOWMAN}\x00 it says."):
        with store.writer() as writer:
            writer.put(source(text), by="ada", why="'; --")
    store.note("thread:C1:1.2", "fidan")
    yield store
    store.close()


def everything(store: Store) -> object:
    """Return all that a move must leave as it is."""
    return list(store.since(0)), list(store.all()), store.notes(), store.packs(), store.counts()


def test_there_and_back_again_it_is_the_same_desk(desk: Store, postgres: str, tmp_path: Path) -> None:
    """SQLite to PostgreSQL to SQLite: numbers, moments, who, why, every character, and the notes."""
    there, back = open_store(postgres), open_sqlite(tmp_path / "back")
    assert move(desk, there) == move(there, back) == desk.head() == 12
    assert everything(desk) == everything(there) == everything(back)
    there.close()
    back.close()
    assert rows(tmp_path / "back") == rows(tmp_path / "desk")


def rows(path: Path) -> list[tuple[object, ...]]:
    """Return the log of a database file as it stands there."""
    connection = sqlite3.connect(path)
    found = connection.execute("SELECT * FROM revision ORDER BY number").fetchall()
    connection.close()
    return found


def test_the_other_database_goes_on_from_there(desk: Store, postgres: str) -> None:
    """What is current in the source is current in the target: loading it again adds nothing."""
    target = open_store(postgres)
    move(desk, target)
    with target.writer() as writer:
        assert not writer.put(source("Whatever \N{SNOWMAN}\x00 it says."), by="bob", why="a test")
        assert writer.put(source("New."), by="bob", why="a test")
    assert target.head() == 13
    target.close()


def test_a_database_in_use_is_not_moved_into(desk: Store) -> None:
    """A target that holds revisions is refused, and nothing in it changes, notes included."""
    target = MemoryStore()
    with target.writer() as writer:
        writer.put(source("In use."), by="bob", why="a test")
    before = everything(target)
    with pytest.raises(BadInput, match="is in use, up to revision 1; name an empty one"):
        move(desk, target)
    assert everything(target) == before


def test_a_move_that_fails_can_be_repeated(desk: Store, postgres: str, tmp_path: Path) -> None:
    """A revision that was changed behind the desk stops the move; the target stays empty until then."""
    change = "UPDATE revision SET body = replace(body, ?, ?) WHERE number = 12"
    target = open_store(postgres)
    with sqlite3.connect(tmp_path / "desk") as connection:
        connection.execute(change, ["Whatever", "However"])
    with pytest.raises(StoreError, match="revision 12: 'changing' has been changed in the database"):
        move(desk, target)
    assert target.head() == 0
    with sqlite3.connect(tmp_path / "desk") as connection:
        connection.execute(change, ["However", "Whatever"])
    connection.close()
    assert move(desk, target) == 12
    target.close()


def test_the_command_moves_what_is_configured(
    desk: Store,
    postgres: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """`move --to URL` copies the configured database; again, it is one sentence and exit status 2."""
    monkeypatch.setenv("FACTDESK_DATABASE_URL", f"sqlite:///{tmp_path / 'desk'}")
    monkeypatch.setattr(sys, "argv", ["factdesk", "move", "--to", postgres])
    for status, said in (
        (0, "12 revisions are in the other database"),
        (2, "Error: The database to move to"),
    ):
        with pytest.raises(SystemExit) as end:
            run(app)
        written = capsys.readouterr()
        assert end.value.code == status
        assert (written.err if status else written.out).startswith(said)
    target = open_store(postgres)
    assert list(target.since(0)) == list(desk.since(0))
    target.close()
