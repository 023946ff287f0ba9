"""Whatever schema a database has, it comes to the newest one, and never past what the program knows."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from sqlalchemy import Connection, Engine, insert, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine

from benchmarks.postgres import database
from facts.errors import StoreError
from facts.model import now
from facts.store import postgres, sqlite
from facts.store.database import writing
from facts.store.migrations import STEPS, migrate, version
from facts.store.opening import open_store
from facts.store.schema import METADATA, migrations

New: TypeAlias = Callable[[], Engine]

ROW = """
    INSERT INTO revision VALUES (1, 1, 'post', 'source', '2026-11-20 12:30:00.000000', 'ada', 'a test',
    'ad9ce10b5a1d4d3dc4b5e2b1a6e4b0bb2b5ee2c8b38d1f7cb7b3e5bb8ea5f8ef', '{}')
"""


@pytest.fixture(params=["sqlite", "postgres"])
def new(request: pytest.FixtureRequest) -> New:
    """Return what makes databases without tables, of each kind."""
    made: New = request.getfixturevalue(f"new_{request.param}")
    return made


@pytest.fixture
def new_sqlite(tmp_path: Path) -> Iterator[New]:
    """Return what makes database files that hold nothing."""
    engines: list[Engine] = []

    def make() -> Engine:
        engines.append(sqlite.engine_for(tmp_path / f"{len(engines)}.sqlite3"))
        return engines[-1]

    yield make
    for engine in engines:
        engine.dispose()


@pytest.fixture
def new_postgres(postgres_server: str) -> Iterator[New]:
    """Return what makes databases on the server that hold nothing."""
    with ExitStack() as opened:

        def make() -> Engine:
            engine = postgres.engine_for(opened.enter_context(database(postgres_server)))
            opened.callback(engine.dispose)
            return engine

        yield make


def url_of(engine: Engine) -> str:
    """Return the URL by which the desk opens this database."""
    url = engine.url.set(drivername=engine.url.get_backend_name())
    return url.render_as_string(hide_password=False)


def schema(engine: Engine) -> dict[str, Any]:
    """Return tables, columns, keys and indexes as the database itself tells them."""
    inspector = inspect(engine)
    return {
        table: (
            [(c["name"], str(c["type"]), c["nullable"], c["default"]) for c in inspector.get_columns(table)],
            inspector.get_pk_constraint(table),
            inspector.get_foreign_keys(table),
            sorted(map(_index, inspector.get_indexes(table)), key=lambda index: str(index["name"])),
            inspector.get_unique_constraints(table),
        )
        for table in inspector.get_table_names()
    }


def _index(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return an index with its conditions as text, which alone can be compared."""
    return {**told, "dialect_options": {k: str(v) for k, v in told.get("dialect_options", {}).items()}}


def begun(engine: Engine) -> AbstractContextManager[Connection]:
    """Begin a transaction as the store does."""
    return writing(engine, alone=True).begin()


def taken(steps: int, new: New) -> Engine:
    """Return a database that the first of the steps have made."""
    engine = new()
    with begun(engine) as connection:
        migrate(connection, STEPS[:steps])
    return engine


@pytest.mark.parametrize("steps", range(1, len(STEPS)))
def test_every_older_schema_comes_to_the_same_end_as_a_new_one(new: New, steps: int) -> None:
    """From each version on, the steps that are left lead to the very schema that a new database gets."""
    old, newest = taken(steps, new), taken(len(STEPS), new)
    assert schema(old) != schema(newest)
    with begun(old) as connection:
        migrate(connection)
        assert version(connection) == len(STEPS)
    assert schema(old) == schema(newest)


def test_the_tables_that_queries_use_are_those_that_the_steps_make(new: New) -> None:
    """`schema.py` describes the end of the last step: a change to it without a step is an error."""
    described = new()
    METADATA.create_all(described)
    assert schema(described) == schema(taken(len(STEPS), new))


def test_both_kinds_of_database_end_in_the_same_schema(new_sqlite: New, new_postgres: New) -> None:
    """Tables, columns, keys and indexes are the same; only names that nobody gave differ."""
    one, other = (alike(taken(len(STEPS), new)) for new in (new_sqlite, new_postgres))
    assert one == other
    assert one.keys() == set(METADATA.tables)


def alike(engine: Engine) -> dict[str, Any]:
    """Return the schema without what each kind of database says in its own words."""
    inspector = inspect(engine)
    return {
        table: (
            [(c["name"], general(c["type"]), c["nullable"]) for c in inspector.get_columns(table)],
            inspector.get_pk_constraint(table)["constrained_columns"],
            [(k["constrained_columns"], k["referred_table"]) for k in inspector.get_foreign_keys(table)],
            sorted(
                (str(i["name"]), i["column_names"], bool(i["unique"])) for i in inspector.get_indexes(table)
            ),
        )
        for table in inspector.get_table_names()
    }


def general(type_: TypeEngine[Any]) -> str:
    """Return the name of a column's type in SQLAlchemy, with its length."""
    return repr(type_.as_generic()).replace("timezone=True", "")


def test_what_is_on_file_survives_a_migration(new: New) -> None:
    """Opening an older database takes it further and leaves its revisions as they are."""
    engine = taken(1, new)
    with begun(engine) as connection:
        connection.execute(text(ROW))
    store = open_store(url_of(engine))
    assert (store.head(), store.counts()) == (1, {"source": 1})
    store.close()


def test_a_step_that_fails_leaves_the_database_as_it_was(new: New) -> None:
    """All steps are one transaction, the tables that they make included."""

    def half(connection: Connection) -> None:
        connection.execute(text("CREATE TABLE half (x INTEGER)"))
        connection.execute(text("nonsense"))

    engine = taken(1, new)
    before = schema(engine)
    with pytest.raises(DBAPIError), begun(engine) as connection:
        migrate(connection, (*STEPS, half))
    assert schema(engine) == before
    with engine.connect() as connection:
        assert version(connection) == 1


def test_an_older_program_refuses_a_newer_database(new: New) -> None:
    """What a newer program has made of a database is not for an older one to write into."""
    engine = taken(len(STEPS), new)
    with begun(engine) as connection:
        connection.execute(insert(migrations).values(number=len(STEPS) + 1, at=now()))
    with pytest.raises(StoreError, match=rf"has schema {len(STEPS) + 1} and this program knows {len(STEPS)}"):
        open_store(url_of(engine))


def test_a_new_database_may_be_opened_by_many_at_once(new: New) -> None:
    """Those who come second wait for the first to make the schema, and find it made."""
    url = url_of(new())
    with ThreadPoolExecutor(8) as threads:
        stores = list(threads.map(lambda _: open_store(url), range(8)))
    assert [store.head() for store in stores] == [0] * 8
    for store in stores:
        store.close()
