"""The store over SQLAlchemy Core, the same for every database.

Reading takes a connection for one statement at a time, so that a slow reader holds nothing open; as the log
only grows, reading on after a number misses nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime, timedelta
from heapq import merge
from itertools import zip_longest
from time import monotonic, sleep
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Row,
    Table,
    bindparam,
    case,
    delete,
    event,
    exists,
    func,
    select,
    true,
    union_all,
)
from sqlalchemy.pool import ConnectionPoolEntry

from facts.batches import batches
from facts.model import Kind, Revision, Status
from facts.store import log
from facts.store.database import Database
from facts.store.migrations import STEPS, migrate, version
from facts.store.port import Want
from facts.store.schema import REVISIONS, Moment, claims, notes, revisions, wanted
from facts.store.sqlpostings import SqlPostings
from facts.store.sqlwriter import BATCH, HEAD, LATEST_OF, SqlWriter

PAIRS = 50_000
"""Pairs of numbers that one statement reads; a database that plans badly starts afresh for each."""

PULSE = 0.25
"""Seconds between two looks for new revisions, where a database does not tell of them."""

_number, _id = revisions.c.number, revisions.c.id
_later = revisions.alias("later")

_SINCE = REVISIONS.where(_number > bindparam("after")).order_by(_number).limit(BATCH)
_AT = REVISIONS.where(_number.in_(bindparam("numbers", expanding=True)))
_CURRENT = REVISIONS.where(_number.in_(LATEST_OF))
_AT_AND_BESIDE = union_all(_AT, _CURRENT)
_LATEST = (
    select(revisions.c.first, func.max(_number).label("number"))
    .where(revisions.c.kind == bindparam("kind"), revisions.c.first > bindparam("after"))
    .group_by(revisions.c.first)
    .order_by(revisions.c.first)
    .limit(PAIRS)
)
_HISTORY = REVISIONS.where(_id == bindparam("id")).order_by(_number)
_COUNTS = (
    select(revisions.c.kind, func.count().label("entries"))
    .where(_number == revisions.c.first)
    .group_by(revisions.c.kind)
)
_IS_LATEST = ~exists().where(_later.c.id == _id, _later.c.number > _number)
_WAITING = REVISIONS.where(revisions.c.review == bindparam("status"), _IS_LATEST).order_by(_number)
# SQLite takes an index for what is rare only where neither the order nor the condition speaks for another.
_DUE = REVISIONS.where(revisions.c.expires <= bindparam("day"), _IS_LATEST).order_by(_number + 0)
_WITHHELD = REVISIONS.where(revisions.c.withheld == true(), _IS_LATEST).order_by(_number)
_RELEASE = delete(claims).where(claims.c.key == bindparam("key"), claims.c.until.is_not(None))
_UNWANT = delete(wanted).where(wanted.c.key == bindparam("key"))
_WANTED = select(wanted.c.key, wanted.c.text, wanted.c.count.label("times"), wanted.c.last)
_NOTES = select(notes.c.key, notes.c.value)
_PACKS = select(notes.c.key).where(notes.c.key.startswith(log.PACK))
_RECALL = select(notes.c.value).where(notes.c.key == bindparam("key"))


class SqlStore(Database):
    """One open database. Threads may share it: each call takes a connection of its own."""

    def __init__(
        self,
        engine: Engine,
        upsert: Callable[[Table], Any],
        clock: Callable[[], datetime],
    ) -> None:
        """Bring the database to the newest schema.

        Args:
            engine: its URL names the database in messages, without what may be secret in it.
            upsert: the dialect's `insert`, which has `on_conflict_do_update`.
            clock: the time, for revisions and claims.

        Raises:
            StoreError: the database cannot be used, or a newer program has used it.
        """
        super().__init__(engine, upsert, clock)
        self.postings = SqlPostings(engine, upsert, clock)
        with self._connection() as connection:
            is_old = version(connection) < len(STEPS)
        if is_old:
            with self._transaction(self._adding) as connection:
                self.make_room(connection)
                migrate(connection)

    def make_room(self, connection: Connection) -> None:
        """Make what the tables go into, where a database does not bring it."""

    def head(self) -> int:
        """Return the number of the last revision, 0 where there is none."""
        return int(self._rows(HEAD)[0][0])

    def since(self, number: int) -> Iterator[Revision]:
        """Yield the revisions after this number, in order."""
        while found := self._rows(_SINCE, after=number):
            yield from map(log.read, found)
            number = found[-1].number

    def at(self, numbers: Iterable[int], beside: Iterable[str] = ()) -> dict[int, Revision]:
        """Return the revisions with these numbers and the current ones of these entries, by number."""
        both = zip_longest(batches(numbers, BATCH), batches(beside, BATCH))
        found = (row for some, ids in both for row in self._rows_at(some or (), ids or ()))
        return {row.number: log.read(row) for row in found}

    def _rows_at(self, numbers: Sequence[int], beside: Sequence[str]) -> Sequence[Row[Any]]:
        if beside:
            return self._rows(_AT_AND_BESIDE, numbers=numbers, ids=beside)
        return self._rows(_AT, numbers=numbers)

    def current(self, ids: Iterable[str]) -> dict[str, Revision]:
        """Return the current revision of each of these entries; unknown ids are left out."""
        found = (row for some in batches(ids, BATCH) for row in self._rows(_CURRENT, ids=some))
        return {row.id: log.read(row) for row in found}

    def all(self, kind: Kind | None = None) -> Iterator[Revision]:
        """Yield the current revisions, of one kind or of all, in the order of their first revisions."""
        kinds = (kind,) if kind else self.counts()
        for some in batches(merge(*map(self._latest, kinds)), BATCH):
            found = self.at(number for _, number in some)
            yield from (found[number] for _, number in some)

    def history(self, entry_id: str) -> tuple[Revision, ...]:
        """Return every revision of an entry, oldest first; empty where the id is unknown."""
        return tuple(map(log.read, self._rows(_HISTORY, id=entry_id)))

    def counts(self) -> dict[Kind, int]:
        """Return how many entries of each kind there are."""
        return {row.kind: row.entries for row in self._rows(_COUNTS)}

    def waiting(self, status: Status) -> Iterator[Revision]:
        """Yield the current revisions of records that are `draft`, or `disputed`, in order."""
        yield from map(log.read, self._rows(_WAITING, status=str(status)))

    def due(self, day: str) -> Iterator[Revision]:
        """Yield the current revisions that expire on an ISO day or have before, in order."""
        yield from map(log.read, self._rows(_DUE, day=day))

    def withheld(self) -> Iterator[Revision]:
        """Yield the current revisions that an embargo is on, past or not, or that are not for publication."""
        yield from map(log.read, self._rows(_WITHHELD))

    @contextmanager
    def writer(self) -> Iterator[SqlWriter]:
        """Open a transaction: all of its revisions are kept, or none.

        There is one at a time, so revisions become visible in the order of their numbers.
        """
        with self._transaction(self._adding) as connection:
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
        with self._transaction(self._writing) as connection:
            connection.execute(_RELEASE, {"key": key})

    def note(self, key: str, value: str) -> None:
        """Keep a value under a key, in place of the one before."""
        self._keep(notes, key=key, value=value)

    def recall(self, key: str) -> str | None:
        """Return the value kept under a key, if there is one."""
        found = self._rows(_RECALL, key=key)
        return found[0].value if found else None

    def notes(self) -> Mapping[str, str]:
        """Return the values of all keys, in the order of the keys."""
        return dict(sorted((row.key, row.value) for row in self._rows(_NOTES)))

    def want(self, asked: Want) -> None:
        """Count what was asked in vain: add to what is counted under its key, and keep the later text."""
        statement, later = self._upsert(wanted).values(asdict(asked)), wanted.c.last <= asked.last
        kept = {
            "count": wanted.c.count + asked.count,
            "text": case((later, asked.text), else_=wanted.c.text),
            "last": case((later, bindparam("later", asked.last, Moment)), else_=wanted.c.last),
        }
        with self._transaction(self._writing) as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_=kept))

    def unwant(self, key: str) -> None:
        """Strike a question from the list: it has been seen to."""
        with self._transaction(self._writing) as connection:
            connection.execute(_UNWANT, {"key": key})

    def wanted(self) -> tuple[Want, ...]:
        """Return what was asked in vain, most often first, then by when last, then by key."""
        return log.by_demand(Want(row.key, row.text, row.times, row.last) for row in self._rows(_WANTED))

    def packs(self) -> tuple[str, ...]:
        """Return the names of the packs that have been loaded, in the order of the alphabet."""
        # Sorted here, as databases have orders of their own.
        return tuple(sorted(row.key.removeprefix(log.PACK) for row in self._rows(_PACKS)))

    def wait(self, number: int, seconds: float) -> bool:
        """Wait for a revision after this number, at most so long; tell whether there is one."""
        deadline = monotonic() + seconds
        while self.head() <= number:
            left = deadline - monotonic()
            if left <= 0:
                return False
            sleep(min(PULSE, left))
        return True

    def close(self) -> None:
        """Let go of the database; a connection that is in use meanwhile is closed when it comes back."""
        event.listen(self._engine.pool, "checkin", _close)
        self._engine.dispose()

    def _latest(self, kind: Kind) -> Iterator[tuple[int, int]]:
        """Yield the numbers of the first and of the current revision of each entry of a kind, in order."""
        after = 0
        while found := self._rows(_LATEST, kind=kind, after=after):
            yield from ((row.first, row.number) for row in found)
            after = found[-1].first


def _close(_connection: object, entry: ConnectionPoolEntry) -> None:
    """Close a connection that comes back to a pool which nobody takes one from any more."""
    entry.invalidate()
