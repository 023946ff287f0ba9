"""The store over SQLAlchemy Core, the same for every database.

What differs between databases comes in from the module that opens one: the engine, and its `INSERT … ON
CONFLICT`. Reading takes a connection for one statement at a time, so that a slow reader holds nothing open;
as the log only grows, reading on after a number misses nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Executable,
    Row,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
)
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from facts.batches import batches
from facts.errors import StoreError
from facts.model import AnyRecord, Kind, Revision, Source, digest
from facts.store import log
from facts.store.migrations import STEPS, migrate, version
from facts.store.schema import claims, migrations, notes, revisions

BATCH = 1_000
"""Rows that one statement reads or adds; below every database's limit on parameters."""

WRITES = "factdesk_writes"
"""Execution option of a transaction that will write; an engine may begin it in its own way."""

_number, _id = revisions.c.number, revisions.c.id
_opening, _later = revisions.alias("opening"), revisions.alias("later")
_latest = select(func.max(_later.c.number)).where(_later.c.id == _opening.c.id).scalar_subquery()
_latest_of_ids = (
    select(func.max(_later.c.number))
    .where(_later.c.id.in_(bindparam("ids", expanding=True)))
    .group_by(_later.c.id)
)

_HEAD = select(func.coalesce(func.max(_number), 0))
_SINCE = select(revisions).where(_number > bindparam("after")).order_by(_number).limit(BATCH)
_AT = select(revisions).where(_number.in_(bindparam("numbers", expanding=True)))
_CURRENT = select(revisions).where(_number.in_(_latest_of_ids))
_ALL, _ALL_OF_KIND = (
    select(revisions)
    .select_from(_opening.join(revisions, _number == _latest))
    .where(_opening.c.number == _opening.c.first, place > bindparam("after"))
    .order_by(place)
    .limit(BATCH)
    for place in (_opening.c.number, _opening.c.first)  # the same number, each with an index of its own
)
_HISTORY = select(revisions).where(_id == bindparam("id")).order_by(_number)
_COUNTS = (
    select(revisions.c.kind, func.count().label("entries"))
    .where(_number == revisions.c.first)
    .group_by(revisions.c.kind)
)
_KNOWN = (
    select(revisions.c.first, revisions.c.kind, revisions.c.digest)
    .where(_id == bindparam("id"))
    .order_by(_number.desc())
    .limit(1)
)
_GATE = select(migrations.c.number).order_by(migrations.c.number.desc()).limit(1).with_for_update()
"""Where a database locks rows, the last migration's is the gate that writers pass one by one."""
_RELEASE = delete(claims).where(claims.c.key == bindparam("key"), claims.c.until.is_not(None))
_PACKS = select(notes.c.key).where(notes.c.key.startswith(log.PACK)).order_by(notes.c.key)
_RECALL = select(notes.c.value).where(notes.c.key == bindparam("key"))


