"""Whatever schema a database has, it comes to the newest one, and never past what the program knows."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import OperationalError

from facts.errors import StoreError
from facts.store.migrations import STEPS, migrate, version
from facts.store.schema import METADATA
from facts.store.sql import WRITES
from facts.store.sqlite import engine_for, open_sqlite

ROW = """
    INSERT INTO revision VALUES (1, 1, 'post', 'source', '2026-11-20 12:30:00.000000', 'ada', 'a test',
    'ad9ce10b5a1d4d3dc4b5e2b1a6e4b0bb2b5ee2c8b38d1f7cb7b3e5bb8ea5f8ef', '{}')
"""


def schema(engine: Engine) -> dict[str, Any]:
    """Return tables, columns, keys and indexes as the database itself tells them."""
    inspector = inspect(engine)
    return {
        table: (
            [(c["name"], str(c["type"]), c["nullable"], c["default"]) for c in inspector.get_columns(table)],
            inspector.get_pk_constraint(table),
            inspector.get_foreign_keys(table),
            sorted(inspector.get_indexes(table), key=lambda index: str(index["name"])),
            inspector.get_unique_constraints(table),
        )
        for table in inspector.get_table_names()
    }


def writing(engine: Engine) -> AbstractContextManager[Connection]:
    """Begin a transaction as the store does."""
    return engine.execution_options(**{WRITES: True}).begin()


def database(path: Path, steps: int) -> Engine:
    """Return a database that the first of the steps have made."""
    engine = engine_for(path)
    with writing(engine) as connection:
        migrate(connection, STEPS[:steps])
    return engine


@pytest.mark.parametrize("taken", range(1, len(STEPS)))
def test_every_older_schema_comes_to_the_same_end_as_a_new_one(tmp_path: Path, taken: int) -> None:
    """From each version on, the steps that are left lead to the very schema that a new database gets."""
    old, new = database(tmp_path / "old", taken), database(tmp_path / "new", len(STEPS))
    assert schema(old) != schema(new)
    with writing(old) as connection:
        migrate(connection)
        assert version(connection) == len(STEPS)
    assert schema(old) == schema(new)


def test_the_tables_that_queries_use_are_those_that_the_steps_make(tmp_path: Path) -> None:
    """`schema.py` describes the end of the last step: a change to it without a step is an error."""
    described = engine_for(tmp_path / "described")
    METADATA.create_all(described)
    assert schema(described) == schema(database(tmp_path / "made", len(STEPS)))


def test_what_is_on_file_survives_a_migration(tmp_path: Path) -> None:
    """Opening an older database takes it further and leaves its revisions as they are."""
    with writing(database(tmp_path / "facts", 1)) as connection:
        connection.execute(text(ROW))
    store = open_sqlite(tmp_path / "facts")
    assert (store.head(), store.counts()) == (1, {"source": 1})
    store.close()


def test_a_step_that_fails_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    """All steps are one transaction, the tables that they make included."""

    def half(connection: Connection) -> None:
        connection.execute(text("CREATE TABLE half (x INTEGER)"))
        connection.execute(text("nonsense"))

    engine = database(tmp_path / "facts", 1)
    before = schema(engine)
    with pytest.raises(OperationalError), writing(engine) as connection:
        migrate(connection, (*STEPS, half))
    assert schema(engine) == before
    with engine.connect() as connection:
        assert version(connection) == 1


def test_an_older_program_refuses_a_newer_database(tmp_path: Path) -> None:
    """What a newer program has made of a database is not for an older one to write into."""
    open_sqlite(tmp_path / "facts").close()
    with sqlite3.connect(tmp_path / "facts") as connection:
        connection.execute("INSERT INTO migration VALUES (?, '2030-01-01')", [len(STEPS) + 1])
    connection.close()
    with pytest.raises(StoreError, match=rf"has schema {len(STEPS) + 1} and this program knows {len(STEPS)}"):
        open_sqlite(tmp_path / "facts")


def test_a_new_database_may_be_opened_by_many_at_once(tmp_path: Path) -> None:
    """Those who come second wait for the first to make the schema, and find it made."""
    with ThreadPoolExecutor(8) as threads:
        stores = list(threads.map(lambda _: open_sqlite(tmp_path / "facts"), range(8)))
    assert [store.head() for store in stores] == [0] * 8
    for store in stores:
        store.close()
