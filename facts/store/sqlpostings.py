"""What is remembered of messages, over SQLAlchemy Core, the same for every database."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Table, bindparam, case, delete, func, select, update

from facts.batches import batches
from facts.postings import DONE, DUE, UNDELIVERED, Delivery, Posting, Progress, Shown, Watch
from facts.store import schema
from facts.store.database import Database
from facts.store.schema import corrections, postings, watches, workers

_SOME = 500
"""Rows that one statement adds: with ten columns, below every database's limit on parameters."""

_POSTING = select(postings).where(postings.c.id == bindparam("id"))
_SHOWN = (
    select(schema.shown.c.entry, schema.shown.c.revision, schema.shown.c.digest)
    .where(schema.shown.c.posting == bindparam("id"))
    .order_by(schema.shown.c.entry)
)
_SHOWING = select(postings).where(
    postings.c.state < bindparam("before"),
    postings.c.id.in_(
        select(schema.shown.c.posting).where(schema.shown.c.entry.in_(bindparam("entries", expanding=True)))
    ),
)
_ALL = select(postings).where(postings.c.id > bindparam("after")).order_by(postings.c.id).limit(_SOME)
_STANDS = (
    update(postings)
    .where(postings.c.id == bindparam("key"))
    .values(channel=bindparam("place"), ts=bindparam("name"))
)
_PROGRESS = (
    select(
        corrections.c.revision,
        func.count().label("total"),
        func.sum(case((corrections.c.outcome == DONE, 1), else_=0)).label("done"),
        func.sum(case((corrections.c.outcome == UNDELIVERED, 1), else_=0)).label("undelivered"),
    )
    .group_by(corrections.c.revision)
    .order_by(corrections.c.revision.desc())
)
_DELIVERIES = select(corrections).order_by(corrections.c.revision.desc(), corrections.c.posting)
_WATCHES = select(watches).order_by(watches.c.at, watches.c.id)
_BEATING = select(workers.c.name).where(workers.c.until > bindparam("now"))


