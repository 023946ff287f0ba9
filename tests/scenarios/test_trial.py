"""`factdesk try`, as a person starts it: from a checkout, and from a wheel that was unpacked elsewhere."""

import asyncio
import os
import re
import signal
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.local_slack import PATIENCE

ROOT = Path(__file__).parents[2]
LINES = b"/quote fidan\n@factdesk who led the russian delegation?\n> @factdesk source?\n"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which a wheel of this project was unpacked."""
    pytest.importorskip("hatchling", reason="nothing here builds wheels")
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


@pytest.fixture(params=["checkout", "wheel"])
def program(request: pytest.FixtureRequest) -> Any:
    """Where the program is imported from."""
    return ROOT if request.param == "checkout" else request.getfixturevalue("wheel")


async def test_lines_are_answered_and_the_page_stays_until_it_is_stopped(
    program: Path, tmp_path: Path
) -> None:
    """Piped lines are answered in order, a follow-up too; the page is there until SIGINT, then status 0."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "try", "--no-browser"),
        env=_environment(program),
        cwd=tmp_path,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdin
    assert process.stdout
    try:
        process.stdin.write(LINES)
        process.stdin.close()
        async with asyncio.timeout(6 * PATIENCE):
            threads = ("in a thread", "Medinsky") * 2
            said = await _read_until(process.stdout, "There are two paths today", *threads)
            url = re.search(r"http://\S+", said)
            assert url
            async with httpx.AsyncClient() as client:
                assert (await client.get(url[0])).status_code == 200
            process.send_signal(signal.SIGINT)
            assert await process.wait() == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def test_what_runs_from_a_wheel_comes_from_the_wheel(wheel: Path, tmp_path: Path) -> None:
    """An installed program needs nothing of the checkout: not its pack, not its migrations."""
    where = _output(wheel, tmp_path, "-c", "import facts; print(facts.__file__)")
    assert Path(where).is_relative_to(wheel)
    assert _output(wheel, tmp_path, "-m", "bot", "verify") == "Every record stands in its sources."


def _output(program: Path, folder: Path, *arguments: str) -> str:
    command = [sys.executable, *arguments]
    env = _environment(program) | {"FACTDESK_DATABASE_URL": "sqlite:///desk.sqlite3"}
    return subprocess.run(
        command, env=env, cwd=folder, check=True, capture_output=True, text=True
    ).stdout.strip()


def _environment(program: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(program), "FACTDESK_DATABASE_URL": "memory:"}


async def _read_until(stream: asyncio.StreamReader, *words: str) -> str:
    """Read until all of these words have come, in this order, and return what was read."""
    said, at = "", 0
    for word in words:
        while (found := said.find(word, at)) < 0:
            part = await stream.read(4096)
            assert part, said
            said += part.decode()
        at = found + len(word)
    return said
