"""The stores that must keep the contract: each test runs once with each of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeAlias

import pytest

from facts.store.memory import MemoryStore
from facts.store.port import Store
from facts.store.postgres import open_postgres
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


def _memory(_: pytest.FixtureRequest, clock: Clock) -> Store:
    return MemoryStore(clock)


def _sqlite(request: pytest.FixtureRequest, clock: Clock) -> Store:
    folder: Path = request.getfixturevalue("tmp_path")
    return open_sqlite(folder / "facts.sqlite3", clock)


def _postgres(request: pytest.FixtureRequest, clock: Clock) -> Store:
    return open_postgres(request.getfixturevalue("postgres"), clock)


Opening: TypeAlias = Callable[[pytest.FixtureRequest, Clock], Store]

STORES: dict[str, Opening] = {"memory": _memory, "sqlite": _sqlite, "postgres": _postgres}


@pytest.fixture
def clock() -> Clock:
    """Return the clock that the store goes by."""
    return Clock()


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, clock: Clock) -> Iterator[Store]:
    """Open an empty store of each kind."""
    opened = STORES[request.param](request, clock)
    yield opened
    opened.close()