class SqlStore:
    """One open database. Threads may share it: each call takes a connection of its own."""

    def __init__(
        self,
        engine: Engine,
        upsert: Callable[[Table], Any],
        clock: Callable[[], datetime],
    ) -> None:
        """Bring the database to the newest schema.

        Args:
            engine: its URL names the database in messages, without the password.
            upsert: the dialect's `insert`, which has `on_conflict_do_update`.
            clock: the time, for revisions and claims.

        Raises:
            StoreError: the database cannot be used, or a newer program has used it.
        """
        self._engine = engine
        self._writing = engine.execution_options(**{WRITES: True})
        self._upsert = upsert
        self._clock = clock
        with self._connection() as connection:
            is_old = version(connection) < len(STEPS)
        if is_old:
            with self._transaction() as connection:
                migrate(connection)

    def head(self) -> int:
        """Return the number of the last revision, 0 where there is none."""
        return int(self._rows(_HEAD)[0][0])

    def since(self, number: int) -> Iterator[Revision]:
        """Yield the revisions after this number, in order."""
        while found := self._rows(_SINCE, after=number):
            yield from map(log.read, found)
            number = found[-1].number

    def at(self, numbers: Iterable[int]) -> dict[int, Revision]:
        """Return the revisions with these numbers; unknown numbers are left out."""
        found = (row for some in batches(numbers, BATCH) for row in self._rows(_AT, numbers=some))
        return {row.number: log.read(row) for row in found}

    def current(self, ids: Iterable[str]) -> dict[str, Revision]:
        """Return the current revision of each of these entries; unknown ids are left out."""
        found = (row for some in batches(ids, BATCH) for row in self._rows(_CURRENT, ids=some))
        return {row.id: log.read(row) for row in found}

    def all(self, kind: Kind | None = None) -> Iterator[Revision]:
        """Yield the current revisions, of one kind or of all, in the order of their first revisions."""
        statement = _ALL_OF_KIND.where(_opening.c.kind == kind) if kind else _ALL
        after = 0
        while found := self._rows(statement, after=after):
            yield from map(log.read, found)
            after = found[-1].first

    def history(self, entry_id: str) -> tuple[Revision, ...]:
        """Return every revision of an entry, oldest first; empty where the id is unknown."""
        return tuple(map(log.read, self._rows(_HISTORY, id=entry_id)))

    def counts(self) -> dict[Kind, int]:
        """Return how many entries of each kind there are."""
        return {row.kind: row.entries for row in self._rows(_COUNTS)}

    @contextmanager
    def writer(self) -> Iterator["SqlWriter"]:
        """Open a transaction: all of its revisions are kept, or none.

        There is one at a time, so revisions become visible in the order of their numbers.
        """
        with self._transaction() as connection:
            connection.execute(_GATE)
            writer = SqlWriter(connection, self._clock())
            yield writer
            writer.flush()

    def claim(self, key: str, lease: float) -> bool:
        """Take a task on for `lease` seconds; False where it is settled or another holds it."""
        now = self._clock()
        return self._keep(claims, claims.c.until <= now, key=key, until=now + timedelta(seconds=lease))

    def settle(self, key: str) -> None:
        """Mark a claimed task as done: no claim on it succeeds again."""
        self._keep(claims, key=key, until=None)

    def release(self, key: str) -> None:
        """Give a claimed task back undone: the next claim succeeds at once."""
        with self._transaction() as connection:
            connection.execute(_RELEASE, {"key": key})

    def note(self, key: str, value: str) -> None:
        """Keep a value under a key, in place of the one before."""
        self._keep(notes, key=key, value=value)

    def recall(self, key: str) -> str | None:
        """Return the value kept under a key, if there is one."""
        found = self._rows(_RECALL, key=key)
        return found[0].value if found else None

    def packs(self) -> tuple[str, ...]:
        """Return the names of the packs that have been loaded, in the order of the alphabet."""
        return tuple(row.key.removeprefix(log.PACK) for row in self._rows(_PACKS))

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def _keep(self, table: Table, allowed: ColumnElement[bool] | None = None, **values: Any) -> bool:
        """Add a row, or change the one of its key where that is allowed; return whether either was done."""
        statement = self._upsert(table).values(values)
        statement = statement.on_conflict_do_update(index_elements=["key"], set_=values, where=allowed)
        with self._transaction() as connection:
            return bool(connection.execute(statement).rowcount)

    def _rows(self, statement: Executable, **parameters: Any) -> Sequence[Row[Any]]:
        with self._connection() as connection:
            return connection.execute(statement, parameters).all()

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        with self._plainly(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with self._plainly(), self._writing.begin() as connection:
            yield connection

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        """Say in one sentence what the database refuses."""
        try:
            yield
        except SQLAlchemyError as error:
            reason = str(error.orig if isinstance(error, DBAPIError) else error).partition("\n")[0]
            name = self._engine.url.render_as_string(hide_password=True)
            raise StoreError(f"The database {name} cannot be used: {reason}.") from error


class _Known(NamedTuple):
    """What a writer must know of an entry's latest revision."""

    first: int
    kind: str
    digest: str


class SqlWriter:
    """Adds revisions in one transaction, a batch of rows to a statement; all bear the moment it began."""

    def __init__(self, connection: Connection, at: datetime) -> None:
        self._connection = connection
        self._at = at
        self._head = int(connection.scalar(_HEAD) or 0)
        self._rows: list[dict[str, Any]] = []
        self._unwritten: dict[str, _Known] = {}

    def put(self, entry: Source | AnyRecord, *, by: str, why: str) -> bool:
        """Add a revision, unless the current one says the same; return whether one was added.

        Raises:
            BadInput: an entry of another kind has this id already.
        """
        known = self._known(entry.id)
        if known:
            log.check_kind(entry, known.kind)
        body = log.canonical(entry)
        latest = _Known(known.first if known else self._head + 1, entry.kind, digest(body))
        if latest == known:
            return False
        self._head += 1
        self._unwritten[entry.id] = latest
        self._rows.append(
            {"number": self._head, "id": entry.id, "at": self._at, "by": by, "why": why, "body": body}
            | latest._asdict()
        )
        if len(self._rows) >= BATCH:
            self.flush()
        return True

    def flush(self) -> None:
        """Hand the revisions put so far to the database, still uncommitted."""
        if self._rows:
            self._connection.execute(insert(revisions), self._rows)
        self._rows.clear()
        self._unwritten.clear()

    def _known(self, entry_id: str) -> _Known | None:
        if entry_id in self._unwritten:
            return self._unwritten[entry_id]
        row = self._connection.execute(_KNOWN, {"id": entry_id}).first()
        return _Known(*row) if row else None
