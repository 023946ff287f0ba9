"""What is not for everybody: records under an embargo, and those that are not for publication.

To all but curators, who see it in private, such a record is as if it were not on file. An embargo ends by the
clock: nobody writes anything.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from facts.model import AnyRecord, Disagreement, Passage, Revision, Source, stamp
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
    lifted: tuple[Revision, ...] = ()
    """Those of the records whose embargo is over."""
    until: str = ""

    def is_over(self, at: datetime) -> bool:
        """Tell whether an embargo has ended since."""
        return bool(self.until) and self.until <= stamp(at)

    def hides(self, record: AnyRecord) -> bool:
        """Tell whether a record is not to be seen: it is withheld, or shows one that is."""
        return bool(self.withheld) and (
            record.id in self.withheld
            or (isinstance(record, Disagreement) and not self.withheld.keys().isdisjoint(record.records))
        )

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passages of all that is withheld."""
        records = (revision.entry for revision in self.withheld.values())
        return tuple(it for record in records if not isinstance(record, Source) for it in record.passages)


def veil(reader: Reader, at: datetime) -> Veil:
    """Return what is withheld at a moment."""
    marked = tuple(reader.withheld())
    withheld = {it.entry.id: it for it in marked if is_withheld(it.entry, at)}
    ends = (it.entry.embargo for it in withheld.values() if not isinstance(it.entry, Source))
    lifted = tuple(it for it in marked if it.entry.id not in withheld)
    return Veil(withheld, lifted, min((end for end in ends if end > stamp(at)), default=""))


def hidden_passages(veil: Veil, source: Source) -> tuple[tuple[int, int], ...]:
    """Return the offsets at which a source has what is withheld, in code points, in order.

    A passage of another version of the source, or of another source, is looked for by its words.
    """
    return tuple(sorted(span for passage in veil.passages for span in _spans(passage, source)))


def _spans(passage: Passage, source: Source) -> Iterable[tuple[int, int]]:
    if (passage.source, passage.sha256) == (source.id, source.sha256):
        yield passage.start, passage.end
        return
    at = source.text.find(passage.exact)
    while at >= 0:
        yield at, at + len(passage.exact)
        at = source.text.find(passage.exact, at + 1)
