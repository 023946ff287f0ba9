"""How a database comes to the newest schema: numbered steps, each the whole change, all in one transaction.

A new database takes them from the first on, an older one from where it stands, so there is one way to a
schema and it is always tested. A step is never edited once it has been released: it defines its own tables
as they were at that time, and the next change is the next step. `schema.py` must describe where the last one
ends.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeAlias

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    func,
    insert,
    inspect,
    select,
    text,
)

from facts.errors import StoreError
from facts.model import now
from facts.store.schema import migrations

_Moment = partial(DateTime, timezone=True)


def _log_of_revisions(connection: Connection) -> None:
    tables = MetaData()
    Table(
        "migration",
        tables,
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("at", _Moment(), nullable=False),
    )
    Table(
        "revision",
        tables,
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("first", Integer, ForeignKey("revision.number"), nullable=False),
        Column("id", String(100), nullable=False),
        Column("kind", String(20), nullable=False),
        Column("at", _Moment(), nullable=False),
        Column("by", Text, nullable=False),
        Column("why", Text, nullable=False),
        Column("digest", String(64), nullable=False),
        Column("body", Text, nullable=False),
        Index("revision_of_id", "id", "number", unique=True),
        Index("revision_of_kind", "kind", "first", "number"),
    )
    tables.create_all(connection, checkfirst=False)


def _claims_and_notes(connection: Connection) -> None:
    tables = MetaData()
    Table("claim", tables, Column("key", String(255), primary_key=True), Column("until", _Moment()))
    Table("note", tables, Column("key", String(255), primary_key=True), Column("value", Text, nullable=False))
    tables.create_all(connection, checkfirst=False)


def _postings(connection: Connection) -> None:
    tables = MetaData()
    Table(
        "posting",
        tables,
        Column("id", String(255), primary_key=True),
        Column("kind", String(20), nullable=False),
        Column("channel", String(40), nullable=False),
        Column("thread", String(40), nullable=False),
        Column("user", String(40), nullable=False),
        Column("form", Text, nullable=False),
        Column("first", Integer, nullable=False),
        Column("state", Integer, nullable=False),
        Column("ts", String(40), nullable=False),
        Column("at", _Moment(), nullable=False),
    )
    Table(
        "shown",
        tables,
        Column("posting", String(255), primary_key=True),
        Column("entry", String(100), primary_key=True),
        Column("revision", Integer, nullable=False),
        Column("digest", String(64), nullable=False),
        Index("shown_of_entry", "entry", "posting"),
    )
    Table(
        "correction",
        tables,
        Column("revision", Integer, primary_key=True, autoincrement=False),
        Column("posting", String(255), primary_key=True),
        Column("outcome", String(20), nullable=False),
        Column("reason", Text, nullable=False),
        Column("at", _Moment(), nullable=False),
    )
    tables.create_all(connection, checkfirst=False)


def _watches_and_workers(connection: Connection) -> None:
    tables = MetaData()
    Table(
        "watch",
        tables,
        Column("id", String(64), primary_key=True),
        Column("channel", String(40), nullable=False),
        Column("user", String(40), nullable=False),
        Column("subject", Text, nullable=False),
        Column("daily", Boolean, nullable=False),
        Column("state", Integer, nullable=False),
        Column("at", _Moment(), nullable=False),
    )
    Table(
        "worker",
        tables,
        Column("name", String(100), primary_key=True),
        Column("until", _Moment(), nullable=False),
    )
    tables.create_all(connection, checkfirst=False)


def _what_waits(connection: Connection) -> None:
    """Nothing before this step could expire or be withheld; what waits for review stands in the bodies."""
    for column in ("review VARCHAR(20)", "expires VARCHAR(10)", "withheld BOOLEAN"):
        connection.execute(text(f"ALTER TABLE revision ADD COLUMN {column}"))
    for status in ("draft", "disputed"):
        waits = f'%"status":"{status}"%'  # as canonical JSON has it; within text, quotation marks are escaped
        connection.execute(
            text("UPDATE revision SET review = :status WHERE body LIKE :waits"),
            {"status": status, "waits": waits},
        )
    for column in ("review", "expires", "withheld"):
        columns = f"revision ({column}, number) WHERE {column} IS NOT NULL"
        connection.execute(text(f"CREATE INDEX revision_of_{column} ON {columns}"))
    tables = MetaData()
    Table(
        "wanted",
        tables,
        Column("key", String(255), primary_key=True),
        Column("text", Text, nullable=False),
        Column("count", Integer, nullable=False),
        Column("last", _Moment(), nullable=False),
    )
    tables.create_all(connection, checkfirst=False)


Step: TypeAlias = Callable[[Connection], None]

STEPS: tuple[Step, ...] = (
    _log_of_revisions,
    _claims_and_notes,
    _postings,
    _watches_and_workers,
    _what_waits,
)
"""Step 1 first. The version of a schema is the number of the last step taken."""


def version(connection: Connection) -> int:
    """Return the version of the schema that a database has, 0 where it has none yet.

    Raises:
        StoreError: a newer program has taken it further than this one knows.
    """
    if not inspect(connection).has_table(migrations.name):
        return 0
    number = connection.scalar(select(func.max(migrations.c.number))) or 0
    if number > len(STEPS):
        raise StoreError(
            f"The database has schema {number} and this program knows {len(STEPS)}: "
            "a newer Factdesk has used it; install that version or newer."
        )
    return number


def migrate(connection: Connection, steps: Sequence[Step] = STEPS) -> None:
    """Take the steps that a database has not taken yet, in the transaction that the connection is in.

    Raises:
        StoreError: as for :func:`version`.
    """
    done = version(connection)
    for number, step in enumerate(steps[done:], done + 1):
        step(connection)
        connection.execute(insert(migrations).values(number=number, at=now()))
