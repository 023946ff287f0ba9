"""The store in memory: it needs nothing and ends with the process. For tests, and for trying the desk out."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Condition, Lock
from typing import cast

from facts.model import AnyRecord, Kind, Revision, Source, Status, now
from facts.store.log import (
    PACK,
    by_demand,
    check_expected,
    check_kind,
    check_next,
    is_marked,
    is_waiting,
)
from facts.store.memorypostings import MemoryPostings
from facts.store.port import Want


class MemoryStore:
    """The revisions in order, and for each entry the numbers of its own. Threads may share it."""

    def __init__(self, clock: Callable[[], datetime] = now) -> None:
        self.postings = MemoryPostings(clock)
        self._clock = clock
        self._log: list[Revision] = []
        self._numbers: dict[str, list[int]] = {}
        self._claims: dict[str, datetime | None] = {}
        self._notes: dict[str, str] = {}
        self._wanted: dict[str, Want] = {}
        self._rare: set[str] = set()
        """The ids of what has ever waited, expired or been withheld."""
        self._changing = Condition()
        self._writing = Lock()

    def head(self) -> int:
        """Return the number of the last revision, 0 where there is none."""
        return len(self._log)

    def since(self, number: int) -> Iterator[Revision]:
        """Yield the revisions after this number, in order."""
        while number < len(self._log):
            yield self._log[number]
            number += 1

    def at(self, numbers: Iterable[int], beside: Iterable[str] = ()) -> dict[int, Revision]:
        """Return the revisions with these numbers and the current ones of these entries, by number."""
        found = {number: self._log[number - 1] for number in numbers if 0 < number <= len(self._log)}
        return found | {revision.number: revision for revision in self.current(beside).values()}

    def current(self, ids: Iterable[str]) -> dict[str, Revision]:
        """Return the current revision of each of these entries; unknown ids are left out."""
        with self._changing:
            return {id_: self._log[self._numbers[id_][-1] - 1] for id_ in ids if id_ in self._numbers}

    def all(self, kind: Kind | None = None) -> Iterator[Revision]:
        """Yield the current revisions, of one kind or of all, in the order of their first revisions."""
        with self._changing:
            latest = [numbers[-1] for numbers in self._numbers.values()]
        revisions = (self._log[number - 1] for number in latest)
        yield from (revision for revision in revisions if kind in (None, revision.entry.kind))

    def history(self, entry_id: str) -> tuple[Revision, ...]:
        """Return every revision of an entry, oldest first; empty where the id is unknown."""
        with self._changing:
            return tuple(self._log[number - 1] for number in self._numbers.get(entry_id, ()))

    def counts(self) -> dict[Kind, int]:
        """Return how many entries of each kind there are."""
        return dict(Counter(revision.entry.kind for revision in self.all()))

    def waiting(self, status: Status) -> Iterator[Revision]:
        """Yield the current revisions of records that are `draft`, or `disputed`, in order."""
        yield from (revision for revision, record in self._rarities() if record.status == status)

    def due(self, day: str) -> Iterator[Revision]:
        """Yield the current revisions that expire on an ISO day or have before, in order."""
        yield from (revision for revision, record in self._rarities() if "" < record.expires <= day)

    def withheld(self) -> Iterator[Revision]:
        """Yield the current revisions that an embargo is on, past or not, or that are not for publication."""
        yield from (revision for revision, record in self._rarities() if is_marked(record))

    def _rarities(self) -> list[tuple[Revision, AnyRecord]]:
        found = sorted(self.current(self._rare).values(), key=lambda revision: revision.number)
        return [(revision, revision.entry) for revision in found if not isinstance(revision.entry, Source)]

    @contextmanager
    def writer(self) -> Iterator["MemoryWriter"]:
        """Open a transaction: all of its revisions are kept, or none. There is one at a time."""
        with self._writing:
            writer = MemoryWriter(self.current, self.head(), self._clock())
            yield writer
            self._add(writer.added)

    def claim(self, key: str, lease: float) -> bool:
        """Take a task on for `lease` seconds; False where it is settled or another holds it."""
        with self._changing:
            at = self._clock()
            until = self._claims.get(key, at)
            if until is None or until > at:
                return False
            self._claims[key] = at + timedelta(seconds=lease)
            return True

    def settle(self, key: str) -> None:
        """Mark a claimed task as done: no claim on it succeeds again."""
        with self._changing:
            self._claims[key] = None

    def release(self, key: str) -> None:
        """Give a claimed task back undone: the next claim succeeds at once."""
        with self._changing:
            if self._claims.get(key):
                del self._claims[key]

    def note(self, key: str, value: str) -> None:
        """Keep a value under a key, in place of the one before."""
        self._notes[key] = value

    def recall(self, key: str) -> str | None:
        """Return the value kept under a key, if there is one."""
        return self._notes.get(key)

    def notes(self) -> Mapping[str, str]:
        """Return the values of all keys, in the order of the keys."""
        return dict(sorted(self._notes.items()))

    def want(self, asked: Want) -> None:
        """Count what was asked in vain: add to what is counted under its key, and keep the later text."""
        with self._changing:
            known = self._wanted.get(asked.key) or replace(asked, count=0)
            later = asked if known.last <= asked.last else known
            self._wanted[asked.key] = replace(later, count=known.count + asked.count)

    def unwant(self, key: str) -> None:
        """Strike a question from the list: it has been seen to."""
        with self._changing:
            self._wanted.pop(key, None)

    def wanted(self) -> tuple[Want, ...]:
        """Return what was asked in vain, most often first, then by when last, then by key."""
        with self._changing:
            return by_demand(self._wanted.values())

    def packs(self) -> tuple[str, ...]:
        """Return the names of the packs that have been loaded, in the order of the alphabet."""
        return tuple(key.removeprefix(PACK) for key in self.notes() if key.startswith(PACK))

    def wait(self, number: int, seconds: float) -> bool:
        """Wait for a revision after this number, at most so long; tell whether there is one."""
        with self._changing:
            return self._changing.wait_for(lambda: self.head() > number, seconds)

    def close(self) -> None:
        """Let go of nothing: what is in memory stays until the store itself goes."""

    def _add(self, revisions: list[Revision]) -> None:
        with self._changing:
            self._log.extend(revisions)
            for revision in revisions:
                entry = revision.entry
                self._numbers.setdefault(entry.id, []).append(revision.number)
                if is_waiting(entry) or is_marked(entry) or (entry.kind != "source" and entry.expires):
                    self._rare.add(entry.id)
            self._changing.notify_all()


class MemoryWriter:
    """Puts revisions aside until its transaction ends; all bear the moment it began."""

    def __init__(
        self, current: Callable[[Iterable[str]], dict[str, Revision]], head: int, at: datetime
    ) -> None:
        self.added: list[Revision] = []
        self._latest: dict[str, Revision] = {}
        self._current = current
        self._head = head
        self._at = at

    def expect(self, ids: Iterable[str]) -> None:
        """Do nothing: all that is known is at hand."""

    def put(self, entry: Source | AnyRecord, *, by: str, why: str, expected: int | None = None) -> bool:
        """Add a revision, unless the current one says the same; return whether one was added.

        Raises:
            BadInput: an entry of another kind has this id already.
            Conflict: another revision than the expected one is current.
        """
        known = self._known(entry)
        check_expected(entry.id, known.number if known else 0, expected, lambda: cast("Revision", known))
        if known and known.entry == entry:
            return False
        self._add(Revision(number=self._next, at=self._at, by=by, why=why, entry=entry))
        return True

    def copy(self, revision: Revision) -> None:
        """Add a revision as another store has it.

        Raises:
            BadInput: its number is not the next one here, or an entry of another kind has its id.
        """
        check_next(revision, self._next)
        self._known(revision.entry)
        self._add(revision)

    @property
    def _next(self) -> int:
        return self._head + len(self.added) + 1

    def _known(self, entry: Source | AnyRecord) -> Revision | None:
        """Return the current revision of an entry, which is of its kind."""
        known = self._latest.get(entry.id) or self._current([entry.id]).get(entry.id)
        if known:
            check_kind(entry, known.entry.kind)
        return known

    def _add(self, revision: Revision) -> None:
        self.added.append(revision)
        self._latest[revision.entry.id] = revision
