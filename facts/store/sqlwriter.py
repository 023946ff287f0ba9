"""The writer over SQLAlchemy Core, the same for every database."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, insert, select

from facts.batches import batches
from facts.model import AnyRecord, Revision, Source, digest
from facts.store import log
from facts.store.schema import REVISIONS, revisions

BATCH = 1_000
"""Rows that one statement reads or adds; below every database's limit on parameters."""

HEAD = select(func.coalesce(func.max(revisions.c.number), 0))
"""The number of the last revision."""
_later = revisions.alias("later")
LATEST_OF = (
    select(func.max(_later.c.number))
    .where(_later.c.id.in_(bindparam("ids", expanding=True)))
    .group_by(_later.c.id)
)
"""The numbers of the latest revisions of entries."""
_KNOWN = select(
    revisions.c.id, revisions.c.first, revisions.c.kind, revisions.c.digest, revisions.c.number
).where(revisions.c.number.in_(LATEST_OF))
_ROW = REVISIONS.where(revisions.c.number == bindparam("number"))


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
        self._latest: dict[str, _Known | None] = {}
        """Of the entries that are expected, and of those whose rows are unwritten; None: they are new."""

    def expect(self, ids: Iterable[str]) -> None:
        """Look up at once what is known of entries that are to be put or copied next."""
        self._latest = {row["id"]: self._latest[row["id"]] for row in self._rows}
        for some in batches((entry_id for entry_id in ids if entry_id not in self._latest), BATCH):
            found = self._looked_up(some)
            self._latest.update((entry_id, found.get(entry_id)) for entry_id in some)

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
        for row in self._rows:
            self._latest.pop(row["id"], None)
        self._rows.clear()

    def _add(self, entry: Source | AnyRecord, latest: _Known, **written: datetime | str) -> None:
        self._head = latest.number
        self._latest[entry.id] = latest
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
        if entry_id in self._latest:
            return self._latest[entry_id]
        return self._looked_up([entry_id]).get(entry_id)

    def _looked_up(self, ids: Sequence[str]) -> dict[str, _Known]:
        rows = self._connection.execute(_KNOWN, {"ids": ids})
        return {entry_id: _Known(*known) for entry_id, *known in rows}
