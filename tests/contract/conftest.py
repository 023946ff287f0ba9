"""The stores that must keep the contract: each test runs once with each of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from facts.store.memory import MemoryStore
from facts.store.port import Store
from facts.store.sqlite import open_sqlite


@dataclass(slots=True)
class Clock:
    """A clock that a test turns by hand."""

    now: datetime = datetime(2026, 11, 20, 12, 30, 15, 123456, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the time that it shows."""
        return self.now

    def turn(self, seconds: float) -> None:
        """Turn it forward."""
        self.now += timedelta(seconds=seconds)


STORES: dict[str, Callable[[Path, Clock], Store]] = {
    "memory": lambda _, clock: MemoryStore(clock),
    "sqlite": lambda folder, clock: open_sqlite(folder / "facts.sqlite3", clock),
}


@pytest.fixture
def clock() -> Clock:
    """Return the clock that the store goes by."""
    return Clock()


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """Open an empty store of each kind."""
    opened = STORES[request.param](tmp_path, clock)
    yield opened
    opened.close()
