"""What tests everywhere may ask for: databases on a PostgreSQL server, which starts when the first does."""

from collections.abc import Iterator

import pytest
from sqlalchemy import make_url

from benchmarks.postgres import database, running
from bot import wiring
from facts.store.postgres import open_postgres


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Return the URL of a server on which databases may be created."""
    with running() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> Iterator[str]:
    """Return the name of a database that holds an empty store: copying it beats taking every step again."""
    with database(postgres_server) as url:
        open_postgres(url).close()
        yield str(make_url(url).database)


@pytest.fixture
def postgres(postgres_server: str, postgres_template: str) -> Iterator[str]:
    """Return the URL of a database that holds an empty store."""
    with database(postgres_server, postgres_template) as url:
        yield url


@pytest.fixture
def postgres_bare(postgres_server: str) -> Iterator[str]:
    """Return the URL of a database without tables."""
    with database(postgres_server) as url:
        yield url


@pytest.fixture
def jobs_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let jobs end with the desk that has them: what keeps them is one a process; a test may have several."""
    monkeypatch.setattr(wiring, "workshop_of", lambda _url, _role: None)
