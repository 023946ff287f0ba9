"""What is remembered of messages, in memory."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from threading import Lock

from facts.postings import DONE, DUE, UNDELIVERED, Delivery, Posting, Progress, Shown, Watch


class MemoryPostings:
    """The messages that one store in memory remembers. Threads may share it."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._postings: dict[str, Posting] = {}
        self._shown: dict[str, tuple[Shown, ...]] = {}
        self._corrections: dict[tuple[int, str], Delivery] = {}
        self._watches: dict[str, Watch] = {}
        self._workers: dict[str, datetime] = {}
        self._changing = Lock()

    def intend(self, posting: Posting, shown: Iterable[Shown] = ()) -> Posting | None:
        """Remember a message before it is posted; return what was known of its id before, if anything."""
        with self._changing:
            if known := self._postings.get(posting.id):
                return known
            self._keep(posting, shown)
            return None

    def renew(self, posting: Posting, shown: Iterable[Shown] = ()) -> None:
        """Remember a message anew, in place of what was remembered of its id."""
        self.remember([(posting, shown)])

    def remember(self, postings: Iterable[tuple[Posting, Iterable[Shown]]]) -> None:
        """Remember many messages anew, all at once."""
        with self._changing:
            for posting, shown in postings:
                self._keep(posting, shown)

    def stands(self, id_: str, channel: str, ts: str) -> None:
        """Keep where a message stands, now that it has been posted."""
        with self._changing:
            if known := self._postings.get(id_):
                self._postings[id_] = replace(known, channel=channel, ts=ts)

    def forget(self, id_: str) -> None:
        """Forget a message, for it was not posted."""
        with self._changing:
            self._postings.pop(id_, None)
            self._shown.pop(id_, None)

    def posting(self, id_: str) -> Posting | None:
        """Return what is remembered of a message, if anything is."""
        return self._postings.get(id_)

    def shown(self, id_: str) -> tuple[Shown, ...]:
        """Return what a message shows, in the order of the entries' ids."""
        return self._shown.get(id_, ())

    def all(self) -> Iterator[Posting]:
        """Yield what is remembered of every message, in the order of ids."""
        with self._changing:
            yield from [self._postings[id_] for id_ in sorted(self._postings)]

    def put_back(self, kept: Posting | Delivery | Watch, shown: Iterable[Shown] = ()) -> None:
        """Keep what another store has, its moment included, in place of what is known of it here."""
        with self._changing:
            match kept:
                case Posting():
                    self._postings[kept.id], self._shown[kept.id] = kept, tuple(shown)
                case Delivery():
                    self._corrections[kept.revision, kept.posting] = kept
                case Watch():
                    self._watches[kept.id] = kept

    def showing(self, entries: Iterable[str], before: int) -> tuple[Posting, ...]:
        """Return the messages that show any of these entries as before a revision, in the order of ids."""
        wanted = set(entries)
        with self._changing:
            return tuple(
                self._postings[id_]
                for id_, shown in sorted(self._shown.items())
                if self._postings[id_].state < before and any(each.entry in wanted for each in shown)
            )

    def promise(self, revision: int, ids: Iterable[str]) -> None:
        """Keep that a revision is due to correct these messages, where that is not kept yet."""
        with self._changing:
            for id_ in ids:
                due = Delivery(revision, id_, DUE, "", self._clock())
                self._corrections.setdefault((revision, id_), due)

    def settle(self, revision: int, id_: str, outcome: str, reason: str = "") -> None:
        """Keep what became of the correction of a message."""
        with self._changing:
            self._corrections[revision, id_] = Delivery(revision, id_, outcome, reason, self._clock())

    def progress(self, limit: int) -> tuple[Progress, ...]:
        """Return how far the last corrections have come, the latest revision first."""
        outcomes: defaultdict[int, list[str]] = defaultdict(list)
        for each in self.deliveries():
            outcomes[each.revision].append(each.outcome)
        return tuple(
            Progress(revision, len(these), these.count(DONE), these.count(UNDELIVERED))
            for revision, these in islice(outcomes.items(), limit)
        )

    def deliveries(self, outcome: str = "", limit: int | None = None) -> Iterator[Delivery]:
        """Yield what became of corrections, or of those with one outcome, the latest revision first."""
        with self._changing:
            found = [each for each in self._corrections.values() if outcome in ("", each.outcome)]
        found.sort(key=lambda each: (-each.revision, each.posting))
        return islice(found, limit)

    def watch(self, watch: Watch) -> None:
        """Keep a watch, in place of the one of that id."""
        known = self._watches.get(watch.id)
        self._watches[watch.id] = replace(watch, at=known.at if known else self._clock())

    def unwatch(self, id_: str) -> bool:
        """End a watch; return whether there was one."""
        return self._watches.pop(id_, None) is not None

    def watches(self) -> tuple[Watch, ...]:
        """Return all watches, oldest first."""
        return tuple(sorted(self._watches.values(), key=lambda watch: (watch.at, watch.id)))

    def beat(self, name: str, seconds: float) -> None:
        """Keep that a process is alive, for so long; 0 where it is about to end."""
        self._workers[name] = self._clock() + timedelta(seconds=seconds)

    def beating(self) -> tuple[str, ...]:
        """Return the names of the processes that are alive, in the order of the alphabet."""
        now = self._clock()
        return tuple(sorted(name for name, until in self._workers.items() if until > now))

    def _keep(self, posting: Posting, shown: Iterable[Shown]) -> None:
        self._postings[posting.id] = replace(posting, at=self._clock())
        self._shown[posting.id] = tuple(sorted(shown, key=lambda each: each.entry))
