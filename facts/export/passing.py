"""What of a desk is passed on in an export: what everybody may see, without a trace of what is withheld."""

from collections.abc import Callable, Container, Iterator
from dataclasses import replace
from datetime import datetime

from facts.model import Kind, Quote, Revision, Source, sources_of
from facts.store.port import Reader
from facts.visibility import Public


class Passed(Public):
    """A store as it is passed on.

    Besides what is withheld it leaves out the quotes of somebody who is, the names of what is withheld where
    records say what they are about, and sources on which nothing else rests.
    """

    def __init__(self, whole: Reader, clock: Callable[[], datetime]) -> None:
        super().__init__(whole, clock)
        withheld = self.veil.withheld
        if withheld:
            spoken = (it for it in whole.all("quote") if _speaks(it, withheld.keys()))
            held = {**withheld, **{it.entry.id: it for it in spoken}}
            self.veil = replace(self.veil, withheld={**held, **self._bare_sources(held)})

    def _bare_sources(self, held: dict[str, Revision]) -> dict[str, Revision]:
        """Return the sources on which nothing rests but what is held back."""
        records = (it.entry for it in held.values() if not isinstance(it.entry, Source))
        theirs = {source for record in records for source in sources_of(record)}
        others = (it.entry for it in self._whole.all() if it.entry.id not in held)
        bare = theirs - {s for it in others if not isinstance(it, Source) for s in sources_of(it)}
        return self._whole.current(bare)

    def all(self, kind: Kind | None = None) -> Iterator[Revision]:
        """Yield the current revisions, of one kind or of all, in the order of their first revisions."""
        return map(self._without_names, super().all(kind))

    def log(self) -> Iterator[Revision]:
        """Yield every revision that is passed on, in order, numbered from 1 without gaps."""
        shown = (it for it in self._whole.since(0) if not self._hides(it.entry))
        for number, revision in enumerate(map(self._without_names, shown), start=1):
            yield revision.model_copy(update={"number": number})

    def _without_names(self, revision: Revision) -> Revision:
        """Return a revision without the ids of what is withheld."""
        record, withheld = revision.entry, self.veil.withheld
        if isinstance(record, Source) or not withheld:
            return revision
        about = tuple(name for name in record.about if name not in withheld)
        instead = "" if record.replaced_by in withheld else record.replaced_by
        if (about, instead) == (record.about, record.replaced_by):
            return revision
        return revision.model_copy(
            update={"entry": record.model_copy(update={"about": about, "replaced_by": instead})}
        )


def _speaks(revision: Revision, withheld: Container[str]) -> bool:
    return isinstance(revision.entry, Quote) and revision.entry.speaker in withheld
