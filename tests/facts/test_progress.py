"""A bar for what takes long, where a person is watching."""

import io
import sys
from collections.abc import Iterable

import pytest

from facts.desk import Desk
from facts.model import Revision
from facts.progress import watched
from facts.store.memory import MemoryStore
from tests.contract.test_store import SOURCE, fact, put


class Terminal(io.StringIO):
    """A standard error that somebody watches."""

    def isatty(self) -> bool:
        """Say that it is one."""
        return True


@pytest.fixture
def revisions() -> list[Revision]:
    """As many revisions as take a while."""
    store = MemoryStore()
    put(store, SOURCE, *(fact(f"fact-{number}") for number in range(3_000)))
    return list(store.since(0))


def test_a_bar_is_shown_to_whoever_watches(
    revisions: list[Revision], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal it is said what is being done, and every revision comes through."""
    monkeypatch.setattr(sys, "stderr", screen := Terminal())
    assert list(watched("Making it")(revisions, len(revisions))) == revisions
    assert "Making it" in screen.getvalue()


@pytest.mark.parametrize(("screen", "total"), [(io.StringIO(), 3_000), (Terminal(), 10)])
def test_nothing_is_shown_to_nobody_or_of_little(
    revisions: list[Revision], monkeypatch: pytest.MonkeyPatch, screen: io.StringIO, total: int
) -> None:
    """A log file gets no bar, and what is done at once needs none."""
    monkeypatch.setattr(sys, "stderr", screen)
    assert list(watched("Making it")(revisions, total)) == revisions
    assert not screen.getvalue()


def test_each_revision_that_goes_into_the_index_is_watched() -> None:
    """Whoever opens a desk sees how far its index is, and is told how far it goes."""
    store, seen = MemoryStore(), list[tuple[int, list[int]]]()
    put(store, SOURCE, fact("late"))

    def watch(revisions: Iterable[Revision], total: int) -> Iterable[Revision]:
        found = list(revisions)
        seen.append((total, [revision.number for revision in found]))
        return found

    desk = Desk(store, watch=watch)
    put(store, fact("early"))
    desk.refresh()
    assert seen == [(2, [1, 2])]
