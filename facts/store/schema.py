"""The tables of a store, as the newest program has them. `migrations.py` is what makes them.

`revision` is the log: rows are added, never changed. Everything that can be known from it (what is current,
how many there are of a kind) is asked of it, not kept beside it. `claim`, `note` and `worker` are what
processes share, `wanted` what was asked in vain. `posting` is a message that shows records, `shown` what it
shows, `correction` what became of a revision's way to it, `watch` who is told of new revisions. `migration`
says how far the schema has come.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    select,
)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC. A database without time zones (SQLite) keeps it as UTC and gives it back as such."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the moment in UTC, on its way in."""
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the moment in UTC, on its way out."""
        return value and (value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC))


METADATA = MetaData()

migrations = Table(
    "migration",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
)

revisions = Table(
    "revision",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("first", Integer, ForeignKey("revision.number"), nullable=False),
    Column("id", String(100), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Column("review", String(20)),
    Column("expires", String(10)),
    Column("withheld", Boolean),
    Index("revision_of_id", "id", "number", unique=True),
    Index("revision_of_kind", "kind", "first", "number"),
)
"""`first` is the number of the entry's first revision; `digest` is the SHA-256 of `body`, canonical JSON.

What few revisions have stands beside the body as well, for those who look for it, and is null elsewhere:
`review`, a status that waits for somebody (`draft`, `disputed`); `expires`; `withheld`, where it is under an
embargo or not for publication.
"""

REVISIONS = select(*(revisions.c[name] for name in ("number", "id", "at", "by", "why", "digest", "body")))
"""Selects what `facts.store.log.read` makes revisions of."""

for rare in (revisions.c.review, revisions.c.expires, revisions.c.withheld):
    given = rare.is_not(None)
    Index(f"revision_of_{rare.name}", rare, revisions.c.number, sqlite_where=given, postgresql_where=given)

claims = Table(
    "claim",
    METADATA,
    Column("key", String(255), primary_key=True),
    Column("until", Moment),
)
"""A claim holds until its moment; without one it is settled."""

notes = Table(
    "note",
    METADATA,
    Column("key", String(255), primary_key=True),
    Column("value", Text, nullable=False),
)

postings = Table(
    "posting",
    METADATA,
    Column("id", String(255), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("channel", String(40), nullable=False),
    Column("thread", String(40), nullable=False),
    Column("user", String(40), nullable=False),
    Column("form", Text, nullable=False),
    Column("first", Integer, nullable=False),
    Column("state", Integer, nullable=False),
    Column("ts", String(40), nullable=False),
    Column("at", Moment, nullable=False),
)

shown = Table(
    "shown",
    METADATA,
    Column("posting", String(255), primary_key=True),
    Column("entry", String(100), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Index("shown_of_entry", "entry", "posting"),
)

corrections = Table(
    "correction",
    METADATA,
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("posting", String(255), primary_key=True),
    Column("outcome", String(20), nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Moment, nullable=False),
)

watches = Table(
    "watch",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("channel", String(40), nullable=False),
    Column("user", String(40), nullable=False),
    Column("subject", Text, nullable=False),
    Column("daily", Boolean, nullable=False),
    Column("state", Integer, nullable=False),
    Column("at", Moment, nullable=False),
)

workers = Table(
    "worker",
    METADATA,
    Column("name", String(100), primary_key=True),
    Column("until", Moment, nullable=False),
)

wanted = Table(
    "wanted",
    METADATA,
    Column("key", String(255), primary_key=True),
    Column("text", Text, nullable=False),
    Column("count", Integer, nullable=False),
    Column("last", Moment, nullable=False),
)
"""What was asked and not on file: the question folded, as it was asked last, how often, when last."""
