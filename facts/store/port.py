"""The port to every store: a log of numbered revisions, only ever added to, and a small memory.

A reader reads, a writer adds; opening one is for entry points alone. Every store passes the same tests,
`tests/contract/test_store.py`.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from facts.model import AnyRecord, Kind, Revision, Source, Status
from facts.postings import Delivery, Posting, Progress, Shown, Watch


@dataclass(frozen=True, slots=True)
class Want:
    """What was asked and not on file: the question folded and as typed last, how often, and when last."""

    key: str
    text: str
    count: int
    last: datetime


class Reader(Protocol):
    """Reads revisions. "Current" is the latest revision of each entry."""

    def head(self) -> int:
        """Return the number of the last revision, 0 where there is none."""

    def since(self, number: int) -> Iterator[Revision]:
        """Yield the revisions after this number, in order."""

    def at(self, numbers: Iterable[int], beside: Iterable[str] = ()) -> dict[int, Revision]:
        """Return the revisions with these numbers, in one look with the current ones of some entries.

        Args:
            numbers: those of revisions; unknown ones are left out.
            beside: ids of entries whose current revisions are wanted too; unknown ones are left out.
        """

    def current(self, ids: Iterable[str]) -> dict[str, Revision]:
        """Return the current revision of each of these entries; unknown ids are left out."""

    def all(self, kind: Kind | None = None) -> Iterator[Revision]:
        """Yield the current revisions, of one kind or of all, in the order in which entries were added."""

    def history(self, entry_id: str) -> tuple[Revision, ...]:
        """Return every revision of an entry, oldest first; empty where the id is unknown."""

    def counts(self) -> dict[Kind, int]:
        """Return how many entries of each kind there are."""

    def waiting(self, status: Status) -> Iterator[Revision]:
        """Yield the current revisions of records that are `draft`, or `disputed`, in order."""

    def due(self, day: str) -> Iterator[Revision]:
        """Yield the current revisions that expire on an ISO day or have before, in order."""

    def withheld(self) -> Iterator[Revision]:
        """Yield the current revisions that an embargo is on, past or not, or that are not for publication."""


class Writer(Protocol):
    """Adds revisions. Nothing is kept until the context that gave it ends without an error."""

    def expect(self, ids: Iterable[str]) -> None:
        """Look up at once what is known of entries that are to be put or copied next.

        It changes nothing but the time that it takes: one question to the database, not one for each.
        """

    def put(self, entry: Source | AnyRecord, *, by: str, why: str, expected: int | None = None) -> bool:
        """Add a revision, unless the current one says the same; return whether one was added.

        Args:
            entry: what is to be on file.
            by: who puts it there.
            why: for what reason.
            expected: the number of the revision that is taken to be current, 0 for none; None: whichever is.

        Raises:
            BadInput: an entry of another kind has this id already.
            Conflict: another revision than the expected one is current.
        """

    def copy(self, revision: Revision) -> None:
        """Add a revision as another store has it: its number, its moment, who and why.

        Raises:
            BadInput: its number is not the next one here, or an entry of another kind has its id.
        """


class Memory(Protocol):
    """What processes on one store share besides revisions: claims, notes, and what was asked in vain."""

    def claim(self, key: str, lease: float) -> bool:
        """Take a task on for `lease` seconds; False where it is settled or another holds it."""

    def settle(self, key: str) -> None:
        """Mark a claimed task as done: no claim on it succeeds again."""

    def release(self, key: str) -> None:
        """Give a claimed task back undone: the next claim succeeds at once."""

    def note(self, key: str, value: str) -> None:
        """Keep a value under a key, in place of the one before."""

    def recall(self, key: str) -> str | None:
        """Return the value kept under a key, if there is one."""

    def notes(self) -> Mapping[str, str]:
        """Return the values of all keys, in the order of the keys."""

    def want(self, asked: Want) -> None:
        """Count what was asked in vain: add to what is counted under its key, and keep the later text."""

    def unwant(self, key: str) -> None:
        """Strike a question from the list: it has been seen to."""

    def wanted(self) -> tuple[Want, ...]:
        """Return what was asked in vain, most often first, then by when last, then by key."""

    def packs(self) -> tuple[str, ...]:
        """Return the names of the packs that have been loaded, in the order of the alphabet."""


class Postings(Protocol):
    """What is remembered of messages that show records, and of who is to be told of new ones."""

    def intend(self, posting: Posting, shown: Iterable[Shown] = ()) -> Posting | None:
        """Remember a message before it is posted; return what was known of its id before, if anything."""

    def renew(self, posting: Posting, shown: Iterable[Shown] = ()) -> None:
        """Remember a message anew, in place of what was remembered of its id."""

    def remember(self, postings: Iterable[tuple[Posting, Iterable[Shown]]]) -> None:
        """Remember many messages anew, all at once."""

    def stands(self, id_: str, channel: str, ts: str) -> None:
        """Keep where a message stands, now that it has been posted."""

    def forget(self, id_: str) -> None:
        """Forget a message, for it was not posted."""

    def posting(self, id_: str) -> Posting | None:
        """Return what is remembered of a message, if anything is."""

    def shown(self, id_: str) -> tuple[Shown, ...]:
        """Return what a message shows, in the order of the entries' ids."""

    def all(self) -> Iterator[Posting]:
        """Yield what is remembered of every message, in the order of ids."""

    def put_back(self, kept: Posting | Delivery | Watch, shown: Iterable[Shown] = ()) -> None:
        """Keep what another store has, its moment included, in place of what is known of it here."""

    def showing(self, entries: Iterable[str], before: int) -> tuple[Posting, ...]:
        """Return the messages that show any of these entries as before a revision, in the order of ids."""

    def promise(self, revision: int, ids: Iterable[str]) -> None:
        """Keep that a revision is due to correct these messages, where that is not kept yet."""

    def settle(self, revision: int, id_: str, outcome: str, reason: str = "") -> None:
        """Keep what became of the correction of a message."""

    def progress(self, limit: int) -> tuple[Progress, ...]:
        """Return how far the last corrections have come, the latest revision first."""

    def deliveries(self, outcome: str = "", limit: int | None = None) -> Iterator[Delivery]:
        """Yield what became of corrections, or of those with one outcome, the latest revision first."""

    def watch(self, watch: Watch) -> None:
        """Keep a watch, in place of the one of that id."""

    def unwatch(self, id_: str) -> bool:
        """End a watch; return whether there was one."""

    def watches(self) -> tuple[Watch, ...]:
        """Return all watches, oldest first."""

    def beat(self, name: str, seconds: float) -> None:
        """Keep that a process is alive, for so long; 0 where it is about to end."""

    def beating(self) -> tuple[str, ...]:
        """Return the names of the processes that are alive, in the order of the alphabet."""


class Store(Reader, Memory, Protocol):
    """One open store."""

    @property
    def postings(self) -> Postings:
        """What it remembers of messages."""

    def writer(self) -> AbstractContextManager[Writer]:
        """Open a transaction: all of its revisions are kept, or none."""

    def wait(self, number: int, seconds: float) -> bool:
        """Wait for a revision after this number, from whichever process; tell whether there is one.

        Args:
            number: the last revision that is known.
            seconds: how long to wait at most. It may be less.
        """

    def close(self) -> None:
        """Let go of the database."""