class SqlPostings(Database):
    """The messages that one database remembers."""

    def intend(self, posting: Posting, shown: Iterable[Shown] = ()) -> Posting | None:
        """Remember a message before it is posted; return what was known of its id before, if anything."""
        row = asdict(replace(posting, at=self._clock()))
        adding = self._upsert(postings).values(row).on_conflict_do_nothing().returning(postings.c.id)
        with self._transaction(self._writing) as connection:
            if connection.execute(adding).first() is None:
                return Posting(**connection.execute(_POSTING, {"id": posting.id}).one()._mapping)
            self._show(connection, {posting.id: shown})
            return None

    def renew(self, posting: Posting, shown: Iterable[Shown] = ()) -> None:
        """Remember a message anew, in place of what was remembered of its id."""
        self.remember([(posting, shown)])

    def remember(self, postings: Iterable[tuple[Posting, Iterable[Shown]]]) -> None:
        """Remember many messages anew, all at once."""
        at = self._clock()
        latest = {posting.id: (replace(posting, at=at), shown) for posting, shown in postings}
        with self._transaction(self._writing) as connection:
            for some in batches(latest.values(), _SOME):
                self._replace(connection, schema.postings, [asdict(posting) for posting, _ in some])
                self._show(connection, {posting.id: shown for posting, shown in some})

    def stands(self, id_: str, channel: str, ts: str) -> None:
        """Keep where a message stands, now that it has been posted."""
        with self._transaction(self._writing) as connection:
            connection.execute(_STANDS, {"key": id_, "place": channel, "name": ts})

    def forget(self, id_: str) -> None:
        """Forget a message, for it was not posted."""
        with self._transaction(self._writing) as connection:
            connection.execute(delete(postings).where(postings.c.id == id_))
            connection.execute(delete(schema.shown).where(schema.shown.c.posting == id_))

    def posting(self, id_: str) -> Posting | None:
        """Return what is remembered of a message, if anything is."""
        found = self._rows(_POSTING, id=id_)
        return Posting(**found[0]._mapping) if found else None

    def shown(self, id_: str) -> tuple[Shown, ...]:
        """Return what a message shows, in the order of the entries' ids."""
        return tuple(Shown(**row._mapping) for row in self._rows(_SHOWN, id=id_))

    def all(self) -> Iterator[Posting]:
        """Yield what is remembered of every message, in the order of ids."""
        after = ""
        while found := self._rows(_ALL, after=after):
            yield from (Posting(**row._mapping) for row in found)
            after = found[-1].id

    def put_back(self, kept: Posting | Delivery | Watch, shown: Iterable[Shown] = ()) -> None:
        """Keep what another store has, its moment included, in place of what is known of it here."""
        table = {Posting: postings, Delivery: corrections, Watch: watches}[type(kept)]
        with self._transaction(self._writing) as connection:
            self._replace(connection, table, [asdict(kept)])
            if isinstance(kept, Posting):
                self._show(connection, {kept.id: shown})

    def showing(self, entries: Iterable[str], before: int) -> tuple[Posting, ...]:
        """Return the messages that show any of these entries as before a revision, in the order of ids."""
        found = {
            row.id: Posting(**row._mapping)
            for some in batches(entries, _SOME)
            for row in self._rows(_SHOWING, entries=some, before=before)
        }
        return tuple(found[id_] for id_ in sorted(found))

    def promise(self, revision: int, ids: Iterable[str]) -> None:
        """Keep that a revision is due to correct these messages, where that is not kept yet."""
        row = {"revision": revision, "outcome": DUE, "reason": "", "at": self._clock()}
        with self._transaction(self._writing) as connection:
            for some in batches(ids, _SOME):
                rows = [row | {"posting": id_} for id_ in some]
                connection.execute(self._upsert(corrections).values(rows).on_conflict_do_nothing())

    def settle(self, revision: int, id_: str, outcome: str, reason: str = "") -> None:
        """Keep what became of the correction of a message."""
        row = {"revision": revision, "posting": id_, "outcome": outcome, "reason": reason}
        with self._transaction(self._writing) as connection:
            self._replace(connection, corrections, [row | {"at": self._clock()}])

    def progress(self, limit: int) -> tuple[Progress, ...]:
        """Return how far the last corrections have come, the latest revision first."""
        return tuple(Progress(**row._mapping) for row in self._rows(_PROGRESS.limit(limit)))

    def deliveries(self, outcome: str = "", limit: int | None = None) -> Iterator[Delivery]:
        """Yield what became of corrections, or of those with one outcome, the latest revision first."""
        wanted = _DELIVERIES.where(corrections.c.outcome == outcome) if outcome else _DELIVERIES
        return (Delivery(**row._mapping) for row in self._rows(wanted.limit(limit)))

    def watch(self, watch: Watch) -> None:
        """Keep a watch, in place of the one of that id."""
        with self._transaction(self._writing) as connection:
            self._replace(connection, watches, [asdict(replace(watch, at=self._clock()))], keeping="at")

    def unwatch(self, id_: str) -> bool:
        """End a watch; return whether there was one."""
        with self._transaction(self._writing) as connection:
            return connection.execute(delete(watches).where(watches.c.id == id_)).rowcount > 0

    def watches(self) -> tuple[Watch, ...]:
        """Return all watches, oldest first."""
        return tuple(Watch(**row._mapping) for row in self._rows(_WATCHES))

    def beat(self, name: str, seconds: float) -> None:
        """Keep that a process is alive, for so long; 0 where it is about to end."""
        now = self._clock()
        with self._transaction(self._writing) as connection:
            connection.execute(delete(workers).where(workers.c.until <= now))
            self._replace(connection, workers, [{"name": name, "until": now + timedelta(seconds=seconds)}])

    def beating(self) -> tuple[str, ...]:
        """Return the names of the processes that are alive, in the order of the alphabet."""
        return tuple(sorted(row.name for row in self._rows(_BEATING, now=self._clock())))

    def _show(self, connection: Connection, what: Mapping[str, Iterable[Shown]]) -> None:
        """Keep what messages show, in place of what they showed."""
        connection.execute(delete(schema.shown).where(schema.shown.c.posting.in_(what)))
        rows = [asdict(each) | {"posting": id_} for id_, entries in what.items() for each in entries]
        for some in batches(rows, _SOME):
            connection.execute(self._upsert(schema.shown).values(some).on_conflict_do_nothing())

    def _replace(
        self, connection: Connection, table: Table, rows: list[dict[str, Any]], keeping: str = ""
    ) -> None:
        """Add rows, each in place of the one of its key, of which one column may be kept."""
        statement = self._upsert(table).values(rows)
        keys = table.primary_key.columns
        changed = {
            c.name: statement.excluded[c.name] for c in table.c if c.name not in keys and c.name != keeping
        }
        connection.execute(statement.on_conflict_do_update(index_elements=list(keys), set_=changed))
