"""PostgreSQL: many processes on many machines, each reading at once, one at a time adding revisions."""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any, cast

import psycopg
from sqlalchemy import URL, Connection, Engine, String, column, create_engine, make_url, select, table
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import ArgumentError

from facts.errors import NotConfigured, StoreError
from facts.model import now
from facts.store.database import ALONE, BEGUN_BY, TIMEOUT, plainly
from facts.store.sql import SqlStore
from facts.store.sqlwriter import HEAD

CHANNEL = "factdesk_revisions"
"""Where those that wait for new revisions listen."""

BEGIN = "BEGIN ISOLATION LEVEL READ COMMITTED"
"""A statement must see what was committed while it waited for its turn, whatever the server's default is."""

GATE = int.from_bytes(b"factdesk")
"""The advisory lock that those who add pass one by one, each schema's its own:
https://www.postgresql.org/docs/current/explicit-locking.html."""

_PASS = f"SELECT pg_advisory_xact_lock(hashtextextended(coalesce(current_schema(), ''), {GATE}))"

PREFIX = "factdesk_"
"""How the names of schemas begin that hold a store of their own."""

_named = column("nspname", String)
_SCHEMAS = select(_named).select_from(table("pg_namespace")).where(_named.startswith(PREFIX, autoescape=True))
_SEARCH_PATH = re.compile(rf"-csearch_path=({PREFIX}\w+)")


IDLE, IDLE_OF_MANY, MOST = 5, 3, 15
"""Connections: how many a store keeps, how many one of several in a database, and the most of either."""


class PostgresStore(SqlStore):
    """A store that is told of new revisions by the server."""

    def make_room(self, connection: Connection) -> None:
        """Make the schema that the URL names, where it names one."""
        for schema in _schemas_in(self._engine.url):
            connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {schema}")

    def wait(self, number: int, seconds: float) -> bool:
        """Wait for a revision after this number, at most so long; tell whether there is one."""
        with self._connection() as connection:
            connection.exec_driver_sql(f"LISTEN {CHANNEL}")
            if not _is_ahead(connection, number):
                _sleep(connection, seconds)
            connection.exec_driver_sql("UNLISTEN *")
            return _is_ahead(connection, number)


def open_postgres(url: str, clock: Callable[[], datetime] = now) -> SqlStore:
    """Open a database on a server, and make its tables where it has none.

    Args:
        url: `postgresql://…`.
        clock: the time, for revisions and claims.

    Raises:
        NotConfigured: the URL cannot be read; it is not repeated, for it may hold a password.
        StoreError: the server cannot be reached or refuses, or a newer program has used the database.
    """
    engine = engine_for(url)
    try:
        return PostgresStore(engine, insert, clock)
    except StoreError:
        engine.dispose()
        raise


def in_schema(url: str, name: str) -> str:
    """Return the URL of the store that a database holds in a schema of its own.

    Args:
        url: `postgresql://…`.
        name: small letters and digits, which tell the schema from others.

    Raises:
        NotConfigured: as for :func:`open_postgres`.
    """
    parsed = _parsed(url)
    options = (str(parsed.query.get("options", "")), f"-csearch_path={PREFIX}{name}")
    given = {"options": " ".join(filter(None, options))}
    return parsed.update_query_dict(given).render_as_string(hide_password=False)


def schemas(url: str) -> list[str]:
    """Return the names, without what all begin with, of the schemas that hold a store of their own.

    Raises:
        NotConfigured: as for :func:`open_postgres`.
        StoreError: the server cannot be reached or refuses.
    """
    engine = engine_for(url)
    try:
        with plainly(engine), engine.connect() as connection:
            return [name.removeprefix(PREFIX) for name in connection.scalars(_SCHEMAS)]
    finally:
        engine.dispose()


def engine_for(url: str) -> Engine:
    """Return an engine for a database on a server: how SQLAlchemy is to speak to PostgreSQL here.

    The driver begins no transactions of its own, so that a single statement is one round trip; a connection
    that the server or a proxy has dropped is found out before it is used.

    Raises:
        NotConfigured: as for :func:`open_postgres`.
    """
    parsed = _parsed(url)
    idle = IDLE_OF_MANY if _schemas_in(parsed) else IDLE
    return create_engine(
        parsed.set(
            drivername="postgresql+psycopg", query={"connect_timeout": f"{TIMEOUT:.0f}", **parsed.query}
        ),
        isolation_level="AUTOCOMMIT",
        pool_size=idle,
        max_overflow=MOST - idle,
        pool_pre_ping=True,
        hide_parameters=True,
        execution_options={BEGUN_BY: _begin},
    )


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        parsed = None
    if not parsed or "@" in f"{parsed.host}{parsed.database}":  # an end of the password, in the wrong place
        raise NotConfigured(
            "The database URL (postgresql://…) cannot be read; in a password, write % and two hexadecimal "
            "digits for what is no letter or digit, such as %40 for @."
        )
    return parsed


def _schemas_in(url: URL) -> list[str]:
    return _SEARCH_PATH.findall(str(url.query.get("options", "")))


def _begin(connection: Connection) -> None:
    """Begin what writes; let what adds wait for its turn, and tell those who listen when it is committed."""
    connection.exec_driver_sql(BEGIN)
    if connection.get_execution_options().get(ALONE):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{TIMEOUT * 1000:.0f}ms'")
        connection.exec_driver_sql(_PASS)
        connection.exec_driver_sql(f"NOTIFY {CHANNEL}")


def _is_ahead(connection: Connection, number: int) -> bool:
    return int(connection.scalar(HEAD) or 0) > number


def _sleep(connection: Connection, seconds: float) -> None:
    """Sleep until something is told. A connection that breaks shows itself in the statement that follows."""
    driver = cast("psycopg.Connection[Any]", connection.connection.driver_connection)
    with suppress(psycopg.OperationalError):
        list(driver.notifies(timeout=seconds, stop_after=1))
