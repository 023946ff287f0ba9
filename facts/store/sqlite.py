"""SQLite: one file, many readers, one writer at a time (https://www.sqlite.org/wal.html)."""

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import monotonic, sleep

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.dialects.sqlite import insert

from facts.errors import StoreError
from facts.model import now
from facts.store.database import BEGUN_BY, TIMEOUT
from facts.store.sql import SqlStore

PRAGMAS = (
    f"busy_timeout = {TIMEOUT * 1000:.0f}",
    "synchronous = NORMAL",  # with WAL a loss of power may undo the last commits, never break the file
    "foreign_keys = ON",
)


def open_sqlite(path: Path, clock: Callable[[], datetime] = now) -> SqlStore:
    """Open a database file, and create it where there is none. The clock is that of revisions and claims.

    Raises:
        StoreError: it cannot be opened, is not a database, or a newer program has used it.
    """
    if not path.parent.is_dir():
        raise StoreError(f"The database {path} cannot be used: its folder does not exist; create it first.")
    engine = engine_for(path)
    try:
        return SqlStore(engine, insert, clock)
    except StoreError:
        engine.dispose()
        raise


def engine_for(path: Path) -> Engine:
    """Return an engine for a database file: how SQLAlchemy is to speak to SQLite here."""
    url = URL.create("sqlite", database=str(path))
    engine = create_engine(url, hide_parameters=True, execution_options={BEGUN_BY: _begin})
    event.listen(engine, "connect", _prepare)
    return engine


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions of its own
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    _use_wal(connection)


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch to the write-ahead log, in which readers and the writer never wait for each other.

    A file stays switched. Those that open a new one at the same moment meet here, and SQLite, which lets
    others wait, refuses this to all but one.
    """
    deadline = monotonic() + TIMEOUT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() > deadline:
                raise
            sleep(0.01)
        else:
            return


def _begin(connection: Connection) -> None:
    """Take the write lock at once: a transaction that reads first could not wait for it later."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
