"""The writer over SQLAlchemy Core, the same for every database."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, insert, select

from facts.model import AnyRecord, Revision, Source, digest
from facts.store import log
from facts.store.schema import revisions

BATCH = 1_000
"""Rows that one statement reads or adds; below every database's limit on parameters."""

HEAD = select(func.coalesce(func.max(revisions.c.number), 0))
"""The number of the last revision."""
_KNOWN = (
    select(revisions.c.first, revisions.c.kind, revisions.c.digest, revisions.c.number)
    .where(revisions.c.id == bindparam("id"))
    .order_by(revisions.c.number.desc())
    .limit(1)
)
_ROW = select(revisions).where(revisions.c.number == bindparam("number"))


class _Known(NamedTuple):
    """What a writer must know of an entry's latest revision."""

    first: int
    kind: str
    digest: str
    number: int


class SqlWriter:
    """Adds revisions in one transaction, a batch of rows to a statement; all bear the moment it began."""

    def __init__(self, connection: Connection, at: datetime) -> None:
        self._connection = connection
        self._at = at
        self._head = int(connection.scalar(HEAD) or 0)
        self._rows: list[dict[str, Any]] = []
        self._unwritten: dict[str, _Known] = {}

    def put(self, entry: Source | AnyRecord, *, by: str, why: str, expected: int | None = None) -> bool:
        """Add a revision, unless the current one says the same; return whether one was added.

        Raises:
            BadInput: an entry of another kind has this id already.
            Conflict: another revision than the expected one is current.
        """
        known, latest, body = self._compared(entry)
        current = known.number if known else 0
        log.check_expected(entry.id, current, expected, lambda: self._read(current))
        if known and latest.digest == known.digest:
            return False
        self._add(entry, latest, at=self._at, by=by, why=why, body=body)
        return True

    def copy(self, revision: Revision) -> None:
        """Add a revision as another store has it.

        Raises:
            BadInput: its number is not the next one here, or an entry of another kind has its id.
        """
        log.check_next(revision, self._head + 1)
        _, latest, body = self._compared(revision.entry)
        self._add(revision.entry, latest, at=revision.at, by=revision.by, why=revision.why, body=body)

    def flush(self) -> None:
        """Hand the revisions put so far to the database, still uncommitted."""
        if self._rows:
            self._connection.execute(insert(revisions), self._rows)
        self._rows.clear()
        self._unwritten.clear()

    def _add(self, entry: Source | AnyRecord, latest: _Known, **written: datetime | str) -> None:
        self._head = latest.number
        self._unwritten[entry.id] = latest
        self._rows.append({"id": entry.id} | latest._asdict() | log.rare(entry) | written)
        if len(self._rows) >= BATCH:
            self.flush()

    def _compared(self, entry: Source | AnyRecord) -> tuple[_Known | None, _Known, str]:
        """Return what is known of an entry, what the next revision would make of that, and its JSON."""
        known = self._known(entry.id)
        if known:
            log.check_kind(entry, known.kind)
        body, number = log.canonical(entry), self._head + 1
        return known, _Known(known.first if known else number, entry.kind, digest(body), number), body

    def _read(self, number: int) -> Revision:
        self.flush()
        return log.read(self._connection.execute(_ROW, {"number": number}).one())

    def _known(self, entry_id: str) -> _Known | None:
        if entry_id in self._unwritten:
            return self._unwritten[entry_id]
        row = self._connection.execute(_KNOWN, {"id": entry_id}).first()
        return _Known(*row) if row else None
