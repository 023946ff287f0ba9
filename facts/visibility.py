"""What is not for everybody: records under an embargo, and those that are not for publication.

To all but curators, who see it in private, such a record is as if it were not on file, and so is a
disagreement that shows one. Whatever is made for everybody reads the store through :class:`Public`; there is
nothing to remember further on. An embargo ends by the clock: nobody writes anything.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from facts.model import (
    AnyRecord,
    Disagreement,
    Fact,
    Kind,
    Passage,
    Revision,
    Source,
    Status,
    is_replaced,
    now,
    stamp,
)
from facts.store.port import Reader


def is_withheld(entry: Source | AnyRecord, at: datetime) -> bool:
    """Tell whether a record is withheld at a moment; sources never are."""
    if isinstance(entry, Source):
        return False
    return entry.not_for_publication or (bool(entry.embargo) and entry.embargo > stamp(at))


@dataclass(frozen=True, slots=True)
class Veil:
    """What is withheld at one moment.

    `until` is the moment at which the next embargo ends, as records have it; empty: nothing changes by the
    clock.
    """

    withheld: Mapping[str, Revision] = field(default_factory=dict)
    """The current revisions of the records that are withheld, by id."""
    until: str = ""

    def is_over(self, clock: Callable[[], datetime]) -> bool:
        """Tell whether an embargo has ended since."""
        return bool(self.until) and self.until <= stamp(clock())

    def hides(self, entry: Source | AnyRecord) -> bool:
        """Tell whether an entry is not to be seen: it is withheld, or shows what is."""
        return bool(self.withheld) and (
            entry.id in self.withheld
            or (isinstance(entry, Disagreement) and not self.withheld.keys().isdisjoint(entry.records))
        )


def veil(reader: Reader, at: datetime) -> Veil:
    """Return what is withheld at a moment."""
    withheld = {it.entry.id: it for it in reader.withheld() if is_withheld(it.entry, at)}
    ends = (it.entry.embargo for it in withheld.values() if not isinstance(it.entry, Source))
    return Veil(withheld, min((end for end in ends if end > stamp(at)), default=""))


def disclosed(reader: Reader, after: str, upto: str) -> tuple[Revision, ...]:
    """Return the current revisions of the records whose embargo has ended between two moments, in order.

    Args:
        reader: the store.
        after: a moment, as records have it.
        upto: a later one.
    """
    return tuple(
        it
        for it in reader.withheld()
        if not isinstance(it.entry, Source)
        and after < it.entry.embargo <= upto
        and not it.entry.not_for_publication
    )


def hidden_passages(of: Veil, source: Source) -> tuple[tuple[int, int], ...]:
    """Return where a source has what is withheld, as offsets in code points, in order.

    A passage of another version of the source, or of another source, is looked for by its words.
    """
    records = (revision.entry for revision in of.withheld.values())
    passages = (it for record in records if not isinstance(record, Source) for it in record.passages)
    return tuple(sorted({span for passage in passages for span in _spans(passage, source)}))


def _spans(passage: Passage, source: Source) -> Iterable[tuple[int, int]]:
    if (passage.source, passage.sha256) == (source.id, source.sha256):
        yield passage.start, passage.end
        return
    at = source.text.find(passage.exact)
    while at >= 0:
        yield at, at + len(passage.exact)
        at = source.text.find(passage.exact, at + 1)


class Public:
    """A store as everybody may read it; a `facts.store.port.Reader`.

    In the log the revisions of what is withheld have no words: they stand as those of a record in whose place
    another stands. Threads may share it.
    """

    def __init__(self, whole: Reader, clock: Callable[[], datetime] = now) -> None:
        self._whole = whole
        self._clock = clock
        self._head = -1
        self.veil = Veil()
        self.exceptions: tuple[Revision, ...] = ()
        """Current revisions as they are to be seen now, of records that may have been seen otherwise."""
        self.refresh()

    def refresh(self) -> bool:
        """Look again at what is withheld, where that may have changed; tell whether it may have.

        Between two looks nothing is shown too early: what has come since is judged by itself.
        """
        head, before = self._whole.head(), self.veil
        if head == self._head and not before.is_over(self._clock):
            return False
        self.veil = veil(self._whole, self._clock())
        self.exceptions = tuple(map(self._seen, self._unsteady(before, is_first=self._head < 0)))
        self._head = head
        return True

    def _unsteady(self, before: Veil, *, is_first: bool) -> Iterator[Revision]:
        """Yield what an embargo is on or was, and the disagreements if any may be seen otherwise now."""
        marked = tuple(self._whole.withheld())
        yield from marked
        yield from self._whole.current(before.withheld.keys() - {it.entry.id for it in marked}).values()
        if marked or before.withheld or is_first:
            yield from self._whole.all("disagreement")

    def _hides(self, entry: Source | AnyRecord) -> bool:
        return self.veil.hides(entry) or is_withheld(entry, self._clock())

    def _seen(self, revision: Revision) -> Revision:
        return _blank(revision) if self._hides(revision.entry) else revision

    # reading

    def head(self) -> int:
        """Return the number of the last revision, 0 where there is none."""
        return self._whole.head()

    def since(self, number: int) -> Iterator[Revision]:
        """Yield the revisions after this number, in order; what is withheld has no words."""
        return map(self._seen, self._whole.since(number))

    def at(self, numbers: Iterable[int], beside: Iterable[str] = ()) -> dict[int, Revision]:
        """Return the revisions with these numbers, and the current ones of these entries, by number.

        Unknown and withheld ones are left out.
        """
        found = self._whole.at(numbers, beside).items()
        return {number: revision for number, revision in found if not self._hides(revision.entry)}

    def current(self, ids: Iterable[str]) -> dict[str, Revision]:
        """Return the current revisions of these entries; unknown and withheld ones are left out."""
        found = self._whole.current(ids).items()
        return {id_: revision for id_, revision in found if not self._hides(revision.entry)}

    def all(self, kind: Kind | None = None) -> Iterator[Revision]:
        """Yield the current revisions, of one kind or of all, in the order of their first revisions."""
        return (revision for revision in self._whole.all(kind) if not self._hides(revision.entry))

    def history(self, entry_id: str) -> tuple[Revision, ...]:
        """Return the revisions of an entry, oldest first; empty where it is unknown or withheld."""
        found = self._whole.history(entry_id)
        if not found or self._hides(found[-1].entry):
            return ()
        return tuple(revision for revision in found if not self._hides(revision.entry))

    def counts(self) -> dict[Kind, int]:
        """Return how many entries of each kind there are to be seen."""
        counts = self._whole.counts()
        if not self.veil.withheld:
            return counts
        hidden = Counter(revision.entry.kind for revision in self._hidden())
        return {kind: count - hidden[kind] for kind, count in counts.items() if count > hidden[kind]}

    def _hidden(self) -> Iterator[Revision]:
        yield from self.veil.withheld.values()
        for revision in self._whole.all("disagreement"):
            if revision.entry.id not in self.veil.withheld and self.veil.hides(revision.entry):
                yield revision

    def waiting(self, status: Status) -> Iterator[Revision]:
        """Yield the current revisions of records that are `draft`, or `disputed`, in order."""
        return (it for it in self._whole.waiting(status) if not self._hides(it.entry))

    def due(self, day: str) -> Iterator[Revision]:
        """Yield the current revisions that expire on an ISO day or have before, in order."""
        return (it for it in self._whole.due(day) if not self._hides(it.entry))

    def withheld(self) -> Iterator[Revision]:
        """Yield the current revisions of records whose embargo is over."""
        return (it for it in self._whole.withheld() if not self._hides(it.entry))


class Withheld(Public):
    """Of a store only what is withheld, and all names, by which it is asked for. It does not change."""

    def __init__(self, whole: Reader, of: Veil) -> None:
        names = {it.entry.id: it for it in whole.all("entity") if not is_replaced(it.entry)}
        chosen = sorted((names | dict(of.withheld)).values(), key=lambda it: it.number)
        self._chosen = tuple(chosen)
        super().__init__(whole)
        self.exceptions = ()

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of these revisions."""
        return tuple(revision.number for revision in self._chosen)

    def refresh(self) -> bool:
        """Look no further."""
        return False

    def head(self) -> int:
        """Return the number of the last of these revisions, 0 where there is none."""
        return self._chosen[-1].number if self._chosen else 0

    def since(self, number: int) -> Iterator[Revision]:
        """Yield these revisions, after this number, in order."""
        return (revision for revision in self._chosen if revision.number > number)

    def all(self, kind: Kind | None = None) -> Iterator[Revision]:
        """Yield these revisions, of one kind or of all, in order."""
        return (revision for revision in self._chosen if kind in (None, revision.entry.kind))

    def _hides(self, entry: Source | AnyRecord) -> bool:  # noqa: ARG002
        return False


def _blank(revision: Revision) -> Revision:
    """Return a revision that says nothing but which record it is of, and that nobody is to find it."""
    id_ = revision.entry.id
    nothing = Fact(id=id_, status=Status.RETRACTED, statement="-", seen_by="-", replaced_by=id_)
    return Revision(number=revision.number, at=revision.at, by="", why="", entry=nothing)
