"""A desk with a curator, an editor and one article, for tests of what they do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from facts.curation import Curator, NewName, NewRecord, NewSource, Role
from facts.model import Fact, Quote, Revision
from facts.store.memory import MemoryStore
from facts.store.port import Store

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
ARTICLE = (
    "Harbour Master Ilse Brandt told the crew, “Nobody sails before the fog lifts.” The crew waited.\n"
    "Some 1,040 passengers stayed on board, analysts said. Brandt said the port would open on Friday.\n"
)
POST = NewSource(ARTICLE, publisher="The Post", url="https://post.example/ferry")
TIMES = NewSource(
    "Some 1,400 passengers stayed on board.\n", publisher="The Times", url="https://times.example/f"
)


@dataclass
class Clock:
    """A clock that a test turns by hand."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        """Return the time that it shows."""
        return self.now


def newsroom(
    store: Store | None = None, clock: Callable[[], datetime] = lambda: NOW
) -> tuple[Curator, Store]:
    """Return a curator's desk: `ada` is its editor, `bob` a curator, everybody else an asker."""
    store = store or MemoryStore(clock)
    curator = Curator(store, clock)
    curator.roles.appoint("ada", Role.EDITOR)
    curator.roles.appoint("bob", Role.CURATOR)
    return curator, store


def passengers(source: str | NewSource = POST) -> NewRecord:
    """Return a fact as it is filed."""
    return NewRecord("fact", "Some 1,040 passengers stayed on board", source, fields={"value": "1,040"})


def fog(speaker: str = "Ilse Brandt") -> NewRecord:
    """Return a quote as it is filed, of somebody new to the desk."""
    return NewRecord("quote", "Nobody sails before the fog lifts.", POST, speaker=NewName(speaker))


def fact_of(revision: Revision) -> Fact:
    """Return the fact of a revision."""
    assert isinstance(revision.entry, Fact)
    return revision.entry


def quote_of(revision: Revision) -> Quote:
    """Return the quote of a revision."""
    assert isinstance(revision.entry, Quote)
    return revision.entry
