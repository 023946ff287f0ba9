"""What has been promised is kept, whenever a process is killed: the short form of `benchmarks.kill`."""

from pathlib import Path

import pytest

from benchmarks.kill import Trial

KILLS = 3


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of a database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'desk.sqlite3'}"
    return str(request.getfixturevalue("postgres"))


async def test_nothing_is_lost_or_done_twice_when_processes_are_killed(database: str) -> None:
    """Every mention is answered once, every message shows what is on file, no thread has a note twice."""
    report = await Trial(database, KILLS, seed=11).run()
    assert report.violations == []
    assert report.kills == KILLS
    assert report.mentions
