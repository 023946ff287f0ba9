"""One database, as the stores over SQLAlchemy Core speak to it.

What differs between databases comes in from the module that opens one: the engine, with how it begins what
writes, and its `INSERT … ON CONFLICT`.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Executable, Row, Table, event
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from facts.errors import StoreError

BEGUN_BY = "factdesk_begun_by"
"""Execution option of an engine: the function that begins what writes, given the connection."""

ALONE = "factdesk_alone"
"""Execution option of what adds revisions or takes steps: of that the function lets one at a time begin."""

TIMEOUT = 10.0
"""Seconds that one that writes waits for another to end."""


class Database:
    """An engine, and what is asked of it. Threads may share it: each call takes a connection of its own."""

    def __init__(
        self,
        engine: Engine,
        upsert: Callable[[Table], Any],
        clock: Callable[[], datetime],
    ) -> None:
        """Take the engine, the dialect's `insert`, which has `on_conflict_do_update`, and the time."""
        self._engine = engine
        self._writing = writing(engine)
        self._adding = writing(engine, alone=True)
        self._upsert = upsert
        self._clock = clock

    def _keep(self, table: Table, allowed: ColumnElement[bool] | None = None, **values: Any) -> bool:
        """Add a row, or change the one of its key where that is allowed; return whether either was done."""
        statement = self._upsert(table).values(values)
        statement = statement.on_conflict_do_update(index_elements=["key"], set_=values, where=allowed)
        with self._transaction(self._writing) as connection:
            return connection.execute(statement.returning(table.c.key)).first() is not None

    def _rows(self, statement: Executable, **parameters: Any) -> Sequence[Row[Any]]:
        with self._connection() as connection:
            return connection.execute(statement, parameters).all()

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        with plainly(self._engine), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _transaction(self, engine: Engine) -> Iterator[Connection]:
        with plainly(self._engine), engine.begin() as connection:
            yield connection


def writing(engine: Engine, *, alone: bool = False) -> Engine:
    """Return an engine whose transactions write; `alone`: one at a time may begin.

    What reads is a single statement and begins nothing. So the engine itself is not listened to, which would
    make each such statement a fifth slower.
    """
    writer = engine.execution_options(**{ALONE: alone})
    event.listen(writer, "begin", engine.get_execution_options()[BEGUN_BY])
    return writer


@contextmanager
def plainly(engine: Engine) -> Iterator[None]:
    """Say in one sentence what a database refuses.

    Raises:
        StoreError: it cannot be used.
    """
    try:
        yield
    except SQLAlchemyError as error:
        reason = str(error.orig if isinstance(error, DBAPIError) else error).partition("\n")[0]
        raise StoreError(f"The database {_name(engine)} cannot be used: {reason.rstrip('.')}.") from error


def _name(engine: Engine) -> str:
    """Return a database's URL without what may be secret: a password stands in the parameters, too."""
    url = engine.url
    return url.set(drivername=url.get_backend_name(), query={}).render_as_string(hide_password=True)
