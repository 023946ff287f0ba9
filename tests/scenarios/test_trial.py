"""`factdesk try`, as a person starts it: one command, no token, no network."""

import asyncio
import os
import re
import signal
import sys
from pathlib import Path

import httpx

from tests.local_slack import PATIENCE

ROOT = Path(__file__).parents[2]
LINES = b"/quote fidan\n@factdesk who led the russian delegation?\n> @factdesk source?\n"


async def test_lines_are_answered_and_the_page_stays_until_it_is_stopped(tmp_path: Path) -> None:
    """Piped lines are answered in order, a follow-up too; the page is there until SIGINT, then status 0."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "try", "--no-browser"),
        env={**os.environ, "PYTHONPATH": str(ROOT), "FACTDESK_DATABASE_URL": "memory:"},
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
